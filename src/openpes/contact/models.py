"""Contact points and messages."""

from django.db import models
from django.db.models import Q

from openpes.base.enums import Sensitivity
from openpes.base.ids import uuid7
from openpes.contact.enums import Assurance, MessageState, PointKind, Priority
from openpes.people.models import Account, Person


class ContactPoint(models.Model):
    """An address or number of a person. Shared phones are normal: a number may belong to several people, verified by each."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="contact_points")
    kind = models.CharField(max_length=16, choices=PointKind)
    address = models.CharField(max_length=254, help_text="E-mail in lower case, phone in E.164")
    folded = models.CharField(max_length=254, db_index=True)
    verified_at = models.DateTimeField(null=True, blank=True)
    assurance = models.PositiveSmallIntegerField(choices=Assurance, default=Assurance.NONE)
    language = models.CharField(max_length=12, blank=True)
    shared = models.BooleanField(default=False, help_text="Others use it too: no personal content")
    preferred = models.BooleanField(default=False)
    bounced_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    synthetic = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind", "address"],
                condition=Q(ended_at__isnull=True),
                name="contact_point_once_per_person",
            )
        ]


class Message(models.Model):
    """Something told to a person or an account: always in the inbox here, and by the door that reaches them.

    Subject and text are sealed with the key of ``subject_id`` (person, or account while the person is unknown).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.CharField(max_length=200, unique=True, help_text="Idempotency key")
    subject_id = models.UUIDField(db_index=True)
    person = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="messages")
    account = models.ForeignKey(Account, models.CASCADE, null=True, blank=True, related_name="messages")
    kind = models.CharField(max_length=64)
    priority = models.PositiveSmallIntegerField(choices=Priority, default=Priority.REMINDER)
    sensitivity = models.CharField(max_length=16, choices=Sensitivity, default=Sensitivity.PERSONAL)
    language = models.CharField(max_length=12)
    subject_sealed = models.BinaryField()
    text_sealed = models.BinaryField()
    link = models.CharField(max_length=300, blank=True, help_text="Path in this program")
    channel = models.CharField(max_length=16, blank=True)
    state = models.CharField(max_length=16, choices=MessageState, default=MessageState.WAITING)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    synthetic = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["person", "created_at"]),
            models.Index(fields=["account", "created_at"]),
        ]


class ContactCode(models.Model):
    """A code sent to prove an address; only its keyed hash is kept."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    point = models.ForeignKey(ContactPoint, models.CASCADE, related_name="codes")
    digest = models.CharField(max_length=64)
    tries = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    used_at = models.DateTimeField(null=True, blank=True)

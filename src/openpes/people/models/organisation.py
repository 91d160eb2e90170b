"""The tree of organisations, roles by scope and period, catchments, conflicts of interest."""

import uuid

from django.db import models
from django.db.models import Q

from openpes.base.ids import uuid7
from openpes.people.enums import OrganisationKind, Role

from .places import Place


class Organisation(models.Model):
    """Country, agency, directorate, office or partner. ``path`` lists the ids from the root, for subtree queries."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.SlugField(max_length=64, unique=True)
    kind = models.CharField(max_length=16, choices=OrganisationKind)
    name = models.CharField(max_length=200)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    path = models.CharField(max_length=1000, db_index=True, help_text="Codes from the root, each followed by /")
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True)
    address = models.CharField(max_length=300, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    opening_hours = models.JSONField(default=dict, blank=True, help_text='{"mon": "08:00-16:00", …}')
    accessibility = models.CharField(max_length=300, blank=True)
    time_zone = models.CharField(max_length=64, default="UTC")
    active_from = models.DateField(null=True, blank=True)
    active_until = models.DateField(null=True, blank=True)
    synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ["path"]

    def __str__(self) -> str:
        return self.name

    def subtree_ids(self) -> frozenset[uuid.UUID]:
        """Ids of this organisation and everything below it."""
        return frozenset(Organisation.objects.filter(path__startswith=self.path).values_list("pk", flat=True))


class CatchmentPlace(models.Model):
    """A place that an office serves, for a time."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="catchment")
    place = models.ForeignKey(Place, models.CASCADE, related_name="catchments")
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)


class RoleAssignment(models.Model):
    """A role is account x organisation (with all below it) x period. One account may hold several and acts in one at a time."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.ForeignKey("people.Account", models.CASCADE, related_name="roles")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="roles")
    role = models.CharField(max_length=32, choices=Role)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    granted_by = models.UUIDField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    synthetic = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=models.F("valid_from")),
                name="role_period_in_order",
            )
        ]


class ConflictOfInterest(models.Model):
    """A declared tie of a member of staff to a person or an employer: that record is closed to them."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.ForeignKey("people.Account", models.CASCADE, related_name="conflicts")
    person_id = models.UUIDField(null=True, blank=True)
    employer_id = models.UUIDField(null=True, blank=True)
    reason = models.CharField(max_length=300)
    declared_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(person_id__isnull=False) | Q(employer_id__isnull=False),
                name="conflict_names_someone",
            )
        ]


class ReadingQuota(models.Model):
    """How many different records an account opened in one hour; partner advisers have a limit."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.ForeignKey("people.Account", models.CASCADE, related_name="+")
    hour = models.DateTimeField()
    person_id = models.UUIDField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "hour", "person_id"], name="reading_counted_once_an_hour")]

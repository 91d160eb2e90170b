"""A dialogue session belongs to a person (or person-to-be) and a dialogue, not to a channel."""

from django.db import models

from openpes.base.ids import uuid7
from openpes.dialogues.enums import SessionState


class DialogueSession(models.Model):
    """Answers so far, sealed with the session's own key; the definition's version is kept from the start.

    ``owner_token`` is the keyed hash of a random value in the visitor's session, for people without an account.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    dialogue = models.CharField(max_length=64)
    version = models.PositiveIntegerField()
    person_id = models.UUIDField(null=True, blank=True)
    account_id = models.UUIDField(null=True, blank=True)
    employer_id = models.UUIDField(null=True, blank=True)
    owner_token = models.CharField(max_length=64, blank=True)
    staff_account_id = models.UUIDField(null=True, blank=True, help_text="Who assists")
    organisation_id = models.UUIDField(null=True, blank=True)
    context = models.JSONField(default=dict, help_text="Ids the dialogue was started with, e.g. the vacancy")
    answers_sealed = models.BinaryField(null=True)
    state = models.CharField(max_length=16, choices=SessionState, default=SessionState.OPEN)
    revision = models.PositiveIntegerField(
        default=0, help_text="Raised by every answer; two tabs cannot overwrite each other unseen"
    )
    resume_hash = models.CharField(max_length=64, blank=True, db_index=True, help_text="Keyed hash of the six-character code")
    channels = models.JSONField(default=list, help_text="Doors used so far")
    language = models.CharField(max_length=12)
    started_at = models.DateTimeField()
    touched_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    committed_at = models.DateTimeField(null=True, blank=True)
    result = models.JSONField(default=dict, help_text="Ids and references for the receipt")
    synthetic = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["person_id", "state"]), models.Index(fields=["state", "expires_at"])]

"""Legal bases and consent, keys, audit, access log, field history, files, erasure."""

from django.db import models

from openpes.base.enums import Sensitivity
from openpes.base.ids import uuid7
from openpes.trust.enums import ConsentState, ErasureState, FileKind, LegalBasis


class SubjectKey(models.Model):
    """The key of one person (or of one dialogue session of a person-to-be), wrapped by the master key.

    Deleting the key erases every confidential field and file of the person without touching the audit chain.
    """

    subject_id = models.UUIDField(primary_key=True)
    wrapped = models.BinaryField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    destroyed_at = models.DateTimeField(null=True, blank=True)


class Purpose(models.Model):
    """A purpose of processing with its legal basis. Wordings are versions; the newest in force is asked for."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.SlugField(max_length=64, unique=True)
    basis = models.CharField(max_length=16, choices=LegalBasis)
    citation = models.CharField(max_length=300, blank=True)
    highest_sensitivity = models.CharField(max_length=16, choices=Sensitivity, default=Sensitivity.PERSONAL)
    synthetic = models.BooleanField(default=False)


class PurposeWording(models.Model):
    """What a person reads and agrees to, by version and language."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    purpose = models.ForeignKey(Purpose, models.CASCADE, related_name="wordings")
    version = models.PositiveIntegerField()
    language = models.CharField(max_length=12)
    title = models.CharField(max_length=200)
    text = models.TextField()
    in_force_from = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["purpose", "version", "language"], name="one_wording_per_version_and_language")
        ]


class Consent(models.Model):
    """One entry of the consent ledger; the newest entry of a person and purpose counts. Never changed, only added to."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person_id = models.UUIDField()
    purpose = models.ForeignKey(Purpose, models.PROTECT, related_name="consents")
    state = models.CharField(max_length=16, choices=ConsentState)
    wording_version = models.PositiveIntegerField()
    language = models.CharField(max_length=12)
    channel = models.CharField(max_length=16)
    account_id = models.UUIDField(null=True, blank=True, help_text="Who entered it")
    assisted = models.BooleanField(default=False)
    at = models.DateTimeField()
    synthetic = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["person_id", "purpose", "at"])]


class AuditEntry(models.Model):
    """Who did what to which row. Inserted unsealed, sealed into the hash chain by the worker.

    ``digest`` is a keyed hash of the changed values: the entry proves a value without holding it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    at = models.DateTimeField()
    act = models.CharField(max_length=64)
    target_type = models.CharField(max_length=64)
    target_id = models.UUIDField(null=True)
    person_id = models.UUIDField(null=True, blank=True)
    account_id = models.UUIDField(null=True, blank=True)
    role = models.CharField(max_length=32, blank=True)
    organisation_id = models.UUIDField(null=True, blank=True)
    channel = models.CharField(max_length=16, blank=True)
    fields = models.JSONField(default=list, help_text="Names of changed fields, no values")
    digest = models.CharField(max_length=64, blank=True)
    seal_number = models.BigIntegerField(null=True, unique=True)
    seal = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["target_type", "target_id"]),
            models.Index(fields=["person_id", "at"]),
            models.Index(fields=["at"]),
        ]


class AccessLog(models.Model):
    """One reading of a person's record by somebody else; the person sees office, role, purpose and time."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person_id = models.UUIDField()
    account_id = models.UUIDField()
    role = models.CharField(max_length=32)
    organisation_id = models.UUIDField(null=True, blank=True)
    purpose = models.CharField(max_length=64)
    what = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["person_id", "at"]), models.Index(fields=["account_id", "at"])]


class FieldChange(models.Model):
    """One changed fact of a person's or case's record: recorded time and effective time are two columns.

    Values are sealed with the person's key, so that erasing the key erases the history too.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person_id = models.UUIDField()
    target_type = models.CharField(max_length=64)
    target_id = models.UUIDField()
    field = models.CharField(max_length=64)
    old = models.BinaryField(null=True)
    new = models.BinaryField(null=True)
    recorded_at = models.DateTimeField()
    effective_on = models.DateField(null=True, blank=True)
    account_id = models.UUIDField(null=True, blank=True)
    organisation_id = models.UUIDField(null=True, blank=True)
    channel = models.CharField(max_length=16, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["target_type", "target_id", "recorded_at"]),
            models.Index(fields=["person_id"]),
        ]


class StoredFile(models.Model):
    """A file outside the web root, encrypted with its person's key (or the installation's for an employer's)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    subject_id = models.UUIDField(help_text="Person or employer it belongs to; its key encrypts it")
    kind = models.CharField(max_length=16, choices=FileKind)
    name = models.BinaryField(help_text="Original name, encrypted")
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    path = models.CharField(max_length=200, unique=True)
    uploaded_by = models.UUIDField(null=True)
    uploaded_at = models.DateTimeField(auto_now_add=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    synthetic = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["subject_id"])]


class LegalHold(models.Model):
    """A duty to keep a person's record for a time; weighed when erasure is asked for."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person_id = models.UUIDField()
    reason = models.CharField(max_length=300)
    citation = models.CharField(max_length=300)
    until = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    lifted_at = models.DateTimeField(null=True, blank=True)


class ErasureRequest(models.Model):
    """A request to be forgotten and the named officer's decision on it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person_id = models.UUIDField()
    state = models.CharField(max_length=16, choices=ErasureState, default=ErasureState.ASKED)
    asked_at = models.DateTimeField(auto_now_add=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.UUIDField(null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True)

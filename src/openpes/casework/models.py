"""Who looks after whom, tasks of the worklist, notes with withholding classes."""

from django.db import models
from django.db.models import Q

from openpes.base.ids import uuid7
from openpes.casework.enums import TaskKind, TaskState, WithholdingClass
from openpes.people.models import Account, Organisation, Person


class CaseAssignment(models.Model):
    """The counsellor of a person, dated."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="case_assignments")
    counsellor = models.ForeignKey(Account, models.PROTECT, related_name="caseload")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    synthetic = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(valid_until__isnull=True), name="one_counsellor_at_a_time")
        ]


class Task(models.Model):
    """Something to be done for a client, employer or vacancy, with who it waits for and until when."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.CharField(max_length=200, unique=True, help_text="Idempotency key: the same event makes one task")
    kind = models.CharField(max_length=24, choices=TaskKind)
    state = models.CharField(max_length=16, choices=TaskState, default=TaskState.NEW)
    person = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="tasks")
    employer_id = models.UUIDField(null=True, blank=True)
    vacancy_id = models.UUIDField(null=True, blank=True)
    target_type = models.CharField(max_length=64, blank=True)
    target_id = models.UUIDField(null=True, blank=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="tasks")
    assigned_to = models.ForeignKey(Account, models.SET_NULL, null=True, blank=True, related_name="tasks")
    words = models.CharField(max_length=500, blank=True)
    due_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.UUIDField(null=True, blank=True)
    result = models.CharField(max_length=500, blank=True)
    synthetic = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["assigned_to", "state", "due_on"]),
            models.Index(fields=["organisation", "state", "due_on"]),
        ]


class NoteTemplate(models.Model):
    """A case-note template of the country pack or of an office."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.SlugField(max_length=64, unique=True)
    title = models.CharField(max_length=200)
    body = models.TextField()
    organisation = models.ForeignKey(Organisation, models.CASCADE, null=True, blank=True, related_name="+")
    retired_at = models.DateTimeField(null=True, blank=True)
    synthetic = models.BooleanField(default=False)


class Note(models.Model):
    """A case note, sealed with the person's key. People see notes about them unless withheld with a listed, reviewable reason."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="notes")
    text_sealed = models.BinaryField()
    template = models.ForeignKey(NoteTemplate, models.SET_NULL, null=True, blank=True)
    withheld = models.CharField(max_length=24, choices=WithholdingClass, blank=True, default="")
    withheld_reason = models.CharField(max_length=300, blank=True)
    review_on = models.DateField(null=True, blank=True)
    author = models.ForeignKey(Account, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    happened_on = models.DateField()
    recorded_at = models.DateTimeField()
    corrects = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="corrections")
    synthetic = models.BooleanField(default=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(withheld="") | ~Q(withheld_reason=""), name="withholding_has_a_reason")]

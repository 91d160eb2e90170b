"""Agencies that answer the survey, their answer sheets, and everything that is kept of how an answer came about."""

from django.db import models
from django.db.models import Q

from openpes.assessment.sheets.enums import AnswerSource, AnswerState, Approach, IncomeGroup, Region, SheetState
from openpes.base.ids import uuid7
from openpes.people.models import Account, Organisation


class SurveyAgency(models.Model):
    """Who answers: an organisation of the tree, or an outside agency of a network whose sheets ``keeper`` keeps."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    keeper = models.ForeignKey(Organisation, models.PROTECT, related_name="+", help_text="Whose staff keep the sheets")
    organisation = models.OneToOneField(
        Organisation, models.PROTECT, null=True, blank=True, related_name="survey_agency", help_text="Empty: an outside agency"
    )
    name = models.CharField(max_length=200)
    network = models.CharField(max_length=100, blank=True, help_text="Network of agencies that compares itself")
    country = models.CharField(max_length=2, blank=True, help_text="ISO 3166-1; XK for Kosovo as in the survey")
    income_group = models.CharField(max_length=2, choices=IncomeGroup, blank=True)
    region = models.CharField(max_length=20, choices=Region, blank=True)
    approach = models.CharField(max_length=32, choices=Approach, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ["name", "id"]
        indexes = [models.Index(fields=["keeper"]), models.Index(fields=["network"])]

    def __str__(self) -> str:
        return self.name


class AnswerSheet(models.Model):
    """The answers of one agency to one version of the questionnaire on one day; a later edition begins as its copy."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(SurveyAgency, models.PROTECT, related_name="sheets")
    version = models.CharField(max_length=32, help_text="Published version of the questionnaire")
    extension = models.CharField(max_length=64, blank=True, help_text="Version of the country's own questions")
    extension_digest = models.CharField(max_length=64, blank=True)
    reference_date = models.DateField(help_text="The day that the answers speak of")
    edition = models.PositiveIntegerField(default=1)
    copied_from = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="copies")
    status = models.CharField(max_length=32, choices=SheetState, default=SheetState.DRAFT)
    begun_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    begun_at = models.DateTimeField()
    submitted_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")
    submitted_at = models.DateTimeField(null=True, blank=True)
    verified_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")
    verified_at = models.DateTimeField(null=True, blank=True)
    synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ["-reference_date", "-edition", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "reference_date", "edition"], name="one_sheet_per_day_and_edition"),
            models.CheckConstraint(
                condition=~Q(status=SheetState.VERIFIED) | Q(verified_at__isnull=False), name="verified_sheet_says_when"
            ),
        ]


class SheetPart(models.Model):
    """A cluster of a sheet that an officer answers; the same cluster may have several."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    sheet = models.ForeignKey(AnswerSheet, models.CASCADE, related_name="parts")
    cluster = models.CharField(max_length=64)
    officer = models.ForeignKey(Account, models.PROTECT, related_name="+")
    assigned_by = models.UUIDField(null=True)
    assigned_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sheet", "cluster", "officer"], name="part_given_once")]


class Answer(models.Model):
    """One answer as it stands. ``version`` counts its changes, so that two people at once notice each other."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    sheet = models.ForeignKey(AnswerSheet, models.CASCADE, related_name="answers")
    item = models.CharField(max_length=100)
    state = models.CharField(max_length=16, choices=AnswerState)
    value = models.CharField(max_length=64, blank=True)
    source = models.CharField(max_length=16, choices=AnswerSource)
    version = models.PositiveIntegerField(default=1)
    changed_by = models.UUIDField(null=True)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sheet", "item"], name="one_answer_per_item"),
            models.CheckConstraint(
                condition=Q(state=AnswerState.NO_ANSWER, value="") | Q(state=AnswerState.ANSWERED) & ~Q(value=""),
                name="value_where_answered",
            ),
        ]


class AnswerChange(models.Model):
    """One change of one answer: who, when, from what, to what, through which door, and why when a reason was asked for.

    An empty state says that the item had not been reached.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    sheet = models.ForeignKey(AnswerSheet, models.CASCADE, related_name="changes")
    item = models.CharField(max_length=100)
    old_state = models.CharField(max_length=16, blank=True)
    old_value = models.CharField(max_length=64, blank=True)
    new_state = models.CharField(max_length=16, blank=True)
    new_value = models.CharField(max_length=64, blank=True)
    source = models.CharField(max_length=16, choices=AnswerSource)
    reason = models.CharField(max_length=500, blank=True)
    account_id = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["sheet", "item", "at"])]


class AnswerComment(models.Model):
    """A remark of an officer on an answer or on the whole sheet (no item)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    sheet = models.ForeignKey(AnswerSheet, models.CASCADE, related_name="comments")
    item = models.CharField(max_length=100, blank=True)
    text = models.CharField(max_length=2000)
    account_id = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]


class SheetFile(models.Model):
    """A paper that supports an answer: kept in ``trust.files`` under the sheet's own key."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    sheet = models.ForeignKey(AnswerSheet, models.CASCADE, related_name="files")
    question = models.CharField(max_length=64, blank=True)
    file_id = models.UUIDField(unique=True)
    note = models.CharField(max_length=300, blank=True)
    account_id = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]


class Doubt(models.Model):
    """What the person who verifies doubts about an answer, the clarification given, and how it was settled."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    sheet = models.ForeignKey(AnswerSheet, models.CASCADE, related_name="doubts")
    item = models.CharField(max_length=100)
    text = models.CharField(max_length=1000)
    raised_by = models.UUIDField(null=True)
    raised_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True, blank=True, help_text="When the clarification was asked for")
    clarification = models.CharField(max_length=2000, blank=True)
    clarified_by = models.UUIDField(null=True, blank=True)
    clarified_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.UUIDField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["raised_at", "id"]
        indexes = [models.Index(fields=["sheet", "settled_at"])]


class SheetStep(models.Model):
    """A step of a sheet from one state to the next."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    sheet = models.ForeignKey(AnswerSheet, models.CASCADE, related_name="history")
    before = models.CharField(max_length=32, blank=True)
    after = models.CharField(max_length=32, choices=SheetState)
    words = models.CharField(max_length=1000, blank=True)
    account_id = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]

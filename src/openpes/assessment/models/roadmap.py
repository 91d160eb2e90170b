"""Strategies with their documents, actions, budget lines, targets and reviews; the weights by which gaps are ranked."""

from django.db import models
from django.db.models import F, Q

from openpes.assessment.roadmap.enums import OPEN_STATUSES, ActionStatus, BudgetKind, ClosingState, StrategyKind
from openpes.base.ids import uuid7
from openpes.people.models import Account, Organisation


class Strategy(models.Model):
    """A strategy of an agency (question 1.2), with who approved it and when it is in force."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=StrategyKind)
    title = models.CharField(max_length=200)
    summary = models.TextField(blank=True)
    approved_by = models.CharField(
        max_length=200, blank=True, help_text="Minister, board or body; not a name of a private person"
    )
    approved_on = models.DateField(null=True, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    commitment = models.CharField(max_length=300, blank=True, help_text="Government commitment it is aligned to (1.2.1)")
    commitment_ref = models.CharField(max_length=200, blank=True, help_text="Number, article or address of that commitment")
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField(null=True, blank=True)
    synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ["-valid_from", "title"]
        constraints = [
            models.CheckConstraint(condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="strategy_period"),
            models.CheckConstraint(
                condition=Q(approved_on__isnull=True) | ~Q(approved_by=""), name="strategy_approval_names_who"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class StrategyDocument(models.Model):
    """A text of a strategy: a file kept here or the address of one kept elsewhere, with its own approval."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    strategy = models.ForeignKey(Strategy, models.CASCADE, related_name="documents")
    title = models.CharField(max_length=200)
    version = models.CharField(max_length=40, blank=True)
    file_id = models.UUIDField(null=True, blank=True, help_text="trust.StoredFile, sealed with the organisation's key")
    address = models.URLField(max_length=500, blank=True)
    approved_by = models.CharField(max_length=200, blank=True)
    approved_on = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField(null=True, blank=True)
    synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ["-recorded_at"]


class PlanActionQuerySet(models.QuerySet["PlanAction"]):
    def open(self) -> "PlanActionQuerySet":
        return self.filter(status__in=OPEN_STATUSES)


class PlanAction(models.Model):
    """One step of the road map: what, who, until when. ``item`` is the stable id of the questionnaire's item it closes."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    strategy = models.ForeignKey(Strategy, models.SET_NULL, null=True, blank=True, related_name="actions")
    item = models.CharField(max_length=100, blank=True, db_index=True)
    title = models.CharField(max_length=200)
    owner = models.ForeignKey(Account, models.SET_NULL, null=True, blank=True, related_name="+")
    due_on = models.DateField(null=True, blank=True)
    status = models.CharField(max_length=16, choices=ActionStatus, default=ActionStatus.PLANNED)
    notes = models.TextField(blank=True)
    commitment = models.CharField(max_length=300, blank=True)
    commitment_ref = models.CharField(max_length=200, blank=True)
    rank_shown = models.JSONField(default=dict, blank=True, help_text="Rank and its parts when the action was made")
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    synthetic = models.BooleanField(default=False)

    objects = PlanActionQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "title"]
        indexes = [models.Index(fields=["organisation", "status", "due_on"])]

    def __str__(self) -> str:
        return self.title


class PlanActionChange(models.Model):
    """The history of an action, field by field: what it was, what it became, who and when."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    action = models.ForeignKey(PlanAction, models.CASCADE, related_name="history")
    field = models.CharField(max_length=40)
    old = models.TextField(blank=True)
    new = models.TextField(blank=True)
    reason = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    account = models.ForeignKey(Account, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-at", "-pk"]


class BudgetLine(models.Model):
    """Money set aside for an action in one year (1.2.1 resources), in minor units. What was spent sits in the finance system."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    action = models.ForeignKey(PlanAction, models.CASCADE, related_name="budget")
    year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=16, choices=BudgetKind, default=BudgetKind.ONCE)
    amount_minor = models.PositiveBigIntegerField()
    currency = models.CharField(max_length=3)
    source = models.CharField(max_length=200, blank=True, help_text="Budget head, donor or fund")
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField(null=True, blank=True)
    synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ["year", "pk"]
        constraints = [models.CheckConstraint(condition=Q(amount_minor__gt=0), name="budget_is_more_than_nothing")]


class ClosingProposal(models.Model):
    """The evidence shows an action as done: a person confirms or declines. The evidence of that moment is kept."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    action = models.ForeignKey(PlanAction, models.CASCADE, related_name="closings")
    state = models.CharField(max_length=16, choices=ClosingState, default=ClosingState.PROPOSED)
    snapshot = models.JSONField(help_text="The evidence as it stood: item, answer, counts, period, query and version")
    proposed_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(Account, models.SET_NULL, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-proposed_at"]
        constraints = [
            models.UniqueConstraint(fields=["action"], condition=Q(state="proposed"), name="one_closing_waits_at_a_time"),
            models.CheckConstraint(condition=~Q(state="declined") | ~Q(reason=""), name="declined_closing_has_a_reason"),
        ]


class PlanRerun(models.Model):
    """What the records said about every item when the plan was run again; the list of gaps reads the newest one."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(Account, models.SET_NULL, null=True, blank=True, related_name="+")
    since = models.DateField()
    until = models.DateField()
    findings = models.JSONField(help_text="{item: state, answer, counts, query, why}")
    synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["organisation", "at"])]


class Target(models.Model):
    """What a strategy wants to reach, in figures: from where, to where, until when."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    strategy = models.ForeignKey(Strategy, models.CASCADE, related_name="targets")
    item = models.CharField(max_length=100, blank=True)
    title = models.CharField(max_length=200)
    unit = models.CharField(max_length=40, blank=True)
    baseline = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    goal = models.DecimalField(max_digits=14, decimal_places=2)
    due_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField(null=True, blank=True)
    synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ["due_on", "title"]


class TargetReview(models.Model):
    """A look at a target on a day: the value found and what was concluded. Never changed afterwards."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    target = models.ForeignKey(Target, models.CASCADE, related_name="reviews")
    reviewed_on = models.DateField()
    value = models.DecimalField(max_digits=14, decimal_places=2)
    words = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField(null=True, blank=True)
    synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ["-reviewed_on", "-recorded_at"]


class GapWeights(models.Model):
    """One version of the weights by which gaps are ranked. A version never changes; a new one says who and why.

    ``weights``: criterion to a whole number from 0 to 10. ``items``: item id to its points for law, groups and effort, 0 to 3, where
    they differ from the shipped ones.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    weights = models.JSONField()
    items = models.JSONField(default=dict, blank=True)
    reason = models.CharField(max_length=500)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Account, models.SET_NULL, null=True, blank=True, related_name="+")
    synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ["-version"]
        constraints = [models.UniqueConstraint(fields=["organisation", "version"], name="gap_weights_version_once")]

"""The index log and the versioned weights."""

from django.db import models

from openpes.base.ids import uuid7


class IndexLog(models.Model):
    """A changed row, written in the change's own transaction and claimed by the indexer."""

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=16, help_text="vacancy or profile")
    target_id = models.UUIDField()
    at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["applied_at", "kind"])]


class MatchWeights(models.Model):
    """Weights of the score, as agreed: consulted with, approved by, in force from. A match stores the version."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    version = models.PositiveIntegerField(unique=True)
    weights = models.JSONField()
    consulted_with = models.CharField(max_length=500, blank=True)
    approved_by = models.CharField(max_length=300, blank=True)
    in_force_from = models.DateField()
    synthetic = models.BooleanField(default=False)


class MatchRun(models.Model):
    """One making of capacity-aware lists for everyone who may be found. In force once it is finished, until the next one is."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    weights_version = models.PositiveIntegerField()
    length = models.PositiveSmallIntegerField()
    give_up = models.PositiveIntegerField(help_text="share of the mean score that may be given up, in millionths")
    report = models.JSONField(default=dict, help_text="counts and means only, groups of at least ten people")

    class Meta:
        indexes = [models.Index(fields=["-finished_at"])]


class SuggestedVacancy(models.Model):
    """One line of one person's list. A suggestion hides nothing: the whole, explained search stays open beside it."""

    id = models.BigAutoField(primary_key=True)
    run = models.ForeignKey(MatchRun, models.CASCADE, related_name="suggestions")
    profile_id = models.UUIDField()
    vacancy_id = models.UUIDField()
    rank = models.PositiveSmallIntegerField()
    score = models.PositiveIntegerField(help_text="millionths, by the weights of the run")
    price = models.IntegerField(help_text="what one more showing of the vacancy cost, in millionths of score")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "profile_id", "rank"], name="one_suggestion_for_each_rank")]
        indexes = [models.Index(fields=["profile_id"])]


class SpecialMeasure(models.Model):
    """A special measure in the sense of ILO C111, Article 5: a least share of a target group in lists of people for a vacancy.

    None exists unless somebody enters one with everything below; it ends by itself after ``ends_on``.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    group = models.ForeignKey("people.TargetGroup", models.PROTECT, related_name="+")
    share = models.PositiveSmallIntegerField(help_text="percent of every beginning of a list, 1 to 50")
    legal_basis = models.CharField(max_length=500)
    consultation = models.CharField(max_length=500, help_text="which organisations of employers and workers, and when")
    approved_by = models.CharField(max_length=300)
    starts_on = models.DateField()
    ends_on = models.DateField()
    entered_by = models.UUIDField(null=True, help_text="account")
    entered_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True, blank=True)
    synthetic = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(ends_on__gte=models.F("starts_on")), name="a_measure_ends_after_it_starts"),
            models.CheckConstraint(condition=models.Q(share__gte=1, share__lte=50), name="a_measure_takes_at_most_half"),
        ]

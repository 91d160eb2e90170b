"""Thresholds that an agency sets for its evidence, and what its officers decided about it. Rows are only added, never changed."""

from django.db import models
from django.db.models import Q

from openpes.base.ids import uuid7
from openpes.people.models import Account, Organisation


class EvidenceThreshold(models.Model):
    """A threshold as set on a day, with the reason; the newest of an organisation counts, here and below it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    key = models.CharField(max_length=64)
    value = models.PositiveIntegerField()
    reason = models.CharField(max_length=500)
    set_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        ordering = ["-set_at", "-id"]
        indexes = [models.Index(fields=["organisation", "key", "set_at"])]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="threshold_has_a_reason")]


class EvidenceDecision(models.Model):
    """An officer took the evidence for an item as the answer, or answered otherwise and said why.

    ``proposed`` is what the records said at that moment ("" when they left it open), with counts, period and the query's version.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    item = models.CharField(max_length=100)
    accepted = models.BooleanField()
    answer = models.CharField(max_length=64)
    reason = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=24)
    proposed = models.CharField(max_length=64, blank=True)
    counts = models.JSONField(default=dict)
    query = models.CharField(max_length=100)
    since = models.DateField()
    until = models.DateField()
    decided_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField()
    synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ["-decided_at", "-id"]
        indexes = [models.Index(fields=["organisation", "item", "decided_at"])]
        constraints = [
            models.CheckConstraint(condition=Q(accepted=True) | ~Q(reason=""), name="override_has_a_reason"),
            models.CheckConstraint(
                condition=Q(accepted=False) | Q(answer=models.F("proposed")), name="accepted_answer_is_the_proposed"
            ),
        ]

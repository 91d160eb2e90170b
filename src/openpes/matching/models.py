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

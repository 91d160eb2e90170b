"""Imports of vacancies and what a person must look at afterwards."""

from django.db import models

from openpes.base.ids import uuid7
from openpes.work.enums import ImportOutcome

from .taxonomy import Occupation


class VacancySource(models.Model):
    """Where imported vacancies come from; a reference is unique within its source."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=100, unique=True)
    format = models.CharField(max_length=16)
    created_at = models.DateTimeField(auto_now_add=True)
    synthetic = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name


class ImportBatch(models.Model):
    """One run of an import."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    source = models.ForeignKey(VacancySource, models.CASCADE, related_name="batches")
    file_name = models.CharField(max_length=300)
    file_digest = models.CharField(max_length=64)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    days_rebased = models.IntegerField(null=True, blank=True)
    counts = models.JSONField(default=dict)
    account_id = models.UUIDField(null=True, blank=True)


class ImportRow(models.Model):
    """What became of a row that was not simply accepted or unchanged, and why."""

    id = models.BigAutoField(primary_key=True)
    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="rows")
    line = models.PositiveIntegerField()
    reference = models.CharField(max_length=200, blank=True)
    outcome = models.CharField(max_length=16, choices=ImportOutcome)
    reason = models.CharField(max_length=300, blank=True)


class CodingQueueItem(models.Model):
    """A title that was coded doubtfully and that a person should correct."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    vacancy = models.OneToOneField("work.Vacancy", models.CASCADE, related_name="coding_item")
    title_key = models.CharField(max_length=300, db_index=True)
    proposed = models.ForeignKey(Occupation, models.SET_NULL, null=True, blank=True, related_name="+")
    confidence = models.FloatField()
    alternatives = models.JSONField(default=list, help_text="[[occupation id, confidence], …]")
    created_at = models.DateTimeField(auto_now_add=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.UUIDField(null=True, blank=True)


class CodingCorrection(models.Model):
    """What a person decided a title means; the coder uses it from then on."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    title_key = models.CharField(max_length=300, unique=True, help_text="Normalised title")
    occupation = models.ForeignKey(Occupation, models.CASCADE, related_name="+")
    account_id = models.UUIDField(null=True)
    at = models.DateTimeField()

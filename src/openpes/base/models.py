"""Service events, the outbox and the schedule: what every act of every room leaves behind."""

from django.db import models

from openpes.base.enums import Channel, InteractionLevel, OutboxState, Outcome, Service
from openpes.base.ids import uuid7


class ServiceEvent(models.Model):
    """One contact of one client with one service. Statistics are read from here, never from self-reporting.

    ``person_id`` is null for anonymous contacts. ``local_date`` is the date in the office's zone.
    ``count`` is more than 1 only for a batch (an import of vacancies is one event per 1,000 rows).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    service = models.CharField(max_length=32, choices=Service)
    act = models.CharField(max_length=64, help_text="The act in the room's words, e.g. placement.applied")
    channel = models.CharField(max_length=16, choices=Channel)
    level = models.PositiveSmallIntegerField(choices=InteractionLevel)
    assisted = models.BooleanField(default=False)
    outcome = models.CharField(max_length=16, choices=Outcome, default=Outcome.DONE)
    language = models.CharField(max_length=12, blank=True)
    organisation_id = models.UUIDField(null=True, blank=True)
    person_id = models.UUIDField(null=True, blank=True)
    staff_account_id = models.UUIDField(null=True, blank=True)
    employer_id = models.UUIDField(null=True, blank=True)
    model_version = models.CharField(max_length=64, blank=True)
    count = models.PositiveIntegerField(default=1)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    local_date = models.DateField()
    synthetic = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["local_date", "service", "channel"]),
            models.Index(fields=["organisation_id", "local_date"]),
            models.Index(fields=["person_id", "started_at"]),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(level__gte=1, level__lte=5), name="event_level_1_to_5"),
            models.CheckConstraint(condition=models.Q(ended_at__gte=models.F("started_at")), name="event_ends_after_start"),
        ]


class OutboxQuerySet(models.QuerySet["OutboxRow"]):
    def counts(self) -> dict[str, int]:
        """Number of rows by state; states without rows are 0."""
        found = dict(self.values_list("state").annotate(n=models.Count("pk")).order_by())
        return {state: found.get(state, 0) for state in OutboxState.values}

    def failed(self) -> "OutboxQuerySet":
        return self.filter(state=OutboxState.FAILED).order_by("-created_at")


class OutboxRow(models.Model):
    """Something to be done after the commit: sent at least once, received once by ``key``."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    topic = models.CharField(max_length=64)
    key = models.CharField(max_length=200, unique=True, help_text="Idempotency key")
    payload = models.JSONField(default=dict, help_text="Ids and plain values; no personal data")
    state = models.CharField(max_length=16, choices=OutboxState, default=OutboxState.WAITING)
    due_at = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True, blank=True)

    objects = OutboxQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["state", "due_at"])]


class ScheduledTask(models.Model):
    """When a recurring task ran last and is due next; one row per registered name."""

    name = models.CharField(primary_key=True, max_length=100)
    next_run_at = models.DateTimeField()
    last_run_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=300, blank=True)


class Heartbeat(models.Model):
    """The last sign of life of a process, by kind."""

    name = models.CharField(primary_key=True, max_length=64)
    at = models.DateTimeField()

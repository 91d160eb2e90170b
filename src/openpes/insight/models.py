"""Roll-ups and the register of exports."""

from django.db import models

from openpes.base.ids import uuid7


class GroupWeek(models.Model):
    """Contacts of a target group by service, channel and week; only cells of at least 10 people are ever written."""

    id = models.BigAutoField(primary_key=True)
    week = models.DateField(help_text="Monday")
    group_code = models.SlugField(max_length=64)
    service = models.CharField(max_length=32)
    channel = models.CharField(max_length=16)
    people = models.PositiveIntegerField()
    contacts = models.PositiveIntegerField()
    synthetic = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["week", "group_code", "service", "channel", "synthetic"], name="group_week_once"),
            models.CheckConstraint(condition=models.Q(people__gte=10), name="group_cell_of_at_least_10"),
        ]


class StatisticsExport(models.Model):
    """Who took which statistics out of the house, suppressed how."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account_id = models.UUIDField()
    organisation_id = models.UUIDField(null=True)
    what = models.CharField(max_length=100)
    query = models.JSONField(default=dict)
    cells = models.PositiveIntegerField()
    suppressed = models.PositiveIntegerField()
    at = models.DateTimeField()

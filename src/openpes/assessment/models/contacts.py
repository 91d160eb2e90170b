"""Contacts by day and kind, so that a country's year is not counted row by row for every page."""

from django.db import models

from openpes.base.enums import Channel, InteractionLevel, Outcome, Service


class ContactDay(models.Model):
    """``n`` contacts of a day that are alike, of the whole service. Written by the roll-up only; the service events stay the truth."""

    id = models.BigAutoField(primary_key=True)
    day = models.DateField()
    service = models.CharField(max_length=32, choices=Service)
    channel = models.CharField(max_length=16, choices=Channel)
    level = models.PositiveSmallIntegerField(choices=InteractionLevel)
    outcome = models.CharField(max_length=16, choices=Outcome)
    advanced = models.BooleanField()
    staffed = models.BooleanField()
    assisted = models.BooleanField()
    synthetic = models.BooleanField()
    n = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["day", "synthetic", "service", "channel", "level", "outcome", "advanced", "staffed", "assisted"],
                name="contact_day_once",
            )
        ]


class ContactsCounted(models.Model):
    """Until which day, included, the roll-up is whole. One row, or none before the first roll-up."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    until = models.DateField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_mark_of_contacts_counted")]

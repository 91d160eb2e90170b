"""A registration is a spell with a legal status; long-term unemployment, stocks and flows come from spells."""

from django.db import models
from django.db.models import F, Q

from openpes.base.ids import uuid7
from openpes.people.enums import Collectable, EndReason, RegistrationState, RegistrationStatus

from .organisation import Organisation
from .persons import Person


class Registration(models.Model):
    """One spell as a registered jobseeker. Effective dates (from, until) and recorded times are two columns each."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    reference = models.CharField(max_length=16, unique=True)
    person = models.ForeignKey(Person, models.PROTECT, related_name="registrations")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="registrations")
    status = models.CharField(max_length=24, choices=RegistrationStatus)
    state = models.CharField(max_length=16, choices=RegistrationState, default=RegistrationState.OPEN)
    effective_from = models.DateField()
    recorded_at = models.DateTimeField()
    effective_until = models.DateField(null=True, blank=True)
    end_recorded_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.CharField(max_length=24, choices=EndReason, blank=True)
    ended_by = models.UUIDField(null=True, blank=True)
    recall_on = models.DateField(null=True, blank=True, help_text="Seasonal lay-off: the date of recall")
    entry_rules = models.JSONField(default=list, help_text="Ids of the pack's entry rules that were met")
    certificate_code = models.CharField(max_length=24, unique=True, help_text="In the QR code of the certificate")
    last_sign_at = models.DateTimeField(help_text="Last sign of life")
    channel = models.CharField(max_length=16)
    synthetic = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["organisation", "state"]), models.Index(fields=["effective_from"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(effective_until__isnull=True) | Q(effective_until__gte=F("effective_from")),
                name="registration_period_in_order",
            ),
            models.UniqueConstraint(fields=["person"], condition=~Q(state="ended"), name="one_open_registration_per_person"),
        ]


class RegistrationStatusChange(models.Model):
    """The legal status over time within a spell."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    registration = models.ForeignKey(Registration, models.CASCADE, related_name="status_changes")
    status = models.CharField(max_length=24, choices=RegistrationStatus)
    effective_from = models.DateField()
    recorded_at = models.DateTimeField()
    account_id = models.UUIDField(null=True, blank=True)


class TargetGroup(models.Model):
    """A target group of the country pack. Serves reach and equity reports and offers of more help, never a score."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.SlugField(max_length=64, unique=True)
    labels = models.JSONField(default=dict, help_text="{language: label}")
    collectable = models.CharField(max_length=8, choices=Collectable)
    derived_rule = models.CharField(max_length=64, blank=True, help_text="e.g. age<25; empty when self-declared")
    ilo_group = models.CharField(max_length=64, blank=True)
    synthetic = models.BooleanField(default=False)


class TargetGroupMembership(models.Model):
    """A person's own declaration of a group; sealed, and void when the consent is withdrawn."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="target_groups")
    group = models.ForeignKey(TargetGroup, models.PROTECT)
    declared_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    consent_id = models.UUIDField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "group"],
                condition=Q(withdrawn_at__isnull=True),
                name="a_group_is_declared_once",
            )
        ]

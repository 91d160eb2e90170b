"""Saved and hidden vacancies, applications, referrals, invitations, placements with sourced evidence."""

from django.db import models
from django.db.models import Q

from openpes.base.ids import uuid7
from openpes.people.models import Organisation, Person
from openpes.placement.enums import (
    ApplicationStatus,
    EvidenceSource,
    InvitationStatus,
    PlacementOrigin,
    PlacementStatus,
    ReferralStatus,
    RejectionReason,
)
from openpes.work.enums import Contract
from openpes.work.models import Employer, Vacancy


class SavedVacancy(models.Model):
    """A vacancy a person keeps, or hides from their matches."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="saved_vacancies")
    vacancy = models.ForeignKey(Vacancy, models.CASCADE, related_name="+")
    hidden = models.BooleanField(default=False)
    reason = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "vacancy"], name="vacancy_saved_or_hidden_once")]


class EmployerBlock(models.Model):
    """ "Hide me from this employer": honoured everywhere."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="employer_blocks")
    employer = models.ForeignKey(Employer, models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "employer"], name="employer_blocked_once")]


class Referral(models.Model):
    """The service proposes a vacancy to a person and, if they agree, the person to the employer."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    reference = models.CharField(max_length=16, unique=True)
    person = models.ForeignKey(Person, models.PROTECT, related_name="referrals")
    vacancy = models.ForeignKey(Vacancy, models.PROTECT, related_name="referrals")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    account_id = models.UUIDField(null=True, help_text="Who refers")
    status = models.CharField(max_length=16, choices=ReferralStatus, default=ReferralStatus.PROPOSED)
    message = models.CharField(max_length=1000, blank=True)
    overrides = models.JSONField(default=list, help_text="Requirements put aside, with the reason")
    decline_reason = models.CharField(max_length=300, blank=True)
    answer_due_on = models.DateField(null=True, blank=True)
    chased_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    synthetic = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["status", "answer_due_on"])]
        constraints = [models.UniqueConstraint(fields=["person", "vacancy"], name="referred_once_per_vacancy")]


class Application(models.Model):
    """A person's application. The CV file leaves only with it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    reference = models.CharField(max_length=16, unique=True)
    person = models.ForeignKey(Person, models.PROTECT, related_name="applications")
    vacancy = models.ForeignKey(Vacancy, models.PROTECT, related_name="applications")
    referral = models.OneToOneField(Referral, models.SET_NULL, null=True, blank=True, related_name="application")
    status = models.CharField(max_length=16, choices=ApplicationStatus, default=ApplicationStatus.SENT)
    letter_sealed = models.BinaryField(null=True, blank=True)
    cv_file_id = models.UUIDField(null=True, blank=True)
    share_contact = models.BooleanField(default=True)
    match = models.JSONField(default=dict, help_text="Score parts and weights version at the moment of applying")
    rejection_reason = models.CharField(max_length=16, choices=RejectionReason, blank=True)
    rejection_words = models.CharField(max_length=500, blank=True)
    interview_at = models.DateTimeField(null=True, blank=True)
    interview_where = models.CharField(max_length=300, blank=True)
    channel = models.CharField(max_length=16)
    sent_at = models.DateTimeField()
    changed_at = models.DateTimeField(auto_now=True)
    synthetic = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["vacancy", "status"])]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "vacancy"],
                condition=~Q(status="withdrawn"),
                name="one_live_application_per_vacancy",
            )
        ]


class ApplicationStep(models.Model):
    """The history that the jobseeker follows step by step."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    application = models.ForeignKey(Application, models.CASCADE, related_name="steps")
    status = models.CharField(max_length=16, choices=ApplicationStatus)
    words = models.CharField(max_length=500, blank=True)
    role = models.CharField(max_length=32)
    account_id = models.UUIDField(null=True)
    at = models.DateTimeField()


class Invitation(models.Model):
    """An employer invites a person it sees without a name; the name is shown when the person accepts."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    reference = models.CharField(max_length=16, unique=True)
    vacancy = models.ForeignKey(Vacancy, models.CASCADE, related_name="invitations")
    person = models.ForeignKey(Person, models.CASCADE, related_name="invitations")
    status = models.CharField(max_length=16, choices=InvitationStatus, default=InvitationStatus.SENT)
    message = models.CharField(max_length=1000, blank=True)
    account_id = models.UUIDField(null=True)
    sent_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    synthetic = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["vacancy", "person"], name="invited_once_per_vacancy")]


class Placement(models.Model):
    """A person in work: reported, then confirmed or contested by evidence from several sources."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    reference = models.CharField(max_length=16, unique=True)
    person = models.ForeignKey(Person, models.PROTECT, related_name="placements")
    vacancy = models.ForeignKey(Vacancy, models.PROTECT, null=True, blank=True, related_name="placements")
    employer = models.ForeignKey(Employer, models.PROTECT, null=True, blank=True, related_name="placements")
    employer_name = models.CharField(max_length=300, blank=True)
    application = models.OneToOneField(Application, models.SET_NULL, null=True, blank=True, related_name="placement")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    origin = models.CharField(max_length=16, choices=PlacementOrigin)
    status = models.CharField(max_length=16, choices=PlacementStatus, default=PlacementStatus.REPORTED)
    own_account = models.BooleanField(default=False)
    formal = models.BooleanField(null=True, blank=True)
    written_contract = models.BooleanField(null=True, blank=True)
    contract = models.CharField(max_length=24, choices=Contract, default=Contract.UNKNOWN)
    hours_per_week = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)
    started_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    in_work_3_months = models.BooleanField(null=True, blank=True)
    in_work_6_months = models.BooleanField(null=True, blank=True)
    synthetic = models.BooleanField(default=False)


class PlacementEvidence(models.Model):
    """What one source says about a placement. Never changed, only added to."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    placement = models.ForeignKey(Placement, models.CASCADE, related_name="evidence")
    source = models.CharField(max_length=24, choices=EvidenceSource)
    confirms = models.BooleanField()
    words = models.CharField(max_length=500, blank=True)
    file_id = models.UUIDField(null=True, blank=True)
    account_id = models.UUIDField(null=True)
    at = models.DateTimeField()

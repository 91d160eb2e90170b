"""Employer, its establishments, its contacts and how it was verified."""

from django.db import models
from django.db.models import Q

from openpes.base.ids import uuid7
from openpes.people.models import Account, Place
from openpes.work.enums import ContactState, EmployerKind, VerificationTier


class Employer(models.Model):
    """A firm, public body, household, smallholder, association or agency. Candidates are visible from tier 1 on."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    reference = models.CharField(max_length=16, unique=True)
    kind = models.CharField(max_length=24, choices=EmployerKind, default=EmployerKind.FIRM)
    name = models.CharField(max_length=300)
    folded = models.CharField(max_length=300, db_index=True)
    tier = models.PositiveSmallIntegerField(choices=VerificationTier, default=VerificationTier.UNVERIFIED)
    register_number = models.CharField(max_length=64, blank=True)
    isic = models.CharField(max_length=5, blank=True, help_text="ISIC Rev. 4 code")
    size_band = models.CharField(max_length=16, blank=True, help_text="1-9, 10-49, 50-249, 250+")
    website = models.URLField(blank=True)
    description = models.TextField(blank=True)
    licence_number = models.CharField(max_length=64, blank=True, help_text="Private employment agencies")
    licence_until = models.DateField(null=True, blank=True)
    source = models.ForeignKey("work.VacancySource", models.PROTECT, null=True, blank=True, related_name="employers")
    organisation_id = models.UUIDField(null=True, blank=True, help_text="Office that looks after it")
    blocked_at = models.DateTimeField(null=True, blank=True)
    blocked_reason = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    synthetic = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source", "folded"],
                condition=Q(source__isnull=False),
                name="imported_employer_once_per_source",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Establishment(models.Model):
    """A workplace of an employer."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    employer = models.ForeignKey(Employer, models.CASCADE, related_name="establishments")
    name = models.CharField(max_length=300, blank=True)
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True)
    address = models.CharField(max_length=300, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    synthetic = models.BooleanField(default=False)


class EmployerContact(models.Model):
    """A human being who acts for an employer."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    employer = models.ForeignKey(Employer, models.CASCADE, related_name="contacts")
    establishment = models.ForeignKey(Establishment, models.SET_NULL, null=True, blank=True)
    account = models.ForeignKey(Account, models.CASCADE, null=True, blank=True, related_name="employer_contacts")
    name = models.CharField(max_length=200)
    function = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=16, choices=ContactState, default=ContactState.ACTIVE)
    may_manage = models.BooleanField(default=False, help_text="May invite and end other contacts")
    created_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    synthetic = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["employer", "account"],
                condition=Q(account__isnull=False, ended_at__isnull=True),
                name="one_contact_per_employer_and_account",
            )
        ]


class EmployerVerification(models.Model):
    """How and by whom a tier was given or taken."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    employer = models.ForeignKey(Employer, models.CASCADE, related_name="verifications")
    tier = models.PositiveSmallIntegerField(choices=VerificationTier)
    means = models.CharField(max_length=300, help_text="Register extract, letter code, visit …")
    note = models.CharField(max_length=500, blank=True)
    account_id = models.UUIDField(null=True)
    organisation_id = models.UUIDField(null=True)
    at = models.DateTimeField()

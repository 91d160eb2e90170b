"""Vacancies with places, skills, requirements, status history, reports; labour disputes; saved searches."""

from django.db import models
from django.db.models import Case, F, Q, Value, When

from openpes.base.ids import uuid7
from openpes.people.models import Account, Place
from openpes.work.enums import (
    ApplyBy,
    Audience,
    ClosingReason,
    CodingState,
    Contract,
    Handling,
    Hours,
    PayPeriod,
    Relation,
    ReportReason,
    ReportState,
    RequirementKind,
    Telework,
    VacancyStatus,
)

from .employers import Employer, Establishment
from .taxonomy import Occupation, Skill


class VacancyQuerySet(models.QuerySet["Vacancy"]):
    def open(self) -> "VacancyQuerySet":
        """Published and not closed."""
        return self.filter(status=VacancyStatus.PUBLISHED)

    def public(self) -> "VacancyQuerySet":
        """What a visitor may find and read while it is open."""
        return self.open().filter(audience=Audience.PUBLIC)

    def public_by_id(self) -> "VacancyQuerySet":
        """The same for reading all of them in pieces by id: as one expression, so that no database takes its index on the status for
        each piece and walks through every public vacancy again (SQLite does).
        """
        open_to_all = Case(When(status=VacancyStatus.PUBLISHED, audience=Audience.PUBLIC, then=Value(1)), default=Value(0))
        return self.alias(open_to_all=open_to_all).filter(open_to_all=1)


class Vacancy(models.Model):
    """A post or several to be filled. Unknown pay, contract or hours are stored as unknown."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    reference = models.CharField(max_length=16, unique=True)
    employer = models.ForeignKey(Employer, models.PROTECT, related_name="vacancies")
    on_behalf_of = models.ForeignKey(Employer, models.PROTECT, null=True, blank=True, related_name="+")
    establishment = models.ForeignKey(Establishment, models.SET_NULL, null=True, blank=True)
    title = models.CharField(max_length=300)
    description = models.TextField(blank=True, help_text="Plain text: paragraphs by empty line, lists by '- '")
    language = models.CharField(max_length=12, blank=True)
    occupation = models.ForeignKey(Occupation, models.PROTECT, null=True, blank=True, related_name="vacancies")
    isco = models.CharField(max_length=4, blank=True, db_index=True)
    coding = models.CharField(max_length=16, choices=CodingState, default=CodingState.NONE)
    coding_confidence = models.FloatField(null=True, blank=True)
    status = models.CharField(max_length=16, choices=VacancyStatus, default=VacancyStatus.DRAFT)
    audience = models.CharField(max_length=24, choices=Audience, default=Audience.PUBLIC)
    handling = models.CharField(max_length=32, choices=Handling, default=Handling.PUBLIC_APPLICATION)
    apply_by = models.CharField(max_length=16, choices=ApplyBy, default=ApplyBy.HERE)
    apply_to = models.CharField(max_length=500, blank=True, help_text="Link, number or address for the chosen way")
    places_total = models.PositiveIntegerField(default=1, help_text="How many people are wanted")
    places_filled = models.PositiveIntegerField(default=0)
    contract = models.CharField(max_length=24, choices=Contract, default=Contract.UNKNOWN)
    formal = models.BooleanField(null=True, blank=True, help_text="Formal employment; empty when unknown")
    hours = models.CharField(max_length=16, choices=Hours, default=Hours.UNKNOWN)
    hours_per_week = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)
    shifts = models.JSONField(default=list, blank=True)
    telework = models.CharField(max_length=16, choices=Telework, default=Telework.UNKNOWN)
    pay_min_minor = models.BigIntegerField(null=True, blank=True)
    pay_max_minor = models.BigIntegerField(null=True, blank=True)
    pay_currency = models.CharField(max_length=3, blank=True)
    pay_period = models.CharField(max_length=8, choices=PayPeriod, blank=True, default="")
    pay_words = models.CharField(max_length=300, blank=True, help_text="As the advert says it")
    education_min = models.PositiveSmallIntegerField(null=True, blank=True, help_text="ISCED 2011 level wished for")
    experience_months = models.PositiveSmallIntegerField(null=True, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    abroad = models.BooleanField(default=False)
    posted_on = models.DateField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True, help_text="Last day to apply")
    closed_at = models.DateTimeField(null=True, blank=True)
    closing_reason = models.CharField(max_length=24, choices=ClosingReason, blank=True)
    source = models.ForeignKey("work.VacancySource", models.PROTECT, null=True, blank=True, related_name="vacancies")
    source_reference = models.CharField(max_length=200, blank=True)
    source_url = models.CharField(max_length=500, blank=True)
    source_digest = models.CharField(max_length=64, blank=True)
    dates_rebased = models.BooleanField(default=False, help_text="Dates shifted for a trial")
    posted_by = models.UUIDField(null=True, blank=True)
    organisation_id = models.UUIDField(null=True, blank=True, help_text="Office that looks after it")
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    synthetic = models.BooleanField(default=False)

    objects = VacancyQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["status", "audience"]),
            models.Index(fields=["employer", "status"]),
            models.Index(fields=["expires_on"]),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(places_filled__lte=F("places_total")), name="not_more_filled_than_wanted"),
            models.CheckConstraint(
                condition=Q(pay_min_minor__isnull=True)
                | Q(pay_max_minor__isnull=True)
                | Q(pay_max_minor__gte=F("pay_min_minor")),
                name="pay_range_in_order",
            ),
            models.UniqueConstraint(
                fields=["source", "source_reference"],
                condition=Q(source__isnull=False),
                name="vacancy_once_per_source",
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class VacancyPlace(models.Model):
    """A place of work: from the gazetteer, or as the advert names it, with or without coordinates."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    vacancy = models.ForeignKey(Vacancy, models.CASCADE, related_name="places")
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True)
    text = models.CharField(max_length=300, blank=True)
    postal_code = models.CharField(max_length=16, blank=True)
    country = models.CharField(max_length=2, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)


class VacancySkill(models.Model):
    id = models.BigAutoField(primary_key=True)
    vacancy = models.ForeignKey(Vacancy, models.CASCADE, related_name="skills")
    skill = models.ForeignKey(Skill, models.PROTECT)
    relation = models.CharField(max_length=16, choices=Relation, default=Relation.ESSENTIAL)
    confirmed = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["vacancy", "skill"], name="vacancy_skill_once")]


class VacancyRequirement(models.Model):
    """A filter set by the employer, with a reason tied to the job. A person who misses it sees that; a counsellor
    may override.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    vacancy = models.ForeignKey(Vacancy, models.CASCADE, related_name="requirements")
    kind = models.CharField(max_length=16, choices=RequirementKind)
    code = models.CharField(max_length=200, help_text="Language tag, licence skill code …")
    level = models.PositiveSmallIntegerField(null=True, blank=True)
    label = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=300)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="requirement_has_a_reason")]


class VacancyStatusChange(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    vacancy = models.ForeignKey(Vacancy, models.CASCADE, related_name="status_changes")
    status = models.CharField(max_length=16, choices=VacancyStatus)
    reason = models.CharField(max_length=300, blank=True)
    account_id = models.UUIDField(null=True, blank=True)
    at = models.DateTimeField()


class VacancyReport(models.Model):
    """Somebody says that something is wrong with a vacancy."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    vacancy = models.ForeignKey(Vacancy, models.CASCADE, related_name="reports")
    reason = models.CharField(max_length=24, choices=ReportReason)
    text = models.TextField(blank=True)
    person_id = models.UUIDField(null=True, blank=True)
    state = models.CharField(max_length=16, choices=ReportState, default=ReportState.OPEN)
    decided_by = models.UUIDField(null=True, blank=True)
    decision = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)


class LabourDispute(models.Model):
    """A dispute at a workplace: nobody is referred into it while it lasts."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    employer = models.ForeignKey(Employer, models.CASCADE, related_name="disputes")
    establishment = models.ForeignKey(Establishment, models.CASCADE, null=True, blank=True)
    description = models.CharField(max_length=500)
    reported_by = models.CharField(max_length=200)
    began_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)


class SavedSearch(models.Model):
    """A search an account keeps; ``query`` is the query string of the search page."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.ForeignKey(Account, models.CASCADE, related_name="saved_searches")
    name = models.CharField(max_length=200)
    query = models.CharField(max_length=1000)
    alert = models.BooleanField(default=False)
    last_alert_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

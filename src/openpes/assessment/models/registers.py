"""Registers that the questionnaire asks about: drivers, challenges and opportunities, dialogue with the social partners."""

from django.db import models
from django.db.models import F, Q

from openpes.assessment.registers.enums import (
    ConsultationLevel,
    ConsultationState,
    ConsultationTopic,
    Driver,
    Importance,
    OutlookKind,
    Side,
    SubjectKind,
    VoteChoice,
)
from openpes.base.ids import uuid7
from openpes.people.models import Account, Organisation


class DriverRanking(models.Model):
    """The order of the drivers (1.1) that an agency gave for one year."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    words = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Account, models.SET_NULL, null=True, blank=True, related_name="+")
    synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ["-year"]
        constraints = [models.UniqueConstraint(fields=["organisation", "year"], name="one_driver_ranking_a_year")]


class DriverRank(models.Model):
    """One driver's place in a ranking; 1 is the most important, no ties."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    ranking = models.ForeignKey(DriverRanking, models.CASCADE, related_name="ranks")
    driver = models.CharField(max_length=32, choices=Driver)
    place = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["ranking", "driver"], name="driver_ranked_once"),
            models.UniqueConstraint(fields=["ranking", "place"], name="driver_places_without_ties"),
            models.CheckConstraint(condition=Q(place__gte=1, place__lte=len(Driver)), name="driver_place_in_range"),
        ]


class OutlookEntry(models.Model):
    """A challenge (5.1) or an opportunity (5.2) in one year: how important, whose, and in whose words. ``code`` "own": the title says it."""

    OWN = "own"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=16, choices=OutlookKind)
    code = models.CharField(max_length=32)
    title = models.CharField(max_length=200, blank=True)
    importance = models.PositiveSmallIntegerField(choices=Importance)
    owner = models.ForeignKey(Account, models.SET_NULL, null=True, blank=True, related_name="+")
    words = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Account, models.SET_NULL, null=True, blank=True, related_name="+")
    synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ["-year", "kind", "-importance", "code", "title"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "year", "kind", "code", "title"], name="outlook_entry_once_a_year"),
            models.CheckConstraint(condition=Q(importance__gte=1, importance__lte=3), name="outlook_importance_1_to_3"),
            models.CheckConstraint(condition=~Q(code="own") | ~Q(title=""), name="own_outlook_entry_has_a_title"),
        ]


class SocialPartner(models.Model):
    """An organisation of employers or of workers (or another) that the service talks with."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    side = models.CharField(max_length=16, choices=Side)
    most_representative = models.BooleanField(
        default=False, help_text="Among the most representative of its side (C88, Article 5)"
    )
    address = models.URLField(max_length=300, blank=True)
    active_from = models.DateField()
    active_until = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ["side", "name"]
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="partner_named_once")]

    def __str__(self) -> str:
        return self.name


class ConsultationBody(models.Model):
    """An advisory committee (ILO C88, Article 4). It may be called balanced only while employers and workers hold equal seats."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    mandate = models.TextField(blank=True)
    legal_basis = models.CharField(max_length=300, blank=True)
    active_from = models.DateField()
    active_until = models.DateField(null=True, blank=True)
    balanced_since = models.DateField(
        null=True, blank=True, help_text="Day on which equal seats were recorded; cleared when they differ"
    )
    recorded_at = models.DateTimeField()
    synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Seats(models.Model):
    """How many seats a partner holds in a body, dated."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(ConsultationBody, models.CASCADE, related_name="seats")
    partner = models.ForeignKey(SocialPartner, models.PROTECT, related_name="seats")
    number = models.PositiveSmallIntegerField()
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ["valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "partner"], condition=Q(valid_until__isnull=True), name="seats_once_at_a_time"
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="at_least_one_seat"),
        ]


class Consultation(models.Model):
    """The partners were told, asked or decided with: on what, on which paper, in which time, and what came of it (question 1.6)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    body = models.ForeignKey(ConsultationBody, models.PROTECT, null=True, blank=True, related_name="consultations")
    title = models.CharField(max_length=200)
    topic = models.CharField(max_length=24, choices=ConsultationTopic)
    level = models.CharField(max_length=24, choices=ConsultationLevel)
    question = models.TextField(help_text="What the partners are told or asked, in plain words")
    file_id = models.UUIDField(null=True, blank=True, help_text="trust.StoredFile, sealed with the organisation's key")
    document_address = models.URLField(max_length=500, blank=True)
    opens_on = models.DateField()
    closes_on = models.DateField()
    state = models.CharField(max_length=16, choices=ConsultationState, default=ConsultationState.DRAFT)
    outcome = models.TextField(blank=True, help_text="What was decided and why")
    decided_on = models.DateField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField(null=True, blank=True)
    synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ["-opens_on", "title"]
        constraints = [
            models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="consultation_period"),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | Q(state="closed"), name="only_closed_consultations_are_published"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ConsultationParty(models.Model):
    """A partner that was invited; ``vote`` where one was taken."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="parties")
    partner = models.ForeignKey(SocialPartner, models.PROTECT, related_name="consulted")
    vote = models.CharField(max_length=16, choices=VoteChoice, blank=True)
    voted_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["consultation", "partner"], name="partner_invited_once")]


class Opinion(models.Model):
    """What a partner said, and what the service answered."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    party = models.ForeignKey(ConsultationParty, models.CASCADE, related_name="opinions")
    given_on = models.DateField()
    words = models.TextField()
    answer = models.TextField(blank=True)
    answered_on = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField(null=True, blank=True)
    synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ["given_on", "recorded_at"]
        constraints = [
            models.CheckConstraint(condition=Q(answered_on__isnull=True) | ~Q(answer=""), name="answered_opinion_has_words")
        ]


class ConsultationSubject(models.Model):
    """What the partners were consulted on: a row of another room by kind and id, always with a label in words."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="subjects")
    kind = models.CharField(max_length=24, choices=SubjectKind)
    target_id = models.UUIDField(null=True, blank=True)
    label = models.CharField(max_length=200)

    class Meta:
        ordering = ["label"]
        indexes = [models.Index(fields=["kind", "target_id"])]

"""A jobseeker's profile: what the person can and wants. No protected attribute stands here."""

from django.db import models
from django.db.models import Q

from openpes.base.ids import uuid7
from openpes.people.models import Person, Place
from openpes.work.enums import (
    CefrLevel,
    ExperienceKind,
    Hours,
    IscedLevel,
    PayPeriod,
    SkillSource,
    Visibility,
)

from .taxonomy import Occupation, Skill


class JobseekerProfile(models.Model):
    """One per person. ``changed_at`` moves with every part of it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.OneToOneField(Person, models.CASCADE, related_name="profile")
    summary = models.TextField(blank=True)
    education = models.PositiveSmallIntegerField(choices=IscedLevel, null=True, blank=True)
    hours = models.CharField(max_length=16, choices=Hours, default=Hours.UNKNOWN)
    hours_min = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Hours a week, least")
    hours_max = models.PositiveSmallIntegerField(null=True, blank=True)
    shifts_unwanted = models.JSONField(default=list, blank=True)
    contracts = models.JSONField(default=list, blank=True, help_text="Wanted contract kinds; empty: any")
    pay_floor_minor = models.BigIntegerField(null=True, blank=True)
    pay_floor_currency = models.CharField(max_length=3, blank=True)
    pay_floor_period = models.CharField(max_length=8, choices=PayPeriod, blank=True, default="")
    telework = models.BooleanField(null=True, blank=True, help_text="True: wants it, False: does not, empty: no matter")
    abroad = models.BooleanField(default=False)
    available_from = models.DateField(null=True, blank=True)
    visibility = models.CharField(max_length=16, choices=Visibility, default=Visibility.HIDDEN)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    synthetic = models.BooleanField(default=False)


class ProfileOccupation(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    profile = models.ForeignKey(JobseekerProfile, models.CASCADE, related_name="occupations")
    occupation = models.ForeignKey(Occupation, models.PROTECT)
    rank = models.PositiveSmallIntegerField(default=0)
    own_words = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["rank", "id"]
        constraints = [models.UniqueConstraint(fields=["profile", "occupation"], name="profile_occupation_once")]


class ProfileSkill(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    profile = models.ForeignKey(JobseekerProfile, models.CASCADE, related_name="skills")
    skill = models.ForeignKey(Skill, models.PROTECT)
    source = models.CharField(max_length=16, choices=SkillSource, default=SkillSource.CONFIRMED)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["profile", "skill"], name="profile_skill_once")]


class Experience(models.Model):
    """Paid, unpaid, own-account or informal: all of it counts the same."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    profile = models.ForeignKey(JobseekerProfile, models.CASCADE, related_name="experience")
    kind = models.CharField(max_length=16, choices=ExperienceKind)
    occupation = models.ForeignKey(Occupation, models.PROTECT, null=True, blank=True)
    title = models.CharField(max_length=200)
    where = models.CharField(max_length=200, blank=True)
    began = models.DateField(null=True, blank=True, help_text="First of the month")
    ended = models.DateField(null=True, blank=True, help_text="Empty when it goes on")
    months = models.PositiveSmallIntegerField(null=True, blank=True, help_text="When dates are not known")
    description = models.TextField(blank=True)


class EducationRecord(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    profile = models.ForeignKey(JobseekerProfile, models.CASCADE, related_name="education_records")
    level = models.PositiveSmallIntegerField(choices=IscedLevel)
    title = models.CharField(max_length=200, blank=True)
    where = models.CharField(max_length=200, blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)


class LanguageSkill(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    profile = models.ForeignKey(JobseekerProfile, models.CASCADE, related_name="languages")
    language = models.CharField(max_length=12, help_text="BCP 47")
    level = models.PositiveSmallIntegerField(choices=CefrLevel)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["profile", "language"], name="profile_language_once")]


class HeldLicence(models.Model):
    """A licence or certificate the person holds; ``skill`` is a concept of kind licence."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    profile = models.ForeignKey(JobseekerProfile, models.CASCADE, related_name="licences")
    skill = models.ForeignKey(Skill, models.PROTECT)
    valid_until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["profile", "skill"], name="profile_licence_once")]


class ProfilePlace(models.Model):
    """Where the person would work: a place with a radius."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    profile = models.ForeignKey(JobseekerProfile, models.CASCADE, related_name="places")
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    radius_km = models.PositiveSmallIntegerField(default=30)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(place__isnull=False) | Q(latitude__isnull=False, longitude__isnull=False),
                name="profile_place_is_somewhere",
            )
        ]

"""Occupations and skills: ISCO-08 groups, ESCO or another scheme on top, with history when a newer release retires a concept."""

from django.db import models

from openpes.base.ids import uuid7
from openpes.work.enums import LabelKind, Relation, SkillKind


class TaxonomyRelease(models.Model):
    """One loaded release of a scheme ("esco" 1.1.1, "openpes" 1)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    scheme = models.SlugField(max_length=32)
    version = models.CharField(max_length=32)
    digest = models.CharField(max_length=64, help_text="SHA-256 of the loaded files")
    loaded_at = models.DateTimeField()
    counts = models.JSONField(default=dict)
    problems = models.JSONField(default=list, help_text="What was left out and why")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scheme", "version", "digest"], name="a_release_is_loaded_once")]


class IscoGroup(models.Model):
    """A group of ISCO-08 at one of its four levels; the code is the key."""

    code = models.CharField(primary_key=True, max_length=4)
    level = models.PositiveSmallIntegerField()
    titles = models.JSONField(default=dict, help_text="{language: title}")

    def __str__(self) -> str:
        return self.code


class Concept(models.Model):
    """What occupations and skills share. A retired concept stays; rows that point at it keep pointing."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    scheme = models.SlugField(max_length=32)
    code = models.CharField(max_length=200, help_text="URI or code in the scheme")
    label = models.CharField(max_length=300, help_text="Preferred label in English")
    description = models.TextField(blank=True)
    digest = models.CharField(max_length=32, blank=True, help_text="Of the loaded content, to skip what has not changed")
    first_release = models.CharField(max_length=32, blank=True)
    last_release = models.CharField(max_length=32, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)
    replaced_by = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="replaces")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.label


class Occupation(Concept):
    isco = models.ForeignKey(IscoGroup, models.PROTECT, related_name="occupations")
    broader = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="narrower")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scheme", "code"], name="occupation_once_per_scheme")]


class Skill(Concept):
    kind = models.CharField(max_length=16, choices=SkillKind)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scheme", "code"], name="skill_once_per_scheme")]


class OccupationLabel(models.Model):
    id = models.BigAutoField(primary_key=True)
    occupation = models.ForeignKey(Occupation, models.CASCADE, related_name="labels")
    language = models.CharField(max_length=12)
    kind = models.CharField(max_length=16, choices=LabelKind)
    text = models.CharField(max_length=300)
    folded = models.CharField(max_length=300, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["occupation", "language", "text"], name="occupation_label_once")]


class SkillLabel(models.Model):
    id = models.BigAutoField(primary_key=True)
    skill = models.ForeignKey(Skill, models.CASCADE, related_name="labels")
    language = models.CharField(max_length=12)
    kind = models.CharField(max_length=16, choices=LabelKind)
    text = models.CharField(max_length=300)
    folded = models.CharField(max_length=300, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["skill", "language", "text"], name="skill_label_once")]


class OccupationSkill(models.Model):
    id = models.BigAutoField(primary_key=True)
    occupation = models.ForeignKey(Occupation, models.CASCADE, related_name="skill_relations")
    skill = models.ForeignKey(Skill, models.CASCADE, related_name="occupation_relations")
    relation = models.CharField(max_length=16, choices=Relation)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["occupation", "skill"], name="occupation_skill_once")]

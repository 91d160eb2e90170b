"""A person: names, documents, addresses, households, mandates, duplicates."""

from django.db import models
from django.db.models import F, Q

from openpes.base.ids import uuid7
from openpes.people.enums import DuplicateState, MandateKind, MandateScope, NameKind, Sex

from .places import Place


class Person(models.Model):
    """A human being, with or without account or papers. An alias (``merged_into``) stands for the kept person."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    reference = models.CharField(max_length=16, unique=True)
    display_name = models.CharField(max_length=300, help_text="Kept from the current name row")
    folded_name = models.CharField(max_length=300, db_index=True, help_text="Search key of all current names")
    birth_year = models.PositiveSmallIntegerField(null=True, blank=True)
    birth_date = models.DateField(null=True, blank=True, help_text="Empty when only the year is known")
    sex = models.CharField(max_length=16, choices=Sex, blank=True, default="")
    language = models.CharField(max_length=12, default="en")
    needs_reader = models.BooleanField(default=False, help_text="Wants letters and screens read aloud or a helper")
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="aliases")
    created_at = models.DateTimeField(auto_now_add=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    synthetic = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["birth_year"])]

    def __str__(self) -> str:
        return self.reference


class PersonName(models.Model):
    """A dated name in one script: given and family, or one name only."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="names")
    kind = models.CharField(max_length=16, choices=NameKind, default=NameKind.LEGAL)
    given = models.CharField(max_length=200, blank=True)
    family = models.CharField(max_length=200, blank=True)
    only_name = models.CharField(max_length=200, blank=True)
    script = models.CharField(max_length=4, default="Latn", help_text="ISO 15924")
    folded = models.CharField(max_length=420, db_index=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(given="", family="", only_name=""), name="a_name_is_not_empty")]


class NameToken(models.Model):
    """One word of a current name, with its consonant skeleton: finds people by any name in any order, spelled nearly right."""

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, models.CASCADE, related_name="name_tokens")
    token = models.CharField(max_length=100, db_index=True)
    skeleton = models.CharField(max_length=100, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "token"], name="name_token_once_per_person")]


class IdentityDocument(models.Model):
    """A paper: its number is sealed with the person's key and findable by a keyed hash. Having none is a state, not an error."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="documents")
    type = models.CharField(max_length=64, help_text="Code of the country pack")
    issuer = models.CharField(max_length=200, blank=True)
    number_sealed = models.BinaryField()
    number_hash = models.CharField(max_length=64, db_index=True)
    valid_until = models.DateField(null=True, blank=True)
    seen_by = models.UUIDField(null=True, blank=True, help_text="Account of the member of staff who saw the original")
    seen_at = models.DateTimeField(null=True, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)


class Address(models.Model):
    """Where a person can be found, dated. May be a landmark without coordinates. The line is sealed with the person's key."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="addresses")
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True)
    line_sealed = models.BinaryField(null=True, blank=True)
    landmark = models.BooleanField(default=False)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)


class Household(models.Model):
    """People who live together, for benefits and public works."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    reference = models.CharField(max_length=16, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    synthetic = models.BooleanField(default=False)


class HouseholdMembership(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    household = models.ForeignKey(Household, models.CASCADE, related_name="memberships")
    person = models.ForeignKey(Person, models.PROTECT, related_name="household_memberships")
    relation = models.CharField(max_length=32, help_text="Code of the country pack: head, partner, child, …")
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="membership_period_in_order",
            )
        ]


class Mandate(models.Model):
    """Somebody who may act for a person: scope, period and proof."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="mandates")
    holder = models.ForeignKey(Person, models.PROTECT, related_name="mandates_held")
    kind = models.CharField(max_length=16, choices=MandateKind)
    scope = models.CharField(max_length=16, choices=MandateScope)
    proof = models.CharField(max_length=300)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(person=F("holder")), name="nobody_holds_a_mandate_for_themself")]


class DuplicateCandidate(models.Model):
    """Two records that may be one person, with the reasons, for a member of staff to look at."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    first = models.ForeignKey(Person, models.CASCADE, related_name="+")
    second = models.ForeignKey(Person, models.CASCADE, related_name="+")
    reasons = models.JSONField(default=list)
    state = models.CharField(max_length=16, choices=DuplicateState, default=DuplicateState.OPEN)
    found_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.UUIDField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["first", "second"], name="a_pair_is_listed_once")]


class MergeRecord(models.Model):
    """One merge and what it moved, so that it can be undone. Events and audit are never rewritten."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kept = models.ForeignKey(Person, models.PROTECT, related_name="+")
    alias = models.ForeignKey(Person, models.PROTECT, related_name="+")
    moved = models.JSONField(default=dict, help_text="{model label: [row ids]}")
    reason = models.CharField(max_length=300)
    merged_by = models.UUIDField(null=True)
    merged_at = models.DateTimeField(auto_now_add=True)
    undone_by = models.UUIDField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

"""Reads on persons, places, the organisation. Each with a bounded number of SQL queries."""

import datetime as dt
import math
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from openpes.base import clock
from openpes.base.actor import Actor
from openpes.base.ids import clean_reference
from openpes.base.text import fold
from openpes.people import perms, rules
from openpes.people.enums import DuplicateState, OrganisationKind, RegistrationState, Role
from openpes.people.models import (
    Account,
    CatchmentPlace,
    DuplicateCandidate,
    IdentityDocument,
    MergeRecord,
    Organisation,
    Person,
    Place,
    PlaceName,
    Registration,
    RoleAssignment,
)
from openpes.trust.keys import findable

CANDIDATES = 500


@dataclass(frozen=True, slots=True)
class PossibleDuplicate:
    """A record that may be the same person; ``reasons`` as in ``rules.duplicate_reasons``."""

    person_id: uuid.UUID
    reference: str
    display_name: str
    birth_year: int | None
    office: str
    reasons: tuple[str, ...]


def _by_name(text: str) -> Q:
    condition = Q()
    for token in fold(text).split()[:6]:
        bare = rules.skeleton(token)
        condition |= Q(name_tokens__token__startswith=token[:12])
        if len(bare) >= 2:
            condition |= Q(name_tokens__skeleton=bare)
    return condition


def find_persons(*, actor: Actor, text: str, limit: int = 20) -> list[Person]:
    """Persons the actor may open whose names match (any order, nearly right), or whose reference it is. Best first."""
    visible = perms.visible_persons(actor)
    reference = clean_reference(text, "P")
    if reference:
        return list(visible.filter(reference=reference))
    condition = _by_name(text)
    if not condition:
        return []
    found = (
        visible.filter(condition)
        .annotate(words=Count("name_tokens", filter=condition, distinct=True))
        .order_by("-words", "folded_name", "pk")[: limit * 5]
    )
    wanted = fold(text)
    ranked: list[Person] = sorted(
        found, key=lambda p: (-rules.name_likeness([wanted], [p.folded_name]), p.folded_name, str(p.pk))
    )
    return ranked[:limit]


def possible_duplicates(
    *,
    name: str,
    birth_year: int | None = None,
    birth_date: dt.date | None = None,
    documents: Iterable[tuple[str, str]] = (),
    same_contact: Iterable[uuid.UUID] = (),
    exclude: uuid.UUID | None = None,
    limit: int = 10,
) -> list[PossibleDuplicate]:
    """Records that may be this person already, for the intake screen. 3 queries.

    documents: (type, number) pairs; same_contact: ids of persons who share a contact point.
    """
    shared = set(same_contact)
    numbers = {findable(kind, number) for kind, number in documents if number}
    holders = (
        dict(IdentityDocument.objects.filter(number_hash__in=numbers).values_list("person_id", "number_hash")) if numbers else {}
    )
    condition = _by_name(name) & (
        Q(birth_year__isnull=True) | Q(birth_year__range=(birth_year - 1, birth_year + 1)) if birth_year else Q()
    )
    candidates = (
        Person.objects.filter(Q(pk__in=shared | set(holders)) | condition, merged_into__isnull=True)
        .exclude(pk=exclude)
        .distinct()[:CANDIDATES]
    )
    wanted = rules.Likeness(
        names=(fold(name),), birth_year=birth_year or (birth_date.year if birth_date else None), birth_date=birth_date,
        hashes=frozenset({f"document:{h}" for h in numbers} | {"contact:same"}),
    )  # fmt: skip
    found = []
    for person in candidates:
        hashes = set()
        if person.pk in holders:
            hashes.add(f"document:{holders[person.pk]}")
        if person.pk in shared:
            hashes.add("contact:same")
        there = rules.Likeness((person.folded_name,), person.birth_year, person.birth_date, frozenset(hashes))
        reasons = rules.duplicate_reasons(wanted, there)
        if reasons:
            found.append((person, reasons))
    found.sort(key=lambda pair: (-len(pair[1]), pair[0].folded_name, str(pair[0].pk)))
    offices = dict(
        Registration.objects.filter(person__in=[p.pk for p, _ in found[:limit]])
        .order_by("effective_from")
        .values_list("person_id", "organisation__name")
    )
    return [
        PossibleDuplicate(p.pk, p.reference, p.display_name, p.birth_year, offices.get(p.pk, ""), reasons)
        for p, reasons in found[:limit]
    ]


def kept_person(person_id: uuid.UUID) -> Person:
    """The person an id stands for today, following merges. Raises Person.DoesNotExist."""
    person = Person.objects.select_related("merged_into").get(pk=person_id)
    while person.merged_into is not None:
        person = person.merged_into
    return person


def open_registration_of(person: Person) -> Registration | None:
    """The spell that has not ended, if any."""
    return person.registrations.exclude(state=RegistrationState.ENDED).select_related("organisation").first()


def merges_of(person: Person) -> QuerySet[MergeRecord]:
    """Merges into this person, newest first, for taking one back."""
    return MergeRecord.objects.filter(kept=person).select_related("alias").order_by("-merged_at")


def find_places(text: str, limit: int = 8) -> list[Place]:
    """Places by name in any language: exact first, then beginning with, then nearly right; bigger towns first."""
    key = fold(text)
    if not key:
        return []
    ids = set(PlaceName.objects.filter(folded__startswith=key).values_list("place_id", flat=True)[:200])
    found = list(Place.objects.filter(Q(folded__startswith=key) | Q(pk__in=ids)).select_related("parent")[:200])
    if not found:
        head = key[:1]
        near = list(Place.objects.filter(folded__startswith=head).select_related("parent")[:5000])
        ranked = [(rules.name_likeness([key], [p.folded]), p) for p in near]
        found = [p for score, p in ranked if score >= 75]
    found.sort(key=lambda p: (p.folded != key and p.pk not in ids, -rules.name_likeness([key], [p.folded]), -(p.population or 0)))
    return found[:limit]


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance in kilometres (haversine, mean Earth radius 6,371.0088 km, IUGG)."""
    a1, a2 = math.radians(lat1), math.radians(lat2)
    half = math.sin((a2 - a1) / 2) ** 2 + math.cos(a1) * math.cos(a2) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 2 * 6371.0088 * math.asin(min(1.0, math.sqrt(half)))


def open_offices() -> QuerySet[Organisation]:
    """Offices of the service that are open to clients today."""
    today = clock.today()
    return Organisation.objects.filter(
        Q(active_until__isnull=True) | Q(active_until__gte=today), kind=OrganisationKind.OFFICE
    ).select_related("place")


def office_for(place: Place | None) -> Organisation | None:
    """The office whose catchment holds the place (or a place above it), else the nearest office, else the first."""
    here = place
    today = clock.today()
    while here is not None:
        row = (
            CatchmentPlace.objects.filter(
                Q(valid_until__isnull=True) | Q(valid_until__gte=today), place=here, valid_from__lte=today
            )
            .select_related("organisation")
            .order_by("-valid_from")
            .first()
        )
        if row:
            return row.organisation
        here = here.parent
    offices = list(open_offices())
    if place is not None and place.latitude is not None and place.longitude is not None:
        with_place = [o for o in offices if o.latitude is not None and o.longitude is not None]
        if with_place:
            here_is = (place.latitude, place.longitude)
            return min(with_place, key=lambda o: distance_km(*here_is, o.latitude, o.longitude))  # type: ignore[arg-type]
    return offices[0] if offices else None


def organisation_tree(*, actor: Actor) -> list[Organisation]:
    """The part of the tree an administrator or manager acts on, with the number of people who hold a role today."""
    today = clock.today()
    in_force = Q(roles__valid_from__lte=today) & (Q(roles__valid_until__isnull=True) | Q(roles__valid_until__gte=today))
    rows = Organisation.objects.annotate(staff=Count("roles", filter=in_force)).order_by("path")
    return list(rows if actor.role == "system" else rows.filter(pk__in=actor.scope_ids))


def roles_in(*, actor: Actor, current_only: bool = True) -> QuerySet[RoleAssignment]:
    """Role assignments in the administrator's part of the tree."""
    rows = RoleAssignment.objects.select_related("account", "organisation").order_by("organisation__path", "role", "pk")
    if actor.role != "system":
        rows = rows.filter(organisation_id__in=actor.scope_ids)
    if current_only:
        today = clock.today()
        rows = rows.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=today))
    return rows


def certificate(code: str) -> Registration | None:
    """The registration behind a certificate code, for anyone who scans it."""
    return Registration.objects.filter(certificate_code=code.strip().upper()).select_related("organisation").first()


def accounts_with_second_factor(account_ids: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    """Which of the accounts have set up an app or a passkey."""
    factors = Account.authenticator_set.rel.related_model.objects.filter(user__in=list(account_ids))  # type: ignore[attr-defined]
    return set(factors.exclude(type="recovery_codes").values_list("user_id", flat=True))


def counsellors_in(*, actor: Actor) -> list[Account]:
    """Counsellors of the actor's part of the tree, by name."""
    rows = roles_in(actor=actor).filter(role=Role.COUNSELLOR)
    return list(Account.objects.filter(pk__in=rows.values("account_id"), is_active=True).order_by("display_name", "email"))


def open_duplicates(*, actor: Actor, limit: int = 100) -> list[DuplicateCandidate]:
    """Pairs to look at, both of whom the actor may open; oldest first."""
    visible = perms.visible_persons(actor).values("pk")
    rows = DuplicateCandidate.objects.filter(state=DuplicateState.OPEN, first__in=visible, second__in=visible)
    return list(rows.select_related("first", "second").order_by("found_at", "pk")[:limit])


def merge_visible_to(*, actor: Actor, pk: uuid.UUID) -> MergeRecord | None:
    """A merge into a person the actor may open."""
    return (
        MergeRecord.objects.filter(pk=pk, kept__in=perms.visible_persons(actor).values("pk"))
        .select_related("kept", "alias")
        .first()
    )

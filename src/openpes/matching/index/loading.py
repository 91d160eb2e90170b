"""From the rows of the database to the engine's records and the words to be found, a bounded number of queries for each batch."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from openpes.base.money import monthly_equivalent
from openpes.matching.engine import Person, Vacancy, codes
from openpes.matching.engine.codes import low64, pack
from openpes.matching.index import adverts
from openpes.matching.index.batch import Batch
from openpes.matching.index.named import Context, Named, grouped
from openpes.matching.index.taxonomy import text_key
from openpes.people.enums import PlaceKind
from openpes.people.models import Place
from openpes.work.enums import RequirementKind, SkillSource, Visibility
from openpes.work.models import (
    Experience,
    HeldLicence,
    JobseekerProfile,
    LanguageSkill,
    ProfileOccupation,
    ProfilePlace,
    ProfileSkill,
    VacancyRequirement,
)
from openpes.work.models import Vacancy as VacancyRow


def regions_of_places() -> dict[uuid.UUID, int]:
    """Each place to the key of the region it lies in, or to 0."""
    rows = {pk: (kind, parent) for pk, kind, parent in Place.objects.values_list("id", "kind", "parent_id")}
    found: dict[uuid.UUID, int] = {}
    for pk in rows:
        here: uuid.UUID | None = pk
        for _ in range(8):
            if here is None or here not in rows or rows[here][0] == PlaceKind.REGION:
                break
            here = rows[here][1]
        found[pk] = low64(here) if here in rows and rows[here][0] == PlaceKind.REGION else 0
    return found


def vacancies(ids: Sequence[uuid.UUID], named: Named, *, public_only: bool = True) -> Batch:
    """Those of the given vacancies that may be found (or all of them), in order of id.

    Four queries for any number of ids, and at most seven for what ``named`` does not know yet (three without names).
    """
    chosen = VacancyRow.objects.filter(pk__in=ids)
    if public_only:
        chosen = chosen.filter(pk__in=VacancyRow.objects.public().filter(pk__in=ids).values("pk"))
    return adverts.read(chosen, {"vacancy_id__in": ids}, named)


def vacancies_between(first: str, last: str, named: Named) -> Batch:
    """The same of all vacancies that may be found with ids from ``first`` to ``last``, for a build of everything."""
    chosen = VacancyRow.objects.public_by_id().filter(pk__gte=first, pk__lte=last)
    return adverts.read(chosen, {"vacancy_id__gte": first, "vacancy_id__lte": last}, named)


def vacancy_records(ids: Sequence[uuid.UUID], context: Context, *, public_only: bool = True) -> list[Vacancy]:
    """Records of those of the given vacancies that may be found (or of all of them), in order of id."""
    return vacancies(ids, Named(context, with_names=False), public_only=public_only).records()


def licences_in_words(ids: Sequence[uuid.UUID]) -> dict[int, str]:
    """Licences that employers name in their own words, which no taxonomy knows: key and words. One query."""
    required = VacancyRequirement.objects.filter(vacancy_id__in=ids, kind=RequirementKind.LICENCE)
    return {text_key(label or code): label or code for code, label in required.values_list("code", "label")}


def findable_profiles() -> Any:
    """Profiles of people who agreed to be found without their name; aliases and erased people are not among them."""
    return JobseekerProfile.objects.filter(
        visibility=Visibility.NAMELESS, person__merged_into__isnull=True, person__erased_at__isnull=True
    )


def people(ids: Sequence[uuid.UUID], context: Context, today: dt.date, *, findable_only: bool = True) -> list[Person]:
    """Records of those of the given profiles whose owners agreed to be found (or of all of them), in order of id.

    Seven queries for any number of ids. Nothing that is protected is read.
    """
    chosen = (findable_profiles() if findable_only else JobseekerProfile.objects.all()).filter(pk__in=ids)
    rows = list(
        chosen.order_by("id").values(
            "id", "education", "hours", "hours_max", "shifts_unwanted", "contracts", "pay_floor_minor", "pay_floor_currency",
            "pay_floor_period", "telework", "abroad",
        )
    )  # fmt: skip
    found = [row["id"] for row in rows]
    of = {"profile_id__in": found}
    occupations = grouped(
        ProfileOccupation.objects.filter(**of).values_list("profile_id", "occupation__isco_id", "occupation_id")
    )
    skills = grouped(ProfileSkill.objects.filter(**of).order_by("id").values_list("profile_id", "skill_id", "source"))
    places = grouped(
        ProfilePlace.objects.filter(**of)
        .order_by("id")
        .values_list("profile_id", "latitude", "longitude", "place__latitude", "place__longitude", "radius_km")
    )
    languages = grouped(LanguageSkill.objects.filter(**of).order_by("id").values_list("profile_id", "language", "level"))
    licences = grouped(
        HeldLicence.objects.filter(**of)
        .order_by("id")
        .values_list("profile_id", "skill_id", "skill__code", "skill__label", "valid_until")
    )
    spells = grouped(
        Experience.objects.filter(**of)
        .order_by("id")
        .values_list("profile_id", "occupation__isco_id", "began", "ended", "months")
    )
    return [
        _person(row, occupations[row["id"]], skills[row["id"]], places[row["id"]], languages[row["id"]], licences[row["id"]],
                spells[row["id"]], context, today)
        for row in rows
    ]  # fmt: skip


def _person(
    row: dict[str, Any], occupations: list, skills: list, places: list, languages: list, licences: list, spells: list,
    context: Context, today: dt.date,
) -> Person:  # fmt: skip
    taxonomy = context.taxonomy
    keys = dict.fromkeys(taxonomy.key(skill_id) for skill_id, source in skills if source == SkillSource.CONFIRMED)
    inferred = dict.fromkeys(taxonomy.key(skill_id) for skill_id, source in skills if source != SkillSource.CONFIRMED)
    held = [key for key in keys if key in taxonomy.licences]
    for skill_id, code, label, until in licences:
        if until is None or until >= today:
            held += [taxonomy.key(skill_id), text_key(code), text_key(label)]
    points = [(lat if lat is not None else plat, lon if lon is not None else plon, km) for lat, lon, plat, plon, km in places]
    floor = monthly_equivalent(row["pay_floor_minor"], row["pay_floor_period"])
    wish = {None: codes.NO_MATTER, True: codes.WANTED, False: codes.UNWANTED}[row["telework"]]
    return Person(
        id=row["id"],
        occupations=tuple((codes.isco_number(isco), low64(pk)) for isco, pk in occupations),
        skills=tuple(key for key in keys if key not in taxonomy.licences),
        inferred=tuple(key for key in inferred if key not in keys and key not in taxonomy.licences),
        places=tuple((lat, lon, km * 1000) for lat, lon, km in points if lat is not None and lon is not None),
        pay_floor=-1 if floor is None else floor,
        currency=pack(row["pay_floor_currency"]),
        hours=codes.HOURS.index(row["hours"]),
        hours_max=-1 if row["hours_max"] is None else min(row["hours_max"], 168) * 10,
        shifts_unwanted=codes.bits(row["shifts_unwanted"], codes.SHIFTS),
        contracts=codes.bits(row["contracts"], codes.CONTRACTS),
        telework=wish,
        education=-1 if row["education"] is None else row["education"],
        languages=tuple((pack(language[:8]), level) for language, level in languages),
        licences=tuple(dict.fromkeys(held)),
        experience=tuple(
            (codes.isco_number(isco or ""), months_of(began, ended, months, today)) for isco, began, ended, months in spells
        ),
        abroad=row["abroad"],
    )


def months_of(began: dt.date | None, ended: dt.date | None, months: int | None, today: dt.date) -> int:
    """Length of a spell of work in months, by its dates or as the person remembers it."""
    if months is not None:
        return months
    if began is None:
        return 0
    until = min(ended or today, today)
    return max(0, (until.year - began.year) * 12 + until.month - began.month)

"""From the rows of the database to the engine's records and the words to be found, a bounded number of queries for each batch."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import TextField
from django.db.models.functions import Cast

from openpes.base.money import monthly_equivalent
from openpes.matching.engine import Person, Vacancy, codes
from openpes.matching.engine.codes import low64, pack
from openpes.matching.engine.weights import ONE
from openpes.matching.index.taxonomy import Taxonomy, implied_skills, text_key
from openpes.people.enums import PlaceKind
from openpes.people.models import Place
from openpes.work.enums import CodingState, Handling, Relation, RequirementKind, SkillSource, Visibility
from openpes.work.models import (
    Experience,
    HeldLicence,
    JobseekerProfile,
    LanguageSkill,
    OccupationLabel,
    ProfileOccupation,
    ProfilePlace,
    ProfileSkill,
    Skill,
    SkillLabel,
    VacancyPlace,
    VacancyRequirement,
    VacancySkill,
)
from openpes.work.models import Vacancy as VacancyRow

_SURE = 0.8
_UNCODED = 0.35


@dataclass(frozen=True, slots=True)
class Words:
    """What can be found by words: by field, and the language of the advert; in ``skills`` each skill has a line of its own."""

    key: int
    language: str
    title: str
    employer: str
    occupation: str
    skills: str
    body: str


@dataclass(frozen=True)
class Context:
    """What stays the same over many batches. ``regions`` maps a place to the key of its region."""

    taxonomy: Taxonomy
    idf: dict[int, int]
    regions: dict[uuid.UUID, int]


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


def _grouped(rows: Iterable[tuple]) -> dict[Any, list[tuple]]:
    """Rows by their first field, in the order they came."""
    found: dict[Any, list[tuple]] = defaultdict(list)
    for row in rows:
        found[row[0]].append(row[1:])
    return found


class Named:
    """What many vacancies share, read once for each occupation, skill and place and kept from batch to batch of one build.

    Everything is known by the id as the database writes it: making a UUID of every id of every row costs more than the rest.
    """

    def __init__(self, context: Context) -> None:
        self.context = context
        self.implied: dict[str, tuple[tuple[int, ...], tuple[int, ...]]] = {}
        self.occupations: dict[str, str] = {}
        self.skills: dict[str, tuple[int, str]] = {}
        self._regions: dict[str, int] = {}

    def learn(self, occupations: set[str], skills: set[str]) -> None:
        """Read the names and usual skills of those that are new: at most four queries."""
        new = {uuid.UUID(text): text for text in occupations if text not in self.occupations}
        if new:
            names = _grouped(
                OccupationLabel.objects.filter(occupation_id__in=new).order_by("id").values_list("occupation_id", "text")
            )
            usual = implied_skills(self.context.taxonomy, new, self.context.idf)
            for pk, text in new.items():
                self.occupations[text] = " ".join(name for (name,) in names.get(pk, ()))
                self.implied[text] = usual.get(pk, ((), ()))
        new = {uuid.UUID(text): text for text in skills if text not in self.skills}
        if new:
            names = _grouped(SkillLabel.objects.filter(skill_id__in=new).order_by("id").values_list("skill_id", "text"))
            for pk, label in Skill.objects.filter(pk__in=new).values_list("id", "label"):
                words = " ".join((label, *(name for (name,) in names.get(pk, ()))))
                self.skills[new[pk]] = self.context.taxonomy.key(pk), words

    def region(self, place: str | None) -> int:
        """The key of the region of a place, or 0."""
        if place is None:
            return 0
        if place not in self._regions:
            self._regions[place] = self.context.regions.get(uuid.UUID(place), 0)
        return self._regions[place]


def _text(field: str) -> Cast:
    return Cast(field, TextField())


def _low(identifier: str) -> int:
    """``low64`` of an id as the database writes it, with or without hyphens."""
    return int(identifier.replace("-", "")[-16:], 16)


_FIELDS = (
    "title", "description", "language", "isco", "coding", "coding_confidence", "contract", "hours",
    "hours_per_week", "shifts", "telework", "pay_min_minor", "pay_max_minor", "pay_currency", "pay_period", "education_min",
    "experience_months", "abroad", "posted_on", "published_at", "expires_on", "employer__name", "handling",
    "occupation__isco_id",
)  # fmt: skip


def vacancies(ids: Sequence[uuid.UUID], context: Context, *, public_only: bool = True) -> list[tuple[Vacancy, Words]]:
    """Records and words of those of the given vacancies that may be found (or of all of them), in order of id.

    Nine queries for any number of ids.
    """
    chosen = VacancyRow.objects.filter(pk__in=ids)
    if public_only:
        chosen = chosen.filter(pk__in=VacancyRow.objects.public().filter(pk__in=ids).values("pk"))
    return _read(chosen, {"vacancy_id__in": ids}, Named(context))


def vacancies_between(first: uuid.UUID, last: uuid.UUID, named: Named) -> list[tuple[Vacancy, Words]]:
    """The same of all vacancies that may be found with ids from ``first`` to ``last``, for a build of everything."""
    chosen = VacancyRow.objects.public().filter(pk__gte=first, pk__lte=last)
    return _read(chosen, {"vacancy_id__gte": first, "vacancy_id__lte": last}, named)


def _read(chosen: Any, of: dict[str, Any], named: Named) -> list[tuple[Vacancy, Words]]:
    """``of`` finds what belongs to the chosen vacancies; what it finds of others is left out."""
    rows = list(
        chosen.order_by("id").values(
            *_FIELDS, pk_=_text("id"), occupation_=_text("occupation_id"), employer_=_text("employer_id")
        )
    )
    whose = _text("vacancy_id")
    places = _grouped(
        VacancyPlace.objects.filter(**of)
        .order_by("vacancy_id", "id")
        .values_list(whose, "latitude", "longitude", _text("place_id"), "place__latitude", "place__longitude")
    )
    wanted = _grouped(
        VacancySkill.objects.filter(**of).order_by("vacancy_id", "id").values_list(whose, _text("skill_id"), "relation")
    )
    required = _grouped(
        VacancyRequirement.objects.filter(**of).order_by("vacancy_id", "id").values_list(whose, "kind", "code", "level", "label")
    )
    named.learn(
        {row["occupation_"] for row in rows if row["occupation_"]},
        {skill for row in rows for skill, _ in wanted.get(row["pk_"], ())},
    )
    made = []
    for row in rows:
        pk, occupation = row["pk_"], row["occupation_"]
        skills = [(*named.skills[skill], relation) for skill, relation in wanted.get(pk, ())]
        record = _vacancy(row, places.get(pk, ()), skills, required.get(pk, ()), named)
        hidden = row["handling"] == Handling.CONFIDENTIAL_EMPLOYER
        words = Words(
            key=_low(pk),
            language=row["language"][:2],
            title=row["title"],
            employer="" if hidden else row["employer__name"],
            occupation=named.occupations[occupation] if occupation else "",
            skills="\n".join([names for _, names, _ in skills]),
            body=row["description"],
        )
        made.append((record, words))
    return made


def _certainty(coding: str, confidence: float | None) -> int:
    """How far the coding is trusted, in millionths."""
    if coding == CodingState.CONFIRMED:
        return ONE
    if coding == CodingState.NONE:
        return round(_UNCODED * ONE)
    if confidence is None or confidence >= _SURE:
        return ONE
    return max(round(_UNCODED * ONE), round(confidence * ONE))


def _levels(required: Sequence, kind: str, of_advert: int | None) -> list[int]:
    """What the advert says and what the employer's conditions of a kind say, where either says anything."""
    return [x for x in (of_advert, *(level for k, _, level, _ in required if k == kind)) if x is not None]


def _vacancy(row: dict[str, Any], places: Sequence, wanted: Sequence, required: Sequence, named: Named) -> Vacancy:
    taxonomy = named.context.taxonomy
    listed = list(dict.fromkeys([key for key, _, _ in wanted]))
    essential = {key for key, _, relation in wanted if relation == Relation.ESSENTIAL}
    licences = [key for key in listed if key in taxonomy.licences]
    skills = tuple(key for key in listed if key in essential and key not in taxonomy.licences)
    optional = tuple(key for key in listed if key not in essential and key not in taxonomy.licences)
    usual_skills, usual_licences = named.implied.get(row["occupation_"], ((), ()))
    is_implied = not skills and not optional and bool(usual_skills)
    licences += [taxonomy.licence_key(code, label) for kind, code, _, label in required if kind == RequirementKind.LICENCE]
    if is_implied and not licences:
        licences += usual_licences
    points = [(lat if lat is not None else plat, lon if lon is not None else plon) for lat, lon, _, plat, plon in places]
    hours_week = row["hours_per_week"]
    pay = [
        monthly_equivalent(row[f], row["pay_period"], hours_week and float(hours_week))
        for f in ("pay_min_minor", "pay_max_minor")
    ]
    levels = _levels(required, RequirementKind.EDUCATION, row["education_min"])
    months = _levels(required, RequirementKind.EXPERIENCE, row["experience_months"])
    posted = row["posted_on"] or (row["published_at"] and row["published_at"].date())
    region = next((key for _, _, place, _, _ in places if (key := named.region(place))), 0)
    return Vacancy(
        id=uuid.UUID(row["pk_"]),
        isco=codes.isco_number(row["isco"] or row["occupation__isco_id"] or ""),
        occupation=_low(row["occupation_"]) if row["occupation_"] else 0,
        certainty=_certainty(row["coding"], row["coding_confidence"]),
        skills=usual_skills if is_implied else skills,
        optional=optional,
        skills_implied=is_implied,
        places=tuple((lat, lon) for lat, lon in points if lat is not None and lon is not None),
        wage_min=-1 if pay[0] is None else pay[0],
        wage_max=-1 if pay[1] is None else pay[1],
        currency=pack(row["pay_currency"]),
        hours=codes.HOURS.index(row["hours"]),
        hours_week=-1 if hours_week is None else int(hours_week * 10),
        shifts=codes.bits(row["shifts"], codes.SHIFTS),
        contract=codes.CONTRACTS.index(row["contract"]),
        telework=codes.TELEWORK.index(row["telework"]),
        education=max(levels, default=-1),
        experience_months=min(max(months, default=-1), 32_000),
        languages=tuple((pack(code[:8]), level or 1) for kind, code, level, _ in required if kind == RequirementKind.LANGUAGE),
        licences=tuple(dict.fromkeys(licences)),
        posted=posted.toordinal() if posted else 0,
        expires=row["expires_on"].toordinal() if row["expires_on"] else 0,
        employer=_low(row["employer_"]),
        region=region,
        abroad=row["abroad"],
    )


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
    occupations = _grouped(
        ProfileOccupation.objects.filter(**of).values_list("profile_id", "occupation__isco_id", "occupation_id")
    )
    skills = _grouped(ProfileSkill.objects.filter(**of).order_by("id").values_list("profile_id", "skill_id", "source"))
    places = _grouped(
        ProfilePlace.objects.filter(**of)
        .order_by("id")
        .values_list("profile_id", "latitude", "longitude", "place__latitude", "place__longitude", "radius_km")
    )
    languages = _grouped(LanguageSkill.objects.filter(**of).order_by("id").values_list("profile_id", "language", "level"))
    licences = _grouped(
        HeldLicence.objects.filter(**of)
        .order_by("id")
        .values_list("profile_id", "skill_id", "skill__code", "skill__label", "valid_until")
    )
    spells = _grouped(
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

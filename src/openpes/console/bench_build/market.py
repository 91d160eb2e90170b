"""A made-up market written into an empty database: occupations and skills with names in several languages, places, employers, and any
number of vacancies with texts as long as real adverts. Seeded: the same but for the ids. Everything is marked synthetic.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import product
from typing import Any

import numpy as np
from django.db import connection, models, transaction

from openpes.base import clock
from openpes.base.ids import uuid7
from openpes.people.enums import PlaceKind
from openpes.people.models import Place
from openpes.work.enums import CodingState, LabelKind, Relation, RequirementKind, SkillKind, VacancyStatus
from openpes.work.models import (
    Employer,
    IscoGroup,
    Occupation,
    OccupationLabel,
    OccupationSkill,
    Skill,
    SkillLabel,
    TaxonomyRelease,
    Vacancy,
    VacancyPlace,
    VacancyRequirement,
    VacancySkill,
)

OCCUPATIONS, SKILLS, TOWNS, EMPLOYERS, WORDS = 1_500, 8_000, 600, 20_000, 40_000
LANGUAGES = ("en", "en", "en", "fr", "es", "ar")
"""Of the names of an occupation, the first three beside each other in English; a skill has the first four."""
TEXT_WORDS = 225
"""Words of a text on average: about 1,460 characters."""
BATCH = 5_000
_STREAM = 2_000_000
_SYLLABLES = [a + b for a, b in product("bcdfglmnprstv", ("a", "e", "i", "o", "u", "an", "er", "on"))]
_ENDINGS = ("", "", "s", "ing", "ed", "tion", "ment", "er")

Progress = Callable[[int, int], None]


class Market:
    """What the vacancies are drawn from."""

    def __init__(self) -> None:
        self.chance = np.random.default_rng(7)
        self.words = self._words()
        # Zipf with Mandelbrot's offset, as words of a language fall: some 130 different ones among 210.
        rank = np.arange(WORDS)
        share = 1 / (rank + 2.7) ** 1.12
        drawn = self.chance.choice(WORDS, size=_STREAM, p=share / share.sum())
        self.stream = [self.words[i] for i in drawn.tolist()]
        self.occupations: list[tuple[Any, str, str]] = []
        self.skills: list[Any] = []
        self.towns: list[Any] = []
        self.employers: list[Any] = []

    def _words(self) -> list[str]:
        made: dict[str, None] = {}
        while len(made) < WORDS:
            first, second, third, fourth, ending = self.chance.integers(2**20, size=5).tolist()
            parts = [_SYLLABLES[n % len(_SYLLABLES)] for n in (first, second, third, fourth)[: 1 + fourth % 4]]
            made["".join(parts) + _ENDINGS[ending % len(_ENDINGS)]] = None
        short = dict.fromkeys(sorted(made, key=len)[:60])  # the commonest words of a language are short
        return [*short, *(word for word in made if word not in short)]

    def name(self) -> str:
        """A name of two or three of the rarer words."""
        return " ".join(self.words[i] for i in self.chance.integers(300, WORDS, size=int(self.chance.integers(2, 4))))


def fill(number: int, progress: Progress) -> None:
    """Write the market with ``number`` vacancies."""
    market = Market()
    with transaction.atomic():
        _taxonomy(market)
        _surroundings(market)
    for start in range(0, number, BATCH):
        with transaction.atomic():
            _vacancies(market, min(BATCH, number - start), start)
        progress(min(number, start + BATCH), number)


def _many(model: type[models.Model], rows: list[Any]) -> list[Any]:
    return model._default_manager.bulk_create(rows, batch_size=BATCH)


def _taxonomy(market: Market) -> None:
    chance = market.chance
    groups = [f"{number:04}" for number in range(1111, 9630, 21)]
    codes = {code[:level] for code in groups for level in (1, 2, 3, 4)}
    IscoGroup.objects.bulk_create(
        [IscoGroup(code=code, level=len(code), titles={"en": f"Group {code}"}) for code in sorted(codes)], ignore_conflicts=True
    )
    occupations = [
        Occupation(scheme="bench", code=f"o{i}", label=market.name(), isco_id=groups[i % len(groups)]) for i in range(OCCUPATIONS)
    ]
    kinds = [SkillKind.LICENCE if i % 50 == 0 else SkillKind.SKILL for i in range(SKILLS)]
    skills = [Skill(scheme="bench", code=f"s{i}", label=market.name(), kind=kind) for i, kind in enumerate(kinds)]
    _many(Occupation, occupations)
    _many(Skill, skills)
    _many(OccupationLabel, list(_labels(market, OccupationLabel, "occupation", occupations, LANGUAGES)))
    _many(SkillLabel, list(_labels(market, SkillLabel, "skill", skills, LANGUAGES[:4])))
    usual = [
        OccupationSkill(occupation=row, skill=skills[i], relation=Relation.ESSENTIAL)
        for row in occupations
        for i in chance.choice(SKILLS, size=15, replace=False)
    ]
    _many(OccupationSkill, usual)
    TaxonomyRelease.objects.create(scheme="bench", version="1", digest="bench", loaded_at=clock.now())
    market.occupations = [(_id(row.pk), row.isco_id, row.label) for row in occupations]
    market.skills = [_id(row.pk) for row in skills]


def _labels(market: Market, model: Any, kind: str, rows: list[Any], languages: tuple[str, ...]) -> Iterator[Any]:
    for row in rows:
        for i, language in enumerate(languages):
            text = row.label if i == 0 else market.name()
            yield model(
                **{kind: row},
                language=language,
                kind=LabelKind.PREFERRED if i == 0 else LabelKind.ALTERNATIVE,
                text=text,
                folded=text,
            )


def _surroundings(market: Market) -> None:
    chance = market.chance
    regions = [
        Place(code=f"B-{i}", kind=PlaceKind.REGION, name=f"Region {i}", folded=f"region {i}", synthetic=True) for i in range(20)
    ]
    towns = [
        Place(
            code=f"b{i}", kind=PlaceKind.TOWN, name=f"Town {i}", folded=f"town {i}", parent=regions[i % 20], population=1000,
            latitude=float(chance.uniform(45, 55)), longitude=float(chance.uniform(0, 15)), synthetic=True,
        )
        for i in range(TOWNS)
    ]  # fmt: skip
    _many(Place, regions)
    _many(Place, towns)
    employers = [
        Employer(reference=f"E-B{i}", name=name, folded=name, synthetic=True)
        for i, name in enumerate(market.name() for _ in range(EMPLOYERS))
    ]
    _many(Employer, employers)
    market.towns, market.employers = [_id(row.pk) for row in towns], [_id(row.pk) for row in employers]


def _vacancies(market: Market, number: int, start: int) -> None:
    """Rows go in as the database has them: through the models a million would take most of an hour."""
    chance, today = market.chance, clock.today()
    occupation = (chance.zipf(1.3, size=number) % OCCUPATIONS).tolist()
    town = (chance.zipf(1.3, size=number) % TOWNS).tolist()
    employer = chance.integers(EMPLOYERS, size=number).tolist()
    length = chance.integers(TEXT_WORDS // 2, TEXT_WORDS * 3 // 2, size=number).tolist()
    begin = chance.integers(_STREAM - 2 * TEXT_WORDS, size=number).tolist()
    pay, age = (chance.integers(1_000, 5_000, size=number) * 100).tolist(), chance.integers(0, 60, size=number).tolist()
    skills, many = (chance.zipf(1.2, size=(number, 12)) % SKILLS).tolist(), chance.integers(0, 13, size=number).tolist()
    kind = chance.integers(0, 100, size=number).tolist()
    ids = [_id(uuid7()) for _ in range(number)]
    rows, wanted = [], []
    for i, (pk, k) in enumerate(zip(ids, kind, strict=True)):
        code, isco, label = market.occupations[occupation[i]]
        text = " ".join(market.stream[begin[i] : begin[i] + length[i]])
        rows.append(
            (pk, f"B-{start + i}", market.employers[employer[i]], f"{label} {market.words[k]}", text, code, isco,
             CodingState.AUTOMATIC if k < 80 else CodingState.CONFIRMED, 0.5 + k / 200, "permanent" if k % 3 else "fixed_term",
             "full_time" if k % 4 else "part_time", _hours(k % 4), _shifts(k % 10 == 0), "unknown" if k else "fully",
             None if k % 4 == 0 else pay[i], None if k % 4 != 1 else pay[i] + 20_000, "EUR" if k % 4 else "", "month" if k % 4 else "",
             3 if k % 5 == 0 else None, _day(today, age[i]))
        )  # fmt: skip
        wanted += [
            (pk, market.skills[s], Relation.OPTIONAL if j % 3 == 2 else Relation.ESSENTIAL)
            for j, s in enumerate(dict.fromkeys(skills[i][: many[i]]))
        ]
    told = {
        "language": "en",
        "status": VacancyStatus.PUBLISHED,
        "synthetic": True,
        "created_at": clock.now(),
        "changed_at": clock.now(),
    }
    _insert(Vacancy, _VACANCY, rows, told)
    _insert(
        VacancyPlace, ("id", "vacancy", "place"), [(_id(uuid7()), pk, market.towns[t]) for pk, t in zip(ids, town, strict=True)]
    )
    _insert(VacancySkill, ("vacancy", "skill", "relation"), wanted)
    asks = [(_id(uuid7()), pk) for pk, k in zip(ids, kind, strict=True) if k % 3 == 0]
    language = {"kind": RequirementKind.LANGUAGE, "code": "en", "level": 3, "reason": "Made up"}
    _insert(VacancyRequirement, ("id", "vacancy"), asks, language)


_VACANCY = (
    "id", "reference", "employer", "title", "description", "occupation", "isco", "coding", "coding_confidence", "contract", "hours",
    "hours_per_week", "shifts", "telework", "pay_min_minor", "pay_max_minor", "pay_currency", "pay_period", "education_min", "posted_on",
)  # fmt: skip


def _insert(model: type[models.Model], names: tuple[str, ...], rows: list[tuple], told: dict[str, Any] | None = None) -> None:
    """Rows of values as the database takes them; ``told`` stands in every row, and what is not named has its default."""
    fields = [f for f in model._meta.concrete_fields if f.name not in names and not isinstance(f, models.AutoField)]
    same = tuple(_value(f, (told or {}).get(f.name, f.get_default())) for f in fields)
    chosen: list[Any] = [*(model._meta.get_field(name) for name in names), *fields]
    columns = ", ".join(connection.ops.quote_name(str(f.column)) for f in chosen)
    marks = ", ".join(["%s"] * len(chosen))
    with connection.cursor() as cursor:
        table = connection.ops.quote_name(model._meta.db_table)
        cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", [(*row, *same) for row in rows])  # noqa: S608


def _value(field: Any, value: Any) -> Any:
    return field.get_db_prep_save(value, connection)


def _id(identifier: uuid.UUID) -> Any:
    return identifier if connection.features.has_native_uuid_field else identifier.hex


@lru_cache
def _hours(kind: int) -> Any:
    return _value(Vacancy._meta.get_field("hours_per_week"), [None, "40.0", "37.5", "20.0"][kind])


@lru_cache
def _shifts(at_night: bool) -> Any:
    return _value(Vacancy._meta.get_field("shifts"), ["night", "weekend"] if at_night else [])


@lru_cache
def _day(today: dt.date, age: int) -> Any:
    return _value(Vacancy._meta.get_field("posted_on"), today - dt.timedelta(days=age))

"""Vacancies from the database, column by column: four queries for any number of them, the rules applied to whole columns.

A single change and a build of everything read the same way: a change is a short batch.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

import numpy as np
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from openpes.base.money import monthly_equivalent
from openpes.matching.engine import codes
from openpes.matching.engine.weights import ONE
from openpes.matching.index.batch import Batch, Pairs, firsts, gathered, joined
from openpes.matching.index.named import Named, text_of
from openpes.work.enums import CodingState, Handling, Relation, RequirementKind
from openpes.work.models import VacancyPlace, VacancyRequirement, VacancySkill

_SURE = 0.8
_UNCODED = 0.35
_MOST_KEPT = 300_000
_FIELDS = {
    "id": text_of("id"), "occupation": text_of("occupation_id"), "employer": text_of("employer_id"), "title": "title",
    "body": "description", "language": "language", "isco": "isco", "coding": "coding", "confidence": "coding_confidence",
    "contract": "contract", "hours": "hours", "hours_week": text_of("hours_per_week"), "shifts": text_of("shifts"),
    "telework": "telework", "pay_min": "pay_min_minor", "pay_max": "pay_max_minor", "currency": "pay_currency", "period": "pay_period",
    "education": "education_min", "months": "experience_months", "abroad": "abroad", "posted": text_of("posted_on"),
    "published": text_of("published_at"), "expires": text_of("expires_on"), "handling": "handling",
}  # fmt: skip


class _Memo(dict):
    """What a pure function says, kept: most values stand in many adverts."""

    def __init__(self, function: Callable[[Any], Any]) -> None:
        self.function = function

    def __missing__(self, value: Any) -> Any:
        if len(self) >= _MOST_KEPT:
            self.clear()
        made = self[value] = self.function(value)
        return made

    def column(self, values: Sequence, kind: Any) -> np.ndarray:
        return np.fromiter(map(self.__getitem__, values), dtype=kind, count=len(values))


def _monthly(pay: tuple[int | None, str, str | None]) -> int:
    minor, period, hours = pay
    found = monthly_equivalent(minor, period, float(hours) if hours else None)
    return -1 if found is None else found


_isco = _Memo(codes.isco_number)
_packed = _Memo(codes.pack)
_tag = _Memo(lambda code: codes.pack(code[:8]))
_hours = _Memo(codes.HOURS.index)
_contract = _Memo(codes.CONTRACTS.index)
_telework = _Memo(codes.TELEWORK.index)
_day = _Memo(lambda text: dt.date.fromisoformat(text[:10]).toordinal() if text else 0)
_tenths = _Memo(lambda text: int(Decimal(text) * 10) if text else -1)
_shifts = _Memo(lambda text: codes.bits(json.loads(text), codes.SHIFTS))
_pay = _Memo(_monthly)


def fetch(query: QuerySet) -> list[tuple]:
    """The rows of a query as the database gives them, without making objects of the fields."""
    try:
        sql, values = query.query.get_compiler(connection=connection).as_sql()
    except EmptyResultSet:
        return []
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def read(chosen: Any, of: dict[str, Any], named: Named) -> Batch:
    """The chosen vacancies in order of id. ``of`` finds what belongs to them; what it finds of others is left out."""
    rows = fetch(chosen.order_by("id").values_list(*_FIELDS.values()))
    raw: dict[str, Sequence] = dict(zip(_FIELDS, zip(*rows, strict=True), strict=True)) if rows else dict.fromkeys(_FIELDS, ())
    high, low = halves(raw["id"])
    n = len(low)
    occupation, employer = _numbers(named, raw)
    places = _places(_belonging(VacancyPlace, of, "latitude", "longitude", text_of("place_id")), low, named)
    asked = _asked(_belonging(VacancyRequirement, of, "kind", "code", "level", "label"), low, raw, named)
    wanted = _belonging(VacancySkill, of, text_of("skill_id"), "relation")
    listed = _skills(wanted, low, occupation, asked["licences"], named)
    given = _isco.column(raw["isco"], np.int16)
    fixed = {
        "isco": np.where([bool(text) for text in raw["isco"]], given, named.occupations.of("isco", occupation)) if n else given,
        "occupation": named.occupations.of("key", occupation),
        "certainty": _certainty(raw["coding"], raw["confidence"]),
        "skills_implied": listed.pop("implied"),
        "wage_min": _pay.column(list(zip(raw["pay_min"], raw["period"], raw["hours_week"], strict=True)), np.int64),
        "wage_max": _pay.column(list(zip(raw["pay_max"], raw["period"], raw["hours_week"], strict=True)), np.int64),
        "currency": _packed.column(raw["currency"], np.int64),
        "hours": _hours.column(raw["hours"], np.uint8),
        "hours_week": _tenths.column(raw["hours_week"], np.int16),
        "shifts": _shifts.column(raw["shifts"], np.uint8),
        "contract": _contract.column(raw["contract"], np.uint8),
        "telework": _telework.column(raw["telework"], np.uint8),
        "education": asked["education"],
        "experience_months": asked["months"],
        "posted": _day.column([on or at for on, at in zip(raw["posted"], raw["published"], strict=True)], np.int32),
        "expires": _day.column(raw["expires"], np.int32),
        "employer": named.employers.of("key", employer),
        "region": places.pop("region"),
        "abroad": np.array(raw["abroad"], dtype=np.bool_),
    }
    names = listed.pop("names")
    shown = [
        0 if how == Handling.CONFIDENTIAL_EMPLOYER else who for how, who in zip(raw["handling"], employer.tolist(), strict=True)
    ]
    texts = {
        "language": [language[:2] for language in raw["language"]],
        "title": raw["title"],
        "employer": [named.employer_names[who] for who in shown],
        "body": raw["body"],
    }
    lists = listed | {"languages": asked["languages"], "places": places["points"]}
    return Batch(high, low, fixed, lists, names, texts)


def halves(ids: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    """Both halves of ids as the database writes them, with or without hyphens."""
    both = np.frombuffer(bytes.fromhex("".join(ids).replace("-", "")), dtype=">u8").astype(np.uint64).reshape(-1, 2)
    return both[:, 0].copy(), both[:, 1].copy()


def _numbers(named: Named, raw: dict[str, Sequence]) -> tuple[np.ndarray, np.ndarray]:
    """The occupation and the employer of each row by number; 0 where there is none."""
    named.learn_occupations({text for text in raw["occupation"] if text})
    named.learn_employers(set(raw["employer"]))
    occupations, employers = named.occupations.numbers, named.employers.numbers
    return (
        np.array([occupations[text or ""] for text in raw["occupation"]], dtype=np.int64),
        np.array([employers[text] for text in raw["employer"]], dtype=np.int64),
    )


def _belonging(model: Any, of: dict[str, Any], *fields: Any) -> list[Sequence]:
    """What belongs to vacancies, in order: the ids of the vacancies, then the fields, each as one sequence."""
    rows = fetch(model.objects.filter(**of).order_by("vacancy_id", "id").values_list(text_of("vacancy_id"), *fields))
    return [*zip(*rows, strict=True)] if rows else [()] * (len(fields) + 1)


def _owners(ids: Sequence[str], low: np.ndarray) -> np.ndarray:
    """The row of each vacancy in ``ids``; -1 where it is not among them."""
    if not len(low):
        return np.full(len(ids), -1, dtype=np.int64)
    wanted, order = halves(ids)[1], np.argsort(low)
    found = order[np.minimum(np.searchsorted(low, wanted, sorter=order), len(low) - 1)]
    return np.where(low[found] == wanted, found, -1)


def _certainty(coding: Sequence[str], confidence: Sequence[float | None]) -> np.ndarray:
    """How far the coding is trusted, in millionths."""
    least = round(_UNCODED * ONE)
    said = np.array(confidence, dtype=np.float64)
    made = np.where(np.isnan(said) | (said >= _SURE), ONE, np.maximum(least, np.rint(np.nan_to_num(said) * ONE)))
    made = np.where([state == CodingState.NONE for state in coding] or np.zeros(0, dtype=bool), least, made)
    made = np.where([state == CodingState.CONFIRMED for state in coding] or np.zeros(0, dtype=bool), ONE, made)
    return made.astype(np.int32)


def _places(found: list[Sequence], low: np.ndarray, named: Named) -> dict[str, Any]:
    """Coordinates of the advert, else of the place; the region of the first place that lies in one."""
    ids, latitude, longitude, place = found
    named.learn_places({text for text in place if text})
    number = np.array([named.places.numbers[text or ""] for text in place], dtype=np.int64)
    owner = _owners(ids, low)
    own = np.array([latitude, longitude], dtype=np.float64)
    points = np.stack(
        [np.where(np.isnan(o), named.places.of(f, number), o) for o, f in zip(own, ("latitude", "longitude"), strict=True)]
    )
    there = (owner >= 0) & ~np.isnan(points).any(axis=0)
    region = np.zeros(len(low), dtype=np.uint64)
    regions = named.places.of("region", number)
    known = np.flatnonzero((owner >= 0) & (regions != 0))
    rows, first = np.unique(owner[known], return_index=True)
    region[rows] = regions[known][first]
    return {"region": region, "points": joined(len(low), (owner[there], points.T[there]))}


def _asked(found: list[Sequence], low: np.ndarray, raw: dict[str, Sequence], named: Named) -> dict[str, Any]:
    """What the advert and the employer's conditions ask for: languages, licences (row and key), education and experience."""
    ids, *conditions = found
    licences: list[tuple[int, int]] = []
    languages: list[tuple[int, int, int]] = []
    most = {
        RequirementKind.EDUCATION: [-1 if level is None else level for level in raw["education"]],
        RequirementKind.EXPERIENCE: [-1 if level is None else level for level in raw["months"]],
    }
    licence_key = named.context.taxonomy.licence_key
    for row, kind, code, level, label in zip(_owners(ids, low).tolist(), *conditions, strict=True):
        if row < 0:
            continue
        if kind == RequirementKind.LANGUAGE:
            languages.append((row, _tag[code], level or 1))
        elif kind == RequirementKind.LICENCE:
            licences.append((row, licence_key(code, label)))
        elif kind in most and level is not None:
            most[kind][row] = max(most[kind][row], level)
    spoken = np.array(languages, dtype=np.int64).reshape(-1, 3)
    return {
        "languages": joined(len(low), (spoken[:, 0], spoken[:, 1:])),
        "licences": (
            np.array([row for row, _ in licences], dtype=np.int64),
            np.array([key for _, key in licences], dtype=np.uint64),
        ),
        "education": np.minimum(most[RequirementKind.EDUCATION], 127).astype(np.int8),
        "months": np.minimum(most[RequirementKind.EXPERIENCE], 32_000).astype(np.int16),
    }


def _skills(found: list[Sequence], low: np.ndarray, occupation: np.ndarray, asked: Pairs, named: Named) -> dict[str, Any]:
    """Essential and optional skills and the licences; where an advert names no skill, those usual for its occupation."""
    ids, skill, relation = found
    named.learn_skills(set(skill))
    numbers = named.skills.numbers
    number = np.fromiter(map(numbers.__getitem__, skill), dtype=np.int64, count=len(skill))
    owner = _owners(ids, low)
    mine = owner >= 0
    needed = np.fromiter((kind == Relation.ESSENTIAL for kind in relation), dtype=np.bool_, count=len(relation))[mine]
    owner, number = owner[mine], number[mine]
    key, licence = named.skills.of("key", number), named.skills.of("licence", number).astype(bool)
    first, needed = firsts(owner, key, needed)
    essential, optional = first & needed & ~licence, first & ~needed & ~licence
    n = len(low)
    usual = gathered(named.usual_skills, occupation)
    plain = np.bincount(owner[first & ~licence], minlength=n) > 0
    implied = ~plain & (np.bincount(usual[0], minlength=n) > 0)
    held = [(owner[first & licence], key[first & licence]), asked]
    some = np.bincount(np.concatenate([rows for rows, _ in held]), minlength=n) > 0
    held.append(_of(gathered(named.usual_licences, occupation), implied & ~some))
    return {
        "implied": implied,
        "skills": joined(n, (owner[essential], key[essential]), _of(usual, implied)),
        "optional": joined(n, (owner[optional], key[optional])),
        "licences": joined(n, *held, once=True),
        "names": joined(n, (owner, named.skills.of("name", number))),
    }


def _of(pairs: Pairs, rows: np.ndarray) -> Pairs:
    """The pairs of the rows marked."""
    mine = rows[pairs[0]]
    return pairs[0][mine], pairs[1][mine]

"""What would help a person most: the skill, licence, radius or hours that opens most vacancies, each with its exact count.

A vacancy is *open* to a person when it is in the same minor group of ISCO-08 as an occupation they want or as near (any vacancy,
when they name none), breaks none of their limits (distance, pay, hours, contract, abroad, hard or not), and they miss no essential
skill that the advert names, no licence and no language level. A skill that is near to one of theirs is not missed; skills that are
only usual for the occupation are not asked. One change opens those vacancies that are closed now and open with it: no vacancy that
two changes would be needed for is counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from openpes.matching.engine.codes import HOURS
from openpes.matching.engine.columns import Columns
from openpes.matching.engine.facts import for_person, skill_marks
from openpes.matching.engine.records import Person
from openpes.matching.engine.shares import NEARNESS, ruled_out
from openpes.matching.engine.weights import SkillKnowledge, Weights

NEAR_ENOUGH = int(NEARNESS[3])
RADIUS_STEPS = (10_000, 20_000, 50_000)
"""Metres by which a wider radius is tried."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change: ``kind`` is "skill", "licence" (``value``: its key), "radius" (metres more) or "hours" (0); ``opens``: vacancies."""

    kind: str
    value: int
    opens: int


def what_would_help(
    person: Person,
    vacancies: Columns,
    weights: Weights,
    skills: SkillKnowledge,
    *,
    today: int,
    radius_steps: Sequence[int] = RADIUS_STEPS,
) -> tuple[int, tuple[Change, ...]]:
    """(how many vacancies are open now, the changes that open any: most first, then by kind and value)."""
    n = len(vacancies)
    facts = for_person(person, vacancies, weights, skills, today)
    broken = ruled_out(facts, n)
    limits = np.zeros(n, dtype=np.int64)
    for mask in broken.values():
        limits += mask
    near = np.full(n, True)
    if person.occupations:
        near = np.maximum(NEARNESS[facts.occupation], facts.occupation_moves) >= NEAR_ENOUGH
    near &= facts.languages_met == facts.languages_all
    skills_missed = _missed(vacancies, "skills", set(skill_marks(person, skills)), vacancies.skills_implied)
    licences_missed = _missed(vacancies, "licences", set(person.licences), np.zeros(n, dtype=bool))
    complete = near & (skills_missed == 0) & (licences_missed == 0)
    by_skill = near & (limits == 0) & (skills_missed > 0) & (licences_missed == 0)
    by_licence = near & (limits == 0) & (skills_missed == 0) & (licences_missed > 0)
    opens: Counter[tuple[str, int]] = Counter()
    for missing, rows in _missing_sets(vacancies, "skills", np.flatnonzero(by_skill), set(skill_marks(person, skills))).items():
        for skill in frozenset.intersection(*(skills.near(m) | {m} for m in missing)):
            opens["skill", skill] += rows
    for missing, rows in _missing_sets(vacancies, "licences", np.flatnonzero(by_licence), set(person.licences)).items():
        if len(missing) == 1:
            opens["licence", next(iter(missing))] += rows
    only_far = np.flatnonzero(complete & (limits == 1) & broken["distance"])
    for step in radius_steps if len(only_far) else ():
        wider = replace(person, places=tuple((lat, lon, radius + step) for lat, lon, radius in person.places))
        again = for_person(wider, vacancies.take(only_far), weights, skills, today)
        opens["radius", step] = int(np.count_nonzero(~ruled_out(again, len(only_far))["distance"]))
    opens["hours", 0] = int(np.count_nonzero(complete & (limits == 1) & broken["hours"]))
    made = (Change(kind, value, count) for (kind, value), count in opens.items() if count)
    return int(np.count_nonzero(complete & (limits == 0))), tuple(sorted(made, key=lambda c: (-c.opens, c.kind, c.value)))


def with_change(person: Person, change: Change) -> Person:
    """The person as they would be."""
    if change.kind == "skill":
        return replace(person, skills=(*person.skills, change.value))
    if change.kind == "licence":
        return replace(person, licences=(*person.licences, change.value))
    if change.kind == "radius":
        return replace(person, places=tuple((lat, lon, radius + change.value) for lat, lon, radius in person.places))
    return replace(person, hours=HOURS.index("either"), hours_max=-1)


def _missed(v: Columns, name: str, have: set[int], not_asked: np.ndarray) -> np.ndarray:
    """How many values of a list each row asks for that the person does not have."""
    offsets, asked = v.lists[name]
    missing = ~np.isin(asked, np.array(sorted(have), dtype=np.uint64))
    total = np.concatenate(([0], np.cumsum(missing)))
    return np.where(not_asked, 0, total[offsets[1:]] - total[offsets[:-1]])


def _missing_sets(v: Columns, name: str, rows: np.ndarray, have: set[int]) -> Counter[frozenset[int]]:
    """The different sets of missing values among some rows, with how many rows have each."""
    offsets, asked = v.lists[name]
    ends = zip(offsets[rows].tolist(), offsets[rows + 1].tolist(), strict=True)
    return Counter(frozenset(asked[begin:end].tolist()) - have for begin, end in ends)

"""What every engine of the bench indexes: the vacancies as flat arrays, and a question as the limits and terms it comes down to."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from openpes.matching.engine import Columns, Person, Weights
from openpes.matching.engine.facts import nearness
from openpes.matching.engine.geo import EARTH, point
from openpes.matching.engine.weights import ONE

FULLY = 3
UNSTATED_PAY = 2**31 - 1
NEARNESS = np.array([0, 150_000, 350_000, 650_000, 930_000, ONE], dtype=np.int64)
USUAL_SKILLS = 200_000


@dataclass(frozen=True, slots=True)
class Table:
    """Arrays of n. Skills are numbered from 0; ``first``/``skill`` are offsets and values; ``anywhere``: no place, or from home.

    ``weight``: what each skill weighs; ``asked``: the sum of it over what a row asks for; ``rank``: order of the ids, for ties.
    """

    lat: np.ndarray
    lon: np.ndarray
    xyz: np.ndarray
    placed: np.ndarray
    from_home: np.ndarray
    anywhere: np.ndarray
    pay: np.ndarray
    hours: np.ndarray
    week: np.ndarray
    contract: np.ndarray
    occupation: np.ndarray
    certainty: np.ndarray
    first: np.ndarray
    skill: np.ndarray
    asked: np.ndarray
    rank: np.ndarray
    isco_of: np.ndarray
    key_of: np.ndarray
    weight: np.ndarray
    number_of_skill: dict[int, int]
    weights: Weights

    def __len__(self) -> int:
        return len(self.pay)

    @property
    def owner(self) -> np.ndarray:
        """The row of each entry of ``skill``."""
        return np.repeat(np.arange(len(self), dtype=np.int32), np.diff(self.first))


@dataclass(frozen=True, slots=True)
class Question:
    """A person as limits and terms. ``levels``: nearness (0-5) to each occupation; ``kinds``: hours that do; ``radius``: metres."""

    centre: tuple[float, float] | None
    radius: int
    floor: int
    kinds: tuple[int, ...]
    most: int
    contracts: tuple[int, ...]
    skills: tuple[int, ...]
    wanted: tuple[tuple[int, int], ...]
    levels: np.ndarray


def flat(columns: Columns, weights: Weights) -> Table:
    """The table of vacancy columns with one place at most each, as the seeded corpus has them."""
    n = len(columns)
    place_first, points = columns.lists["places"]
    placed = np.diff(place_first) > 0
    if (np.diff(place_first) > 1).any():
        raise ValueError("The bench knows vacancies with one place only.")
    xyz = np.zeros((n, 3), order="F")
    xyz[placed] = points
    from_home = columns.telework == FULLY
    keys, occupation = np.unique(columns.occupation, return_inverse=True)
    isco_of = np.empty(len(keys), dtype=np.int64)
    isco_of[occupation] = columns.isco
    first, values = columns.lists["skills"]
    names, skill = np.unique(values, return_inverse=True)
    weight = np.array([weights.weight_of(int(name)) for name in names], dtype=np.int64)
    asked = np.concatenate(([0], np.cumsum(weight[skill])))
    top = np.maximum(columns.wage_max, columns.wage_min)
    rank = np.empty(n, dtype=np.int64)
    rank[np.lexsort((columns.low, columns.high))] = np.arange(n)
    return Table(
        lat=np.degrees(np.arcsin(np.clip(xyz[:, 2] / EARTH, -1, 1))),
        lon=np.degrees(np.arctan2(xyz[:, 1], xyz[:, 0])),
        xyz=xyz,
        placed=placed,
        from_home=from_home,
        anywhere=from_home | ~placed,
        pay=np.where(top < 0, UNSTATED_PAY, top),
        hours=columns.hours,
        week=columns.hours_week,
        contract=columns.contract,
        occupation=occupation.astype(np.int32),
        certainty=columns.certainty.astype(np.int64),
        first=first,
        skill=skill.astype(np.int32),
        asked=asked[first[1:]] - asked[first[:-1]],
        rank=rank,
        isco_of=isco_of,
        key_of=keys,
        weight=weight,
        number_of_skill={int(name): i for i, name in enumerate(names)},
        weights=weights,
    )


def question(person: Person, table: Table) -> Question:
    """What a person asks, for the table. All limits of the bench are hard ones of the person."""
    levels = np.zeros(len(table.key_of), dtype=np.int8)
    wanted = []
    for isco, key in person.occupations:
        signed = key - 2**64 if key >= 2**63 else key
        np.maximum(levels, nearness(table.isco_of, table.key_of.view(np.int64), isco, signed), out=levels)
        wanted.append((isco, _position(table.key_of, key)))
    place = person.places[0] if person.places else None
    kinds = {1: (0, 1, 3), 2: (0, 2, 3)}.get(person.hours, (0, 1, 2, 3))
    allowed = tuple(c for c in range(10) if c == 0 or person.contracts == 0 or person.contracts >> c & 1)
    known = (table.number_of_skill.get(s) for s in dict.fromkeys(person.skills))
    return Question(
        centre=(place[0], place[1]) if place else None,
        radius=place[2] if place else 0,
        floor=person.pay_floor,
        kinds=kinds,
        most=person.hours_max,
        contracts=allowed,
        skills=tuple(s for s in known if s is not None),
        wanted=tuple(wanted),
        levels=levels,
    )


def centre_of(asked: Question) -> np.ndarray:
    return np.array(point(*asked.centre)) if asked.centre else np.zeros(3)


def _position(keys: np.ndarray, key: int) -> int:
    at = int(np.searchsorted(keys, np.uint64(key)))
    return at if at < len(keys) and int(keys[at]) == key else -1

"""Jobseekers of the made-up country as profiles; all synthetic. Drawn apart from the vacancies, with seeds of their own."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from openpes.console.bench_matching.country import CURRENCY, NATIONAL, POOL, SECOND, SEED, Country, country
from openpes.matching.engine import Person

RADIUS = 30_000
MEASURED, CALIBRATION, BATCH = 1, 2, 3
"""Three sets that share nothing: what is measured, what the peers are tuned on, what a whole country is run on."""
BLOCK, GROUP = 10_000, 100_000
_WANTED = {0: 0, 1: (1 << 1), 2: (1 << 1) | (1 << 2), 3: (1 << 1) | (1 << 2) | (1 << 3) | (1 << 4)}


def people(number: int, purpose: int = MEASURED) -> list[Person]:
    """``number`` jobseekers who look within 30 km of home."""
    return [person for group in groups(number, purpose) for person in group]


def groups(number: int, purpose: int = MEASURED) -> Iterator[list[Person]]:
    """The same, in groups of at most :data:`GROUP`."""
    for start in range(0, number, GROUP):
        end = min(number, start + GROUP)
        yield [
            person
            for first in range(start, end, BLOCK)
            for person in _block(country(), np.random.default_rng([SEED, 2, purpose, first // BLOCK]), min(BLOCK, end - first))
        ]


def anywhere(person: Person) -> Person:
    """The same person, ready to work anywhere in the country."""
    return replace(person, places=())


def _block(land: Country, chance: np.random.Generator, n: int) -> list[Person]:
    main = land.occupations(chance, BLOCK)
    near = np.clip(main + chance.integers(-6, 7, BLOCK), 0, len(land.isco) - 1)
    has_second = chance.random(BLOCK) < 0.35
    skills = np.clip(chance.poisson(8.0, BLOCK), 0, 25)
    homes = land.places(chance, BLOCK)
    floor = np.where(chance.random(BLOCK) < 0.6, land.pay[main] * chance.uniform(0.5, 1.0, BLOCK), -1).astype(np.int64)
    hours = chance.choice([0, 1, 2, 3], BLOCK, p=[0.25, 0.35, 0.15, 0.25])
    most = np.where(chance.random(BLOCK) < 0.2, 200 + 20 * chance.integers(0, 11, BLOCK), -1)
    contracts = chance.choice(4, BLOCK, p=[0.6, 0.15, 0.15, 0.1])
    schooling = np.clip(land.schooling[main] + chance.integers(-1, 2, BLOCK), 0, 8)
    months = chance.integers(0, 180, BLOCK)
    levels = chance.integers(1, 7, (BLOCK, 2))
    licensed = chance.random(BLOCK) < 0.7
    identifiers = chance.integers(1, 2**62, (BLOCK, 2), dtype=np.uint64)
    made = []
    for i in range(n):
        wanted = [main[i], near[i]] if has_second[i] and near[i] != main[i] else [main[i]]
        licence = int(land.licensed[main[i]])
        made.append(
            Person(
                uuid.UUID(int=(int(identifiers[i, 0]) << 64) | int(identifiers[i, 1])),
                occupations=tuple((int(land.isco[o]), int(land.key[o])) for o in wanted),
                skills=_skills(land, chance, wanted, int(skills[i])),
                places=((float(homes[i, 0]), float(homes[i, 1]), RADIUS),),
                pay_floor=int(floor[i]),
                currency=CURRENCY,
                hours=int(hours[i]),
                hours_max=int(most[i]),
                contracts=_WANTED[int(contracts[i])],
                education=int(schooling[i]),
                languages=((NATIONAL, int(levels[i, 0])), (SECOND, int(levels[i, 1]))),
                licences=(int(land.skill_key[licence - 1]),) if licence and licensed[i] else (),
                experience=((int(land.isco[main[i]]), int(months[i])),),
            )
        )
    return made


def _skills(land: Country, chance: np.random.Generator, occupations: list, number: int) -> tuple[int, ...]:
    """Skills from the pools of what the person wants to do, and one in six from any other occupation's."""
    drawn = []
    for k in range(number):
        row = occupations[k % len(occupations)] if k % 6 else chance.integers(0, len(land.isco))
        drawn.append(int(land.pools[row, min(POOL - 1, int(chance.exponential(12.0)))]))
    return tuple(int(land.skill_key[s]) for s in dict.fromkeys(drawn))

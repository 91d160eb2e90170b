"""People of the made-up country who may be found by employers, straight as columns; every row synthetic.

As the jobseekers who ask (``seekers``), with more ways to live: 10 to 200 km to work, one in twelve with a second place, one in four
with skills that are only usual for their occupation. Blocks have seeds of their own.
"""

from __future__ import annotations

import numpy as np

from openpes.console.bench_matching.country import CURRENCY, NATIONAL, POOL, SECOND, SEED, Country, country
from openpes.matching.engine import Columns
from openpes.matching.engine.columns import PERSON_FIXED, PERSON_LISTS
from openpes.matching.engine.geo import EARTH

BLOCK = 100_000
WAYS = (10_000, 20_000, 30_000, 30_000, 50_000, 50_000, 100_000, 200_000)
SECOND_PLACE, SECOND_OCCUPATION, ONLY_USUAL = 1 / 12, 0.35, 0.25
_CONTRACTS = (0, 1 << 1, (1 << 1) | (1 << 2), (1 << 1) | (1 << 2) | (1 << 3) | (1 << 4))


def people(number: int) -> Columns:
    """``number`` people. The same number gives the same rows on every machine with the same numpy."""
    parts = []
    for block in range(-(-number // BLOCK)):
        rows = _block(country(), np.random.default_rng([SEED, 5, block]))
        left = number - block * BLOCK
        parts.append(rows if left >= BLOCK else rows.take(np.arange(left)))
    return parts[0] if len(parts) == 1 else Columns.joined(parts)


def _block(land: Country, chance: np.random.Generator) -> Columns:
    n = BLOCK
    main = land.occupations(chance, n)
    near = np.clip(main + chance.integers(-6, 7, n), 0, len(land.isco) - 1)
    second = (chance.random(n) < SECOND_OCCUPATION) & (near != main)
    fixed = {
        "pay_floor": np.where(chance.random(n) < 0.6, np.rint(land.pay[main] * chance.uniform(0.5, 1.0, n)), -1),
        "currency": np.full(n, CURRENCY),
        "hours": chance.choice([0, 1, 2, 3], n, p=[0.25, 0.35, 0.15, 0.25]),
        "hours_max": np.where(chance.random(n) < 0.2, 200 + 20 * chance.integers(0, 11, n), -1),
        "shifts_unwanted": chance.choice([0, 4, 8, 12], n, p=[0.7, 0.1, 0.1, 0.1]),
        "contracts": np.array(_CONTRACTS)[chance.choice(4, n, p=[0.6, 0.15, 0.15, 0.1])],
        "telework": chance.choice([0, 1, 2], n, p=[0.7, 0.2, 0.1]),
        "education": np.clip(land.schooling[main] + chance.integers(-1, 2, n), 0, 8),
        "abroad": chance.random(n) < 0.05,
    }
    wanted, first = np.repeat(main, 1 + second), np.concatenate(([0], np.cumsum(1 + second)))
    wanted[first[:-1][second] + 1] = near[second]
    licensed = (land.licensed[main] > 0) & (chance.random(n) < 0.7)
    spoken = np.stack((np.tile([NATIONAL, SECOND], n), chance.integers(1, 7, 2 * n)), axis=1)
    lists = {
        "occupations": (first, np.stack((land.isco[wanted].astype(np.int64), land.key[wanted].view(np.int64)), axis=1)),
        "licences": (_offsets(licensed), land.skill_key[land.licensed[main[licensed]] - 1]),
        "languages": (np.arange(n + 1) * 2, spoken),
        "experience": (np.arange(n + 1), np.stack((land.isco[main].astype(np.int64), chance.integers(0, 180, n)), axis=1)),
        "places": _places(land, chance, n),
    } | _skills(land, chance, main, np.where(second, near, main))
    ids = chance.integers(1, 2**62, (2, n), dtype=np.uint64)
    return Columns(
        ids[0],
        ids[1],
        {name: np.asarray(fixed[name]).astype(kind) for name, kind in PERSON_FIXED.items()},
        {name: (lists[name][0], lists[name][1].astype(kind)) for name, (kind, _) in PERSON_LISTS.items()},
    )


def _skills(land: Country, chance: np.random.Generator, main: np.ndarray, other: np.ndarray) -> dict[str, tuple]:
    """Skills from the pools of what a person wants to do, and one in six from any other occupation's."""
    n = len(main)
    count = np.clip(chance.poisson(8.0, n), 0, 25)
    row = np.repeat(np.arange(n), count)
    place = np.arange(len(row)) - np.repeat(np.cumsum(count) - count, count)
    pool = np.where(place % 2 == 0, main[row], other[row])
    pool = np.where(place % 6 == 0, chance.integers(0, len(land.isco), len(row)), pool)
    drawn = land.pools[pool, np.minimum(POOL - 1, chance.exponential(12.0, len(row)).astype(np.int64))]
    row, skill = np.divmod(np.unique(row * np.int64(2**32) + drawn), np.int64(2**32))
    usual = (chance.random(n) < ONLY_USUAL)[row] & (chance.random(len(row)) < 0.5)
    return {
        name: (_offsets(np.bincount(row[mine], minlength=n)), land.skill_key[skill[mine]])
        for name, mine in (("skills", ~usual), ("inferred", usual))
    }


def _places(land: Country, chance: np.random.Generator, n: int) -> tuple[np.ndarray, np.ndarray]:
    count = 1 + (chance.random(n) < SECOND_PLACE)
    lat, lon = np.radians(land.places(chance, int(count.sum()))).T
    points = np.rint(EARTH * np.stack((np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)), axis=1))
    radius = np.repeat(chance.choice(WAYS, n), count)
    return _offsets(count), np.concatenate((points.astype(np.int64), radius[:, None]), axis=1)


def _offsets(number: np.ndarray) -> np.ndarray:
    return np.concatenate(([0], np.cumsum(number, dtype=np.int64)))

"""Vacancies of the made-up country, straight as columns: a million in seconds, every row synthetic.

Rows are drawn in blocks with a seed of their own, so that a small corpus is the beginning of a large one.
"""

from __future__ import annotations

import numpy as np

from openpes.console.bench_matching.country import CURRENCY, NATIONAL, POOL, SECOND, SEED, THIRD, TODAY, Country, country
from openpes.matching.engine import Columns
from openpes.matching.engine.columns import VACANCY_FIXED
from openpes.matching.engine.geo import EARTH

BLOCK = 100_000
MOST_SKILLS = 20
NO_PLACE, WORK_FROM_HOME, NO_SKILLS, NO_PAY = 0.003, 0.01, 0.02, 0.15
FULL_TIME, PART_TIME, EITHER = 1, 2, 3


def vacancies(number: int) -> Columns:
    """``number`` vacancies. The same number gives the same rows on every machine with the same numpy."""
    parts = []
    for block in range(-(-number // BLOCK)):
        rows = _block(country(), np.random.default_rng([SEED, 1, block]), block)
        left = number - block * BLOCK
        parts.append(rows if left >= BLOCK else rows.take(np.arange(left)))
    return parts[0] if len(parts) == 1 else Columns.joined(parts)


def _block(land: Country, chance: np.random.Generator, block: int) -> Columns:
    n = BLOCK
    occupation = land.occupations(chance, n)
    fixed = _terms(land, chance, occupation)
    high, low = _ids(chance, block, n)
    lists = {
        "skills": _skills(land, chance, occupation),
        "optional": (np.zeros(n + 1, dtype=np.int64), np.zeros(0, dtype=np.uint64)),
        "licences": _licences(land, chance, occupation),
        "languages": _languages(chance, n),
        "places": _places(land, chance, n),
    }
    return Columns(high, low, {name: fixed[name].astype(kind) for name, kind in VACANCY_FIXED.items()}, lists)


def _ids(chance: np.random.Generator, block: int, n: int) -> tuple[np.ndarray, np.ndarray]:
    """Identifiers that grow with time, as version 7 does: milliseconds, version, then chance."""
    milliseconds = np.uint64(1_700_000_000_000 + block * n * 40) + (np.arange(n, dtype=np.uint64) * np.uint64(40))
    high = (milliseconds << np.uint64(16)) | np.uint64(0x7000) | chance.integers(0, 4096, n, dtype=np.uint64)
    return high, chance.integers(1, 2**62, size=n, dtype=np.uint64) | np.uint64(2**63)


def _terms(land: Country, chance: np.random.Generator, occupation: np.ndarray) -> dict[str, np.ndarray]:
    n = len(occupation)
    pay = land.pay[occupation] * np.exp(chance.normal(0.0, 0.22, n))
    hours = chance.choice([0, FULL_TIME, PART_TIME, EITHER], n, p=[0.06, 0.66, 0.22, 0.06])
    part = np.where(hours == PART_TIME, chance.uniform(0.3, 0.8, n), 1.0)
    low = np.rint(pay * part / 100).astype(np.int64) * 100
    unknown = chance.random(n) < NO_PAY
    week = np.rint(part * 400).astype(np.int64)
    posted = TODAY - np.minimum(120, chance.exponential(22.0, n)).astype(np.int64)
    certainty = np.where(chance.random(n) < 0.7, 1_000_000, chance.integers(550_000, 1_000_000, n))
    return {
        "isco": land.isco[occupation],
        "occupation": land.key[occupation],
        "certainty": certainty,
        "skills_implied": np.zeros(n),
        "wage_min": np.where(unknown, -1, low),
        "wage_max": np.where(unknown, -1, np.rint(low * chance.uniform(1.0, 1.25, n) / 100).astype(np.int64) * 100),
        "currency": np.full(n, CURRENCY),
        "hours": hours,
        "hours_week": np.where(chance.random(n) < 0.4, -1, week),
        "shifts": chance.choice([0, 1, 2, 4, 8, 16, 9], n, p=[0.5, 0.25, 0.05, 0.05, 0.05, 0.05, 0.05]),
        "contract": chance.choice(10, n, p=[0.08, 0.50, 0.20, 0.09, 0.05, 0.01, 0.03, 0.02, 0.01, 0.01]),
        "telework": chance.choice(4, n, p=[0.30, 0.69 - 0.09 - WORK_FROM_HOME + 0.01, 0.09, WORK_FROM_HOME]),
        "education": np.where(chance.random(n) < 0.4, -1, land.schooling[occupation]),
        "experience_months": np.where(chance.random(n) < 0.6, -1, 6 * chance.integers(0, 11, n)),
        "posted": posted,
        "expires": posted + 60,
        "employer": chance.zipf(1.4, n) % (2**40),
        "region": np.zeros(n),
        "abroad": np.zeros(n),
    }


def _skills(land: Country, chance: np.random.Generator, occupation: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """For each row as many skills as it asks for, drawn without repeats from the pool of its occupation by their weights."""
    n = len(occupation)
    number = np.clip(chance.poisson(7.0, n), 1, MOST_SKILLS)
    number[chance.random(n) < NO_SKILLS] = 0
    # The smallest of -log(u) / weight are a draw without replacement by weight (Efraimidis and Spirakis 2006).
    key = chance.standard_exponential((n, POOL), dtype=np.float32) / land.pool_weight.astype(np.float32)
    first = np.argpartition(key, MOST_SKILLS, axis=1)[:, :MOST_SKILLS]
    order = np.take_along_axis(first, np.argsort(np.take_along_axis(key, first, 1), axis=1), 1)
    drawn = np.take_along_axis(land.pools[occupation], order, 1)
    wanted = np.arange(MOST_SKILLS) < number[:, None]
    return _offsets(number), land.skill_key[drawn[wanted]]


def _licences(land: Country, chance: np.random.Generator, occupation: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    asked = (land.licensed[occupation] > 0) & (chance.random(len(occupation)) < 0.8)
    return _offsets(asked), land.skill_key[land.licensed[occupation[asked]] - 1]


def _languages(chance: np.random.Generator, n: int) -> tuple[np.ndarray, np.ndarray]:
    national, other = chance.random(n) < 0.5, chance.random(n) < 0.12
    number = national.astype(np.int64) + other
    row = np.repeat(np.arange(n), number)
    is_first = np.concatenate(([True], row[1:] != row[:-1])) if len(row) else np.zeros(0, dtype=bool)
    tags = np.where(is_first & national[row], NATIONAL, np.where(row % 3 == 0, THIRD, SECOND))
    return _offsets(number), np.stack((tags, chance.integers(2, 6, len(row))), axis=1).astype(np.int64)


def _places(land: Country, chance: np.random.Generator, n: int) -> tuple[np.ndarray, np.ndarray]:
    known = chance.random(n) >= NO_PLACE
    lat, lon = np.radians(land.places(chance, n)[known]).T
    points = np.stack((np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)), axis=1)
    return _offsets(known), np.rint(EARTH * points).astype(np.int32)


def _offsets(number: np.ndarray) -> np.ndarray:
    return np.concatenate(([0], np.cumsum(number, dtype=np.int64)))

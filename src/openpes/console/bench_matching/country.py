"""A made-up country: towns, occupations, skills and pay. Seeded, synthetic, and drawn without a look at any engine.

Shapes that real labour markets share and that matter for a search engine: a few large towns hold much of the work (Zipf), some
occupations are common and most are rare (Zipf), the skills of an occupation come from a pool of its own, one of its trade and
one that all share, and what an advert asks for is drawn from the pool of its occupation.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from openpes.matching.engine.codes import pack
from openpes.matching.engine.weights import ONE, PARTS, Weights

SEED = 20_261_123
TOWNS, OCCUPATIONS = 600, 3_000
SHARED_SKILLS, TRADE_SKILLS, OWN_SKILLS = 150, 120, 3
POOL_SHARED, POOL_TRADE, POOL_OWN = 10, 22, 3
POOL = POOL_SHARED + POOL_TRADE + POOL_OWN
SOUTH, NORTH, WEST, EAST = 42.0, 49.0, 2.0, 12.0
CURRENCY = pack("XTS")
"""The currency code that ISO 4217 keeps for tests."""
NATIONAL, SECOND, THIRD = pack("aa"), pack("bb"), pack("cc")
TODAY = 739_000
"""The day of the bench, as a proleptic ordinal: a fixed day in 2024, so that no figure depends on when it was taken."""
# What the score of the bench is made of: a version of the weights like any other.
BENCH_PARTS = {"skills": 600_000, "occupation": 300_000, "distance": 100_000}
BENCH_HARD = frozenset({"distance", "pay", "hours", "contract"})


@dataclass(frozen=True)
class Country:
    """What vacancies and jobseekers are drawn from.

    towns: (n, 2) degrees; town_share, occupation_share: cumulative; town_spread: degrees; isco: unit group of each occupation;
    key: its 64-bit key; pools: (occupations, POOL) numbers of skills, the likeliest first; pool_weight: (POOL,);
    pay: middle monthly pay in minor units; licensed: the licence of an occupation or 0; skill_key: 64-bit keys.
    """

    towns: np.ndarray
    town_share: np.ndarray
    town_spread: np.ndarray
    occupation_share: np.ndarray
    isco: np.ndarray
    key: np.ndarray
    pools: np.ndarray
    pool_weight: np.ndarray
    pay: np.ndarray
    licensed: np.ndarray
    schooling: np.ndarray
    skill_key: np.ndarray

    def places(self, chance: np.random.Generator, n: int) -> np.ndarray:
        """n places as (latitude, longitude): nine of ten in or round a town, the rest anywhere."""
        town = np.searchsorted(self.town_share, chance.random(n))
        made = self.towns[town] + chance.normal(size=(n, 2)) * self.town_spread[town][:, None] * (1.0, 1.45)
        rural = chance.random(n) < 0.1
        made[rural] = chance.uniform((SOUTH, WEST), (NORTH, EAST), size=(int(rural.sum()), 2))
        return np.clip(made, (SOUTH - 1, WEST - 1), (NORTH + 1, EAST + 1))

    def occupations(self, chance: np.random.Generator, n: int) -> np.ndarray:
        return np.searchsorted(self.occupation_share, chance.random(n))

    def weights(self) -> Weights:
        """The weights version of the bench; the IDF of a skill counts the occupations that ask for it, as ours does."""
        asked = np.bincount(self.pools.ravel(), minlength=len(self.skill_key))
        idf = np.rint(np.log((1 + len(self.isco)) / (1 + asked)) * ONE).astype(np.int64)
        parts = {name: BENCH_PARTS.get(name, 0) for name in PARTS}
        by_key = dict(zip(self.skill_key.tolist(), np.maximum(idf, 1).tolist(), strict=True))
        return Weights(version=1, parts=parts, hard=BENCH_HARD, idf=by_key)


@lru_cache(maxsize=1)
def country() -> Country:
    """The one country of the bench."""
    chance = np.random.default_rng([SEED, 0])
    order = 1.0 + np.arange(TOWNS)
    share = np.cumsum(1.0 / order)
    units = _isco_units()
    isco = units[np.sort(np.concatenate((np.arange(len(units)), chance.integers(0, len(units), OCCUPATIONS - len(units)))))]
    common = 1.0 / (10.0 + chance.permutation(OCCUPATIONS))
    pools, skills = _pools(chance, isco)
    major = isco // 1000
    return Country(
        towns=chance.uniform((SOUTH, WEST), (NORTH, EAST), size=(TOWNS, 2)),
        town_share=share / share[-1],
        town_spread=0.02 + 0.10 / np.sqrt(order),
        occupation_share=np.cumsum(common) / common.sum(),
        isco=isco.astype(np.int16),
        key=_keys(chance, OCCUPATIONS),
        pools=pools,
        pool_weight=1.0 / (1.5 + np.arange(POOL) * 0.35),
        pay=(
            np.array([0, 420, 360, 300, 240, 220, 210, 240, 230, 190])[major] * 1000 * chance.uniform(0.8, 1.25, len(isco))
        ).astype(np.int64),
        licensed=np.where(isco // 10 == 832, 1, np.where(isco // 100 == 22, 2, 0)),
        schooling=np.array([0, 6, 6, 5, 3, 3, 2, 3, 2, 1])[major],
        skill_key=_keys(chance, skills),
    )


def _isco_units() -> np.ndarray:
    """Unit groups in the shape of ISCO-08: nine major groups, their sub-major, minor and unit groups."""
    return np.array(
        [m * 1000 + s * 100 + i * 10 + u for m in range(1, 10) for s in range(1, 6) for i in range(1, 4) for u in range(1, 4)]
    )


def _pools(chance: np.random.Generator, isco: np.ndarray) -> tuple[np.ndarray, int]:
    """The skills of each occupation: shared by all, shared by its trade (sub-major group), its own; mixed in likelihood."""
    trades = isco // 100
    names, trade = np.unique(trades, return_inverse=True)
    pools = np.empty((len(isco), POOL), dtype=np.int64)
    first_trade = SHARED_SKILLS
    first_own = first_trade + len(names) * TRADE_SKILLS
    popular = 1.0 / (3.0 + np.arange(SHARED_SKILLS))
    for row in range(len(isco)):
        shared = chance.choice(SHARED_SKILLS, POOL_SHARED, replace=False, p=popular / popular.sum())
        in_trade = first_trade + trade[row] * TRADE_SKILLS + chance.choice(TRADE_SKILLS, POOL_TRADE, replace=False)
        own = first_own + row * OWN_SKILLS + np.arange(POOL_OWN)
        pools[row] = chance.permutation(np.concatenate((shared, in_trade, own)))
    return pools, first_own + len(isco) * OWN_SKILLS


def _keys(chance: np.random.Generator, n: int) -> np.ndarray:
    """Keys as the low halves of identifiers look: 62 random bits under the variant bits."""
    return chance.integers(1, 2**62, size=n, dtype=np.uint64) | np.uint64(2**63)

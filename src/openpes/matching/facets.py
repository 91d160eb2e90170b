"""Filters and counts over the columns: the count of a value ignores its own filter and keeps all the others. Pure numpy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from openpes.matching.engine import Columns
from openpes.matching.engine.codes import CONTRACTS, HOURS, TELEWORK, pack
from openpes.matching.requests import SearchRequest

POSTED_DAYS = (1, 3, 7, 14, 30)
PAY_STEPS = 4
_EITHER = HOURS.index("either")


@dataclass(frozen=True)
class Filters:
    """A mask for each filter that is set, by its name; the base is what words and place leave."""

    masks: dict[str, np.ndarray]
    base: np.ndarray

    def all(self) -> np.ndarray:
        return self.without("")

    def without(self, name: str) -> np.ndarray:
        """Rows that pass every filter but this one."""
        kept = self.base.copy()
        for other, mask in self.masks.items():
            if other != name:
                kept &= mask
        return kept


def filters(request: SearchRequest, v: Columns, base: np.ndarray, today: int, regions: Sequence[int], employer: int) -> Filters:
    """The masks of a request. Unknown pay passes a pay filter unless only stated pay is wanted."""
    masks: dict[str, np.ndarray] = {}
    if request.occupations:
        masks["occupation"] = _any([in_group(v.isco, code) for code in request.occupations], len(v))
    if request.contracts:
        masks["contract"] = np.isin(v.contract, [CONTRACTS.index(c) for c in request.contracts if c in CONTRACTS])
    if request.hours:
        wanted = {HOURS.index(h) for h in request.hours if h in HOURS}
        if wanted & {HOURS.index("full_time"), HOURS.index("part_time")}:
            wanted.add(_EITHER)
        masks["hours"] = np.isin(v.hours, sorted(wanted))
    if request.telework:
        masks["telework"] = np.isin(v.telework, [TELEWORK.index(t) for t in request.telework if t in TELEWORK])
    if request.pay_min is not None or request.pay_stated:
        masks["pay"] = pays(v, request.pay_min or 0, request.currency) | (
            unknown_pay(v, request.currency) & np.bool_(not request.pay_stated)
        )
    if regions:
        masks["region"] = np.isin(v.region, np.array(regions, dtype=np.uint64))
    if request.posted_days is not None:
        masks["posted"] = v.posted >= today - max(0, request.posted_days)
    if employer:
        masks["employer"] = v.employer == np.uint64(employer)
    return Filters(masks, base)


def in_group(isco: np.ndarray, code: str) -> np.ndarray:
    """Rows whose unit group lies in an ISCO-08 group of any level."""
    if not (code.isascii() and code.isdigit() and 1 <= len(code) <= 4):
        return np.zeros(len(isco), dtype=bool)
    return (isco >= 0) & (isco.astype(np.int64) // 10 ** (4 - len(code)) == int(code))


def top_pay(v: Columns) -> np.ndarray:
    return np.maximum(v.wage_max, v.wage_min)


def top_pay_of(v: Columns, rows: np.ndarray) -> np.ndarray:
    """The same of some rows."""
    return np.maximum(v.wage_max[rows], v.wage_min[rows])


def pays(v: Columns, least: int, currency: str) -> np.ndarray:
    """Rows whose stated pay reaches ``least`` a month in the currency."""
    return (top_pay(v) >= max(0, least)) & (v.currency == pack(currency)) if currency else top_pay(v) >= max(0, least)


def unknown_pay(v: Columns, currency: str) -> np.ndarray:
    unknown = top_pay(v) < 0
    return unknown | (v.currency != pack(currency)) if currency else unknown


def main_currency(v: Columns) -> int:
    """The currency in which most pay is stated, packed; 0 when none is."""
    stated = v.currency[top_pay(v) >= 0]
    if not len(stated):
        return 0
    values, counts = np.unique(stated, return_counts=True)
    return int(values[np.argmax(counts)])


def pay_steps(v: Columns, currency: int) -> list[int]:
    """Up to four round amounts a month (minor units) that part the stated pay of all vacancies into bands."""
    stated = np.sort(top_pay(v)[(top_pay(v) >= 0) & (v.currency == currency)])
    if len(stated) < 8:
        return []
    steps = {_rounded(int(stated[len(stated) * part // 5])) for part in (1, 2, 3, 4)}
    return sorted(s for s in steps if s > 0)[:PAY_STEPS]


def _rounded(amount: int) -> int:
    """Down to two leading digits, the second 0 or 5: 2,347.00 becomes 2,300, then 2,000 or 2,500 steps stay readable."""
    size = 10 ** max(0, len(str(amount)) - 2)
    return amount // size // 5 * 5 * size or amount // size * size


def by_code(values: np.ndarray, kept: np.ndarray, names: Sequence[str]) -> dict[str, int]:
    """Counts of each named code among the kept rows."""
    counts = np.bincount(values[kept], minlength=len(names))
    return {name: int(counts[i]) for i, name in enumerate(names)}


def by_unit_group(isco: np.ndarray, kept: np.ndarray) -> np.ndarray:
    """Counts of the ISCO-08 unit groups 0 to 9999 among the kept rows; rows without a code are left out."""
    coded = isco[kept]
    return np.bincount(coded[coded >= 0], minlength=10_000)


def by_group(units: np.ndarray, level: int) -> dict[str, int]:
    """Counts of ISCO-08 groups with 1 to 4 digits from those of the unit groups; groups without any are left out."""
    counts = units.reshape(10**level, -1).sum(axis=1)
    return {f"{value:0{level}d}": int(counts[value]) for value in np.flatnonzero(counts)}


def numbered(values: np.ndarray, keys: np.ndarray) -> np.ndarray:
    """The place of each value among ``keys``, which are sorted; their number where it is none of them."""
    at = np.searchsorted(keys, values)
    at[at < len(keys)] = np.where(keys[at[at < len(keys)]] == values[at < len(keys)], at[at < len(keys)], len(keys))
    return at.astype(np.int32)


def by_age(posted: np.ndarray, kept: np.ndarray, today: int) -> dict[str, int]:
    """Counts of rows at most so many days old."""
    days = posted[kept]
    return {str(n): int(np.count_nonzero(days >= today - n)) for n in POSTED_DAYS}


def _any(masks: list[np.ndarray], n: int) -> np.ndarray:
    return np.logical_or.reduce(masks) if masks else np.zeros(n, dtype=bool)

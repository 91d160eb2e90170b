"""Struct of arrays: a fact of all rows is one flat array, a list is offsets and values. Columns never change, they are replaced."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from openpes.matching.engine.codes import high64, low64
from openpes.matching.engine.geo import FAR, point
from openpes.matching.engine.records import Person, Vacancy

VACANCY_FIXED = {
    "isco": np.int16,
    "occupation": np.uint64,
    "certainty": np.int32,
    "skills_implied": np.bool_,
    "wage_min": np.int64,
    "wage_max": np.int64,
    "currency": np.int64,
    "hours": np.uint8,
    "hours_week": np.int16,
    "shifts": np.uint8,
    "contract": np.uint8,
    "telework": np.uint8,
    "education": np.int8,
    "experience_months": np.int16,
    "posted": np.int32,
    "expires": np.int32,
    "employer": np.uint64,
    "region": np.uint64,
    "abroad": np.bool_,
}
VACANCY_LISTS = {
    "skills": (np.uint64, 0),
    "optional": (np.uint64, 0),
    "licences": (np.uint64, 0),
    "languages": (np.int64, 2),
    "places": (np.int32, 3),
}
PERSON_FIXED = {
    "pay_floor": np.int64,
    "currency": np.int64,
    "hours": np.uint8,
    "hours_max": np.int16,
    "shifts_unwanted": np.uint8,
    "contracts": np.uint16,
    "telework": np.uint8,
    "education": np.int8,
    "abroad": np.bool_,
}
# An occupation key is stored as a signed number here, to stand beside the ISCO number.
PERSON_LISTS = {
    "occupations": (np.int64, 2),
    "skills": (np.uint64, 0),
    "inferred": (np.uint64, 0),
    "licences": (np.uint64, 0),
    "languages": (np.int64, 2),
    "experience": (np.int64, 2),
    "places": (np.int64, 4),
}


class Columns:
    """Rows as columns: ``fixed[name]`` is an array of n, ``lists[name]`` is (offsets of n + 1, values). Ids are two halves."""

    __slots__ = ("fixed", "high", "lists", "low")

    def __init__(
        self, high: np.ndarray, low: np.ndarray, fixed: dict[str, np.ndarray], lists: dict[str, tuple[np.ndarray, np.ndarray]]
    ) -> None:
        self.high, self.low, self.fixed, self.lists = high, low, fixed, lists

    def __len__(self) -> int:
        return len(self.low)

    def __getattr__(self, name: str) -> np.ndarray:
        try:
            return self.fixed[name]
        except KeyError:
            raise AttributeError(name) from None

    def take(self, rows: np.ndarray) -> Columns:
        """The given rows (numbers or a mask), in that order."""
        if rows.dtype == np.bool_:
            rows = np.flatnonzero(rows)
        lists = {}
        for name, (offsets, values) in self.lists.items():
            lengths = offsets[rows + 1] - offsets[rows]
            new = np.concatenate(([0], np.cumsum(lengths)))
            where = np.repeat(offsets[rows] - new[:-1], lengths) + np.arange(new[-1])
            lists[name] = (new, values[where])
        return Columns(self.high[rows], self.low[rows], {k: v[rows] for k, v in self.fixed.items()}, lists)

    def without(self, low: np.ndarray) -> Columns:
        """These columns less the rows whose ids end in one of ``low``."""
        gone = np.isin(self.low, low)
        return self.take(~gone) if gone.any() else self

    @staticmethod
    def joined(parts: Sequence[Columns]) -> Columns:
        first = parts[0]
        lists = {}
        for name in first.lists:
            lengths = np.concatenate([np.diff(p.lists[name][0]) for p in parts])
            lists[name] = (np.concatenate(([0], np.cumsum(lengths))), np.concatenate([p.lists[name][1] for p in parts]))
        return Columns(
            np.concatenate([p.high for p in parts]),
            np.concatenate([p.low for p in parts]),
            {k: np.concatenate([p.fixed[k] for p in parts]) for k in first.fixed},
            lists,
        )

    def sorted_by_id(self) -> Columns:
        if bool(((self.high[1:] > self.high[:-1]) | ((self.high[1:] == self.high[:-1]) & (self.low[1:] > self.low[:-1]))).all()):
            return self
        return self.take(np.lexsort((self.low, self.high)))

    def rows_of(self, low: np.ndarray) -> np.ndarray:
        """Row numbers of ids by their low halves; -1 where there is none."""
        if not len(self):
            return np.full(len(low), -1, dtype=np.int64)
        order = np.argsort(self.low, kind="stable")
        at = np.minimum(np.searchsorted(self.low[order], low), len(order) - 1)
        found = order[at]
        return np.where(self.low[found] == low, found, -1)

    def save(self, path: Path) -> None:
        arrays = {"high": self.high, "low": self.low}
        arrays |= {f"fixed.{k}": v for k, v in self.fixed.items()}
        for name, (offsets, values) in self.lists.items():
            arrays[f"offsets.{name}"], arrays[f"values.{name}"] = offsets, values
        buffer = io.BytesIO()
        np.savez(buffer, allow_pickle=False, **arrays)
        path.write_bytes(buffer.getvalue())

    @classmethod
    def load(cls, path: Path) -> Columns:
        """Columns from a file. Raises ValueError, KeyError or zipfile.BadZipFile when it is damaged."""
        with np.load(path, allow_pickle=False) as data:
            arrays = {name: data[name] for name in data.files}
        fixed = {k.removeprefix("fixed."): v for k, v in arrays.items() if k.startswith("fixed.")}
        names = [k.removeprefix("offsets.") for k in arrays if k.startswith("offsets.")]
        lists = {n: (arrays[f"offsets.{n}"], arrays[f"values.{n}"]) for n in names}
        return cls(arrays["high"], arrays["low"], fixed, lists)


def signed(key: int) -> int:
    """A 64-bit key as a signed number, for columns that also hold negative numbers."""
    return key - 2**64 if key >= 2**63 else key


def vacancy_columns(records: Iterable[Vacancy]) -> Columns:
    """Columns of vacancies, in the order given."""
    rows = list(records)
    return _columns(
        rows,
        VACANCY_FIXED,
        VACANCY_LISTS,
        {
            "skills": lambda v: list(dict.fromkeys(v.skills)),
            "optional": lambda v: [s for s in dict.fromkeys(v.optional) if s not in v.skills],
            "licences": lambda v: v.licences,
            "languages": lambda v: v.languages,
            "places": lambda v: [point(*p) for p in v.places],
        },
    )


def people_columns(records: Iterable[Person]) -> Columns:
    """Columns of people, in the order given."""
    rows = list(records)
    return _columns(
        rows,
        PERSON_FIXED,
        PERSON_LISTS,
        {
            "occupations": lambda p: [(isco, signed(key)) for isco, key in p.occupations],
            "skills": lambda p: list(dict.fromkeys(p.skills)),
            "inferred": lambda p: [s for s in dict.fromkeys(p.inferred) if s not in p.skills],
            "licences": lambda p: p.licences,
            "languages": lambda p: list(dict(p.languages).items()),
            "experience": lambda p: p.experience,
            "places": lambda p: [(*point(lat, lon), min(max(1, radius), FAR)) for lat, lon, radius in p.places],
        },
    )


def _columns(rows: Sequence, fixed: dict, lists: dict, values_of: dict) -> Columns:
    n = len(rows)
    made = {}
    for name, (kind, width) in lists.items():
        parts = [values_of[name](row) for row in rows]
        offsets = np.zeros(n + 1, dtype=np.int64)
        np.cumsum([len(p) for p in parts], out=offsets[1:])
        flat = [value for part in parts for value in part]
        shape = (len(flat), width) if width else (len(flat),)
        made[name] = (offsets, np.array(flat, dtype=kind).reshape(shape))
    return Columns(
        np.fromiter((high64(r.id) for r in rows), dtype=np.uint64, count=n),
        np.fromiter((low64(r.id) for r in rows), dtype=np.uint64, count=n),
        {name: np.array([getattr(r, name) for r in rows], dtype=kind) for name, kind in fixed.items()},
        made,
    )

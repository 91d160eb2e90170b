"""A batch of vacancies read from the database: their columns for the engine, their records, and their words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

import numpy as np

from openpes.matching.engine import Columns, Vacancy
from openpes.matching.engine.codes import from_halves
from openpes.matching.engine.columns import VACANCY_FIXED, VACANCY_LISTS
from openpes.matching.engine.geo import point
from openpes.matching.index.named import Lists
from openpes.matching.index.words import Words

Pairs = tuple[np.ndarray, np.ndarray]
"""Rows, and a value for each."""
Listed = tuple[np.ndarray, np.ndarray]
"""Offsets of n + 1, and values."""
_point = lru_cache(maxsize=100_000)(point)


@dataclass(frozen=True)
class Batch:
    """n vacancies. ``fixed`` and ``lists`` are as in the engine's columns, but places are (latitude, longitude) in degrees; ``names`` are the
    keys of the names of the skills listed; ``texts`` have language, title, employer and body of each.
    """

    high: np.ndarray
    low: np.ndarray
    fixed: dict[str, np.ndarray]
    lists: dict[str, Listed]
    names: Listed
    texts: dict[str, Sequence[str]]

    def __len__(self) -> int:
        return len(self.low)

    def columns(self) -> Columns:
        """For the engine."""
        offsets, degrees = self.lists["places"]
        points = np.array([_point(lat, lon) for lat, lon in degrees.tolist()], dtype=VACANCY_LISTS["places"][0]).reshape(-1, 3)
        fixed: dict[str, np.ndarray] = {name: self.fixed[name].astype(kind, copy=False) for name, kind in VACANCY_FIXED.items()}
        lists = {name: self.lists[name] for name in VACANCY_LISTS}
        return Columns(self.high, self.low, fixed, lists | {"places": (offsets, points)})

    def records(self) -> list[Vacancy]:
        """Row by row."""
        fixed: dict[str, list[Any]] = {name: values.tolist() for name, values in self.fixed.items()}
        lists: dict[str, list[Any]] = {name: _tuples(*listed) for name, listed in self.lists.items()}
        ids = [from_halves(high, low) for high, low in zip(self.high.tolist(), self.low.tolist(), strict=True)]
        return [
            Vacancy(
                id=pk,
                **{name: values[i] for name, values in fixed.items()},
                **{name: values[i] for name, values in lists.items()},
            )
            for i, pk in enumerate(ids)
        ]

    def words(self) -> Iterator[Words]:
        """What of each can be found by words."""
        names = _tuples(*self.names)
        texts = (self.texts[name] for name in ("language", "title", "employer", "body"))
        rows = zip(self.low.tolist(), *texts, self.fixed["occupation"].tolist(), names, strict=True)
        for key, language, title, employer, body, occupation, skills in rows:
            yield Words(key, language, title, employer, occupation, skills, body)


def _tuples(offsets: np.ndarray, values: np.ndarray) -> list[tuple]:
    flat = [tuple(value) for value in values.tolist()] if values.ndim > 1 else values.tolist()
    at = offsets.tolist()
    return [tuple(flat[begin:end]) for begin, end in pairwise(at)]


def firsts(rows: np.ndarray, values: np.ndarray, marks: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(whether each pair of row and value is the first of its kind, whether any of its kind is marked)."""
    if not len(rows):
        return np.zeros(0, dtype=np.bool_), np.zeros(0, dtype=np.bool_)
    order = np.lexsort((values, rows))
    begins = np.ones(len(rows), dtype=np.bool_)
    begins[1:] = (rows[order[1:]] != rows[order[:-1]]) | (values[order[1:]] != values[order[:-1]])
    starts = np.flatnonzero(begins)
    any_marked = np.logical_or.reduceat(marks[order], starts)
    first, marked = np.zeros(len(rows), dtype=np.bool_), np.zeros(len(rows), dtype=np.bool_)
    first[order[starts]] = True
    marked[order] = np.repeat(any_marked, np.diff(np.append(starts, len(rows))))
    return first, marked


def joined(n: int, *parts: Pairs, once: bool = False) -> Listed:
    """Pairs as lists of n rows; in each row those of the first part stand first. ``once``: no value twice in a row."""
    rows, values = np.concatenate([rows for rows, _ in parts]), np.concatenate([values for _, values in parts])
    order = np.argsort(rows, kind="stable")
    rows, values = rows[order], values[order]
    if once:
        first, _ = firsts(rows, values, np.zeros(len(rows), dtype=np.bool_))
        rows, values = rows[first], values[first]
    return np.concatenate(([0], np.cumsum(np.bincount(rows, minlength=n)))).astype(np.int64), values


def gathered(lists: Lists, numbers: np.ndarray) -> Pairs:
    """The list of the number of each row, as pairs."""
    starts, values = np.array(lists.starts), np.array(lists.values)
    length = starts[numbers + 1] - starts[numbers]
    rows = np.repeat(np.arange(len(numbers)), length)
    inside = np.arange(len(rows)) - np.repeat(np.cumsum(length) - length, length)
    return rows, values[np.repeat(starts[numbers], length) + inside]

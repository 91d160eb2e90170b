"""Columns as they are now: a base that is mapped from a file and never changes, less the rows that left it, and the rows since.

It answers like :class:`Columns`. A column is put together when it is first asked for; without changes it is the mapped file itself,
shared by all processes.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable

import numpy as np

from openpes.matching.engine import Columns

FEW = 2_000
"""Up to so many rows are left out by copying the stretches between them."""
MANY, MOST_STEPS = 10_000, 64
"""From so many keys on, and with at most so many in a step, a key is looked for by its size."""


class Keys:
    """Where the rows of a base stand, by the low halves of their ids."""

    def __init__(self, low: np.ndarray, by_low: np.ndarray) -> None:
        self.low, self.by_low = low, by_low
        self._ordered: np.ndarray | None = None
        self._steps: _Steps | None = None

    @staticmethod
    def order(low: np.ndarray) -> np.ndarray:
        """The order to be stored with the base."""
        return np.argsort(low, kind="stable").astype(np.uint32)

    def rows(self, keys: np.ndarray) -> np.ndarray:
        """Row numbers, -1 where there is none."""
        n = len(self.low)
        if not n or not len(keys):
            return np.full(len(keys), -1, dtype=np.int64)
        if len(keys) < n // 64:
            return self._few(keys)
        if self._ordered is None:
            self._ordered = self.low[self.by_low]
            self._steps = _Steps.of(self._ordered)
        at = self._steps.first_from(keys) if self._steps else np.searchsorted(self._ordered, keys)
        at = np.minimum(at, n - 1)
        return np.where(self._ordered[at] == keys, self.by_low[at].astype(np.int64), -1)

    def _few(self, keys: np.ndarray) -> np.ndarray:
        """The same by halving, without reading the whole column."""
        low, high = np.zeros(len(keys), dtype=np.int64), np.full(len(keys), len(self.low), dtype=np.int64)
        while (low < high).any():
            middle = (low + high) // 2
            less = self.low[self.by_low[np.minimum(middle, len(self.low) - 1)]] < keys
            active = low < high
            low = np.where(active & less, middle + 1, low)
            high = np.where(active & ~less, middle, high)
        at = self.by_low[np.minimum(low, len(self.low) - 1)].astype(np.int64)
        return np.where(self.low[at] == keys, at, -1)


class _Steps:
    """Where to begin to look among ordered keys. Ids are nearly random, so that a key's size tells its place to within a few rows:
    an eighth of the time of halving a million keys.
    """

    def __init__(self, ordered: np.ndarray, shift: np.uint64, starts: np.ndarray, longest: int) -> None:
        self._ordered, self._shift, self._starts, self._longest = ordered, shift, starts, longest

    @classmethod
    def of(cls, ordered: np.ndarray) -> _Steps | None:
        """None where the keys are few or crowded in places."""
        if len(ordered) < MANY:
            return None
        span = int(ordered[-1]) - int(ordered[0])
        shift = max(0, span.bit_length() - len(ordered).bit_length())
        numbers = ((ordered - ordered[0]) >> np.uint64(shift)).astype(np.int64)
        sizes = np.bincount(numbers)
        longest = int(sizes.max())
        if longest > MOST_STEPS:
            return None
        return cls(ordered, np.uint64(shift), np.concatenate(([0], np.cumsum(sizes))).astype(np.uint32), longest)

    def first_from(self, keys: np.ndarray) -> np.ndarray:
        """The place of the first ordered key that is not less than each of some keys, as ``searchsorted`` says."""
        ordered, n = self._ordered, len(self._ordered)
        inside = np.clip(keys, ordered[0], ordered[-1])
        at = self._starts[(inside - ordered[0]) >> self._shift].astype(np.int64)
        for _ in range(self._longest):
            less = ordered[np.minimum(at, n - 1)] < inside
            if not less.any():
                break
            at += less
        return np.where(keys > ordered[-1], n, at)


class _Lazy(dict):
    """Values made when they are first asked for."""

    def __init__(self, make: Callable, names: tuple[str, ...]) -> None:
        super().__init__()
        self._make, self.names = make, names

    def __missing__(self, name: str) -> object:
        if name not in self.names:
            raise KeyError(name)
        made = self[name] = self._make(name)
        return made


class Overlay(Columns):
    """``gone``: rows of the base that left or were replaced, ascending; ``since``: the rows that came.

    ``touched``: ids (low halves) of every change so far, in order: those after a place say what is new since a state was seen there.
    """

    __slots__ = ("base", "gone", "keys", "since", "touched")

    def __init__(self, base: Columns, keys: Keys, gone: np.ndarray, since: Columns, touched: np.ndarray | None = None) -> None:
        self.base, self.keys, self.gone, self.since = base, keys, gone, since
        self.touched = np.zeros(0, dtype=np.uint64) if touched is None else touched
        self.high, self.low = self._column(base.high, since.high), self._column(base.low, since.low)
        self.fixed = _Lazy(lambda name: self._column(base.fixed[name], since.fixed[name]), tuple(base.fixed))
        self.lists = _Lazy(self._list, tuple(base.lists))

    def put_together(self, base: np.ndarray, since: np.ndarray) -> np.ndarray:
        """A column of one value for each row, given that of all rows of the base and that of the rows since."""
        return self._column(base, since)

    def _column(self, base: np.ndarray, since: np.ndarray) -> np.ndarray:
        if not len(self.gone) and not len(since):
            return base
        return np.concatenate([*self._kept(base), since])

    def _kept(self, base: np.ndarray) -> list[np.ndarray]:
        if len(self.gone) > FEW:
            stays = np.ones(len(base), dtype=bool)
            stays[self.gone] = False
            return [base[stays]]
        edges = [-1, *self.gone.tolist(), len(base)]
        return [base[a + 1 : b] for a, b in itertools.pairwise(edges)]

    def _list(self, name: str) -> tuple[np.ndarray, np.ndarray]:
        offsets, values = self.base.lists[name]
        if not len(self.gone) and not len(self.since):
            return offsets, values
        lengths = np.diff(offsets)
        if len(self.gone):
            stays = np.ones(len(lengths), dtype=bool)
            stays[self.gone] = False
            values = values[np.repeat(stays, lengths)]
        more_offsets, more = self.since.lists[name]
        counts = self._column(lengths, np.diff(more_offsets))
        return np.concatenate(([0], np.cumsum(counts))), np.concatenate([values, more])

    def plain(self) -> Columns:
        """Everything as plain columns in memory."""
        fixed = {name: self.fixed[name] for name in self.base.fixed}
        return Columns(self.high, self.low, fixed, {name: self.lists[name] for name in self.base.lists})

    def take(self, rows: np.ndarray) -> Columns:
        return self.plain().take(rows)

    def rows_of(self, low: np.ndarray) -> np.ndarray:
        low = np.asarray(low, dtype=np.uint64)
        rows = self.keys.rows(low)
        if len(self.gone):
            before = np.searchsorted(self.gone, rows)
            left = (rows >= 0) & (before < len(self.gone)) & (self.gone[np.minimum(before, len(self.gone) - 1)] == rows)
            rows = np.where(left, -1, np.where(rows >= 0, rows - before, -1))
        if len(self.since):
            later = self.since.rows_of(low)
            rows = np.where(later >= 0, later + len(self.base) - len(self.gone), rows)
        return rows

    def changed(self, rows: Columns, gone: np.ndarray) -> Overlay:
        """After a change: the given rows come, and those whose ids end in one of ``gone`` leave or are replaced."""
        at = self.keys.rows(gone)
        leave = np.union1d(self.gone, at[at >= 0]).astype(np.int64)
        kept = self.since.without(gone)
        since = Columns.joined([kept, rows]).sorted_by_id() if len(rows) else kept
        return Overlay(self.base, self.keys, leave, since, np.concatenate([self.touched, gone]))

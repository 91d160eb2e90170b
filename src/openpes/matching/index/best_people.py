"""The best people for a vacancy over all that is in force, by compiled scans: the packed base, less who left it, and changes since.

Changes are packed in memory of the process: those up to some state once, and the few newer ones for each state anew. Where there is no
compiler, where people go beyond what the packed form holds, or where a very long list is asked for, plain columns answer: exactly
the same.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from openpes.matching.engine import Columns, Vacancy, prepared_people, rank_people
from openpes.matching.engine.codes import from_halves, low64
from openpes.matching.engine.layout import CannotPack
from openpes.matching.engine.people_packing import pack_people
from openpes.matching.engine.prepared import bitmap
from openpes.matching.engine.prepared_people import PreparedPeople
from openpes.matching.index.best import Best, Part
from openpes.matching.index.knowledge import Knowledge
from openpes.matching.index.memory import View
from openpes.matching.index.overlay import Keys

MOST_LISTED = 10_000
"""A longer list is sorted as a whole by the columns."""
FEW_NEW = 256
"""So many newer changes are packed anew for each state, or a quarter of those packed before; then all of them once more."""


@dataclass(frozen=True)
class _Tier:
    """Packed people, and bits of those who left or were replaced since they were packed."""

    prepared: PreparedPeople
    keys: Keys
    dead: np.ndarray = field(default_factory=lambda: np.zeros(0, dtype=np.uint64))

    def without(self, low: np.ndarray) -> _Tier:
        """The same less those whose ids end in one of ``low``."""
        rows = self.keys.rows(low)
        mask = np.zeros(len(self.keys.low), dtype=bool)
        mask[rows[rows >= 0]] = True
        return _Tier(self.prepared, self.keys, bitmap(mask)) if mask.any() else self


@dataclass(frozen=True)
class _Since:
    """Changes as they were packed when the overlay had been touched ``place`` times."""

    tier: _Tier
    place: int


def best_people(
    view: View, knowledge: Knowledge, vacancy: Vacancy, *, today: int, limit: int, hidden: Iterable[uuid.UUID] = ()
) -> Best:
    """Exactly what scoring every person one by one would give. Profiles in ``hidden`` are left out."""
    away = np.array([low64(pk) for pk in hidden], dtype=np.uint64)
    if view.base.packed_people is None or limit > MOST_LISTED or not prepared_people.is_compiled():
        parts = [_by_columns(view.people, knowledge, vacancy, today, limit, away)]
    else:
        tiers, rest = _tiers(view, knowledge)
        parts = [_by_scan(tier, vacancy, today, limit, away) for tier in tiers]
        parts.append(_by_columns(rest, knowledge, vacancy, today, limit, away))
    high, low, scores = (np.concatenate([part[i] for part in parts]) for i in range(3))
    order = np.lexsort((low, high, -scores))[:limit]
    ids = [from_halves(high[i], low[i]) for i in order]
    return Best(ids, scores[order].tolist(), sum(part[3] for part in parts))


def _by_scan(tier: _Tier, vacancy: Vacancy, today: int, limit: int, away: np.ndarray) -> Part:
    rows = tier.keys.rows(away)
    ranked = tier.prepared.rank(vacancy, today=today, limit=limit, hidden=rows[rows >= 0], dead=tier.dead)
    packed = tier.prepared.packed
    return packed["high"][ranked.rows], packed["low"][ranked.rows], ranked.scores, ranked.total


def _tiers(view: View, knowledge: Knowledge) -> tuple[list[_Tier], Columns]:
    """The packed people of a state, and changes that the packed form does not hold (mostly none). Made once for each state."""
    version = (knowledge.weights.version, knowledge.taxonomy.stamp)
    made = view.kept.get(f"people {version}")
    if not isinstance(made, tuple):
        base = _base(view, knowledge, version).without(view.base.people.low[view.people.gone])
        nobody = view.people.since.take(np.zeros(0, dtype=np.int64))
        try:
            made = ([base, *_since(view, knowledge, version)], nobody)
        except CannotPack:
            made = ([base], view.people.since)
        view.kept[f"people {version}"] = made
    return made


def _base(view: View, knowledge: Knowledge, version: tuple[int, str]) -> _Tier:
    made = view.base.kept.get(("people", *version))
    if made is None:
        packed, keys = view.base.packed_people, view.base.packed_people_keys
        assert packed is not None
        assert keys is not None
        made = _Tier(PreparedPeople(packed, knowledge.weights, knowledge.taxonomy.knowledge), keys)
        view.base.kept["people", *version] = made
    return made


def _since(view: View, knowledge: Knowledge, version: tuple[int, str]) -> list[_Tier]:
    """The changes packed before, less what changed again, and the newer ones. Raises CannotPack."""
    since, touched, name = view.people.since, view.people.touched, ("people since", *version)
    if not len(since):
        return []
    before = view.base.kept.get(name)
    newer = touched[before.place :] if before is not None and before.place <= len(touched) else touched
    if before is None or before.place > len(touched) or len(newer) > max(FEW_NEW, len(before.tier.keys.low) // 4):
        before = _Since(_packed(since, knowledge), len(touched))
        view.base.kept[name] = before
        return [before.tier]
    fresh = since.take(np.isin(since.low, newer))
    return [before.tier.without(newer), *([_packed(fresh, knowledge)] if len(fresh) else [])]


def _packed(rows: Columns, knowledge: Knowledge) -> _Tier:
    packed = pack_people(rows)
    keys = Keys(packed["low"], Keys.order(packed["low"]))
    return _Tier(PreparedPeople(packed, knowledge.weights, knowledge.taxonomy.knowledge), keys)


def _by_columns(rows: Columns, knowledge: Knowledge, vacancy: Vacancy, today: int, limit: int, away: np.ndarray) -> Part:
    if not len(rows):
        return np.zeros(0, dtype=np.uint64), np.zeros(0, dtype=np.uint64), np.zeros(0, dtype=np.int64), 0
    ranked = rank_people(
        vacancy, rows, knowledge.weights, knowledge.taxonomy.knowledge, today=today, limit=limit,
        allowed=~np.isin(rows.low, away),
    )  # fmt: skip
    return rows.high[ranked.rows], rows.low[ranked.rows], ranked.scores, ranked.total

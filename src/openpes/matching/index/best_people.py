"""The best people for a vacancy over all that is in force: one compiled scan over the packed base, and the changes since by columns.

Where there is no compiler, where people go beyond what the packed form holds, or where a very long list is asked for, plain columns
answer for all: exactly the same.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable

import numpy as np

from openpes.matching.engine import Columns, Vacancy, prepared_people, rank_people
from openpes.matching.engine.codes import from_halves, low64
from openpes.matching.engine.prepared import bitmap
from openpes.matching.engine.prepared_people import PreparedPeople
from openpes.matching.index.best import Best, Part
from openpes.matching.index.knowledge import Knowledge
from openpes.matching.index.memory import View

MOST_LISTED = 10_000
"""A longer list is sorted as a whole by the columns."""


def best_people(
    view: View, knowledge: Knowledge, vacancy: Vacancy, *, today: int, limit: int, hidden: Iterable[uuid.UUID] = ()
) -> Best:
    """Exactly what scoring every person one by one would give. Profiles in ``hidden`` are left out."""
    away = np.array([low64(pk) for pk in hidden], dtype=np.uint64)
    if view.base.packed_people is None or limit > MOST_LISTED or not prepared_people.is_compiled():
        parts = [_by_columns(view.people, knowledge, vacancy, today, limit, away)]
    else:
        parts = [
            _packed(view, knowledge, vacancy, today, limit, away),
            _by_columns(view.people.since, knowledge, vacancy, today, limit, away),
        ]
    high, low, scores = (np.concatenate([part[i] for part in parts]) for i in range(3))
    order = np.lexsort((low, high, -scores))[:limit]
    ids = [from_halves(high[i], low[i]) for i in order]
    return Best(ids, scores[order].tolist(), sum(part[3] for part in parts))


def _packed(view: View, knowledge: Knowledge, vacancy: Vacancy, today: int, limit: int, away: np.ndarray) -> Part:
    packed, keys = view.base.packed_people, view.base.packed_people_keys
    assert packed is not None
    assert keys is not None
    rows = keys.rows(away)
    ranked = _prepared(view, knowledge).rank(vacancy, today=today, limit=limit, hidden=rows[rows >= 0], dead=_gone(view))
    return packed["high"][ranked.rows], packed["low"][ranked.rows], ranked.scores, ranked.total


def _gone(view: View) -> np.ndarray:
    """Bits of the packed rows that left or were replaced since the base; made once for each state."""
    if not len(view.people.gone):
        return np.zeros(0, dtype=np.uint64)
    made = view.kept.get("people_gone")
    if not isinstance(made, np.ndarray):
        keys = view.base.packed_people_keys
        assert keys is not None
        mask = np.zeros(len(keys.low), dtype=bool)
        mask[keys.rows(view.base.people.low[view.people.gone])] = True
        made = view.kept["people_gone"] = bitmap(mask)
    return made


def _prepared(view: View, knowledge: Knowledge) -> PreparedPeople:
    """The packed base made ready for the weights in force; once for each base and version in a process."""
    assert view.base.packed_people is not None
    name = ("people", knowledge.weights.version, knowledge.taxonomy.stamp)
    made = view.base.kept.get(name)
    if made is None:
        made = PreparedPeople(view.base.packed_people, knowledge.weights, knowledge.taxonomy.knowledge)
        view.base.kept[name] = made
    return made


def _by_columns(rows: Columns, knowledge: Knowledge, vacancy: Vacancy, today: int, limit: int, away: np.ndarray) -> Part:
    if not len(rows):
        return np.zeros(0, dtype=np.uint64), np.zeros(0, dtype=np.uint64), np.zeros(0, dtype=np.int64), 0
    ranked = rank_people(
        vacancy, rows, knowledge.weights, knowledge.taxonomy.knowledge, today=today, limit=limit,
        allowed=~np.isin(rows.low, away),
    )  # fmt: skip
    return rows.high[ranked.rows], rows.low[ranked.rows], ranked.scores, ranked.total

"""The best vacancies for a person over all that is in force: the packed base by the compiled scan, the changes since by the plain one."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from openpes.matching.engine import Columns, Person, rank_vacancies
from openpes.matching.engine.codes import from_halves, low64
from openpes.matching.engine.prepared import Prepared
from openpes.matching.index.knowledge import Knowledge
from openpes.matching.index.memory import View


@dataclass(frozen=True)
class Best:
    """Ids in order, best first, equal scores by id; their scores in millionths; how many are left after the hard limits."""

    ids: list[uuid.UUID]
    scores: list[int]
    total: int


def best_vacancies(
    view: View,
    knowledge: Knowledge,
    person: Person,
    *,
    today: int,
    limit: int,
    vacancies_hidden: Iterable[uuid.UUID] = (),
    employers_hidden: Iterable[uuid.UUID] = (),
) -> Best:
    """Exactly what scoring every row one by one would give. What expired before ``today`` or is hidden is left out."""
    away, employers = _keys(vacancies_hidden), _keys(employers_hidden)
    parts = [_of_since(view.vacancies.since, knowledge, person, today, limit, away, employers)]
    if view.base.packed is None:
        kept = view.base.vacancies.without(view.base.vacancies.low[view.vacancies.gone])
        parts.append(_of_since(kept, knowledge, person, today, limit, away, employers))
    else:
        parts.append(_of_base(view, knowledge, person, today, limit, away, employers))
    high, low, scores = (np.concatenate([part[i] for part in parts]) for i in range(3))
    order = np.lexsort((low, high, -scores))[:limit]
    ids = [from_halves(high[i], low[i]) for i in order]
    return Best(ids, scores[order].tolist(), sum(part[3] for part in parts))


Part = tuple[np.ndarray, np.ndarray, np.ndarray, int]


def _of_base(
    view: View, knowledge: Knowledge, person: Person, today: int, limit: int, away: np.ndarray, employers: np.ndarray
) -> Part:
    prepared, keys = prepared_base(view, knowledge), view.base.packed_keys
    assert view.base.packed is not None
    assert keys is not None
    hidden = view.kept.get("gone")
    if hidden is None:
        hidden = view.kept["gone"] = keys.rows(view.base.vacancies.low[view.vacancies.gone])
    if len(away):
        rows = keys.rows(away)
        hidden = np.concatenate([hidden, rows[rows >= 0]])  # type: ignore[list-item]
    if len(employers):
        numbers = np.flatnonzero(np.isin(view.base.packed["employer_keys"], employers))
        hidden = np.concatenate([hidden, np.flatnonzero(np.isin(view.base.packed["employer"], numbers))])  # type: ignore[list-item]
    ranked = prepared.rank(person, today=today, limit=limit, open_on=today, hidden=hidden)
    return view.base.packed["high"][ranked.rows], view.base.packed["low"][ranked.rows], ranked.scores, ranked.total


def _of_since(
    rows: Columns, knowledge: Knowledge, person: Person, today: int, limit: int, away: np.ndarray, employers: np.ndarray
) -> Part:
    if not len(rows):
        return np.zeros(0, dtype=np.uint64), np.zeros(0, dtype=np.uint64), np.zeros(0, dtype=np.int64), 0
    allowed = (rows.expires == 0) | (rows.expires >= today)
    allowed &= ~np.isin(rows.low, away) & ~np.isin(rows.employer, employers)
    ranked = rank_vacancies(
        person, rows, knowledge.weights, knowledge.taxonomy.knowledge, today=today, limit=limit, allowed=allowed
    )
    return rows.high[ranked.rows], rows.low[ranked.rows], ranked.scores, ranked.total


def prepared_base(view: View, knowledge: Knowledge) -> Prepared:
    """The packed base made ready for the weights in force; made once for each base and version in a process."""
    assert view.base.packed is not None
    name = (knowledge.weights.version, knowledge.taxonomy.stamp)
    made = view.base.kept.get(name)
    if made is None:
        made = Prepared(view.base.packed, knowledge.weights, knowledge.taxonomy.knowledge)
        view.base.kept[name] = made
    return made


def whole_vacancies(view: View) -> Columns:
    """Every vacancy in force with all its columns, in order of id; in memory of this process. For measuring and for nightly work."""
    left = view.base.vacancies.low[view.vacancies.gone]
    return Columns.joined([view.base.whole_vacancies().without(left), view.vacancies.since]).sorted_by_id()


def _keys(ids: Iterable[uuid.UUID]) -> np.ndarray:
    return np.array([low64(pk) for pk in ids], dtype=np.uint64)

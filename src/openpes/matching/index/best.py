"""The best vacancies for a person over all that is in force: one compiled scan over the packed base and the rows since.

Where the rows go beyond what the packed form holds, or the weights changed a moment ago, plain columns answer: exactly the same.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from openpes.matching.engine import Columns, Person, compiled, prepared, prepared_people, rank_vacancies
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
    parts = []
    if view.base.packed is None:
        kept = view.base.vacancies.without(view.base.vacancies.low[view.vacancies.gone])
        parts.append(_by_columns(kept, knowledge, person, today, limit, away, employers))
    else:
        parts.append(_packed(view, knowledge, person, today, limit, away, employers))
    if not _reads_live(view, knowledge):
        parts.append(_by_columns(view.vacancies.since, knowledge, person, today, limit, away, employers))
    high, low, scores = (np.concatenate([part[i] for part in parts]) for i in range(3))
    order = np.lexsort((low, high, -scores))[:limit]
    ids = [from_halves(high[i], low[i]) for i in order]
    return Best(ids, scores[order].tolist(), sum(part[3] for part in parts))


Part = tuple[np.ndarray, np.ndarray, np.ndarray, int]


def _reads_live(view: View, knowledge: Knowledge) -> bool:
    return view.live is not None and view.live.whole and view.live.weights_version == knowledge.weights.version


def _packed(
    view: View, knowledge: Knowledge, person: Person, today: int, limit: int, away: np.ndarray, employers: np.ndarray
) -> Part:
    packed, keys, live = view.base.packed, view.base.packed_keys, view.live if _reads_live(view, knowledge) else None
    assert packed is not None
    assert keys is not None
    hidden = [] if live else [keys.rows(view.base.vacancies.low[view.vacancies.gone])]
    if len(away):
        hidden.append(keys.rows(away))
    if len(employers):
        numbers = np.flatnonzero(np.isin(packed["employer_keys"], employers))
        hidden.append(np.flatnonzero(np.isin(packed["employer"], numbers)))
    if live and len(live.rows):
        hidden += [len(packed) + live.rows_of(away.tolist()), len(packed) + live.rows_by(employers)]
    rows = np.concatenate([np.zeros(0, dtype=np.int64), *hidden])
    ranked = prepared_base(view, knowledge).rank(person, today=today, limit=limit, open_on=today, hidden=rows[rows >= 0])
    high, low = (_values(packed[name], live.delta.arrays[name] if live else None, ranked.rows) for name in ("high", "low"))
    return high, low, ranked.scores, ranked.total


def _values(base: np.ndarray, late: np.ndarray | None, rows: np.ndarray) -> np.ndarray:
    """Values of rows, those beyond the base from the delta."""
    if late is None or not len(rows) or rows.max() < len(base):
        return base[rows]
    is_late = rows >= len(base)
    made = np.empty(len(rows), dtype=base.dtype)
    made[~is_late], made[is_late] = base[rows[~is_late]], late[rows[is_late] - len(base)]
    return made


def _by_columns(
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
    """The packed base, with the rows since, made ready for the weights in force; once for each base and version in a process."""
    assert view.base.packed is not None
    live = view.live if _reads_live(view, knowledge) else None
    name = (knowledge.weights.version, knowledge.taxonomy.stamp, live is not None)
    made = view.base.kept.get(name)
    if made is None:
        late = {"delta": live.delta, "dead": live.dead} if live else {}
        made = Prepared(view.base.packed, knowledge.weights, knowledge.taxonomy.knowledge, **late)
        view.base.kept[name] = made
    return made


def warm() -> None:
    """Load the compiled scans in the background, for a process that will answer questions; plain numpy answers until they are there."""
    compiled.in_background(lambda: (prepared.warm(), prepared_people.warm()))


def whole_vacancies(view: View) -> Columns:
    """Every vacancy in force with all its columns, in order of id; in memory of this process. For measuring and for nightly work."""
    left = view.base.vacancies.low[view.vacancies.gone]
    return Columns.joined([view.base.whole_vacancies().without(left), view.vacancies.since]).sorted_by_id()


def _keys(ids: Iterable[uuid.UUID]) -> np.ndarray:
    return np.array([low64(pk) for pk in ids], dtype=np.uint64)

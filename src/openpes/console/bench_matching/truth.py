"""The right answer by brute force: every vacancy is scored for every question, nothing is pruned.

Written from the description of the score (docs/matching.md), apart from the engine that it judges; a test compares the two.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from openpes.console.bench_matching.table import NEARNESS, USUAL_SKILLS, Question, Table, centre_of
from openpes.matching.engine.geo import metres
from openpes.matching.engine.weights import ONE

TOP = 50
HALF = ONE // 2


@dataclass(frozen=True, slots=True)
class Answer:
    """The right rows, best first, their scores in millionths, how many rows pass the limits."""

    rows: np.ndarray
    scores: np.ndarray
    passing: int


class Truth:
    """Scores of any rows for any question, and the best of all rows."""

    def __init__(self, table: Table) -> None:
        self.table = table
        order = np.argsort(table.skill, kind="stable")
        self._rows = table.owner[order]
        self._first = np.searchsorted(table.skill[order], np.arange(len(table.weight) + 1))
        self._skills_left_out = np.where(table.asked > 0, 0, USUAL_SKILLS)
        self._certain = np.maximum(table.asked, 1)

    def best(self, asked: Question, limit: int = TOP) -> Answer:
        """The best of all rows."""
        t = self.table
        have = np.zeros(len(t), dtype=np.int64)
        for skill in asked.skills:
            have[self._rows[self._first[skill] : self._first[skill + 1]]] += t.weight[skill]
        within, share = _distance(asked, t.xyz, t.placed, t.from_home)
        rows = np.flatnonzero(within & _limits(asked, t.pay, t.hours, t.week, t.contract))
        scores = self._score(asked, rows, have[rows], share[rows] if share.ndim else share)
        return self._first_of(rows, scores, limit)

    def rank(self, asked: Question, rows: np.ndarray, limit: int = TOP) -> Answer:
        """The best of some candidates: what a peer's over-fetch is re-ranked with."""
        t = self.table
        if not len(rows):
            return Answer(rows.astype(np.int64), np.zeros(0, dtype=np.int64), 0)
        within, share = _distance(asked, t.xyz[rows], t.placed[rows], t.from_home[rows])
        keep = within & _limits(asked, t.pay[rows], t.hours[rows], t.week[rows], t.contract[rows])
        rows, share = rows[keep], share[keep] if share.ndim else share
        scores = self._score(asked, rows, self._have(asked, rows), share)
        return self._first_of(rows, scores, limit)

    def _have(self, asked: Question, rows: np.ndarray) -> np.ndarray:
        t = self.table
        mine = np.zeros(len(t.weight), dtype=np.int64)
        mine[list(asked.skills)] = t.weight[list(asked.skills)]
        lengths = t.first[rows + 1] - t.first[rows]
        ends = np.concatenate(([0], np.cumsum(lengths)))
        entries = np.repeat(t.first[rows] - ends[:-1], lengths) + np.arange(ends[-1])
        total = np.concatenate(([0], np.cumsum(mine[t.skill[entries]])))
        return total[ends[1:]] - total[ends[:-1]]

    def _score(self, asked: Question, rows: np.ndarray, have: np.ndarray, place_share: np.ndarray) -> np.ndarray:
        t, parts = self.table, self.table.weights.parts
        skills = np.where(t.asked[rows] > 0, have * ONE // self._certain[rows], USUAL_SKILLS)
        near = NEARNESS[asked.levels[t.occupation[rows]]] * t.certainty[rows] // ONE if asked.wanted else HALF
        return (
            skills * parts["skills"] // ONE + near * parts["occupation"] // ONE + place_share * parts["distance"] // ONE
        ).astype(np.int64)

    def _first_of(self, rows: np.ndarray, scores: np.ndarray, limit: int) -> Answer:
        total = len(rows)
        if total > limit:
            edge = np.partition(scores, total - limit)[total - limit]
            kept = scores >= edge
            rows, scores = rows[kept], scores[kept]
        order = np.lexsort((self.table.rank[rows], -scores))[:limit]
        return Answer(rows[order], scores[order], total)


def recall(right: Answer, truth: Truth, asked: Question, rows: np.ndarray) -> float:
    """Share of the right number of rows that are as good as the right ones: another vacancy with the last one's score is no miss."""
    if not len(right.rows):
        return 1.0
    found = truth.rank(asked, np.unique(np.asarray(rows, dtype=np.int64)[:TOP]), TOP)
    return int((found.scores >= right.scores[-1]).sum()) / len(right.rows)


def _limits(asked: Question, pay: np.ndarray, hours: np.ndarray, week: np.ndarray, contract: np.ndarray) -> np.ndarray:
    keep = np.ones(len(pay), dtype=bool)
    if asked.floor >= 0:
        keep &= pay >= asked.floor
    if len(asked.kinds) < 4:
        keep &= np.isin(np.arange(4), asked.kinds)[hours]
    if asked.most >= 0:
        keep &= week <= asked.most
    if len(asked.contracts) < 10:
        keep &= np.isin(np.arange(10), asked.contracts)[contract]
    return keep


def _distance(asked: Question, xyz: np.ndarray, placed: np.ndarray, from_home: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(what is not too far, share of the distance): from home is never far, an unknown place neither, and earns half."""
    if asked.centre is None:
        return np.ones(len(xyz), dtype=bool), np.where(from_home, ONE, HALF)
    centre = centre_of(asked)
    share = np.where(placed, 0, HALF)
    # The chord is never longer than the arc, so nothing within the radius is passed over here.
    near = np.flatnonzero(placed)
    for axis in range(3):
        near = near[np.abs(xyz[near, axis] - centre[axis]) <= asked.radius + 1]
    arc = metres(xyz[near], centre)
    share[near] = np.where(arc <= asked.radius, np.maximum(1, (asked.radius - arc) * ONE // asked.radius), 0)
    share[from_home] = ONE
    return share > 0, share

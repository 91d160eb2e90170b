"""The exact answer: every row is scored, what the person ruled out is left out, the best are returned, equal scores by id."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from openpes.matching.engine.columns import Columns
from openpes.matching.engine.facts import Facts, for_person, for_vacancy
from openpes.matching.engine.records import Person, Vacancy
from openpes.matching.engine.shares import parts, ruled_out
from openpes.matching.engine.weights import SkillKnowledge, Weights


@dataclass(frozen=True, slots=True)
class Ranked:
    """Rows of the columns in order, their scores (millionths) and parts, and how many were left in after the hard limits."""

    rows: np.ndarray
    scores: np.ndarray
    parts: np.ndarray
    total: int


def rank_vacancies(
    person: Person,
    vacancies: Columns,
    weights: Weights,
    skills: SkillKnowledge,
    *,
    today: int,
    limit: int = 50,
    allowed: np.ndarray | None = None,
) -> Ranked:
    """The best vacancies for a person. ``allowed`` (a mask) leaves out what must not be shown, such as what the person hid."""
    return _rank(for_person(person, vacancies, weights, skills, today), vacancies, weights, limit, allowed)


def rank_people(
    vacancy: Vacancy,
    people: Columns,
    weights: Weights,
    skills: SkillKnowledge,
    *,
    today: int,
    limit: int = 50,
    allowed: np.ndarray | None = None,
) -> Ranked:
    """The people whom a vacancy suits best and who have not ruled it out."""
    return _rank(for_vacancy(vacancy, people, weights, skills, today), people, weights, limit, allowed)


def _rank(facts: Facts, columns: Columns, weights: Weights, limit: int, allowed: np.ndarray | None) -> Ranked:
    n = len(columns)
    kept = np.ones(n, dtype=bool) if allowed is None else allowed.copy()
    for name, mask in ruled_out(facts, n).items():
        if name in weights.hard:
            kept &= ~mask
    table = parts(facts, weights, n)
    scores = table.sum(axis=1)
    rows = np.flatnonzero(kept)
    total = len(rows)
    if 0 < limit < total:
        edge = np.partition(scores[rows], total - limit)[total - limit]
        rows = rows[scores[rows] >= edge]
    order = np.lexsort((columns.low[rows], columns.high[rows], -scores[rows]))[:limit]
    rows = rows[order]
    return Ranked(rows, scores[rows], table[rows], total)

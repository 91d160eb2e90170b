# mypy: ignore-errors
# The types inside are those that numba finds when it compiles.
"""The compiled scan of people: the exact best people for a vacancy, without scoring most of them in full.

1. The rows to look at: the cells in which someone looks as far as this vacancy. Who is left after their own hard limits is counted.
2. What skills and wanted occupations earn is added up for those rows.
3. In stages, nearest occupations first: rows that can still reach the mark are noted, and those with most so far scored first.

A row is dropped only when its bound is below the worst of the best, never when it is equal: ties are broken by id.
"""

from __future__ import annotations

import numpy as np

from openpes.matching.engine import kernel_people_query as V
from openpes.matching.engine.compiled import compiled, inlined
from openpes.matching.engine.kernel_bounds import STAGES, SWEEP, mark_of_found
from openpes.matching.engine.kernel_heap import push
from openpes.matching.engine.kernel_people_collect import clean_up, collect, fill_gains, fill_occupations, occupation_part
from openpes.matching.engine.kernel_people_rows import mark_stays, pieces
from openpes.matching.engine.kernel_people_score import all_parts, fresh_part, other_parts, skill_part
from openpes.matching.engine.kernel_people_views import people_at, work_at
from openpes.matching.engine.shares import IMPLIED, USUAL_SKILLS
from openpes.matching.engine.weights import ONE

FEW = 6_000


@inlined
def skill_line(q):
    """(a, b): skills that earn ``have`` are worth at most a x have + b millionths."""
    if q[V.SKILLS_ALL] == 0:
        return 0.0, np.float64(skill_part(q, 0))
    slope = np.float64(q[V.SKILL]) / np.float64(q[V.SKILLS_ALL])
    if q[V.IMPLIED]:
        usual = np.float64(USUAL_SKILLS) * np.float64(ONE - IMPLIED) / np.float64(ONE) / np.float64(ONE)
        return slope * IMPLIED / ONE, usual * np.float64(q[V.SKILL]) + 1.0
    return slope, 1.0


@inlined
def can_reach(S, row, least, below, slope, need):
    """1 where a row stays, belongs to the stage and may earn ``need`` for its first two parts."""
    wanted = S.wanted[row]
    line = np.float64(S.earned[row]) * slope + np.float64(wanted)
    return S.stays[row] & np.uint8(wanted >= least) & np.uint8(wanted < below) & np.uint8(line >= need)


@inlined
def gather(q, S, piece_count, least, below, slope, need):
    """Note the rows of a stage that can still reach the mark, with their first two parts; returns how many."""
    count = np.int64(0)
    for i in range(piece_count):
        end, low = np.int64(S.piece_high[i]), np.int64(S.piece_low[i])
        while low < end:
            high, some = min(end, low + SWEEP), np.uint8(0)
            for row in range(low, high):
                some |= can_reach(S, row, least, below, slope, need)
            if some:
                for row in range(low, high):
                    if can_reach(S, row, least, below, slope, need):
                        S.found_row[count] = row
                        S.found_part[count] = skill_part(q, S.earned[row]) + S.wanted[row]
                        count += 1
            low = high
    return count


@inlined
def consider(P, q, S, size, row, part, rest, fresh):
    """Score a row, if it can still be among the best; returns the size of the heap."""
    if size == q[V.LIMIT] and part + rest + fresh < S.best_score[0]:
        return size
    return push(P, P, q[V.ROWS], S, size, q[V.LIMIT], part + fresh + other_parts(P, q, row), row, np.int64(0))


@inlined
def consider_found(P, q, S, size, count, rest, fresh):
    """Score the rows noted: first those that earn most so far, so that the mark is high before the many others are looked at."""
    mark = mark_of_found(S, count, q[V.LIMIT])
    for first in range(2):
        for i in range(count):
            part = np.int64(S.found_part[i])
            if (part < mark) == (first == 1):
                size = consider(P, q, S, size, np.int64(S.found_row[i]), part, rest, fresh)
    return size


@inlined
def consider_stages(P, q, S, piece_count, total):
    """Step 3; returns the size of the heap. A few rows are one stage."""
    fresh, rest, size = fresh_part(q), np.int64(0), np.int64(0)
    for part in range(V.DISTANCE, V.FRESH):
        rest += q[part]
    slope, usual = skill_line(q)
    below = np.int32(ONE + 1)
    for stage in range(len(STAGES) if total <= FEW else 0, len(STAGES) + 1):
        least = np.int32(occupation_part(q, STAGES[stage])) if stage < len(STAGES) else np.int32(0)
        if least >= below:
            continue
        need = -1.0e18
        if size == q[V.LIMIT]:
            need = np.float64(S.best_score[0] - rest - fresh) - usual - 1.0
            if np.float64(q[V.SKILL] + below) < need:
                return size
        count = gather(q, S, piece_count, least, below, slope, need)
        size = consider_found(P, q, S, size, count, rest, fresh)
        below = least
    return size


@compiled
def scan_people(people, work, q, dead, hidden, rows, scores, parts):
    """The best people for a vacancy, in no order; returns (how many stand in ``rows``, ``scores`` and ``parts``; how many pass the
    hard limits).

    ``dead``: bits of rows that left since; ``hidden``: rows that must not be shown, ascending.
    """
    P, S = people_at(people), work_at(work)
    piece_count = pieces(P, q, S)
    total = mark_stays(P, q, S, piece_count, dead, hidden)
    near = fill_occupations(P, q, S)
    fill_gains(q, S)
    size = np.int64(0)
    if q[V.LIMIT] > 0:
        collect(P, q, S, piece_count, near)
        size = consider_stages(P, q, S, piece_count, total)
    clean_up(q, S, near)
    for i in range(size):
        row = S.best_row[i]
        rows[i], scores[i] = row, S.best_score[i]
        all_parts(P, q, row, np.int64(S.wanted[row]), np.int64(S.earned[row]), parts[i])
    return size, total

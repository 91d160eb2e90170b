# mypy: ignore-errors
# The types inside are those that numba finds when it compiles.
"""The compiled scan: the exact best rows for a person, from packed vacancies and a delta, without looking at most of them.

1. The rows to look at: the runs of rows in the cells of the circles, or all rows. How many pass the hard limits is counted there.
2. Inverted lists: only rows that name one of the person's skills are touched; what they earn for skills and occupation is known
   then, and the best of those rows set the mark that the rest have to reach.
3. Rows without such a skill can earn no more than their occupation and the other parts give: they are looked at in order of
   occupation, nearest first, for as long as that bound can still reach the mark.
4. The delta, row by row.

A row is dropped only when its bound is below the worst of the best, never when it is equal: ties are broken by id.
"""

from __future__ import annotations

import numpy as np

from openpes.matching.engine import kernel_query as Q
from openpes.matching.engine.compiled import compiled, inlined
from openpes.matching.engine.kernel_bounds import (
    STAGES,
    SWEEP,
    any_bare,
    bare,
    earns,
    fill_thresholds,
    least_earned,
    mark_of_found,
    needed_share,
)
from openpes.matching.engine.kernel_fill import ASKED_LAST, REFUSED, SCORED, fill_gains, fill_occupations, fill_stages
from openpes.matching.engine.kernel_heap import push, take_worst
from openpes.matching.engine.kernel_late import consider_delta
from openpes.matching.engine.kernel_pieces import group_end, mark_stays, mark_whole, passes, pieces
from openpes.matching.engine.kernel_score import all_parts, chord_limit, found, occupation_part, other_parts, skill_part
from openpes.matching.engine.kernel_views import grid_at, numbers_at, prefetch, rows_at, scratch_at
from openpes.matching.engine.layout import BLOCK
from openpes.matching.engine.shares import HALF, USUAL_SKILLS
from openpes.matching.engine.weights import ONE, PARTS

PATIENCE, FEW = 16, 4_096
"""The plan that asks the limits last is given up where they refuse more rows than this for each one scored, and these beside."""


@inlined
def look_ahead(G, q, block, width):
    """Have the places of the person's lists in a block loaded: they lie far apart, and waiting for each in turn costs more than using it."""
    for i in range(q[Q.MARKS_N]):
        skill = q[q[Q.MARKS_AT] + 2 * i]
        if skill < q[Q.SKILLS]:
            prefetch(G.directory, block * width + 2 * skill)
    for i in range(q[Q.MARKS_N]):
        skill = q[q[Q.MARKS_AT] + 2 * i]
        if skill < q[Q.SKILLS]:
            at = block * width + 2 * skill
            start, middle, stop = np.int64(G.directory[at]), np.int64(G.directory[at + 1]), np.int64(G.directory[at + 2])
            prefetch(G.postings, (start + middle) >> 1)
            prefetch(G.postings, (middle + stop) >> 1)


@inlined
def collect(G, q, S, low, high, count):
    """Add up, for the rows of one run, what the person's skills earn there, and note the rows that earn; returns how many are noted."""
    width = 2 * q[Q.SKILLS] + q[Q.OCCUPATIONS] + 1
    while low < high:
        block = low // BLOCK
        begin = block * BLOCK
        end = min(high, begin + BLOCK)
        first, last = low - begin, end - begin
        whole = low == begin and (last == BLOCK or end == q[Q.ROWS])
        for i in range(q[Q.MARKS_N]):
            skill = q[q[Q.MARKS_AT] + 2 * i]
            if skill >= q[Q.SKILLS]:
                continue
            for at in range(2 * skill, 2 * skill + 2):
                start, stop = np.int64(G.directory[block * width + at]), np.int64(G.directory[block * width + at + 1])
                gain = S.gain[at]
                if start == stop or gain == 0:
                    continue
                if not whole:
                    start = found(G.postings, start, stop, first)
                    stop = found(G.postings, start, stop, last)
                for p in range(start, stop):
                    row = begin + np.int64(G.postings[p])
                    earned = S.earned[row]
                    S.touched[count] = row
                    count += np.int64(earned == 0)
                    S.earned[row] = earned + gain
        low = end
    return count


@inlined
def collect_all(G, q, S, begin, count):
    """The same for the pieces from ``begin`` to ``count``, those that follow each other as one run."""
    width, seen, touched = 2 * q[Q.SKILLS] + q[Q.OCCUPATIONS] + 1, np.int64(-1), np.int64(0)
    for i in range(begin, count):
        for block in range(max(seen + 1, S.piece_low[i] // BLOCK), (S.piece_high[i] - 1) // BLOCK + 1):
            look_ahead(G, q, block, width)
            seen = block
    i = begin
    while i < count:
        low, high = np.int64(S.piece_low[i]), np.int64(S.piece_high[i])
        i += 1
        while i < count and S.piece_low[i] == high:
            high = np.int64(S.piece_high[i])
            i += 1
        touched = collect(G, q, S, low, high, touched)
    return touched


@inlined
def first_parts(B, q, S, row):
    """Millionths of a row of the base for skills and occupation."""
    part = skill_part(q, S.earned[row], B.skills_all[row], B.limits[row])
    return part + occupation_part(B, q, row, S.occupation_share)


@inlined
def consider(B, D, G, q, S, size, row, part, rest):
    """Score a row of the base that stays, if it can still be among the best; returns the size of the heap."""
    if size == q[Q.LIMIT] and part + rest < S.best_score[0]:
        return size
    if S.tally[ASKED_LAST]:
        if not passes(B, q, row):
            S.tally[REFUSED] += 1
            return size
        S.tally[SCORED] += 1
    score = part + other_parts(B, q, row, B.limits[row], G.occupation_isco)
    return push(B, D, q[Q.ROWS], S, size, q[Q.LIMIT], score, row, np.int64(S.earned[row]))


@inlined
def gather(B, q, S, count, low, high, factor, some):
    """Note the rows of a run that earn enough, with their first two parts; returns how many are noted so far."""
    for row in range(low, high):
        if earns(B, S, row, factor, some):
            S.found_row[count], S.found_part[count] = row, first_parts(B, q, S, row)
            count += 1
    return count


@inlined
def is_block(q, low, high):
    """Whether a run is a whole block of the lists."""
    return low % BLOCK == 0 and (high == low + BLOCK or high == q[Q.ROWS])


@inlined
def gather_stage(B, G, q, S, first, last, stage, factor):
    """Note the rows of pieces whose occupation is in a stage: by the lists in a whole block, else by the order of occupations
    in a cell; returns how many."""
    count, some = np.int64(0), np.int32(0)
    width = 2 * q[Q.SKILLS] + q[Q.OCCUPATIONS] + 1
    for i in range(first, last):
        low, quarter = np.int64(S.piece_low[i]), (np.int64(S.piece_high[i]) - S.piece_low[i]) >> 2
        for step in range(1, 4):
            prefetch(B.occupation, low + step * quarter)
    for i in range(first, last):
        low, high = np.int64(S.piece_low[i]), np.int64(S.piece_high[i])
        at = low // BLOCK * width + 2 * q[Q.SKILLS]
        start, whole = low, is_block(q, low, high)
        for r in range(S.stage_at[stage], S.stage_at[stage + 1]):
            begin, end = np.int64(S.range_low[r]), np.int64(S.range_high[r])
            if whole:
                for p in range(np.int64(G.directory[at + begin]), np.int64(G.directory[at + end])):
                    row = low + np.int64(G.postings[p])
                    count = gather(B, q, S, count, row, row + 1, factor, some)
            else:
                start = found(B.occupation, start, high, begin)
                stop = found(B.occupation, start, high, end)
                count = gather(B, q, S, count, start, stop, factor, some)
                start = stop
    return count


@inlined
def consider_found(B, D, G, q, S, size, count, rest):
    """Score the rows noted: first those that earn most so far, so that the mark is high before the many others are looked at."""
    mark = mark_of_found(S, count, q[Q.LIMIT])
    for first in range(2):
        for i in range(count):
            part = np.int64(S.found_part[i])
            if (part < mark) == (first == 1):
                size = consider(B, D, G, q, S, size, np.int64(S.found_row[i]), part, rest)
    return size


@inlined
def sweep_touched(B, D, G, q, S, size, touched, share, below, rest):
    """The rows that earn with a skill, of those that the stages did not take (``share``: the most that their occupations earn).

    What is read of a row that earns enough lies anywhere in memory, so it is all asked for before any of it is waited for.
    """
    factor, count = least_earned(needed_share(q, S, size, share, rest)), np.int64(0)
    fill_thresholds(S, factor)
    for i in range(touched):
        row = np.int64(S.touched[i])
        if S.earned[row] >= S.threshold[G.skills_step[row]] and S.stays[row]:
            S.found_row[count] = row
            count += 1
            prefetch(B.skills_all, row)
            prefetch(B.occupation, row)
            prefetch(B.certainty, row)
            prefetch(B.limits, row)
    kept = np.int64(0)
    for i in range(count):
        row = np.int64(S.found_row[i])
        share_of_row = S.occupation_share[B.occupation[row]]
        if earns(B, S, row, factor, np.int32(1)) and (share_of_row < below or below == 0):
            S.found_row[kept], S.found_part[kept] = row, first_parts(B, q, S, row)
            kept += 1
    return consider_found(B, D, G, q, S, size, kept, rest)


@inlined
def sweep_bare(B, D, G, q, S, size, first, last, share, below, rest):
    """The rows without any of the person's skills, for as long as what is earned by unknown skills can reach the mark."""
    for i in range(first, last):
        end, low = np.int64(S.piece_high[i]), np.int64(S.piece_low[i])
        while low < end:
            need = needed_share(q, S, size, share, rest)
            if need * ONE > USUAL_SKILLS + 1:
                return size
            factor, high = least_earned(need), min(end, low + SWEEP)
            if any_bare(B, S, low, high, factor):
                for row in range(low, high):
                    if bare(B, S, row, factor) and (below == 0 or S.occupation_share[B.occupation[row]] < below):
                        size = consider(B, D, G, q, S, size, row, first_parts(B, q, S, row), rest)
            low = high
    return size


@inlined
def sweep(B, D, G, q, S, size, first, last, touched, share, below, rest):
    """All rows that the stages did not take: those that earn with a skill first, since they set a high mark."""
    if needed_share(q, S, size, share, rest) > 1.0:
        return size
    size = sweep_touched(B, D, G, q, S, size, touched, share, below, rest)
    return sweep_bare(B, D, G, q, S, size, first, last, share, below, rest)


@inlined
def consider_base(B, D, G, q, S, size, first, last, touched, rest):
    """Steps 2 and 3: the rows of pieces of the base; returns the size of the heap."""
    if q[Q.HAS_OCCUPATIONS] == 0:
        return sweep(B, D, G, q, S, size, first, last, touched, np.int64(HALF), np.int64(0), rest)
    below, stage = np.int64(ONE + 1), np.int64(0)
    while stage < len(STAGES):
        need = needed_share(q, S, size, S.stage_share[stage], rest)
        if need > 1.0:
            return size
        if need * ONE > USUAL_SKILLS + 1:
            break
        if S.stage_at[stage + 1] > S.stage_at[stage]:
            count = gather_stage(B, G, q, S, first, last, stage, least_earned(need))
            size = consider_found(B, D, G, q, S, size, count, rest)
        below = STAGES[stage]
        stage += 1
    return sweep(B, D, G, q, S, size, first, last, touched, S.stage_share[stage], below, rest)


@compiled
def scan(frame):
    """The best rows for a question; returns (how many stand in ``rows``, ``scores`` and ``parts``; how many pass the hard limits).

    ``frame`` has the address of each table and array that is read and written, in the order of ``kernel_query.FRAME``. Where the limits
    are asked last, the second number says nothing.
    """
    B, D, pages_of = rows_at(numbers_at(frame[0])), rows_at(numbers_at(frame[1])), numbers_at(frame[2])
    G, S, T = grid_at(numbers_at(frame[3])), scratch_at(numbers_at(frame[4])), scratch_at(numbers_at(frame[5]))
    q, rows, scores = numbers_at(frame[6]), numbers_at(frame[7]), numbers_at(frame[8])
    n = q[Q.ROWS]
    for i in range(q[Q.PLACES]):
        at = q[Q.PLACES_AT] + 5 * i
        q[at + 4] = chord_limit(q[at + 3])
    fill_occupations(G, q, S)
    fill_gains(G, q, S, 1)
    if q[Q.HAS_OCCUPATIONS] != 0:
        fill_stages(q, S)
    size, rest, total = np.int64(0), np.int64(0), np.int64(0)
    for part in range(Q.DISTANCE, Q.DISTANCE + len(PARTS) - 2):
        rest += q[part]
    S.tally[REFUSED], S.tally[SCORED] = 0, 0
    first, piece_count = np.int64(0), pieces(G, q, S)
    while first < piece_count:
        last = group_end(S, first, piece_count)
        if q[Q.LIMITS_LAST] and S.tally[REFUSED] <= PATIENCE * S.tally[SCORED] + FEW:
            S.tally[ASKED_LAST] = 1
            for i in range(first, last):
                mark_whole(S, np.int64(S.piece_low[i]), np.int64(S.piece_high[i]))
        else:
            S.tally[ASKED_LAST] = 0
            total += mark_stays(B, q, S, first, last, q[Q.GRID_ROWS], n, np.int64(0))
        if q[Q.LIMIT] > 0:
            touched = collect_all(G, q, S, first, last)
            size = consider_base(B, D, G, q, S, size, first, last, touched, rest)
            for i in range(touched):
                S.earned[S.touched[i]] = 0
        first = last
    size, more = consider_delta(B, D, pages_of, G, q, S, T, size, rest)
    fill_gains(G, q, S, 0)
    count = size
    for i in range(count):
        row = S.best_row[i]
        if row < n:
            prefetch(B.terms, row)
            prefetch(B.asks, row)
            prefetch(B.wage_min, row)
            prefetch(B.wage_top, row)
            prefetch(B.posted, row)
            prefetch(B.hours_week, row)
    while size > 0:
        size = take_worst(S, size)
    for i in range(count):
        row, parts = S.best_row[i], numbers_at(frame[9] + 8 * len(PARTS) * i)
        rows[i], scores[i] = row, S.best_score[i]
        if row < n:
            all_parts(B, q, row, S.best_have[i], S.occupation_share, G.occupation_isco, parts)
        else:
            all_parts(D, q, row - n, S.best_have[i], S.occupation_share, G.occupation_isco, parts)
    return count, total + more

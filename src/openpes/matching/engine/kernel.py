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
from openpes.matching.engine.facts import ESSENTIAL, OPTIONAL
from openpes.matching.engine.kernel_heap import push, take_worst
from openpes.matching.engine.kernel_pieces import gone, mark_stays, pieces
from openpes.matching.engine.kernel_score import (
    all_parts,
    chord_limit,
    found,
    occupation_part,
    other_parts,
    passes,
    skill_part,
)
from openpes.matching.engine.kernel_views import grid_at, rows_at, scratch_at
from openpes.matching.engine.layout import BLOCK
from openpes.matching.engine.shares import HALF, USUAL_SKILLS
from openpes.matching.engine.weights import ONE, PARTS

STAGES = np.array([930_000, 650_000, 350_000], dtype=np.int64)
"""Least share for the occupation of the rows looked at in each stage of step 3; the sweep takes the rest."""
SWEEP = 64
"""Rows that the sweep asks about together."""


@inlined
def nearness_share(a, b):
    """Share for two ISCO-08 unit groups, by the digits they have in common."""
    if a < 0 or b < 0 or a // 1000 != b // 1000:
        return 0
    if a == b:
        return 930_000
    if a // 10 == b // 10:
        return 650_000
    return 350_000 if a // 100 == b // 100 else 150_000


@inlined
def fill_occupations(G, q, S):
    """The share of every occupation for this person."""
    known = q[Q.OCCUPATIONS]
    for number in range(q[Q.ALL_OCCUPATIONS]):
        S.occupation_share[number] = 0
    for i in range(q[Q.OCCUPATIONS_N]):
        isco = q[q[Q.OCCUPATIONS_AT] + i]
        if isco < 0:
            continue
        for size in (1000, 100, 10, 1):
            group = isco // size
            share = nearness_share(isco, isco) if size == 1 else 650_000 if size == 10 else 350_000 if size == 100 else 150_000
            for number in range(G.occupation_first[group * size], G.occupation_first[(group + 1) * size]):
                S.occupation_share[number] = max(S.occupation_share[number], share)
        for number in range(known, q[Q.ALL_OCCUPATIONS]):
            share = nearness_share(np.int64(G.occupation_isco[number]), isco)
            S.occupation_share[number] = max(S.occupation_share[number], share)
    for i in range(q[Q.RELATED_N]):
        at = q[Q.RELATED_AT] + 2 * i
        S.occupation_share[q[at]] = max(np.int64(S.occupation_share[q[at]]), q[at + 1])


@inlined
def fill_gains(G, q, S, value):
    """What each list of a person's skill adds to a row; zero when ``value`` is 0 (to clean up)."""
    for i in range(q[Q.MARKS_N]):
        at = q[Q.MARKS_AT] + 2 * i
        weight = np.int32(np.int64(G.skill_weight[q[at]]) * q[at + 1] * value)
        S.gain[2 * q[at]] = weight * ESSENTIAL
        S.gain[2 * q[at] + 1] = weight * OPTIONAL


@inlined
def collect(G, q, S, low, high):
    """Add up, for the rows of one run, what the person's skills earn there."""
    width = 2 * q[Q.SKILLS] + q[Q.OCCUPATIONS] + 1
    for row in range(low, high):
        S.earned[row] = 0
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
                if start == stop:
                    continue
                if not whole:
                    start = found(G.postings, start, stop, first)
                    stop = found(G.postings, start, stop, last)
                gain = S.gain[at]
                for p in range(start, stop):
                    S.earned[begin + np.int64(G.postings[p])] += gain
        low = end


@inlined
def consider(B, D, G, q, S, size, row, rest):
    """Score a row of the base that stays, if it can still be among the best; returns the size of the heap."""
    most, have, limits = q[Q.LIMIT], np.int64(S.earned[row]), B.limits[row]
    part = skill_part(q, have, B.skills_all[row], limits) + occupation_part(B, q, row, S.occupation_share)
    if size == most and part + rest < S.best_score[0]:
        return size
    score = part + other_parts(B, q, row, limits, G.occupation_isco)
    return push(B, D, q[Q.ROWS], S, size, most, score, row, have)


@inlined
def hidden(q, row):
    """Whether a row is among those that must not be shown."""
    if q[Q.HIDDEN_N] == 0:
        return False
    begin, end = q[Q.HIDDEN_AT], q[Q.HIDDEN_AT] + q[Q.HIDDEN_N]
    place = found(q, begin, end, row)
    return place < end and q[place] == row


@inlined
def consider_stage(B, D, G, q, S, size, piece_count, least, below, rest):
    """All rows whose occupation's share is in a stage, found through the order of occupations in a cell, or through the lists."""
    numbers = q[Q.OCCUPATIONS]
    everywhere = piece_count == 1 and S.piece_low[0] == 0 and S.piece_high[0] == q[Q.ROWS]
    width = 2 * q[Q.SKILLS] + numbers + 1
    begin = np.int64(0)
    while begin < numbers:
        if S.occupation_share[begin] < least or S.occupation_share[begin] >= below:
            begin += 1
            continue
        end = begin + 1
        while end < numbers and least <= S.occupation_share[end] < below:
            end += 1
        if everywhere:
            for block in range((q[Q.ROWS] + BLOCK - 1) // BLOCK):
                at = block * width + 2 * q[Q.SKILLS]
                for p in range(np.int64(G.directory[at + begin]), np.int64(G.directory[at + end])):
                    row = block * BLOCK + np.int64(G.postings[p])
                    if S.stays[row]:
                        size = consider(B, D, G, q, S, size, row, rest)
        else:
            for i in range(piece_count):
                low, high = np.int64(S.piece_low[i]), np.int64(S.piece_high[i])
                start = found(B.occupation, low, high, begin)
                for row in range(start, found(B.occupation, start, high, end)):
                    if S.stays[row]:
                        size = consider(B, D, G, q, S, size, row, rest)
        begin = end
    return size


@inlined
def sweep(B, D, G, q, S, size, piece_count, below, rest):
    """All rows whose occupation's share is below what the stages took. Most are passed over without a closer look: their skills
    cannot earn what is still needed."""
    most = q[Q.LIMIT]
    occupation = (below - 1 if below > 0 else HALF) * q[Q.OCCUPATION] // ONE
    for i in range(piece_count):
        end = np.int64(S.piece_high[i])
        low = np.int64(S.piece_low[i])
        while low < end:
            high = min(end, low + SWEEP)
            need = 0.0
            if size == most and q[Q.SKILL] > 0:
                need = np.float64(S.best_score[0] - rest - occupation - 2) / np.float64(q[Q.SKILL])
            elif size == most and S.best_score[0] > rest + occupation:
                return size
            if need > 1.0:
                return size
            any_near = True
            if need * ONE > USUAL_SKILLS + 1:
                any_near = any_earn(B, S, low, high, np.float32(need * 0.999999))
            if any_near:
                for row in range(low, high):
                    if S.stays[row] and (below == 0 or S.occupation_share[B.occupation[row]] < below):
                        size = consider(B, D, G, q, S, size, row, rest)
            low = high
    return size


@inlined
def any_earn(B, S, low, high, need):
    """Whether any row of a run that stays earns at least this share of its skills. No branch inside."""
    rows = np.int32(0)
    for row in range(low, high):
        enough = np.float32(S.earned[row]) >= need * np.float32(np.int32(B.skills_all[row]))
        rows += np.int32(enough) & np.int32(S.earned[row] > 0) & np.int32(S.stays[row])
    return rows > 0


@inlined
def consider_base(B, D, G, q, S, piece_count, rest):
    """Steps 2 and 3: the rows of the base; returns the size of the heap."""
    size, most = np.int64(0), q[Q.LIMIT]
    if q[Q.HAS_OCCUPATIONS] == 0:
        return sweep(B, D, G, q, S, size, piece_count, 0, rest)
    below = np.int64(ONE + 1)
    for least in STAGES:
        bound = q[Q.SKILL] + (below - 1) * q[Q.OCCUPATION] // ONE + rest
        if size == most and bound < S.best_score[0]:
            return size
        size = consider_stage(B, D, G, q, S, size, piece_count, least, below, rest)
        below = least
    return sweep(B, D, G, q, S, size, piece_count, below, rest)


@inlined
def consider_delta(B, D, G, q, S, size, rest):
    """The rows that are not yet merged; returns (size of the heap, how many pass)."""
    n, most, total = q[Q.ROWS], q[Q.LIMIT], 0
    for row in range(q[Q.DELTA_ROWS]):
        if gone(D, row) or not passes(D, q, row) or hidden(q, n + row):
            continue
        total += 1
        have = np.int64(0)
        for p in range(D.skill_start[row], D.skill_start[row + 1]):
            have += np.int64(S.gain[D.skill_lists[p]])
        limits = D.limits[row]
        part = skill_part(q, have, D.skills_all[row], limits) + occupation_part(D, q, row, S.occupation_share)
        if most == 0 or (size == most and part + rest < S.best_score[0]):
            continue
        score = part + other_parts(D, q, row, limits, G.occupation_isco)
        size = push(B, D, n, S, size, most, score, n + row, have)
    return size, total


@compiled
def scan(base, delta, grid, scratch, q, rows, scores, parts):
    """The best rows for a question; returns (how many stand in ``rows``, ``scores`` and ``parts``; how many pass the hard limits)."""
    B, D, G, S = rows_at(base), rows_at(delta), grid_at(grid), scratch_at(scratch)
    n = q[Q.ROWS]
    for i in range(q[Q.PLACES]):
        at = q[Q.PLACES_AT] + 5 * i
        q[at + 4] = chord_limit(q[at + 3])
    fill_occupations(G, q, S)
    fill_gains(G, q, S, 1)
    piece_count = pieces(G, q, S)
    total = mark_stays(B, q, S, piece_count)
    size, rest = np.int64(0), np.int64(0)
    for part in range(Q.DISTANCE, Q.DISTANCE + len(PARTS) - 2):
        rest += q[part]
    if q[Q.LIMIT] > 0:
        i = 0
        while i < piece_count:
            low, high = np.int64(S.piece_low[i]), np.int64(S.piece_high[i])
            i += 1
            while i < piece_count and S.piece_low[i] == high:
                high = np.int64(S.piece_high[i])
                i += 1
            collect(G, q, S, low, high)
        size = consider_base(B, D, G, q, S, piece_count, rest)
    size, more = consider_delta(B, D, G, q, S, size, rest)
    fill_gains(G, q, S, 0)
    count = size
    while size > 0:
        size = take_worst(B, D, n, S, size)
    for i in range(count):
        row = S.best_row[i]
        rows[i], scores[i] = row, S.best_score[i]
        if row < n:
            all_parts(B, q, row, S.best_have[i], S.occupation_share, G.occupation_isco, parts[i])
        else:
            all_parts(D, q, row - n, S.best_have[i], S.occupation_share, G.occupation_isco, parts[i])
    return count, total + more

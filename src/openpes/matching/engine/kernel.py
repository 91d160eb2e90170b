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
from openpes.matching.engine.kernel_pieces import count_gone, count_rows, gone, pieces
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

STAGES = np.array([930_000, 650_000, 350_000, 150_000, 0], dtype=np.int64)
"""Least share for the occupation of rows looked at in each stage of step 3."""
BUCKET_SHIFT = 10
BUCKETS = (ONE >> BUCKET_SHIFT) + 1


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
        weight = np.int64(G.skill_weight[q[at]]) * q[at + 1] * value
        S.gain[2 * q[at]] = weight * ESSENTIAL
        S.gain[2 * q[at] + 1] = weight * OPTIONAL


@inlined
def collect(B, G, q, S, low, high, count):
    """Rows of one run that name one of the person's skills, with what they earn; returns how many are found so far."""
    width = 2 * q[Q.SKILLS] + q[Q.OCCUPATIONS] + 1
    while low < high:
        block = low // BLOCK
        begin = block * BLOCK
        end = min(high, begin + BLOCK)
        first, last = low - begin, end - begin
        whole = low == begin and (last == BLOCK or end == q[Q.ROWS])
        touched = 0
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
                gain = np.int32(S.gain[at])
                for p in range(start, stop):
                    place = np.int64(G.postings[p])
                    if place >= last:
                        break
                    if S.earned[place] == 0:
                        S.touched[touched] = place
                        touched += 1
                    S.earned[place] += gain
        for i in range(touched):
            place = np.int64(S.touched[i])
            row = begin + place
            have = S.earned[place]
            S.earned[place] = 0
            S.seen[row >> 6] |= np.uint64(1) << np.uint64(row & 63)
            part = skill_part(q, have, B.skills_all[row], B.limits[row]) + occupation_part(B, q, row, S.occupation_share)
            S.found_row[count], S.found_have[count], S.found_part[count] = row, have, part
            count += 1
        low = end
    return count


@inlined
def consider(B, D, G, q, S, size, row, have, part, rest):
    """Score a row of the base whose first two parts are known, if it can still be among the best; returns the size of the heap."""
    most = q[Q.LIMIT]
    if size == most and part + rest < S.best_score[0]:
        return size
    if gone(B, row) or not passes(B, q, row) or hidden(q, row):
        return size
    score = part + other_parts(B, q, row, B.limits[row], G.occupation_isco)
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
def consider_found(B, D, G, q, S, size, count, rest):
    """The rows with skills: first those that earn most so far, so that the mark is high before the many others are looked at."""
    for bucket in range(BUCKETS):
        S.histogram[bucket] = 0
    for i in range(count):
        S.histogram[S.found_part[i] >> BUCKET_SHIFT] += 1
    enough, bucket, above = 2 * q[Q.LIMIT] + 16, BUCKETS - 1, 0
    while bucket > 0 and above + S.histogram[bucket] < enough:
        above += S.histogram[bucket]
        bucket -= 1
    mark = bucket << BUCKET_SHIFT
    for i in range(count):
        if S.found_part[i] >= mark:
            size = consider(B, D, G, q, S, size, np.int64(S.found_row[i]), S.found_have[i], np.int64(S.found_part[i]), rest)
    for i in range(count):
        if S.found_part[i] < mark:
            size = consider(B, D, G, q, S, size, np.int64(S.found_row[i]), S.found_have[i], np.int64(S.found_part[i]), rest)
    return size


@inlined
def consider_run(B, D, G, q, S, size, low, high, least, most_share, rest):
    """Rows of a run whose occupation's share is in a stage and which name none of the person's skills."""
    wanted = q[Q.HAS_OCCUPATIONS] != 0
    for row in range(low, high):
        if wanted:
            share = S.occupation_share[B.occupation[row]]
            if share < least or share >= most_share:
                continue
        if (S.seen[row >> 6] >> np.uint64(row & 63)) & np.uint64(1):
            continue
        part = occupation_part(B, q, row, S.occupation_share)
        part += skill_part(q, 0, B.skills_all[row], B.limits[row])
        size = consider(B, D, G, q, S, size, row, 0, part, rest)
    return size


@inlined
def consider_stage(B, D, G, q, S, size, piece_count, least, most_share, rest):
    """All rows of the pieces in one stage, found through the order of occupations in a cell, or through the lists."""
    numbers = q[Q.OCCUPATIONS]
    everywhere = piece_count == 1 and S.piece_low[0] == 0 and S.piece_high[0] == q[Q.ROWS]
    width = 2 * q[Q.SKILLS] + numbers + 1
    begin = 0
    while begin < numbers:
        if S.occupation_share[begin] < least or S.occupation_share[begin] >= most_share:
            begin += 1
            continue
        end = begin + 1
        while end < numbers and least <= S.occupation_share[end] < most_share:
            end += 1
        if everywhere:
            for block in range((q[Q.ROWS] + BLOCK - 1) // BLOCK):
                at = block * width + 2 * q[Q.SKILLS]
                for p in range(np.int64(G.directory[at + begin]), np.int64(G.directory[at + end])):
                    row = block * BLOCK + np.int64(G.postings[p])
                    size = consider_run(B, D, G, q, S, size, row, row + 1, least, most_share, rest)
        else:
            for i in range(piece_count):
                low, high = np.int64(S.piece_low[i]), np.int64(S.piece_high[i])
                start = found(B.occupation, low, high, begin)
                stop = found(B.occupation, low, high, end)
                size = consider_run(B, D, G, q, S, size, start, stop, least, most_share, rest)
        begin = end
    return size


@inlined
def consider_others(B, D, G, q, S, size, piece_count, rest):
    """Step 3: rows that name none of the person's skills, by occupation, for as long as they can reach the mark."""
    most = q[Q.LIMIT]
    skills = np.int64(USUAL_SKILLS) * q[Q.SKILL] // ONE
    if q[Q.HAS_OCCUPATIONS] == 0:
        bound = skills + np.int64(HALF) * q[Q.OCCUPATION] // ONE + rest
        if size < most or bound >= S.best_score[0]:
            for i in range(piece_count):
                size = consider_run(B, D, G, q, S, size, np.int64(S.piece_low[i]), np.int64(S.piece_high[i]), 0, 0, rest)
        return size
    top = np.int64(ONE)
    for least in STAGES:
        bound = skills + top * q[Q.OCCUPATION] // ONE + rest
        if size == most and bound < S.best_score[0]:
            break
        if least == 0:
            for i in range(piece_count):
                low, high = np.int64(S.piece_low[i]), np.int64(S.piece_high[i])
                size = consider_run(B, D, G, q, S, size, low, high, 0, top + (top == ONE), rest)
        else:
            size = consider_stage(B, D, G, q, S, size, piece_count, least, top + (top == ONE), rest)
        top = least
    return size


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
            have += S.gain[D.skill_lists[p]]
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
    total = count_rows(B, q, S, piece_count)
    for i in range(piece_count):
        total -= count_gone(B, q, np.int64(S.piece_low[i]), np.int64(S.piece_high[i]))
    for i in range(q[Q.HIDDEN_N]):
        row = q[q[Q.HIDDEN_AT] + i]
        if row < n and not gone(B, row) and passes(B, q, row):
            total -= 1
    size, found_count, rest = 0, 0, np.int64(0)
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
            found_count = collect(B, G, q, S, low, high, found_count)
        size = consider_found(B, D, G, q, S, size, found_count, rest)
        size = consider_others(B, D, G, q, S, size, piece_count, rest)
    size, more = consider_delta(B, D, G, q, S, size, rest)
    for i in range(found_count):
        S.seen[S.found_row[i] >> 6] = np.uint64(0)
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

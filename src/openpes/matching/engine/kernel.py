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
from openpes.matching.engine.delta import PAGE_SKILLS
from openpes.matching.engine.facts import ESSENTIAL, OPTIONAL
from openpes.matching.engine.grid import CLASSES
from openpes.matching.engine.kernel_heap import push, take_worst
from openpes.matching.engine.kernel_pieces import (
    allowed_bits,
    count_stays,
    hidden,
    keep_open,
    mark_classes,
    mark_page,
    mark_stays,
    pieces,
)
from openpes.matching.engine.kernel_score import (
    all_parts,
    chord_limit,
    found,
    occupation_part,
    other_parts,
    pay_below,
    skill_part,
)
from openpes.matching.engine.kernel_views import grid_at, page_at, pages_at, rows_at, scratch_at
from openpes.matching.engine.layout import ABROAD, BLOCK
from openpes.matching.engine.shares import HALF, IMPLIED, USUAL_SKILLS
from openpes.matching.engine.weights import ONE, PARTS

STAGES = np.array([930_000, 650_000, 350_000], dtype=np.int64)
"""Least share for the occupation of the rows looked at in each stage of step 3; the sweep takes the rest."""
BUCKET_SHIFT = 10
BUCKETS = (ONE >> BUCKET_SHIFT) + 1
IMPLIED_AT_ONCE = USUAL_SKILLS * (ONE - IMPLIED) / ONE / ONE
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
def first_parts(B, q, S, row):
    """Millionths of a row of the base for skills and occupation."""
    part = skill_part(q, S.earned[row], B.skills_all[row], B.limits[row])
    return part + occupation_part(B, q, row, S.occupation_share)


@inlined
def consider(B, D, G, q, S, size, row, part, rest):
    """Score a row of the base that stays, if it can still be among the best; returns the size of the heap."""
    if size == q[Q.LIMIT] and part + rest < S.best_score[0]:
        return size
    score = part + other_parts(B, q, row, B.limits[row], G.occupation_isco)
    return push(B, D, q[Q.ROWS], S, size, q[Q.LIMIT], score, row, np.int64(S.earned[row]))


@inlined
def needed_share(q, S, size, share, rest):
    """The share of its skills that a row must earn, when its occupation's share is at most ``share``: 0 while anything may do."""
    if size < q[Q.LIMIT]:
        return 0.0
    short = S.best_score[0] - rest - share * q[Q.OCCUPATION] // ONE
    if q[Q.SKILL] == 0:
        return 2.0 if short > 0 else 0.0
    # Two millionths off, because a share and a part are each rounded down.
    return max(0.0, np.float64(short - 2) / np.float64(q[Q.SKILL]))


@inlined
def least_earned(need):
    """The same with room for rounding and for skills that are only implied (they earn 6 % at once and then 70 %), as a factor."""
    return np.float32(max(0.0, need - IMPLIED_AT_ONCE) * 0.999999)


@inlined
def earns(B, S, row, factor, some):
    """Whether a row stays and earns enough. ``some``: it must earn something (what unknown skills earn is too little)."""
    earned = S.earned[row]
    enough = np.float32(earned) >= factor * np.float32(np.int32(B.skills_all[row]))
    return np.int32(enough) & np.int32(earned >= some) & np.int32(S.stays[row])


@inlined
def any_earns(B, S, low, high, factor, some):
    """Whether any row of a run does. No branch inside, so that it runs on many rows at once."""
    rows = np.int32(0)
    for row in range(low, high):
        rows += earns(B, S, row, factor, some)
    return rows > 0


@inlined
def gather(B, q, S, count, low, high, factor, some):
    """Note the rows of a run that earn enough, with their first two parts; returns how many are noted so far."""
    for row in range(low, high):
        if earns(B, S, row, factor, some):
            S.found_row[count], S.found_part[count] = row, first_parts(B, q, S, row)
            count += 1
    return count


@inlined
def gather_stage(B, G, q, S, piece_count, least, below, factor, some):
    """Note the rows whose occupation's share is in a stage, found by the order of occupations in a cell, or by the lists."""
    numbers, count = q[Q.OCCUPATIONS], np.int64(0)
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
                    count = gather(B, q, S, count, row, row + 1, factor, some)
        else:
            for i in range(piece_count):
                low, high = np.int64(S.piece_low[i]), np.int64(S.piece_high[i])
                start = found(B.occupation, low, high, begin)
                count = gather(B, q, S, count, start, found(B.occupation, start, high, end), factor, some)
        begin = end
    return count


@inlined
def consider_found(B, D, G, q, S, size, count, rest):
    """Score the rows noted: first those that earn most so far, so that the mark is high before the many others are looked at."""
    for bucket in range(BUCKETS):
        S.histogram[bucket] = 0
    for i in range(count):
        S.histogram[S.found_part[i] >> BUCKET_SHIFT] += 1
    bucket, above = BUCKETS - 1, np.int64(0)
    while bucket > 0 and above + S.histogram[bucket] <= q[Q.LIMIT]:
        above += S.histogram[bucket]
        bucket -= 1
    mark = bucket << BUCKET_SHIFT
    for first in range(2):
        for i in range(count):
            part = np.int64(S.found_part[i])
            if (part < mark) == (first == 1):
                size = consider(B, D, G, q, S, size, np.int64(S.found_row[i]), part, rest)
    return size


@inlined
def greatest_below(q, S, below):
    """The greatest share of any occupation below a limit."""
    greatest = np.int64(0)
    for number in range(q[Q.OCCUPATIONS]):
        if S.occupation_share[number] < below:
            greatest = max(greatest, np.int64(S.occupation_share[number]))
    return greatest


@inlined
def sweep(B, D, G, q, S, size, piece_count, share, below, rest):
    """All rows that the stages did not take (``share``: the most that their occupations earn). Runs of rows whose skills cannot
    earn what is still needed are passed over together."""
    for i in range(piece_count):
        end, low = np.int64(S.piece_high[i]), np.int64(S.piece_low[i])
        while low < end:
            high = min(end, low + SWEEP)
            need = needed_share(q, S, size, share, rest)
            if need > 1.0:
                return size
            factor, some = least_earned(need), np.int32(need * ONE > USUAL_SKILLS + 1)
            if any_earns(B, S, low, high, factor, some):
                for row in range(low, high):
                    if earns(B, S, row, factor, some) and (below == 0 or S.occupation_share[B.occupation[row]] < below):
                        size = consider(B, D, G, q, S, size, row, first_parts(B, q, S, row), rest)
            low = high
    return size


@inlined
def consider_base(B, D, G, q, S, piece_count, rest):
    """Steps 2 and 3: the rows of the base; returns the size of the heap."""
    size = np.int64(0)
    if q[Q.HAS_OCCUPATIONS] == 0:
        return sweep(B, D, G, q, S, size, piece_count, np.int64(HALF), np.int64(0), rest)
    below = np.int64(ONE + 1)
    for least in STAGES:
        share = greatest_below(q, S, below)
        need = needed_share(q, S, size, share, rest)
        if need > 1.0:
            return size
        if need * ONE > USUAL_SKILLS + 1:
            break
        if share >= least:
            count = gather_stage(B, G, q, S, piece_count, least, below, least_earned(need), np.int32(0))
            size = consider_found(B, D, G, q, S, size, count, rest)
        below = least
    return sweep(B, D, G, q, S, size, piece_count, greatest_below(q, S, below), below, rest)


@inlined
def collect_late(D, q, S, T):
    """Add up, along the lists, what the person's skills earn in the rows of the delta."""
    rows = q[Q.DELTA_ROWS]
    for row in range(rows):
        T.earned[row] = 0
    for i in range(q[Q.MARKS_N]):
        skill = q[q[Q.MARKS_AT] + 2 * i]
        for at in range(2 * skill, 2 * skill + 2):
            p, gain = np.int64(D.head[at]) - 1, S.gain[at]
            while p >= 0:
                if D.row_of[p] < rows:
                    T.earned[D.row_of[p]] += gain
                p = np.int64(D.next[p]) - 1


@inlined
def consider_late(B, D, G, q, S, size, row, have, rest):
    """Score a row of the delta that stays, if it can still be among the best; returns the size of the heap."""
    part = skill_part(q, have, D.skills_all[row], D.limits[row]) + occupation_part(D, q, row, S.occupation_share)
    if size == q[Q.LIMIT] and part + rest < S.best_score[0]:
        return size
    score = part + other_parts(D, q, row, D.limits[row], G.occupation_isco)
    return push(B, D, q[Q.ROWS], S, size, q[Q.LIMIT], score, q[Q.ROWS] + row, have)


@inlined
def stays_late(D, P, q, at, row):
    """Whether a row on a page that is near stays after the other limits too; most of what is asked stands on the page."""
    if row >= q[Q.DELTA_ROWS] or (D.dead[row >> 6] >> np.uint64(row & 63)) & np.uint64(1):
        return False
    if q[Q.OPEN_ON] > 0 and 0 < D.expires[row] < q[Q.OPEN_ON]:
        return False
    limits, hard = P.limits[at], q[Q.HARD_BITS]
    if (hard & Q.HARD_ABROAD) and (limits & ABROAD) and q[Q.ABROAD_WANTED] == 0:
        return False
    if (hard & Q.HARD_HOURS) and 0 <= q[Q.HOURS_MAX] < P.hours_week[at]:
        return False
    top = P.wage_top[at]
    if (hard & Q.HARD_PAY) and q[Q.PAY_FLOOR] > 0 and 0 <= top < q[Q.PAY_FLOOR] and pay_below(D, q, row):
        return False
    return not hidden(q, q[Q.ROWS] + row)


@inlined
def earned_late(D, P, S, at, row):
    """What the person's skills earn in a row on a page."""
    have, count = np.int64(0), np.int64(P.count[at])
    if count <= PAGE_SKILLS:
        for p in range(PAGE_SKILLS * at, PAGE_SKILLS * at + count):
            have += np.int64(S.gain[P.lists[p]])
    else:
        for p in range(D.skill_start[row], D.skill_start[row + 1]):
            have += np.int64(S.gain[D.skill_lists[p]])
    return have


@inlined
def consider_near_late(B, D, late_pages, G, q, S, T, size, rest):
    """Step 4 within circles: only the pages of tiles that a circle touches are read."""
    mark_classes(G, q, T)
    contracts, hours, _, _ = allowed_bits(q)
    total, low = np.int64(0), np.int64(0)
    known = pages_at(late_pages)
    for page in range(q[Q.DELTA_PAGES]):
        kind = np.int64(known.tiles[page])
        if not T.cell_state[kind]:
            continue
        P, high = page_at(late_pages, page), np.int64(known.rows[page])
        mark_page(P, D, q, T, low, high, kind == CLASSES, contracts, hours)
        for at in range(low, high):
            row = np.int64(P.row[at])
            if not T.stays[at] or not stays_late(D, P, q, at, row):
                continue
            total += 1
            occupation = occupation_part(P, q, at, S.occupation_share)
            if q[Q.LIMIT] == 0 or (size == q[Q.LIMIT] and occupation + q[Q.SKILL] + rest < S.best_score[0]):
                continue
            have = earned_late(D, P, S, at, row)
            part = skill_part(q, have, P.skills_all[at], P.limits[at]) + occupation
            if size < q[Q.LIMIT] or part + rest >= S.best_score[0]:
                size = consider_late(B, D, G, q, S, size, row, have, rest)
    return size, total


@inlined
def consider_delta(B, D, late_pages, G, q, S, T, size, rest):
    """Step 4: the rows of the delta; returns (size of the heap, how many stay). ``T`` marks them behind the rows of the base."""
    rows, n, total = q[Q.DELTA_ROWS], q[Q.ROWS], np.int64(0)
    if rows == 0:
        return size, total
    if q[Q.PLACES] > 0 and (q[Q.HARD_BITS] & Q.HARD_DISTANCE):
        return consider_near_late(B, D, late_pages, G, q, S, T, size, rest)
    T.piece_low[0], T.piece_high[0], T.piece_partly[0] = 0, rows, 0
    q[Q.ONE_CURRENCY] = q[Q.ONE_CURRENCY_LATE]
    total = mark_stays(D, q, T, 1, np.int64(0), rows, n)
    if q[Q.OPEN_ON] > 0:
        keep_open(D, T, np.int64(0), rows, q[Q.OPEN_ON])
        total = count_stays(T, np.int64(0), rows)
    if q[Q.LIMIT] == 0:
        return size, total
    collect_late(D, q, S, T)
    low, share = np.int64(0), np.int64(ONE if q[Q.HAS_OCCUPATIONS] else HALF)
    while low < rows:
        high = min(rows, low + SWEEP)
        need = needed_share(q, S, size, share, rest)
        if need > 1.0:
            return size, total
        factor, some = least_earned(need), np.int32(need * ONE > USUAL_SKILLS + 1)
        if any_earns(D, T, low, high, factor, some):
            for row in range(low, high):
                if earns(D, T, row, factor, some):
                    size = consider_late(B, D, G, q, S, size, row, np.int64(T.earned[row]), rest)
        low = high
    return size, total


@compiled
def scan(base, delta, late_pages, grid, scratch, late, q, rows, scores, parts):
    """The best rows for a question; returns (how many stand in ``rows``, ``scores`` and ``parts``; how many pass the hard limits)."""
    B, D, G, S, T = rows_at(base), rows_at(delta), grid_at(grid), scratch_at(scratch), scratch_at(late)
    n = q[Q.ROWS]
    for i in range(q[Q.PLACES]):
        at = q[Q.PLACES_AT] + 5 * i
        q[at + 4] = chord_limit(q[at + 3])
    fill_occupations(G, q, S)
    fill_gains(G, q, S, 1)
    piece_count = pieces(G, q, S)
    total = mark_stays(B, q, S, piece_count, q[Q.GRID_ROWS], n, np.int64(0))
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
    size, more = consider_delta(B, D, late_pages, G, q, S, T, size, rest)
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

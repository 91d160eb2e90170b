# mypy: ignore-errors
# The types inside are those that numba finds when it compiles.
"""Rows that came since the base was packed: near ones by their pages, or all of them along the lists."""

from __future__ import annotations

import numpy as np

from openpes.matching.engine import kernel_query as Q
from openpes.matching.engine.compiled import inlined
from openpes.matching.engine.delta import PAGE, PAGE_SKILLS
from openpes.matching.engine.grid import CLASSES
from openpes.matching.engine.kernel_bounds import SWEEP, any_earns, earns, least_earned, needed_share
from openpes.matching.engine.kernel_heap import push
from openpes.matching.engine.kernel_pieces import (
    allowed_bits,
    count_stays,
    hidden,
    keep_open,
    mark_classes,
    mark_page,
    mark_stays,
)
from openpes.matching.engine.kernel_score import occupation_part, other_parts, pay_below, skill_part
from openpes.matching.engine.kernel_views import page_at, pages_at, prefetch
from openpes.matching.engine.layout import ABROAD
from openpes.matching.engine.shares import HALF, USUAL_SKILLS
from openpes.matching.engine.weights import ONE


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
            one = np.int64(P.lists[p])
            # Nearly always it is none of the person's: the bits of all lists stand in the nearest cache.
            if (S.has[one >> 6] >> np.uint64(one & 63)) & np.uint64(1):
                have += np.int64(S.gain[one])
    else:
        for p in range(D.skill_start[row], D.skill_start[row + 1]):
            have += np.int64(S.gain[D.skill_lists[p]])
    return have


@inlined
def next_page(known, q, T, page):
    """The first page from this one on that a circle touches."""
    while page < q[Q.DELTA_PAGES] and not T.cell_state[np.int64(known.tiles[page])]:
        page += 1
    return page


@inlined
def ask_for(P):
    """Have what is asked of every row of a page loaded, while the page before it is read."""
    for line in range(0, PAGE, 16):
        prefetch(P.x, line)
        prefetch(P.y, line)
        prefetch(P.z, line)
    for line in range(0, PAGE, 32):
        prefetch(P.limits, line)
        prefetch(P.occupation, line)
        prefetch(P.row, line)


@inlined
def consider_near_late(B, D, late_pages, G, q, S, T, size, rest):
    """Step 4 within circles: only the pages of tiles that a circle touches are read."""
    mark_classes(G, q, T)
    contracts, hours, _, _ = allowed_bits(q)
    total, low = np.int64(0), np.int64(0)
    known = pages_at(late_pages)
    following = next_page(known, q, T, np.int64(0))
    while following < q[Q.DELTA_PAGES]:
        page, following = following, next_page(known, q, T, following + 1)
        if following < q[Q.DELTA_PAGES]:
            ask_for(page_at(late_pages, following))
        kind = np.int64(known.tiles[page])
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
    total = mark_stays(D, q, T, np.int64(0), np.int64(1), np.int64(0), rows, n)
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

# mypy: ignore-errors
# The types inside are those that numba finds when it compiles.
"""What people's skills and wanted occupations earn for a vacancy, added up over runs of rows.

A long run is done by the inverted lists, so that only rows with such a skill or occupation are touched; a short one row by row.
A skill asked earns once, by the best that a person has for it: lists of one asked skill are read in falling order of what they
earn, and a row that has earned for this skill is passed over.
"""

from __future__ import annotations

import numpy as np

from openpes.matching.engine import kernel_people_query as V
from openpes.matching.engine.compiled import inlined
from openpes.matching.engine.kernel_fill import nearness_share
from openpes.matching.engine.kernel_score import found
from openpes.matching.engine.layout import BLOCK
from openpes.matching.engine.people_layout import WANTS_OCCUPATION
from openpes.matching.engine.shares import HALF
from openpes.matching.engine.weights import ONE

ROWS_PER_LIST = 6
"""A run of fewer rows than this for each list is done row by row: finding its part of a list costs about as much."""


@inlined
def occupation_part(q, share):
    """Millionths for a share of the occupation."""
    return share * q[V.CERTAINTY] // ONE * q[V.OCCUPATION] // ONE


@inlined
def see_occupation(q, S, count, number, share):
    """Note what an occupation earns; returns how many earn something."""
    part = occupation_part(q, np.int64(share))
    if part <= S.occupation_part[number]:
        return count
    if S.occupation_part[number] == 0:
        S.near_number[count] = number
        count += 1
    S.occupation_part[number] = part
    return count


@inlined
def fill_occupations(P, q, S):
    """What each occupation that people want earns; returns how many earn something."""
    count, isco = np.int64(0), q[V.ISCO]
    if isco >= 0:
        major = isco // 1000 * 1000
        for number in range(P.occupation_first[major], P.occupation_first[major + 1000]):
            count = see_occupation(q, S, count, number, nearness_share(isco, np.int64(P.occupation_isco[number])))
    for i in range(q[V.RELATED_N]):
        at = q[V.RELATED_AT] + 2 * i
        count = see_occupation(q, S, count, q[at], q[at + 1])
    return count


@inlined
def fill_gains(q, S):
    """For rows one by one: what each list earns, or less than zero: where its entries begin in ``by_list``."""
    i = np.int64(0)
    while i < q[V.BY_LIST_N]:
        at = q[V.BY_LIST_AT] + 3 * i
        alone = q[at + 2] == 0 and (i + 1 == q[V.BY_LIST_N] or q[at + 3] != q[at])
        S.gain[q[at]] = q[at + 1] if alone else -(i + 1)
        i += 1
        while i < q[V.BY_LIST_N] and q[q[V.BY_LIST_AT] + 3 * i] == q[at]:
            i += 1
    for asked in range(q[V.ASKED] + 1):
        S.asked_row[asked] = -1


@inlined
def clean_up(q, S, near):
    """Leave the working arrays as they were found."""
    for i in range(near):
        S.occupation_part[S.near_number[i]] = 0
    for i in range(q[V.BY_LIST_N]):
        S.gain[q[q[V.BY_LIST_AT] + 3 * i]] = 0


@inlined
def earned_by(P, q, S, row):
    """What the skills of one row earn."""
    total = np.int64(0)
    for p in range(P.skill_start[row], P.skill_start[row + 1]):
        entry = np.int64(P.skill_lists[p])
        gain = np.int64(S.gain[entry])
        if gain >= 0:
            total += gain
            continue
        i = -gain - 1
        while i < q[V.BY_LIST_N] and q[q[V.BY_LIST_AT] + 3 * i] == entry:
            at = q[V.BY_LIST_AT] + 3 * i
            more, asked = q[at + 1], q[at + 2]
            before = S.asked_gain[asked] if asked and S.asked_row[asked] == row else np.int64(0)
            if more > before:
                total += more - before
                S.asked_row[asked], S.asked_gain[asked] = row, more
            i += 1
    return total


@inlined
def earn_by_rows(P, q, S, low, high):
    """Skills of a short run, row by row, and only of those that stay."""
    for row in range(low, high):
        if S.stays[row]:
            S.earned[row] = earned_by(P, q, S, row)


@inlined
def want_by_rows(P, q, S, low, high):
    """Occupations of a run, row by row, and only of those that stay."""
    half = np.int64(HALF) * q[V.OCCUPATION] // ONE
    for row in range(low, high):
        if S.stays[row]:
            best = np.int64(0) if P.limits[row] & WANTS_OCCUPATION else half
            for p in range(P.occupation_start[row], P.occupation_start[row + 1]):
                best = max(best, np.int64(S.occupation_part[P.occupation_lists[p]]))
            S.wanted[row] = best


@inlined
def part_of_list(P, at, whole, first, last):
    """Where the rows of a run stand in a list."""
    start, stop = np.int64(P.directory[at]), np.int64(P.directory[at + 1])
    if whole or start == stop:
        return start, stop
    start = found(P.postings, start, stop, first)
    return start, found(P.postings, start, stop, last)


@inlined
def earn_by_lists(P, q, S, low, high):
    """Skills of a long run, by the lists."""
    for row in range(low, high):
        S.earned[row] = 0
    for row in range(low, high):
        S.last[row] = 0
    width = 2 * q[V.SKILLS] + q[V.OCCUPATIONS] + 1
    while low < high:
        block = low // BLOCK
        begin = block * BLOCK
        end = min(high, begin + BLOCK)
        whole = low == begin and (end - begin == BLOCK or end == q[V.ROWS])
        for i in range(q[V.BY_ASKED_N]):
            at = q[V.BY_ASKED_AT] + 3 * i
            start, stop = part_of_list(P, block * width + q[at], whole, low - begin, end - begin)
            gain, asked = np.int32(q[at + 1]), np.uint16(q[at + 2])
            if asked == 0:
                for p in range(start, stop):
                    S.earned[begin + np.int64(P.postings[p])] += gain
            else:
                for p in range(start, stop):
                    row = begin + np.int64(P.postings[p])
                    if S.last[row] != asked:
                        S.last[row] = asked
                        S.earned[row] += gain
        low = end


@inlined
def want_by_lists(P, q, S, low, high, near):
    """Occupations of a long run, by the lists."""
    half = np.int32(np.int64(HALF) * q[V.OCCUPATION] // ONE)
    for row in range(low, high):
        S.wanted[row] = np.int32(0) if P.limits[row] & np.uint8(WANTS_OCCUPATION) else half
    width = 2 * q[V.SKILLS] + q[V.OCCUPATIONS] + 1
    while low < high:
        block = low // BLOCK
        begin = block * BLOCK
        end = min(high, begin + BLOCK)
        whole = low == begin and (end - begin == BLOCK or end == q[V.ROWS])
        for i in range(near):
            number = np.int64(S.near_number[i])
            start, stop = part_of_list(P, block * width + 2 * q[V.SKILLS] + number, whole, low - begin, end - begin)
            part = S.occupation_part[number]
            for p in range(start, stop):
                row = begin + np.int64(P.postings[p])
                S.wanted[row] = max(S.wanted[row], part)
        low = end


@inlined
def collect(P, q, S, piece_count, near):
    """Fill ``earned`` and ``wanted`` for the rows that stay."""
    i = np.int64(0)
    while i < piece_count:
        low, high = np.int64(S.piece_low[i]), np.int64(S.piece_high[i])
        i += 1
        while i < piece_count and S.piece_low[i] == high:
            high = np.int64(S.piece_high[i])
            i += 1
        if high - low < ROWS_PER_LIST * q[V.BY_ASKED_N]:
            earn_by_rows(P, q, S, low, high)
        else:
            earn_by_lists(P, q, S, low, high)
        if high - low < ROWS_PER_LIST * near:
            want_by_rows(P, q, S, low, high)
        else:
            want_by_lists(P, q, S, low, high, near)

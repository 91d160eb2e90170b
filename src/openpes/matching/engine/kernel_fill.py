# mypy: ignore-errors
# The types inside are those that numba finds when it compiles.
"""What a question fills in before rows are looked at: the share of each occupation, what each list adds, and the stages of step 3."""

from __future__ import annotations

import numpy as np

from openpes.matching.engine import kernel_query as Q
from openpes.matching.engine.compiled import inlined
from openpes.matching.engine.facts import ESSENTIAL, OPTIONAL
from openpes.matching.engine.kernel_bounds import STAGES
from openpes.matching.engine.weights import ONE

ASKED_LAST, REFUSED, SCORED, FIRST_SHARED, LAST_SHARED = range(5)
"""Places in ``tally``: whether the limits are asked last now, rows that they refused, rows scored; between which two numbers the
occupations of the base stand that have a share."""


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
    """The share of every occupation for this person, and between which two numbers those of the base stand that have any."""
    known = q[Q.OCCUPATIONS]
    first, last = known, np.int64(0)
    for number in range(q[Q.ALL_OCCUPATIONS]):
        S.occupation_share[number] = 0
    for i in range(q[Q.OCCUPATIONS_N]):
        isco = q[q[Q.OCCUPATIONS_AT] + i]
        if isco < 0:
            continue
        for size in (1000, 100, 10, 1):
            group = isco // size
            share = nearness_share(isco, isco) if size == 1 else 650_000 if size == 10 else 350_000 if size == 100 else 150_000
            low, high = np.int64(G.occupation_first[group * size]), np.int64(G.occupation_first[(group + 1) * size])
            if low < high:
                first, last = min(first, low), max(last, high)
            for number in range(low, high):
                S.occupation_share[number] = max(S.occupation_share[number], share)
        for number in range(known, q[Q.ALL_OCCUPATIONS]):
            share = nearness_share(np.int64(G.occupation_isco[number]), isco)
            S.occupation_share[number] = max(S.occupation_share[number], share)
    for i in range(q[Q.RELATED_N]):
        at = q[Q.RELATED_AT] + 2 * i
        S.occupation_share[q[at]] = max(np.int64(S.occupation_share[q[at]]), q[at + 1])
        if q[at] < known:
            first, last = min(first, q[at]), max(last, q[at] + 1)
    S.tally[FIRST_SHARED], S.tally[LAST_SHARED] = first, last


@inlined
def fill_gains(G, q, S, value):
    """What each list of a person's skill adds to a row; zero when ``value`` is 0 (to clean up)."""
    for i in range(q[Q.MARKS_N]):
        at = q[Q.MARKS_AT] + 2 * i
        weight = np.int32(np.int64(G.skill_weight[q[at]]) * q[at + 1] * value)
        S.gain[2 * q[at]] = weight * ESSENTIAL
        S.gain[2 * q[at] + 1] = weight * OPTIONAL
        both = np.uint64(3 * value) << np.uint64((2 * q[at]) & 63)
        S.has[(2 * q[at]) >> 6] = S.has[(2 * q[at]) >> 6] | both if value else np.uint64(0)


@inlined
def fill_stages(q, S):
    """For each stage of step 3 the greatest share of an occupation in it, and the runs of numbers of its occupations."""
    numbers, below, count = S.tally[LAST_SHARED], np.int64(ONE + 1), np.int64(0)
    for stage in range(len(STAGES)):
        least, greatest, number = STAGES[stage], np.int64(0), S.tally[FIRST_SHARED]
        S.stage_at[stage] = count
        while number < numbers:
            share = np.int64(S.occupation_share[number])
            if share < below:
                greatest = max(greatest, share)
                if share >= least:
                    if count > S.stage_at[stage] and S.range_high[count - 1] == number:
                        S.range_high[count - 1] = number + 1
                    else:
                        S.range_low[count], S.range_high[count] = number, number + 1
                        count += 1
            number += 1
        S.stage_share[stage] = greatest
        below = least
    S.stage_at[len(STAGES)] = count
    S.stage_share[len(STAGES)] = greatest_below(S, below)


@inlined
def greatest_below(S, below):
    """The greatest share of any occupation below a limit."""
    greatest = np.int64(0)
    for number in range(S.tally[FIRST_SHARED], S.tally[LAST_SHARED]):
        if S.occupation_share[number] < below:
            greatest = max(greatest, np.int64(S.occupation_share[number]))
    return greatest

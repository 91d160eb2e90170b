# mypy: ignore-errors
# The types inside are those that numba finds when it compiles.
"""What a row must earn for its skills to reach the mark, asked of many rows together."""

from __future__ import annotations

import numpy as np

from openpes.matching.engine import kernel_query as Q
from openpes.matching.engine.compiled import inlined
from openpes.matching.engine.packing import least_of_steps
from openpes.matching.engine.shares import IMPLIED, USUAL_SKILLS
from openpes.matching.engine.weights import ONE

IMPLIED_AT_ONCE = USUAL_SKILLS * (ONE - IMPLIED) / ONE / ONE
SWEEP = 64
"""Rows that the sweep asks about together."""
LEAST = least_of_steps().astype(np.float32)
STAGES = np.array([930_000, 650_000, 350_000], dtype=np.int64)
"""Least share for the occupation of the rows looked at in each stage of step 3; the sweep takes the rest."""
BUCKET_SHIFT = 10
BUCKETS = (ONE >> BUCKET_SHIFT) + 1


@inlined
def mark_of_found(S, count, most):
    """What the best of the rows noted earn at least so far, at most ``most`` of them: scored first, they set a high mark early."""
    for bucket in range(BUCKETS):
        S.histogram[bucket] = 0
    for i in range(count):
        S.histogram[S.found_part[i] >> BUCKET_SHIFT] += 1
    bucket, above = BUCKETS - 1, np.int64(0)
    while bucket > 0 and above + S.histogram[bucket] <= most:
        above += S.histogram[bucket]
        bucket -= 1
    return bucket << BUCKET_SHIFT


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
def fill_thresholds(S, factor):
    """For each step of what all skills of a row would earn the least that it must earn, rounded down: 1 where anything may do."""
    for step in range(256):
        S.threshold[step] = max(np.int32(1), np.int32(factor * LEAST[step] * np.float32(0.9999)))


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
    if high - low == SWEEP:  # the same, as a loop whose length the compiler knows
        for at in range(SWEEP):
            rows += earns(B, S, low + at, factor, some)
    else:
        for row in range(low, high):
            rows += earns(B, S, row, factor, some)
    return rows > 0


@inlined
def bare(B, S, row, factor):
    """Whether a row stays that earns nothing with a skill, and what it may earn without is enough."""
    return np.int32(factor * np.float32(np.int32(B.skills_all[row])) <= 0) & np.int32(S.earned[row] == 0) & np.int32(S.stays[row])


@inlined
def any_bare(B, S, low, high, factor):
    """Whether any row of a run does. No branch inside, so that it runs on many rows at once."""
    rows = np.int32(0)
    if high - low == SWEEP:  # the same, as a loop whose length the compiler knows
        for at in range(SWEEP):
            rows += bare(B, S, low + at, factor)
    else:
        for row in range(low, high):
            rows += bare(B, S, row, factor)
    return rows > 0

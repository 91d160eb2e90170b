# mypy: ignore-errors
# The types inside are those that numba finds when it compiles.
"""What a row must earn for its skills to reach the mark, asked of many rows together."""

from __future__ import annotations

import numpy as np

from openpes.matching.engine import kernel_query as Q
from openpes.matching.engine.compiled import inlined
from openpes.matching.engine.shares import IMPLIED, USUAL_SKILLS
from openpes.matching.engine.weights import ONE

IMPLIED_AT_ONCE = USUAL_SKILLS * (ONE - IMPLIED) / ONE / ONE
SWEEP = 64
"""Rows that the sweep asks about together."""


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
    if high - low == SWEEP:  # the same, as a loop whose length the compiler knows
        for at in range(SWEEP):
            rows += earns(B, S, low + at, factor, some)
    else:
        for row in range(low, high):
            rows += earns(B, S, row, factor, some)
    return rows > 0

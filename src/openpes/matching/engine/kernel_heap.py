# mypy: ignore-errors
# The types inside are those that numba finds when it compiles.
"""The best rows so far: a heap whose root is the worst of them. Of two equal scores the lower id is the better.

The ids of the rows in the heap stand beside their scores: where many rows score the same, comparing ids by looking them up in the
columns would cost more than scoring does.
"""

from __future__ import annotations

from openpes.matching.engine.compiled import inlined


@inlined
def worse(score_a, high_a, low_a, score_b, high_b, low_b):
    """Whether the first stands after the second."""
    if score_a != score_b:
        return score_a < score_b
    if high_a != high_b:
        return high_a > high_b
    return low_a > low_b


@inlined
def push(B, D, n, S, size, most, score, row, have):
    """Put a row in, if it is good enough; returns the new size. Rows from ``n`` on stand in ``D``.

    ``S`` holds best_score, best_high and best_low (the id), best_row, best_have.
    """
    if size == most and score < S.best_score[0]:
        return size
    high = B.high[row] if row < n else D.high[row - n]
    low = B.low[row] if row < n else D.low[row - n]
    if size < most:
        at = size
        while at > 0:
            parent = (at - 1) >> 1
            if not worse(score, high, low, S.best_score[parent], S.best_high[parent], S.best_low[parent]):
                break
            _move(S, at, parent)
            at = parent
        _set(S, at, score, high, low, row, have)
        return size + 1
    if worse(S.best_score[0], S.best_high[0], S.best_low[0], score, high, low):
        _sink(S, size, score, high, low, row, have)
    return size


@inlined
def take_worst(S, size):
    """Move the worst to the end of the heap, which gets one shorter; returns the new size."""
    score, high, low, row, have = S.best_score[0], S.best_high[0], S.best_low[0], S.best_row[0], S.best_have[0]
    last = size - 1
    if last > 0:
        _sink(S, last, S.best_score[last], S.best_high[last], S.best_low[last], S.best_row[last], S.best_have[last])
    _set(S, last, score, high, low, row, have)
    return last


@inlined
def _set(S, at, score, high, low, row, have):
    S.best_score[at], S.best_high[at], S.best_low[at], S.best_row[at], S.best_have[at] = score, high, low, row, have


@inlined
def _move(S, to, at):
    S.best_score[to], S.best_high[to], S.best_low[to] = S.best_score[at], S.best_high[at], S.best_low[at]
    S.best_row[to], S.best_have[to] = S.best_row[at], S.best_have[at]


@inlined
def _sink(S, size, score, high, low, row, have):
    at = 0
    while True:
        child = 2 * at + 1
        if child >= size:
            break
        other = child + 1
        if other < size and worse(
            S.best_score[other], S.best_high[other], S.best_low[other],
            S.best_score[child], S.best_high[child], S.best_low[child],
        ):  # fmt: skip
            child = other
        if not worse(S.best_score[child], S.best_high[child], S.best_low[child], score, high, low):
            break
        _move(S, at, child)
        at = child
    _set(S, at, score, high, low, row, have)

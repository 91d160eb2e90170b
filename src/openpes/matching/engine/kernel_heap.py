# mypy: ignore-errors
# The types inside are those that numba finds when it compiles.
"""The best rows so far: a heap whose root is the worst of them. Of two equal scores the lower id is the better."""

from __future__ import annotations

from openpes.matching.engine.compiled import inlined


@inlined
def id_before(B, D, n, a, b):
    """Whether row ``a`` has the lower id. Rows from ``n`` on stand in the delta."""
    high_a, high_b = B.high[a] if a < n else D.high[a - n], B.high[b] if b < n else D.high[b - n]
    if high_a != high_b:
        return high_a < high_b
    return (B.low[a] if a < n else D.low[a - n]) < (B.low[b] if b < n else D.low[b - n])


@inlined
def worse(B, D, n, score_a, row_a, score_b, row_b):
    """Whether the first stands after the second."""
    if score_a != score_b:
        return score_a < score_b
    return id_before(B, D, n, row_b, row_a)


@inlined
def push(B, D, n, S, size, most, score, row, have):
    """Put a row in, if it is good enough; returns the new size. ``S`` holds best_score, best_row, best_have."""
    if size < most:
        at = size
        while at > 0:
            parent = (at - 1) >> 1
            if not worse(B, D, n, score, row, S.best_score[parent], S.best_row[parent]):
                break
            _set(S, at, S.best_score[parent], S.best_row[parent], S.best_have[parent])
            at = parent
        _set(S, at, score, row, have)
        return size + 1
    if not worse(B, D, n, S.best_score[0], S.best_row[0], score, row):
        return size
    _sink(B, D, n, S, size, score, row, have)
    return size


@inlined
def take_worst(B, D, n, S, size):
    """Move the worst to the end of the heap, which gets one shorter; returns the new size."""
    score, row, have = S.best_score[0], S.best_row[0], S.best_have[0]
    last = size - 1
    if last > 0:
        _sink(B, D, n, S, last, S.best_score[last], S.best_row[last], S.best_have[last])
    _set(S, last, score, row, have)
    return last


@inlined
def _set(S, at, score, row, have):
    S.best_score[at], S.best_row[at], S.best_have[at] = score, row, have


@inlined
def _sink(B, D, n, S, size, score, row, have):
    at = 0
    while True:
        child = 2 * at + 1
        if child >= size:
            break
        if child + 1 < size and worse(
            B, D, n, S.best_score[child + 1], S.best_row[child + 1], S.best_score[child], S.best_row[child]
        ):
            child += 1
        if not worse(B, D, n, S.best_score[child], S.best_row[child], score, row):
            break
        _set(S, at, S.best_score[child], S.best_row[child], S.best_have[child])
        at = child
    _set(S, at, score, row, have)

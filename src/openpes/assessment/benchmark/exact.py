"""Fisher's exact test and Holm's correction, in whole numbers so that no tail is lost to rounding."""

from collections.abc import Sequence
from math import comb


def fisher(k1: int, n1: int, k2: int, n2: int) -> float:
    """Two-sided p for ``k1`` of ``n1`` against ``k2`` of ``n2``: the sum of all tables that are no more likely than this one.

    R. A. Fisher (1922); the two-sided form is the one of R's fisher.test. Raises ValueError for counts outside their bases.
    """
    if not (0 <= k1 <= n1 and 0 <= k2 <= n2):
        raise ValueError("a count must lie between nought and its base")
    yes, seen = k1 + k2, comb(n1, k1) * comb(n2, k2)
    extreme = 0
    for k in range(max(0, yes - n2), min(n1, yes) + 1):
        weight = comb(n1, k) * comb(n2, yes - k)
        if weight <= seen:
            extreme += weight
    return extreme / comb(n1 + n2, yes)


def holm(ps: Sequence[float]) -> list[float]:
    """The p values as they stand when all of them are looked at together (S. Holm, 1979), in the order given."""
    order = sorted(range(len(ps)), key=ps.__getitem__)
    found, highest = [0.0] * len(ps), 0.0
    for rank, i in enumerate(order):
        highest = max(highest, min(1.0, (len(ps) - rank) * ps[i]))
        found[i] = highest
    return found

"""Percentages and intervals as the report and this program state them."""

from math import sqrt

# The two-sided 95 % point of the normal distribution.
Z95 = 1.959963984540054


def percent_half_up(k: int, n: int) -> int | None:
    """``k`` of ``n`` in whole per cent, halves upwards (5 of 8 is 63), as the report rounds. None when nobody answered."""
    return (200 * k + n) // (2 * n) if n else None


def wilson(k: int, n: int) -> tuple[float, float] | None:
    """The 95 % interval for a share after Wilson (1927), in per cent with one decimal; None when ``n`` is 0.

    It treats the services as if they were a random sample, which those of the survey were not: pages must say so.
    """
    if not n:
        return None
    share, z2 = k / n, Z95 * Z95
    middle = share + z2 / (2 * n)
    half = Z95 * sqrt(share * (1 - share) / n + z2 / (4 * n * n))
    low, high = (middle - half) / (1 + z2 / n), (middle + half) / (1 + z2 / n)
    return round(100 * max(low, 0.0), 1) + 0.0, round(100 * min(high, 1.0), 1)

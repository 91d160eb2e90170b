"""Distances in whole metres on a sphere, the same on every machine: only additions, products and square roots at query time.

A place is a point on the sphere in whole metres from the centre of the Earth (off by at most 0.87 m). The square of the chord between
two places is then a whole number below 2**53, so that a float64 holds it exactly, and the arc grows with it step by step: a radius is
one limit on the square of the chord (:func:`chord_limit`), and a scan needs neither a root nor a sine for each row.
"""

from __future__ import annotations

import math

import numpy as np

EARTH = 6_371_008.8
"""Mean radius of the Earth in metres (IUGG)."""
FAR = 2**31 - 1
FOUR_RADII_SQUARED = 4.0 * EARTH * EARTH
LONGEST_CHORD_SQUARED = 4 * 6_371_010**2
"""More than the square of any chord between two places."""


def point(latitude: float, longitude: float) -> tuple[int, int, int]:
    """A place as a point on the sphere, in whole metres from the centre of the Earth."""
    lat, lon = math.radians(latitude), math.radians(longitude)
    return (
        round(EARTH * math.cos(lat) * math.cos(lon)),
        round(EARTH * math.cos(lat) * math.sin(lon)),
        round(EARTH * math.sin(lat)),
    )


def metres(points: np.ndarray, centre: np.ndarray) -> np.ndarray:
    """Great-circle distance of each point (n, 3) to a point (3,), in whole metres (int64).

    The arc is taken from the chord by its series; the error is below 1 m up to 2,000 km and grows beyond.
    """
    delta = points.astype(np.float64) - centre
    chord2 = delta[:, 0] * delta[:, 0] + delta[:, 1] * delta[:, 1] + delta[:, 2] * delta[:, 2]
    return np.rint(arc(chord2)).astype(np.int64)


def arc(chord2: np.ndarray | float) -> np.ndarray:
    """Metres along the sphere from the square of the chord. Never falls when the chord grows, rounding included."""
    x = chord2 * (1.0 / FOUR_RADII_SQUARED)
    return np.sqrt(chord2) * (1.0 + x * (1.0 / 6.0 + x * (3.0 / 40.0 + x * (15.0 / 336.0 + x * (105.0 / 3456.0)))))


def chord_limit(radius: int) -> int:
    """The greatest square of a chord (whole metres) whose arc, rounded, is within ``radius`` metres."""
    low, high = 0, LONGEST_CHORD_SQUARED
    while low < high:
        middle = (low + high + 1) // 2
        if np.rint(arc(float(middle))) <= radius:
            low = middle
        else:
            high = middle - 1
    return low

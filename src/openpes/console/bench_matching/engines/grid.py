"""Squares of about 10 km for the engines that search by terms or sorted ranges: the country cut along latitude and longitude."""

from __future__ import annotations

import math

import numpy as np

from openpes.matching.engine.geo import EARTH

METRES_PER_DEGREE = EARTH * math.pi / 180
STEP = 10_000 / METRES_PER_DEGREE
WIDE = 4096
ANYWHERE = 0
"""The square of what has no place or is done from home."""


def cells(lat: np.ndarray, lon: np.ndarray, anywhere: np.ndarray) -> np.ndarray:
    """The square of each row. Squares are narrower towards the poles by the cosine of their own band."""
    band = np.floor((lat + 90) / STEP).astype(np.int64)
    shrink = np.cos(np.radians((band + 0.5) * STEP - 90))
    column = np.floor((lon + 180) * shrink / STEP).astype(np.int64)
    return np.where(anywhere, ANYWHERE, 1 + band * WIDE + column)


def ranges(lat: float, lon: float, radius: int) -> list[tuple[int, int]]:
    """Runs of squares (first, last) that a circle may touch, one for each band."""
    reach = radius / METRES_PER_DEGREE
    found = []
    for band in range(math.floor((lat - reach + 90) / STEP), math.floor((lat + reach + 90) / STEP) + 1):
        south, north = band * STEP - 90, (band + 1) * STEP - 90
        away = max(0.0, south - lat, lat - north)
        # The widest half of the circle within this band, with a tenth of a per cent to spare for the curve of the Earth.
        half = math.sqrt(max(0.0, reach * reach - away * away)) / math.cos(math.radians(max(abs(south), abs(north)))) * 1.001
        shrink = math.cos(math.radians((band + 0.5) * STEP - 90))
        first, last = (math.floor((lon + side + 180) * shrink / STEP) for side in (-half, half))
        found.append((1 + band * WIDE + first, 1 + band * WIDE + last))
    return found


def covering(lat: float, lon: float, radius: int) -> list[int]:
    """All squares that a circle may touch."""
    return [cell for first, last in ranges(lat, lon, radius) for cell in range(first, last + 1)]


def middle(cell: int) -> tuple[float, float]:
    """Latitude and longitude of the middle of a square."""
    band, column = divmod(cell - 1, WIDE)
    lat = (band + 0.5) * STEP - 90
    return lat, (column + 0.5) * STEP / math.cos(math.radians(lat)) - 180


def metres_between(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance by the haversine formula."""
    (lat1, lon1), (lat2, lon2) = (map(math.radians, p) for p in (a, b))
    h = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH * math.asin(math.sqrt(h))

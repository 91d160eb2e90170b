"""Cells of about 10 km: bands of latitude cut into equal cells, numbered row by row, so that a circle is a few runs of rows."""

from __future__ import annotations

import math

import numpy as np

BAND_DEGREES = 0.09
BANDS = 2_000
STRIDE = 4_096


def cells_in_bands() -> np.ndarray:
    """How many cells each band has: as many as keep a cell at most 10 km wide."""
    edges = np.abs(np.arange(BANDS + 1) * BAND_DEGREES - 90.0)
    nearest_equator = np.minimum(edges[:-1], edges[1:])
    return np.maximum(1, np.ceil(360.0 * np.cos(np.radians(nearest_equator)) / BAND_DEGREES)).astype(np.int32)


def cells_of(x: np.ndarray, y: np.ndarray, z: np.ndarray, band_cells: np.ndarray) -> np.ndarray:
    """The number of the cell of each point (int32)."""
    across = np.hypot(x, y)
    band = np.clip(((np.degrees(np.arctan2(z, across)) + 90.0) / BAND_DEGREES).astype(np.int32), 0, BANDS - 1)
    cells = band_cells[band]
    around = (np.degrees(np.arctan2(y, x)) + 180.0) / 360.0
    return band * STRIDE + np.clip((around * cells).astype(np.int32), 0, cells - 1)


def directory(keys: np.ndarray, xyz: np.ndarray, band_cells: np.ndarray) -> dict[str, np.ndarray]:
    """The cells of rows that stand in order of cell: key, first row, middle and reach of each."""
    n = len(keys)
    first = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1]))) if n else np.zeros(0, dtype=np.int64)
    start = np.concatenate((first, [n])).astype(np.int32)
    made = {"cell_key": keys[first].astype(np.int32), "cell_start": start, "band_cells": band_cells}
    middle = np.zeros((len(first), 3), dtype=np.int64)
    reach = np.zeros(len(first), dtype=np.float64)
    if n:
        low = np.minimum.reduceat(xyz, first, axis=0).astype(np.int64)
        high = np.maximum.reduceat(xyz, first, axis=0).astype(np.int64)
        middle = (low + high) // 2
        far = xyz - np.repeat(middle, np.diff(start), axis=0)
        reach = np.ceil(np.sqrt(np.maximum.reduceat((far * far).sum(axis=1), first).astype(np.float64)))
    for i, name in enumerate(("cell_x", "cell_y", "cell_z")):
        made[name] = middle[:, i].astype(np.int32)
    made["cell_reach"] = reach.astype(np.int32)
    return made


TILE_BANDS = 4
CLASSES = 256
"""Tiles of about 40 km fall into this many classes; a delta keeps rows of one class together."""


def tile_class(x: int, y: int, z: int, band_cells: np.ndarray) -> int:
    """The class of the tile of a point. How an edge is rounded does not matter: who asks looks a little farther than needed."""
    degrees = math.degrees(math.atan2(z, math.hypot(x, y)))
    band = min(max(int((degrees + 90.0) / (BAND_DEGREES * TILE_BANDS)), 0), BANDS // TILE_BANDS - 1)
    columns = int(band_cells[band * TILE_BANDS]) // TILE_BANDS + 1
    column = min(max(int((math.degrees(math.atan2(y, x)) + 180.0) / 360.0 * columns), 0), columns - 1)
    return (band * 7_919 + column * 104_729) % CLASSES

"""The least that a 30 km question can cost: the bytes that any engine has to read, at the speed of this core's memory."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from openpes.console.bench_matching.engines import grid
from openpes.console.bench_matching.engines.base import Asked
from openpes.console.bench_matching.table import Table
from openpes.console.bench_matching.truth import Answer

BYTES_IN_CELLS, BYTES_PASSING = 15, 33
"""What is read of a row to know whether it passes, and what more to score it."""


def floor(table: Table, asked: Sequence[Asked], right: Sequence[Answer], gb_s: float) -> dict[str, Any]:
    """Mean rows in the 10 km squares that a circle touches (with those that are near to everyone), that pass, and the mean floor in ms."""
    square, count_of = np.unique(grid.cells(table.lat, table.lon, table.anywhere), return_counts=True)
    until = np.concatenate(([0], np.cumsum(count_of)))
    everywhere = int(table.anywhere.sum())
    inside = []
    for each in asked:
        assert each.question.centre is not None
        count = everywhere
        for first, last in grid.ranges(*each.question.centre, each.question.radius):
            count += int(until[np.searchsorted(square, last, "right")] - until[np.searchsorted(square, first)])
        inside.append(count)
    passing = np.array([answer.passing for answer in right])
    milliseconds = (BYTES_IN_CELLS * np.array(inside) + BYTES_PASSING * passing) / (gb_s * 1e6)
    return {
        "rows_in_cells_mean": round(float(np.mean(inside)), 1),
        "rows_passing_mean": round(float(passing.mean()), 1),
        "floor_ms_mean": round(float(milliseconds.mean()), 5),
    }

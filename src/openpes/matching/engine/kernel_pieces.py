"""Which rows a question is about: runs of rows ("pieces") in the cells of its circles, and how many rows pass the hard limits."""

from __future__ import annotations

import math

import numpy as np

from openpes.matching.engine import kernel_query as Q
from openpes.matching.engine.compiled import inlined
from openpes.matching.engine.geo import EARTH
from openpes.matching.engine.grid import BAND_DEGREES, BANDS, STRIDE
from openpes.matching.engine.kernel_score import found, passes, passes_but_distance, within
from openpes.matching.engine.layout import FIRST_LIMITS

PARTLY, WHOLLY = 1, 2
"""A cell that the rim of a circle cuts, or one that lies inside: there distance rules nothing out."""
_MARGIN = 2e-5
"""Radians (127 m) added to every circle when its cells are looked up."""


@inlined
def mark_cells(G, q, S, at, first, last):
    """Mark the cells that the circle at ``at`` touches; returns the lowest and highest marked so far (a range to sweep)."""
    x, y, z, limit = q[at], q[at + 1], q[at + 2], q[at + 4]
    chord = math.sqrt(limit)
    angle = 2.0 * math.asin(min(1.0, chord / (2.0 * EARTH))) + _MARGIN
    latitude = math.atan2(z, math.sqrt(x * x + y * y))
    longitude = math.atan2(y, x)
    low_band = max(0, np.int64((math.degrees(latitude - angle) + 90.0) / BAND_DEGREES))
    high_band = min(BANDS - 1, np.int64((math.degrees(latitude + angle) + 90.0) / BAND_DEGREES))
    cells = G.cells
    around = abs(latitude) + angle >= math.pi / 2 - 1e-6 or (high_band - low_band) > cells
    wide = math.pi if around else math.asin(min(1.0, math.sin(angle) / math.cos(latitude))) + _MARGIN
    begin = found(G.cell_key, np.int64(0), cells, low_band * STRIDE)
    for band in range(low_band, high_band + 1):
        if begin >= cells:
            break
        if G.cell_key[begin] >= (band + 1) * STRIDE:
            continue
        count = G.band_cells[band]
        left = np.int64(np.floor((longitude - wide + math.pi) / (2.0 * math.pi) * count))
        right = np.int64(np.floor((longitude + wide + math.pi) / (2.0 * math.pi) * count))
        whole = right - left + 1 >= count
        i = begin
        if not whole and left >= 0 and right < count:
            i = found(G.cell_key, begin, cells, band * STRIDE + left)
        while i < cells and G.cell_key[i] < (band + 1) * STRIDE:
            j = G.cell_key[i] - band * STRIDE
            if whole or left <= j <= right or j - count >= left or j + count <= right:
                dx, dy, dz = G.cell_x[i] - x, G.cell_y[i] - y, G.cell_z[i] - z
                far = math.sqrt(np.float64(dx * dx + dy * dy + dz * dz))
                reach = np.float64(G.cell_reach[i])
                if far + reach + 1.0 <= chord:
                    S.cell_state[i] = WHOLLY
                elif far - reach - 1.0 <= chord and S.cell_state[i] == 0:
                    S.cell_state[i] = PARTLY
                if S.cell_state[i]:
                    first, last = min(first, i), max(last, i)
            elif j > right and left >= 0:
                break
            i += 1
        begin = found(G.cell_key, begin, cells, (band + 1) * STRIDE)
    return first, last


@inlined
def pieces(G, q, S):
    """Fill piece_low, piece_high, piece_partly with the runs of rows to look at; returns how many. A piece is one cell or segment."""
    n, grid, several = q[Q.ROWS], q[Q.GRID_ROWS], q[Q.SEVERAL_END]
    if q[Q.PLACES] == 0 or not (q[Q.HARD_BITS] & Q.HARD_DISTANCE):
        S.piece_low[0], S.piece_high[0], S.piece_partly[0] = 0, n, 0
        return 1 if n else 0
    first, last = G.cells, np.int64(-1)
    for i in range(q[Q.PLACES]):
        first, last = mark_cells(G, q, S, q[Q.PLACES_AT] + 5 * i, first, last)
    count = 0
    for cell in range(first, last + 1):
        state = S.cell_state[cell]
        if state:
            S.cell_state[cell] = 0
            S.piece_low[count], S.piece_high[count] = G.cell_start[cell], G.cell_start[cell + 1]
            S.piece_partly[count] = state == PARTLY
            count += 1
    if several > grid:
        S.piece_low[count], S.piece_high[count], S.piece_partly[count] = grid, several, 1
        count += 1
    if n > several:
        S.piece_low[count], S.piece_high[count], S.piece_partly[count] = several, n, 0
        count += 1
    return count


@inlined
def limits_table(q, S):
    """Which values of the first bits of ``limits`` pass (contract, abroad, kind of hours); returns whether all do."""
    everything = True
    for first in range(FIRST_LIMITS):
        ok = True
        if (q[Q.HARD_BITS] & Q.HARD_ABROAD) and (first & 16) and q[Q.ABROAD_WANTED] == 0:
            ok = False
        offered, wanted = first & 15, q[Q.CONTRACTS_WANTED]
        if (q[Q.HARD_BITS] & Q.HARD_CONTRACT) and wanted != 0 and offered != 0 and ((wanted >> offered) & 1) == 0:
            ok = False
        hours = first >> 5
        if (q[Q.HARD_BITS] & Q.HARD_HOURS) and (
            (hours == 1 and q[Q.HOURS_WANTED] == 2) or (hours == 2 and q[Q.HOURS_WANTED] == 1)
        ):
            ok = False
        S.limits_pass[first] = ok
        everything = everything and ok
    return everything


@inlined
def count_near(R, low, high, x, y, z, limit):
    """Rows of one run within a circle. The loop has no branch, so that it runs on many rows at once."""
    near = 0
    bound = np.float64(limit)
    for row in range(low, high):
        dx, dy, dz = np.float64(R.x[row]) - x, np.float64(R.y[row]) - y, np.float64(R.z[row]) - z
        near += dx * dx + dy * dy + dz * dz <= bound
    return near


@inlined
def count_rows(R, q, S, count):
    """How many rows of the pieces pass every hard limit, tombstones not yet taken off."""
    every_first = limits_table(q, S)
    by_week = (q[Q.HARD_BITS] & Q.HARD_HOURS) and q[Q.HOURS_MAX] >= 0
    by_pay = (q[Q.HARD_BITS] & Q.HARD_PAY) and q[Q.PAY_FLOOR] >= 0
    plain = every_first and not by_week and not by_pay
    total = 0
    for i in range(count):
        low, high = S.piece_low[i], S.piece_high[i]
        if not S.piece_partly[i] and plain:
            total += high - low
        elif plain and q[Q.PLACES] == 1 and low < q[Q.GRID_ROWS]:
            at = q[Q.PLACES_AT]
            total += count_near(R, low, high, np.float64(q[at]), np.float64(q[at + 1]), np.float64(q[at + 2]), q[at + 4])
        else:
            total += _count_slowly(R, q, S, low, high, S.piece_partly[i], by_week or by_pay)
    return total


@inlined
def _count_slowly(R, q, S, low, high, partly, more):
    total = 0
    for row in range(low, high):
        limits = R.limits[row]
        if not S.limits_pass[limits & 127]:
            continue
        if more and not passes_but_distance(R, q, row, limits):
            continue
        if partly and not within(R, q, row, limits):
            continue
        total += 1
    return total


@inlined
def gone(R, row):
    """Whether a row is deleted or past its day."""
    word, bit = row >> 6, np.uint64(1) << np.uint64(row & 63)
    if R.dead_count > 0 and (R.dead[word] & bit) != 0:
        return True
    return R.past_count > 0 and (R.past[word] & bit) != 0


@inlined
def count_gone(R, q, low, high):
    """How many rows of a run are gone and would have counted."""
    total = 0
    if R.dead_count == 0 and R.past_count == 0:
        return total
    for word in range(low >> 6, (high + 63) >> 6):
        bits = np.uint64(0)
        if R.dead_count > 0:
            bits |= R.dead[word]
        if R.past_count > 0:
            bits |= R.past[word]
        if bits:
            for row in range(max(low, word << 6), min(high, (word + 1) << 6)):
                if (bits >> np.uint64(row & 63)) & np.uint64(1) and passes(R, q, row):
                    total += 1
    return total

# mypy: ignore-errors
# The types inside are those that numba finds when it compiles.
"""Which people a vacancy is about: runs of rows in the cells within someone's radius, and who is left after their own hard limits."""

from __future__ import annotations

import numpy as np

from openpes.matching.engine import kernel_people_query as V
from openpes.matching.engine.compiled import inlined
from openpes.matching.engine.kernel_people_score import nearest2, pay_below
from openpes.matching.engine.kernel_pieces import CHUNK, PARTLY, WHOLLY, count_stays, mark_whole
from openpes.matching.engine.kernel_query import HARD_ABROAD, HARD_CONTRACT, HARD_DISTANCE, HARD_HOURS, HARD_PAY
from openpes.matching.engine.kernel_score import found
from openpes.matching.engine.kernel_shares import FULLY

BY_SPOTS = 2
"""A run of rows of several places each: who is near is found by their spots, not row by row."""


@inlined
def mark_cells(P, q, S):
    """Which cells hold someone who may look as far as this vacancy, and which hold only such. No branch inside."""
    cells = q[V.CELLS] + q[V.SPOT_CELLS]
    for cell in range(cells):
        S.cell_state[cell] = 0
    for i in range(q[V.PLACES]):
        at = q[V.PLACES_AT] + 3 * i
        x, y, z = np.float64(q[at]), np.float64(q[at + 1]), np.float64(q[at + 2])
        for cell in range(cells):
            dx, dy, dz = np.float64(P.cell_x[cell]) - x, np.float64(P.cell_y[cell]) - y, np.float64(P.cell_z[cell]) - z
            far = dx * dx + dy * dy + dz * dz
            state = np.uint8(far <= P.cell_any[cell]) + np.uint8(far <= P.cell_all[cell])
            S.cell_state[cell] = max(S.cell_state[cell], state)


@inlined
def add_piece(S, count, low, high, partly):
    """Note a run of rows; one that goes on where the last ended is put to it."""
    if count and S.piece_high[count - 1] == low and S.piece_partly[count - 1] == partly:
        S.piece_high[count - 1] = high
        return count
    S.piece_low[count], S.piece_high[count], S.piece_partly[count] = low, high, partly
    return count + 1


@inlined
def pieces(P, q, S):
    """Fill piece_low, piece_high, piece_partly with the runs of rows to look at, ascending; returns how many."""
    n, grid, several = q[V.ROWS], q[V.GRID_ROWS], q[V.SEVERAL_END]
    count = np.int64(0)
    if n == 0:
        return count
    if q[V.PLACES] == 0 or q[V.TELEWORK_OFFERED] == FULLY or not (q[V.HARD_BITS] & HARD_DISTANCE):
        return add_piece(S, count, 0, n, 0)
    mark_cells(P, q, S)
    for cell in range(q[V.CELLS]):
        state = S.cell_state[cell]
        if state:
            count = add_piece(S, count, P.cell_start[cell], P.cell_start[cell + 1], np.int64(state == PARTLY))
    if several > grid:
        count = add_piece(S, count, grid, several, BY_SPOTS)
    if n > several:
        count = add_piece(S, count, several, n, 0)
    return count


@inlined
def mark_near(P, q, S, low, high):
    """Rows of one place each whose circle holds a place of the vacancy."""
    for i in range(q[V.PLACES]):
        at, before = q[V.PLACES_AT] + 3 * i, np.uint8(i > 0)
        x, y, z = np.float64(q[at]), np.float64(q[at + 1]), np.float64(q[at + 2])
        for row in range(low, high):
            dx, dy, dz = np.float64(P.x[row]) - x, np.float64(P.y[row]) - y, np.float64(P.z[row]) - z
            near = np.uint8(dx * dx + dy * dy + dz * dz <= P.radius_limit[P.radius[row]])
            S.stays[row] = near | (S.stays[row] & before)


@inlined
def mark_spots(P, q, S):
    """Rows of several places, of which one has a circle that holds a place of the vacancy."""
    for row in range(q[V.GRID_ROWS], q[V.SEVERAL_END]):
        S.stays[row] = 0
    for cell in range(q[V.SPOT_CELLS]):
        state = S.cell_state[q[V.CELLS] + cell]
        if state:
            for spot in range(P.spot_start[cell], P.spot_start[cell + 1]):
                limit = np.int64(P.radius_limit[P.spot_radius[spot]])
                x, y, z = np.int64(P.spot_x[spot]), np.int64(P.spot_y[spot]), np.int64(P.spot_z[spot])
                if state == WHOLLY or nearest2(q, x, y, z) <= limit:
                    S.stays[P.spot_row[spot]] = 1


@inlined
def mark_places(P, q, S, low, high, kind):
    """The rows of a run that distance does not rule out."""
    if kind == PARTLY:
        mark_near(P, q, S, low, high)
    elif kind != BY_SPOTS:
        mark_whole(S, low, high)


@inlined
def keep_wishes(P, q, S, low, high):
    """Keep rows whose wishes about contract, hours and work abroad the vacancy meets, as far as they are hard."""
    offered = q[V.CONTRACT_OFFERED]
    if (q[V.HARD_BITS] & HARD_CONTRACT) and offered != 0:
        for row in range(low, high):
            wanted = np.int32(P.contracts[row])
            S.stays[row] &= np.uint8(wanted == 0) | np.uint8((wanted >> offered) & 1)
    if q[V.HARD_BITS] & HARD_HOURS:
        if q[V.HOURS_OFFERED] in (1, 2):
            other = np.uint8(3 - q[V.HOURS_OFFERED])
            for row in range(low, high):
                S.stays[row] &= np.uint8((P.limits[row] & np.uint8(3)) != other)
        if q[V.HOURS_WEEK] >= 0:
            week = np.int16(q[V.HOURS_WEEK])
            for row in range(low, high):
                S.stays[row] &= np.uint8(P.hours_max[row] < 0) | np.uint8(P.hours_max[row] >= week)
    if (q[V.HARD_BITS] & HARD_ABROAD) and q[V.IS_ABROAD]:
        for row in range(low, high):
            S.stays[row] &= (P.limits[row] >> np.uint8(4)) & np.uint8(1)


@inlined
def keep_pay(P, q, S, low, high):
    """Keep rows whose floor the vacancy reaches, where its pay is known."""
    top = q[V.WAGE_TOP]
    if not (q[V.HARD_BITS] & HARD_PAY) or top < 0:
        return
    if q[V.ONE_CURRENCY]:
        if P.terms_currency[0] == q[V.CURRENCY]:
            for row in range(low, high):
                S.stays[row] &= np.uint8(P.pay_floor[row] <= top)
        return
    for row in range(low, high):
        if S.stays[row] and pay_below(P, q, row):
            S.stays[row] = 0


@inlined
def take_off(S, low, high, bits):
    """Rows that left since, given as bits, do not stay."""
    for word in range(low >> 6, (high + 63) >> 6):
        if bits[word]:
            for row in range(max(low, word << 6), min(high, (word + 1) << 6)):
                if (bits[word] >> np.uint64(row & 63)) & np.uint64(1):
                    S.stays[row] = 0


@inlined
def mark_stays(P, q, S, count, dead, hidden):
    """Which rows of the pieces stay after every hard limit, in ``stays``; returns how many."""
    total = np.int64(0)
    for i in range(count):
        end, low, kind = np.int64(S.piece_high[i]), np.int64(S.piece_low[i]), S.piece_partly[i]
        if kind == BY_SPOTS:
            mark_spots(P, q, S)
        while low < end:
            high = min(end, low + CHUNK)
            mark_places(P, q, S, low, high, kind)
            keep_wishes(P, q, S, low, high)
            keep_pay(P, q, S, low, high)
            if len(dead):
                take_off(S, low, high, dead)
            total += count_stays(S, low, high)
            low = high
    for i in range(len(hidden)):
        row = hidden[i]
        piece = found(S.piece_low, np.int64(0), count, row + 1) - 1
        if piece >= 0 and row < S.piece_high[piece] and S.stays[row]:
            S.stays[row] = 0
            total -= 1
    return total

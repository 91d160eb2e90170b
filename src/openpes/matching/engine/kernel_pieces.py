# mypy: ignore-errors
# The types inside are those that numba finds when it compiles.
"""Which rows a question is about: runs of rows ("pieces") in the cells of its circles, and how many rows pass the hard limits."""

from __future__ import annotations

import math

import numpy as np

from openpes.matching.engine import kernel_query as Q
from openpes.matching.engine.compiled import inlined
from openpes.matching.engine.geo import EARTH
from openpes.matching.engine.grid import BAND_DEGREES, BANDS, CLASSES, STRIDE, TILE_BANDS
from openpes.matching.engine.kernel_score import found, passes_but_distance, pay_below, within
from openpes.matching.engine.layout import BIG_PAY, BLOCK

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
    """Fill piece_low, piece_high, piece_partly with the runs of rows to look at; returns how many.

    A piece is one cell or segment, or one block of the lists where all rows are asked.
    """
    n, grid, several = q[Q.ROWS], q[Q.GRID_ROWS], q[Q.SEVERAL_END]
    if q[Q.PLACES] == 0 or not (q[Q.HARD_BITS] & Q.HARD_DISTANCE):
        blocks = (n + BLOCK - 1) // BLOCK
        for i in range(blocks):
            S.piece_low[i], S.piece_high[i], S.piece_partly[i] = i * BLOCK, min(n, (i + 1) * BLOCK), 0
        return blocks
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
def group_end(S, begin, count):
    """The pieces from ``begin`` to here are looked at together: what is known of their rows stays in a near cache."""
    end, rows = begin + 1, np.int64(S.piece_high[begin]) - S.piece_low[begin]
    while end < count:
        rows += np.int64(S.piece_high[end]) - S.piece_low[end]
        if rows > BLOCK:
            break
        end += 1
    return end


CHUNK = 4_096
"""Rows checked together, so that what is known of them stays in the nearest cache between one limit and the next."""


@inlined
def mark_whole(S, low, high):
    """Every row of a run stays, so far."""
    for row in range(low, high):
        S.stays[row] = 1


@inlined
def mark_near(R, S, low, high, x, y, z, limit, first):
    """Rows of a run within a circle (and of the circles before). No branch inside, so that it runs on many rows at once."""
    for row in range(low, high):
        dx, dy, dz = np.float64(R.x[row]) - x, np.float64(R.y[row]) - y, np.float64(R.z[row]) - z
        S.stays[row] = np.uint8(dx * dx + dy * dy + dz * dz <= limit) | (S.stays[row] & first)


@inlined
def keep_limits(R, S, low, high, contracts, hours, abroad):
    """Keep rows whose contract, hours and country are among those that pass, given as bits."""
    for row in range(low, high):
        limits = np.int32(R.limits[row])
        ok = (contracts >> (limits & 15)) & (hours >> ((limits >> 5) & 3)) & (abroad >> ((limits >> 4) & 1)) & 1
        S.stays[row] &= np.uint8(ok)


@inlined
def keep_hours(R, S, low, high, most):
    """Keep rows of at most so many hours a week, or of unknown hours."""
    for row in range(low, high):
        S.stays[row] &= np.uint8(R.hours_week[row] <= most)


@inlined
def keep_pay(R, S, low, high, floor):
    """Keep rows that pay enough, or of unknown pay."""
    for row in range(low, high):
        top = R.wage_top[row]
        S.stays[row] &= np.uint8(top >= floor) | np.uint8(top < 0)


@inlined
def keep_pay_slowly(R, q, S, low, high):
    """The same where there are several currencies, or amounts beyond 31 bits."""
    for row in range(low, high):
        if S.stays[row] and pay_below(R, q, row):
            S.stays[row] = 0


@inlined
def take_off_gone(R, S, low, high):
    """Rows deleted or past their day do not stay."""
    for word in range(low >> 6, (high + 63) >> 6):
        bits = np.uint64(0)
        if R.dead_count > 0:
            bits |= R.dead[word]
        if R.past_count > 0:
            bits |= R.past[word]
        if bits:
            for row in range(max(low, word << 6), min(high, (word + 1) << 6)):
                if (bits >> np.uint64(row & 63)) & np.uint64(1):
                    S.stays[row] = 0


@inlined
def allowed_bits(q):
    """Bits of the contracts, kinds of hours and countries (home, abroad) that pass, and whether all do."""
    contracts, hours, abroad = np.int32(0xFFFF), np.int32(0xF), np.int32(3)
    if (q[Q.HARD_BITS] & Q.HARD_CONTRACT) and q[Q.CONTRACTS_WANTED] != 0:
        contracts = np.int32((q[Q.CONTRACTS_WANTED] | 1) & 0xFFFF)
    if q[Q.HARD_BITS] & Q.HARD_HOURS:
        if q[Q.HOURS_WANTED] == 1:
            hours = np.int32(0xF & ~(1 << 2))
        elif q[Q.HOURS_WANTED] == 2:
            hours = np.int32(0xF & ~(1 << 1))
    if (q[Q.HARD_BITS] & Q.HARD_ABROAD) and q[Q.ABROAD_WANTED] == 0:
        abroad = np.int32(1)
    return contracts, hours, abroad, contracts == 0xFFFF and hours == 0xF and abroad == 3


@inlined
def mark_stays(R, q, S, begin, count, single, rows, shift):
    """Phase 1: which rows of the pieces from ``begin`` to ``count`` stay after every hard limit, in ``stays``; returns how many.

    Reads a few bytes of each row, and only the columns of limits that this person has. ``single``: rows before it have one place
    each; ``shift``: what the numbers of hidden rows begin with.
    """
    contracts, hours, abroad, everything = allowed_bits(q)
    by_week = (q[Q.HARD_BITS] & Q.HARD_HOURS) != 0 and q[Q.HOURS_MAX] >= 0
    floor = q[Q.PAY_FLOOR] if q[Q.HARD_BITS] & Q.HARD_PAY else np.int64(-1)
    slow_pay = floor >= BIG_PAY or q[Q.ONE_CURRENCY] == 0
    if q[Q.ONE_CURRENCY] == 1 and R.terms_currency[0] != q[Q.CURRENCY]:
        floor = np.int64(-1)
    total = np.int64(0)
    for i in range(begin, count):
        end, low = np.int64(S.piece_high[i]), np.int64(S.piece_low[i])
        while low < end:
            high = min(end, low + CHUNK)
            mark_places(R, q, S, low, high, S.piece_partly[i], single)
            if not everything:
                keep_limits(R, S, low, high, contracts, hours, abroad)
            if by_week:
                keep_hours(R, S, low, high, np.int16(min(q[Q.HOURS_MAX], np.int64(32_767))))
            if floor >= 0:
                if slow_pay:
                    keep_pay_slowly(R, q, S, low, high)
                else:
                    keep_pay(R, S, low, high, np.int32(floor))
            if R.dead_count > 0 or R.past_count > 0:
                take_off_gone(R, S, low, high)
            total += count_stays(S, low, high)
            low = high
    for i in range(q[Q.HIDDEN_N]):
        row = q[q[Q.HIDDEN_AT] + i] - shift
        if 0 <= row < rows and in_pieces(S, begin, count, row) and S.stays[row]:
            S.stays[row] = 0
            total -= 1
    return total


@inlined
def mark_classes(G, q, T):
    """Mark in cell_state the classes of tiles that the circles may touch, and the class of rows that are near to everyone."""
    for kind in range(CLASSES):
        T.cell_state[kind] = 0
    T.cell_state[CLASSES] = 1
    for k in range(q[Q.PLACES]):
        at = q[Q.PLACES_AT] + 5 * k
        x, y, z = q[at], q[at + 1], q[at + 2]
        angle = 2.0 * math.asin(min(1.0, math.sqrt(q[at + 4]) / (2.0 * EARTH))) + _MARGIN
        latitude, longitude = math.atan2(z, math.sqrt(x * x + y * y)), math.atan2(y, x)
        everything = abs(latitude) + angle >= math.pi / 2 - 1e-6
        wide = math.pi if everything else math.asin(min(1.0, math.sin(angle) / math.cos(latitude))) + _MARGIN
        for band in range(_tile_band(latitude - angle), _tile_band(latitude + angle) + 1):
            columns = np.int64(G.band_cells[band * TILE_BANDS]) // TILE_BANDS + 1
            left = np.int64(np.floor((longitude - wide + math.pi) / (2.0 * math.pi) * columns))
            right = np.int64(np.floor((longitude + wide + math.pi) / (2.0 * math.pi) * columns))
            for column in range(left, min(right, left + columns - 1) + 1):
                T.cell_state[(band * 7_919 + ((column + columns) % columns) * 104_729) % CLASSES] = 1


@inlined
def _tile_band(latitude):
    band = np.int64((math.degrees(latitude) + 90.0) / (BAND_DEGREES * TILE_BANDS))
    return min(max(band, np.int64(0)), np.int64(BANDS // TILE_BANDS - 1))


@inlined
def mark_page(P, D, q, T, low, high, near_all, contracts, hours):
    """Rows of a page that stay after distance and, where each is one comparison, hours, contract and pay."""
    if near_all:
        for at in range(low, high):
            row = np.int64(P.row[at])
            T.stays[at] = within(D, q, row, P.limits[at])
    else:
        for k in range(q[Q.PLACES]):
            place = q[Q.PLACES_AT] + 5 * k
            x, y, z = np.float64(q[place]), np.float64(q[place + 1]), np.float64(q[place + 2])
            mark_near(P, T, low, high, x, y, z, np.float64(q[place + 4]), np.uint8(k > 0))
    if contracts != 0xFFFF or hours != 0xF:
        keep_limits(P, T, low, high, contracts, hours, np.int32(3))


@inlined
def hidden(q, row):
    """Whether a row is among those that must not be shown."""
    if q[Q.HIDDEN_N] == 0:
        return False
    begin, end = q[Q.HIDDEN_AT], q[Q.HIDDEN_AT] + q[Q.HIDDEN_N]
    place = found(q, begin, end, row)
    return place < end and q[place] == row


@inlined
def mark_places(R, q, S, low, high, partly, single):
    """The rows of a run that distance does not rule out."""
    if not partly:
        mark_whole(S, low, high)
    elif low < single:
        for k in range(q[Q.PLACES]):
            at = q[Q.PLACES_AT] + 5 * k
            x, y, z = np.float64(q[at]), np.float64(q[at + 1]), np.float64(q[at + 2])
            mark_near(R, S, low, high, x, y, z, np.float64(q[at + 4]), np.uint8(k > 0))
    else:
        for row in range(low, high):
            S.stays[row] = within(R, q, row, R.limits[row])


@inlined
def count_stays(S, low, high):
    """How many rows of a run stay."""
    total = np.int32(0)
    for row in range(low, high):
        total += np.int32(S.stays[row])
    return np.int64(total)


@inlined
def in_pieces(S, begin, count, row):
    """Whether a row was looked at."""
    inside = False
    for i in range(begin, count):
        inside = inside or S.piece_low[i] <= row < S.piece_high[i]
    return inside


@inlined
def keep_open(R, S, low, high, day):
    """Keep rows that do not expire before a day."""
    for row in range(low, high):
        S.stays[row] &= np.uint8(R.expires[row] == 0) | np.uint8(R.expires[row] >= day)


@inlined
def passes(R, q, row):
    """Whether a row of the base stays after every limit: what ``mark_stays`` says of many, asked of one."""
    limits = R.limits[row]
    if gone(R, q, row) or not passes_but_distance(R, q, row, limits):
        return False
    if (q[Q.HARD_BITS] & Q.HARD_DISTANCE) and not within(R, q, row, limits):
        return False
    return not hidden(q, row)


@inlined
def gone(R, q, row):
    """Whether a row is deleted or past its day."""
    word, bit = row >> 6, np.uint64(1) << np.uint64(row & 63)
    if R.dead_count > 0 and (R.dead[word] & bit) != 0:
        return True
    return 0 < R.expires[row] < q[Q.OPEN_ON]

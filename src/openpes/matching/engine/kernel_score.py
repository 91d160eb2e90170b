# mypy: ignore-errors
# The types inside are those that numba finds when it compiles.
"""The score of one pair, compiled: what ``facts`` and ``shares`` say of whole columns, said of one row. Same integers."""

from __future__ import annotations

import numpy as np

from openpes.matching.engine import kernel_query as Q
from openpes.matching.engine.compiled import inlined
from openpes.matching.engine.geo import LONGEST_CHORD_SQUARED
from openpes.matching.engine.kernel_shares import (
    FULLY,
    arc,
    contract_differs,
    contract_share,
    education_share,
    experience_share,
    fresh_share,
    hours_differ,
    hours_share,
    language_mark,
    months_counted,
    pay_share,
    radius_share,
    skill_share,
    telework_share,
)
from openpes.matching.engine.layout import (
    ABROAD,
    BIG_PAY,
    HOURS_SHIFT,
    IMPLIED_BIT,
    NO_PLACE,
    ONE_PLACE,
    PLACE_SHIFT,
    TELEWORK_SHIFT,
)
from openpes.matching.engine.shares import HALF
from openpes.matching.engine.weights import ONE

RULED_OUT = -1


@inlined
def chord_limit(radius):
    """See ``geo.chord_limit``."""
    low, high = np.int64(0), np.int64(LONGEST_CHORD_SQUARED)
    while low < high:
        middle = (low + high + 1) // 2
        if arc(np.float64(middle)) <= radius:
            low = middle
        else:
            high = middle - 1
    return low


@inlined
def found(ascending, low, high, value):
    """Where a value stands between two places of an ascending array, or where it would stand."""
    while low < high:
        middle = (low + high) >> 1
        if ascending[middle] < value:
            low = middle + 1
        else:
            high = middle
    return low


@inlined
def chord2(R, q, row, at):
    """Square of the chord from a row's one place to the person's place at ``at``."""
    dx, dy, dz = R.x[row] - q[at], R.y[row] - q[at + 1], R.z[row] - q[at + 2]
    return dx * dx + dy * dy + dz * dz


@inlined
def nearest2(R, q, row, kind, at):
    """The same for the nearest of several places."""
    if kind == ONE_PLACE:
        return chord2(R, q, row, at)
    which = found(R.several_row, np.int64(0), R.several_row_count, row)
    best = np.int64(2**62)
    for p in range(R.several_start[which], R.several_start[which + 1]):
        dx = R.several_xyz[3 * p] - q[at]
        dy = R.several_xyz[3 * p + 1] - q[at + 1]
        dz = R.several_xyz[3 * p + 2] - q[at + 2]
        best = min(best, dx * dx + dy * dy + dz * dz)
    return best


@inlined
def place_share(R, q, row, limits):
    """Share for the distance: -1 when either side names no place, 0 outside every radius."""
    kind = (limits >> PLACE_SHIFT) & 3
    if kind == NO_PLACE or q[Q.PLACES] == 0:
        return np.int64(-1)
    best = np.int64(0)
    for i in range(q[Q.PLACES]):
        at = q[Q.PLACES_AT] + 5 * i
        far = nearest2(R, q, row, kind, at)
        if far <= q[at + 4]:
            best = max(best, radius_share(far, q[at + 3]))
    return best


@inlined
def within(R, q, row, limits):
    """Whether distance does not rule a row out."""
    kind = (limits >> PLACE_SHIFT) & 3
    if kind == NO_PLACE or ((limits >> TELEWORK_SHIFT) & 3) == FULLY:
        return True
    for i in range(q[Q.PLACES]):
        at = q[Q.PLACES_AT] + 5 * i
        if nearest2(R, q, row, kind, at) <= q[at + 4]:
            return True
    return q[Q.PLACES] == 0


@inlined
def pay(R, row):
    """(least, the greater of least and most) a month, -1 unknown."""
    least, top = np.int64(R.wage_min[row]), np.int64(R.wage_top[row])
    if top == BIG_PAY:
        at = found(R.big_row, np.int64(0), R.big_row_count, row)
        least, top = R.big_min[at], max(R.big_min[at], R.big_max[at])
    return least, top


@inlined
def hours_clash(R, q, row, limits):
    """Whether the hours offered are others than wanted."""
    return hours_differ((limits >> HOURS_SHIFT) & 3, q[Q.HOURS_WANTED], np.int64(R.hours_week[row]), q[Q.HOURS_MAX])


@inlined
def contract_clash(q, limits):
    """Whether the contract is of a kind that is not wanted."""
    return contract_differs(limits & 15, q[Q.CONTRACTS_WANTED])


@inlined
def pay_below(R, q, row):
    """Whether the stated pay stays below the floor."""
    if q[Q.PAY_FLOOR] < 0:
        return False
    _, top = pay(R, row)
    return 0 <= top < q[Q.PAY_FLOOR] and R.terms_currency[R.terms[row]] == q[Q.CURRENCY]


@inlined
def passes_but_distance(R, q, row, limits):
    """Every hard limit except distance."""
    hard = q[Q.HARD_BITS]
    if (hard & Q.HARD_ABROAD) and (limits & ABROAD) and q[Q.ABROAD_WANTED] == 0:
        return False
    if (hard & Q.HARD_CONTRACT) and contract_clash(q, limits):
        return False
    if (hard & Q.HARD_HOURS) and hours_clash(R, q, row, limits):
        return False
    return not ((hard & Q.HARD_PAY) and pay_below(R, q, row))


@inlined
def skill_part(q, have, of_all, limits):
    """Millionths for the skills."""
    return skill_share(have, of_all, (limits & IMPLIED_BIT) != 0) * q[Q.SKILL] // ONE


@inlined
def occupation_part(R, q, row, occupation_share):
    """Millionths for the occupation."""
    if q[Q.HAS_OCCUPATIONS] == 0:
        return np.int64(HALF) * q[Q.OCCUPATION] // ONE
    share = np.int64(occupation_share[R.occupation[row]])
    if share == 0:
        return np.int64(0)
    return share * R.certainty[row] // ONE * q[Q.OCCUPATION] // ONE


@inlined
def distance_part(R, q, row, limits):
    """Millionths for the distance."""
    if ((limits >> TELEWORK_SHIFT) & 3) == FULLY:
        share = np.int64(ONE)
    else:
        share = place_share(R, q, row, limits)
        if share < 0:
            share = np.int64(HALF)
    return share * q[Q.DISTANCE] // ONE


@inlined
def pay_part(R, q, row):
    """Millionths for the pay."""
    floor = q[Q.PAY_FLOOR]
    if floor < 0:
        return q[Q.PAY]
    least, top = pay(R, row)
    same = R.terms_currency[R.terms[row]] == q[Q.CURRENCY]
    return pay_share(floor, least, top, same) * q[Q.PAY] // ONE


@inlined
def hours_part(R, q, row, limits):
    """Millionths for hours and shifts."""
    clash = hours_clash(R, q, row, limits) or (R.terms_shifts[R.terms[row]] & q[Q.SHIFTS_UNWANTED]) != 0
    return hours_share((limits >> HOURS_SHIFT) & 3, q[Q.HOURS_WANTED], clash) * q[Q.HOURS] // ONE


@inlined
def licence_part(R, q, row):
    """Millionths for the licences."""
    asks = R.asks[row]
    begin, end = R.asks_licence_start[asks], R.asks_licence_start[asks + 1]
    if begin == end:
        return q[Q.LICENCE]
    met = np.int64(0)
    for i in range(begin, end):
        for j in range(q[Q.LICENCES_AT], q[Q.LICENCES_AT] + q[Q.LICENCES_N]):
            if q[j] == R.asks_licences[i]:
                met += 1
                break
    return (met * ONE // (end - begin)) * q[Q.LICENCE] // ONE


@inlined
def language_part(R, q, row):
    """Millionths for the languages: a level reached counts two, one below counts one."""
    asks = R.asks[row]
    begin, end = R.asks_language_start[asks], R.asks_language_start[asks + 1]
    if begin == end:
        return q[Q.LANGUAGE]
    met = np.int64(0)
    for i in range(begin, end):
        level, have = R.asks_languages[2 * i + 1], np.int64(0)
        for j in range(q[Q.LANGUAGES_N]):
            at = q[Q.LANGUAGES_AT] + 2 * j
            if q[at] == R.asks_languages[2 * i]:
                have = q[at + 1]
        met += language_mark(have, level)
    return (met * ONE // (2 * (end - begin))) * q[Q.LANGUAGE] // ONE


@inlined
def experience_part(R, q, row, isco_of):
    """Millionths for experience: whole in the minor group, half in the sub-major group."""
    isco, months = np.int64(isco_of[R.occupation[row]]), np.int64(0)
    for i in range(q[Q.EXPERIENCE_N]):
        at = q[Q.EXPERIENCE_AT] + 2 * i
        months += months_counted(isco, q[at], q[at + 1])
    return experience_share(months, np.int64(R.asks_months[R.asks[row]])) * q[Q.EXPERIENCE] // ONE


@inlined
def contract_part(q, limits):
    """Millionths for the contract."""
    return contract_share(limits & 15, q[Q.CONTRACTS_WANTED]) * q[Q.CONTRACT] // ONE


@inlined
def telework_part(q, limits):
    """Millionths for work from home."""
    return telework_share((limits >> TELEWORK_SHIFT) & 3, q[Q.TELEWORK_WISH]) * q[Q.TELEWORK] // ONE


@inlined
def education_part(R, q, row):
    """Millionths for education."""
    return education_share(q[Q.EDUCATION], np.int64(R.asks_education[R.asks[row]])) * q[Q.EDUCATE] // ONE


@inlined
def fresh_part(R, q, row):
    """Millionths for freshness."""
    return fresh_share(np.int64(R.posted[row]), q[Q.TODAY]) * q[Q.FRESH] // ONE


@inlined
def other_parts(R, q, row, limits, isco_of):
    """The sum of all parts but skills and occupation. A part of no weight reads nothing."""
    total = np.int64(0)
    if q[Q.DISTANCE] > 0:
        total += distance_part(R, q, row, limits)
    if q[Q.PAY] > 0:
        total += pay_part(R, q, row)
    if q[Q.HOURS] > 0:
        total += hours_part(R, q, row, limits)
    if q[Q.LICENCE] > 0:
        total += licence_part(R, q, row)
    if q[Q.LANGUAGE] > 0:
        total += language_part(R, q, row)
    if q[Q.EXPERIENCE] > 0:
        total += experience_part(R, q, row, isco_of)
    if q[Q.CONTRACT] > 0:
        total += contract_part(q, limits)
    if q[Q.TELEWORK] > 0:
        total += telework_part(q, limits)
    if q[Q.EDUCATE] > 0:
        total += education_part(R, q, row)
    if q[Q.FRESH] > 0:
        total += fresh_part(R, q, row)
    return total


@inlined
def all_parts(R, q, row, have, occupation_share, isco_of, out):
    """Every part, in the order of PARTS."""
    limits = R.limits[row]
    out[0] = occupation_part(R, q, row, occupation_share)
    out[1] = skill_part(q, have, R.skills_all[row], limits)
    out[2] = distance_part(R, q, row, limits)
    out[3] = pay_part(R, q, row)
    out[4] = hours_part(R, q, row, limits)
    out[5] = licence_part(R, q, row)
    out[6] = language_part(R, q, row)
    out[7] = experience_part(R, q, row, isco_of)
    out[8] = contract_part(q, limits)
    out[9] = telework_part(q, limits)
    out[10] = education_part(R, q, row)
    out[11] = fresh_part(R, q, row)

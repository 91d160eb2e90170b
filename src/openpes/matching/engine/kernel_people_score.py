# mypy: ignore-errors
# The types inside are those that numba finds when it compiles.
"""The score of one person for a vacancy, compiled: each part by the functions that score a vacancy for a person (kernel_shares)."""

from __future__ import annotations

import numpy as np

from openpes.matching.engine import kernel_people_query as V
from openpes.matching.engine.compiled import inlined
from openpes.matching.engine.kernel_shares import (
    FULLY,
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
from openpes.matching.engine.people_layout import TELEWORK_SHIFT
from openpes.matching.engine.shares import HALF
from openpes.matching.engine.weights import ONE


@inlined
def nearest2(q, x, y, z):
    """Square of the chord from a person's place to the nearest place of the vacancy."""
    best = np.int64(2**62)
    for i in range(q[V.PLACES]):
        at = q[V.PLACES_AT] + 3 * i
        dx, dy, dz = x - q[at], y - q[at + 1], z - q[at + 2]
        best = min(best, dx * dx + dy * dy + dz * dz)
    return best


@inlined
def place_share(P, q, row):
    """Share for the distance: -1 when either side names no place, 0 outside every radius."""
    if q[V.PLACES] == 0 or row >= q[V.SEVERAL_END]:
        return np.int64(-1)
    if row < q[V.GRID_ROWS]:
        far = nearest2(q, np.int64(P.x[row]), np.int64(P.y[row]), np.int64(P.z[row]))
        inside = far <= P.radius_limit[P.radius[row]]
        return radius_share(far, np.int64(P.radius_metres[P.radius[row]])) if inside else np.int64(0)
    best, which = np.int64(0), row - q[V.GRID_ROWS]
    for p in range(P.several_start[which], P.several_start[which + 1]):
        far = nearest2(q, np.int64(P.several_xyz[3 * p]), np.int64(P.several_xyz[3 * p + 1]), np.int64(P.several_xyz[3 * p + 2]))
        number = P.several_radius[p]
        if far <= P.radius_limit[number]:
            best = max(best, radius_share(far, np.int64(P.radius_metres[number])))
    return best


@inlined
def pay_below(P, q, row):
    """Whether the stated pay stays below the person's floor."""
    floor, top = P.pay_floor[row], q[V.WAGE_TOP]
    return 0 <= top < floor and P.terms_currency[P.terms[row]] == q[V.CURRENCY]


@inlined
def skill_part(q, have):
    """Millionths for the skills."""
    return skill_share(have, q[V.SKILLS_ALL], q[V.IMPLIED] != 0) * q[V.SKILL] // ONE


@inlined
def distance_part(P, q, row):
    """Millionths for the distance."""
    if q[V.TELEWORK_OFFERED] == FULLY:
        return q[V.DISTANCE]
    share = place_share(P, q, row)
    return (np.int64(HALF) if share < 0 else share) * q[V.DISTANCE] // ONE


@inlined
def pay_part(P, q, row):
    """Millionths for the pay."""
    floor = P.pay_floor[row]
    if floor < 0:
        return q[V.PAY]
    same = P.terms_currency[P.terms[row]] == q[V.CURRENCY]
    return pay_share(floor, q[V.WAGE_MIN], q[V.WAGE_TOP], same) * q[V.PAY] // ONE


@inlined
def hours_part(P, q, row):
    """Millionths for hours and shifts."""
    wanted, shifts = np.int64(P.limits[row]) & 3, np.int64(P.terms_shifts[P.terms[row]])
    clash = hours_differ(q[V.HOURS_OFFERED], wanted, q[V.HOURS_WEEK], np.int64(P.hours_max[row])) or (shifts & q[V.SHIFTS]) != 0
    return hours_share(q[V.HOURS_OFFERED], wanted, clash) * q[V.HOURS] // ONE


@inlined
def licence_part(P, q, row):
    """Millionths for the licences."""
    asked = q[V.LICENCES_N]
    if asked == 0:
        return q[V.LICENCE]
    met, knows = np.int64(0), P.knows[row]
    for i in range(q[V.LICENCES_AT], q[V.LICENCES_AT] + asked):
        for j in range(P.knows_licence_start[knows], P.knows_licence_start[knows + 1]):
            if P.knows_licences[j] == q[i]:
                met += 1
                break
    return (met * ONE // asked) * q[V.LICENCE] // ONE


@inlined
def language_part(P, q, row):
    """Millionths for the languages."""
    asked = q[V.LANGUAGES_N]
    if asked == 0:
        return q[V.LANGUAGE]
    met, knows = np.int64(0), P.knows[row]
    for i in range(asked):
        at, have = q[V.LANGUAGES_AT] + 2 * i, np.int64(0)
        for j in range(P.knows_language_start[knows], P.knows_language_start[knows + 1]):
            if P.knows_languages[2 * j] == q[at]:
                have = max(have, P.knows_languages[2 * j + 1])
        met += language_mark(have, q[at + 1])
    return (met * ONE // (2 * asked)) * q[V.LANGUAGE] // ONE


@inlined
def experience_part(P, q, row):
    """Millionths for experience."""
    months = np.int64(0)
    for i in range(P.spell_start[row], P.spell_start[row + 1]):
        months += months_counted(q[V.ISCO], np.int64(P.spell_isco[i]), np.int64(P.spell_months[i]))
    return experience_share(months, q[V.MONTHS_ASKED]) * q[V.EXPERIENCE] // ONE


@inlined
def contract_part(P, q, row):
    """Millionths for the contract."""
    return contract_share(q[V.CONTRACT_OFFERED], np.int64(P.contracts[row])) * q[V.CONTRACT] // ONE


@inlined
def telework_part(P, q, row):
    """Millionths for work from home."""
    return telework_share(q[V.TELEWORK_OFFERED], (np.int64(P.limits[row]) >> TELEWORK_SHIFT) & 3) * q[V.TELEWORK] // ONE


@inlined
def education_part(P, q, row):
    """Millionths for education."""
    return education_share(np.int64(P.terms_education[P.terms[row]]), q[V.EDUCATION_ASKED]) * q[V.EDUCATE] // ONE


@inlined
def fresh_part(q):
    """Millionths for freshness: the same for everyone."""
    return fresh_share(q[V.POSTED], q[V.TODAY]) * q[V.FRESH] // ONE


@inlined
def other_parts(P, q, row):
    """The sum of all parts but skills, occupation and freshness. A part of no weight reads nothing."""
    total = np.int64(0)
    if q[V.DISTANCE] > 0:
        total += distance_part(P, q, row)
    if q[V.PAY] > 0:
        total += pay_part(P, q, row)
    if q[V.HOURS] > 0:
        total += hours_part(P, q, row)
    if q[V.LICENCE] > 0:
        total += licence_part(P, q, row)
    if q[V.LANGUAGE] > 0:
        total += language_part(P, q, row)
    if q[V.EXPERIENCE] > 0:
        total += experience_part(P, q, row)
    if q[V.CONTRACT] > 0:
        total += contract_part(P, q, row)
    if q[V.TELEWORK] > 0:
        total += telework_part(P, q, row)
    if q[V.EDUCATE] > 0:
        total += education_part(P, q, row)
    return total


@inlined
def all_parts(P, q, row, wanted, have, out):
    """Every part, in the order of PARTS; ``wanted``: millionths for the occupation."""
    out[0] = wanted
    out[1] = skill_part(q, have)
    out[2] = distance_part(P, q, row)
    out[3] = pay_part(P, q, row)
    out[4] = hours_part(P, q, row)
    out[5] = licence_part(P, q, row)
    out[6] = language_part(P, q, row)
    out[7] = experience_part(P, q, row)
    out[8] = contract_part(P, q, row)
    out[9] = telework_part(P, q, row)
    out[10] = education_part(P, q, row)
    out[11] = fresh_part(q)

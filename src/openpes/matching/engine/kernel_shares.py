# mypy: ignore-errors
# The types inside are those that numba finds when it compiles.
"""The share that one pair earns of each part, compiled, from plain numbers: what both directions of the scan call.

What :mod:`shares` says of whole columns, said of one pair: a person's wish or skill on one side, a vacancy's on the other. Same
integers. Shares are out of a million.
"""

from __future__ import annotations

import numpy as np

from openpes.matching.engine.compiled import inlined
from openpes.matching.engine.geo import FOUR_RADII_SQUARED
from openpes.matching.engine.shares import EXPERIENCE_MONTHS, FRESH_DAYS, HALF, IMPLIED, USUAL_SKILLS
from openpes.matching.engine.weights import ONE

_PER_RADIUS = 1.0 / FOUR_RADII_SQUARED
_C1, _C2, _C3, _C4 = 1.0 / 6.0, 3.0 / 40.0, 15.0 / 336.0, 105.0 / 3456.0
FULLY, PARTLY, AT_PLACE = 3, 2, 1
_FULL_TIME, _PART_TIME, _EITHER = 1, 2, 3


@inlined
def arc(chord2):
    """See ``geo.arc``, then rounded."""
    x = chord2 * _PER_RADIUS
    return np.int64(np.rint(np.sqrt(chord2) * (1.0 + x * (_C1 + x * (_C2 + x * (_C3 + x * _C4))))))


@inlined
def radius_share(far, radius):
    """Share for a place within the radius, from the square of the chord: full at the place, one millionth at the rim."""
    return max(np.int64(1), (radius - arc(np.float64(far))) * ONE // radius)


@inlined
def skill_share(have, of_all, implied):
    """Share for the skills; those only usual for the occupation count less."""
    if of_all == 0:
        return np.int64(USUAL_SKILLS)
    share = np.int64(have) * ONE // np.int64(of_all)
    if implied:
        share = (share * IMPLIED + USUAL_SKILLS * (ONE - IMPLIED)) // ONE
    return share


@inlined
def pay_share(floor, least, top, same_currency):
    """Share for the pay: ``least`` and ``top`` stated a month, -1 unknown; ``floor`` is not -1."""
    if top < 0 or not same_currency:
        return np.int64(HALF)
    bottom = least if least >= 0 else top
    return np.int64(ONE) if bottom >= floor else np.int64(750_000) if top >= floor else np.int64(0)


@inlined
def hours_differ(offered, wanted, week, most):
    """Whether the hours offered are others than wanted."""
    if (offered == _FULL_TIME and wanted == _PART_TIME) or (offered == _PART_TIME and wanted == _FULL_TIME):
        return True
    return 0 <= most < week


@inlined
def hours_share(offered, wanted, clash):
    """Share for hours and shifts; ``clash`` of either."""
    if clash:
        return np.int64(0)
    if wanted in (0, _EITHER) or offered != 0:
        return np.int64(ONE)
    return np.int64(HALF)


@inlined
def contract_differs(offered, wanted):
    """Whether the contract is of a kind that is not wanted."""
    return wanted != 0 and offered != 0 and ((wanted >> offered) & 1) == 0


@inlined
def contract_share(offered, wanted):
    """Share for the contract."""
    if contract_differs(offered, wanted):
        return np.int64(0)
    return np.int64(HALF) if wanted != 0 and offered == 0 else np.int64(ONE)


@inlined
def telework_share(offered, wish):
    """Share for work from home."""
    if wish == 1:
        return np.int64(ONE if offered == FULLY else 700_000 if offered == PARTLY else 0 if offered == AT_PLACE else HALF)
    if wish == 2:
        return np.int64(0 if offered == FULLY else HALF if offered == PARTLY else ONE if offered == AT_PLACE else 750_000)
    return np.int64(ONE)


@inlined
def language_mark(have, asked):
    """2 for a level reached, 1 for one level below, 0 for less."""
    if have >= asked:
        return np.int64(2)
    return np.int64(1) if have > 0 and have == asked - 1 else np.int64(0)


@inlined
def months_counted(isco, other, months):
    """Months of experience that count for an occupation: whole in its minor group, half in its sub-major group."""
    if isco < 0 or other < 0:
        return np.int64(0)
    if isco // 10 == other // 10:
        return np.int64(months)
    return np.int64(months) // 2 if isco // 100 == other // 100 else np.int64(0)


@inlined
def experience_share(months, asked):
    """Share for experience."""
    if asked > 0:
        return min(np.int64(ONE), months * ONE // asked)
    return HALF + min(np.int64(ONE), months * ONE // EXPERIENCE_MONTHS) // 2


@inlined
def education_share(have, asked):
    """Share for education."""
    if asked < 0 or have >= asked:
        return np.int64(ONE)
    return np.int64(HALF) if have < 0 or have == asked - 1 else np.int64(0)


@inlined
def fresh_share(posted, today):
    """Share for freshness."""
    if posted <= 0:
        return np.int64(HALF)
    return max(np.int64(0), FRESH_DAYS - max(np.int64(0), today - posted)) * ONE // FRESH_DAYS

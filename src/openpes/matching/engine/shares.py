"""From facts to the share (0 to 1,000,000) that a pair earns of each part, and what a person's hard limits rule out.

Unknown is never a miss and never a match: it earns half, unknown skills a fifth. What a person asks nothing about earns in full, the same for every
vacancy.
"""

from __future__ import annotations

import numpy as np

from openpes.matching.engine.codes import CONTRACTS, HOURS, NO_MATTER, TELEWORK, UNKNOWN, WANTED
from openpes.matching.engine.facts import Facts
from openpes.matching.engine.weights import ONE, Weights

HALF = ONE // 2
# Same occupation, and unit, minor, sub-major and major group of ISCO-08 in common.
NEARNESS = np.array([0, 150_000, 350_000, 650_000, 930_000, ONE], dtype=np.int64)
_EITHER, _FULL_TIME, _PART_TIME = HOURS.index("either"), HOURS.index("full_time"), HOURS.index("part_time")
_FULLY, _PARTLY, _AT_PLACE = TELEWORK.index("fully"), TELEWORK.index("partly"), TELEWORK.index("none")
# Share by telework offered: unknown, none, partly, fully.
_WANTS_TELEWORK = np.array([HALF, 0, 700_000, ONE], dtype=np.int64)
_WANTS_NONE = np.array([750_000, ONE, HALF, 0], dtype=np.int64)
USUAL_SKILLS = 200_000
"""Where an advert names no skill and its occupation has none: about what a person has of those of a related occupation."""
IMPLIED = 700_000
"""Weight of skills that are only usual for the occupation; the rest of the part earns what unknown skills earn."""
FRESH_DAYS = 60
EXPERIENCE_MONTHS = 12


def shares(facts: Facts) -> dict[str, np.ndarray]:
    """Share of each part in millionths, by the name of the part."""
    return {
        "occupation": _occupation(facts),
        "skills": _skills(facts),
        "distance": _distance(facts),
        "pay": _pay(facts),
        "hours": _hours(facts),
        "licences": _of_all(facts.licences_met, facts.licences_all, ONE),
        "languages": _of_all(facts.languages_met, facts.languages_all, ONE),
        "experience": _experience(facts),
        "contract": _contract(facts),
        "telework": _telework(facts),
        "education": _education(facts),
        "freshness": _freshness(facts),
    }


def parts(facts: Facts, weights: Weights, n: int) -> np.ndarray:
    """Millionths of the score by part (columns in the order of ``weights.parts``) for n pairs; a row sums to the score."""
    made = shares(facts)
    table = np.empty((n, len(weights.parts)), dtype=np.int64)
    for column, (name, weight) in enumerate(weights.parts.items()):
        table[:, column] = made[name] * weight // ONE
    return table


def ruled_out(facts: Facts, n: int) -> dict[str, np.ndarray]:
    """What would be ruled out if the person made it hard. Unknown place, pay, hours or contract never is."""
    away = (facts.place_share == 0) & np.asarray(facts.place_wanted) & (np.asarray(facts.telework) != _FULLY)
    below = _top_pay(facts) < np.asarray(facts.pay_floor)
    below &= (_top_pay(facts) >= 0) & (np.asarray(facts.pay_floor) >= 0) & facts.same_currency
    made = {
        "distance": away,
        "pay": below,
        "hours": _hours_clash(facts),
        "contract": _contract_clash(facts),
        "abroad": facts.abroad_clash,
    }
    return {name: np.broadcast_to(mask, (n,)) for name, mask in made.items()}


def _occupation(f: Facts) -> np.ndarray:
    share = np.maximum(NEARNESS[f.occupation], f.occupation_moves) * np.asarray(f.certainty, dtype=np.int64) // ONE
    return np.where(np.asarray(f.occupation_wanted), share, HALF)


def _of_all(have: np.ndarray, of_all: np.ndarray | int, when_none: int) -> np.ndarray:
    of_all = np.asarray(of_all, dtype=np.int64)
    return np.where(of_all > 0, have * ONE // np.maximum(of_all, 1), when_none)


def _skills(f: Facts) -> np.ndarray:
    share = _of_all(f.skills_have, f.skills_all, USUAL_SKILLS)
    usual = (share * IMPLIED + USUAL_SKILLS * (ONE - IMPLIED)) // ONE
    return np.where(np.asarray(f.skills_implied) & (np.asarray(f.skills_all) > 0), usual, share)


def _distance(f: Facts) -> np.ndarray:
    share = np.where(f.place_share >= 0, f.place_share, HALF)
    share = np.where(np.asarray(f.place_wanted), share, HALF)
    return np.where(np.asarray(f.telework) == _FULLY, ONE, share)


def _top_pay(f: Facts) -> np.ndarray:
    return np.maximum(np.asarray(f.wage_max), np.asarray(f.wage_min))


def _pay(f: Facts) -> np.ndarray:
    floor, top = np.asarray(f.pay_floor), _top_pay(f)
    bottom = np.where(np.asarray(f.wage_min) >= 0, np.asarray(f.wage_min), top)
    known = (top >= 0) & f.same_currency
    share = np.where(bottom >= floor, ONE, np.where(top >= floor, 750_000, 0))
    return np.where(floor < 0, ONE, np.where(known, share, HALF))


def _hours_clash(f: Facts) -> np.ndarray:
    offered, wanted = np.asarray(f.hours), np.asarray(f.hours_wanted)
    kinds = ((offered == _FULL_TIME) & (wanted == _PART_TIME)) | ((offered == _PART_TIME) & (wanted == _FULL_TIME))
    week, most = np.asarray(f.hours_week), np.asarray(f.hours_max)
    return kinds | ((week >= 0) & (most >= 0) & (week > most))


def _hours(f: Facts) -> np.ndarray:
    offered, wanted = np.asarray(f.hours), np.asarray(f.hours_wanted)
    share = np.where(offered == UNKNOWN, HALF, ONE)
    share = np.where((wanted == UNKNOWN) | (wanted == _EITHER), ONE, share)
    return np.where(_hours_clash(f) | f.shift_clash, 0, share)


def _contract_clash(f: Facts) -> np.ndarray:
    wanted, offered = np.asarray(f.contracts_wanted, dtype=np.int64), np.asarray(f.contract, dtype=np.int64)
    return (wanted != 0) & (offered != UNKNOWN) & ((wanted >> offered) & 1 == 0)


def _contract(f: Facts) -> np.ndarray:
    unknown = (np.asarray(f.contracts_wanted) != 0) & (np.asarray(f.contract) == CONTRACTS.index("unknown"))
    return np.where(_contract_clash(f), 0, np.where(unknown, HALF, ONE))


def _telework(f: Facts) -> np.ndarray:
    offered, wish = np.asarray(f.telework), np.asarray(f.telework_wish)
    share = np.where(wish == WANTED, _WANTS_TELEWORK[offered], _WANTS_NONE[offered])
    return np.where(wish == NO_MATTER, ONE, share)


def _education(f: Facts) -> np.ndarray:
    have, asked = np.asarray(f.education, dtype=np.int64), np.asarray(f.education_wanted, dtype=np.int64)
    share = np.where(have >= asked, ONE, np.where(have == asked - 1, HALF, 0))
    return np.where(asked < 0, ONE, np.where(have < 0, HALF, share))


def _experience(f: Facts) -> np.ndarray:
    asked = np.asarray(f.months_wanted, dtype=np.int64)
    enough = np.minimum(ONE, f.months * ONE // np.where(asked > 0, asked, EXPERIENCE_MONTHS))
    return np.where(asked > 0, enough, HALF + enough // 2)


def _freshness(f: Facts) -> np.ndarray:
    days = np.asarray(f.days_old, dtype=np.int64)
    return np.where(days < 0, HALF, np.maximum(0, FRESH_DAYS - days) * ONE // FRESH_DAYS)

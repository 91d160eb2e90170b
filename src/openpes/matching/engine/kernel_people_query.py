"""Where each number of a vacancy's question stands: one flat int64 array, numbers first, then short lists that they point to."""

from __future__ import annotations

from openpes.matching.engine.weights import PARTS

(
    LIMIT, HARD_BITS, ISCO, CERTAINTY, IMPLIED, WAGE_MIN, WAGE_TOP, CURRENCY, ONE_CURRENCY, HOURS_OFFERED, HOURS_WEEK, SHIFTS,
    CONTRACT_OFFERED, TELEWORK_OFFERED, EDUCATION_ASKED, MONTHS_ASKED, IS_ABROAD, POSTED, TODAY, SKILLS_ALL, ROWS, GRID_ROWS,
    SEVERAL_END, SKILLS, OCCUPATIONS, CELLS, SPOT_CELLS, ASKED,
) = range(28)  # fmt: skip
WEIGHT = 28
"""The twelve weights, in the order of PARTS."""
OCCUPATION, SKILL, DISTANCE, PAY, HOURS, LICENCE, LANGUAGE, EXPERIENCE, CONTRACT, TELEWORK, EDUCATE, FRESH = range(
    WEIGHT, WEIGHT + len(PARTS)
)
SECTIONS = ("places", "related", "by_asked", "by_list", "languages", "licences")
"""places: x, y, z; related: number of an occupation, share; by_asked, by_list: list, what it earns, the skill asked (0: no other
list earns for this skill, or this list and another never stand together), in order of the skill asked, most first, and in order of
the list; languages: tag, level; licences: key."""
AT = {name: WEIGHT + len(PARTS) + 2 * i for i, name in enumerate(SECTIONS)}
HEAD = WEIGHT + len(PARTS) + 2 * len(SECTIONS)
PLACES_AT, PLACES = AT["places"], AT["places"] + 1
RELATED_AT, RELATED_N = AT["related"], AT["related"] + 1
BY_ASKED_AT, BY_ASKED_N = AT["by_asked"], AT["by_asked"] + 1
BY_LIST_AT, BY_LIST_N = AT["by_list"], AT["by_list"] + 1
LANGUAGES_AT, LANGUAGES_N = AT["languages"], AT["languages"] + 1
LICENCES_AT, LICENCES_N = AT["licences"], AT["licences"] + 1

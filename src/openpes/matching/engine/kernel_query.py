"""Where each number of a question stands: one flat int64 array, numbers first, then short lists that the numbers point to."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from openpes.matching.engine.weights import PARTS

(
    LIMIT, TODAY, HARD_BITS, PAY_FLOOR, CURRENCY, HOURS_WANTED, HOURS_MAX, SHIFTS_UNWANTED, CONTRACTS_WANTED, TELEWORK_WISH,
    EDUCATION, ABROAD_WANTED, HAS_OCCUPATIONS, DELTA_ROWS, ROWS, GRID_ROWS, SEVERAL_END, SKILLS, OCCUPATIONS, ALL_OCCUPATIONS,
    ONE_CURRENCY, OPEN_ON, ONE_CURRENCY_LATE, DELTA_PAGES, LIMITS_LAST,
) = range(25)  # fmt: skip
WEIGHT = 25
"""The twelve weights, in the order of PARTS."""
OCCUPATION, SKILL, DISTANCE, PAY, HOURS, LICENCE, LANGUAGE, EXPERIENCE, CONTRACT, TELEWORK, EDUCATE, FRESH = range(
    WEIGHT, WEIGHT + len(PARTS)
)
SECTIONS = ("places", "occupations", "related", "marks", "languages", "licences", "experience", "hidden")
"""places: x, y, z, radius, room for the chord limit; occupations: ISCO number; related: number in the table, share; marks: number
of a skill, mark; languages: tag, level; licences: key; experience: ISCO number, months; hidden: row, ascending."""
AT = {name: WEIGHT + len(PARTS) + 2 * i for i, name in enumerate(SECTIONS)}
"""Where the place and the number of entries of each section stand."""
HEAD = WEIGHT + len(PARTS) + 2 * len(SECTIONS)
HARD_DISTANCE, HARD_PAY, HARD_HOURS, HARD_CONTRACT, HARD_ABROAD = 1, 2, 4, 8, 16
FRAME = ("base", "delta", "pages", "grid", "scratch", "late", "question", "rows", "scores", "parts")
"""What the scan reads and writes, in the order of its table of addresses."""
PLACES_AT, PLACES = AT["places"], AT["places"] + 1
OCCUPATIONS_AT, OCCUPATIONS_N = AT["occupations"], AT["occupations"] + 1
RELATED_AT, RELATED_N = AT["related"], AT["related"] + 1
MARKS_AT, MARKS_N = AT["marks"], AT["marks"] + 1
LANGUAGES_AT, LANGUAGES_N = AT["languages"], AT["languages"] + 1
LICENCES_AT, LICENCES_N = AT["licences"], AT["licences"] + 1
EXPERIENCE_AT, EXPERIENCE_N = AT["experience"], AT["experience"] + 1
HIDDEN_AT, HIDDEN_N = AT["hidden"], AT["hidden"] + 1


def laid_out(q: list[int], first: int, *sections: tuple[int, Sequence[int]]) -> array[int]:
    """The numbers of a question with short lists behind them, each given by how many numbers an entry has and all its numbers; from
    ``first`` on stand the place and the number of entries of each.
    """
    for width, values in sections:
        q[first], q[first + 1] = len(q), len(values) // width
        q += values
        first += 2
    return array("q", q)

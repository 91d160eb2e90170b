"""The packed layout of people: every array by name, its type and what stands in it. One place, for writers and readers alike.

Rows stand in three segments: ``grid`` (one place, in order of the class of its radius, cell, then occupation), ``several`` (more
than one place) and ``anywhere`` (no place: near to every vacancy). All arrays are flat and never change, so that they can be
memory-mapped. There is no array for sex, age, origin, disability or family state, as there is no such field in the records.
"""

from __future__ import annotations

import numpy as np

from openpes.matching.engine.layout import LISTS

RADIUS_CLASSES = (15_000, 40_000, 120_000)
"""Metres. People who look near to home stand apart from those who look far, so that a cell's widest radius says much."""
COARSE = (1, 1, 4, 16)
"""Of each class, how many bands and columns of cells of 10 km make one: wide circles need no small cells."""

# ``limits``, what phase 1 asks of a row: hours wanted (bits 0-1), telework wish (2-3), goes abroad (4), wants an occupation (5).
TELEWORK_SHIFT, ABROAD_WANTED, WANTS_OCCUPATION = 2, 1 << 4, 1 << 5

PER_ROW: dict[str, type] = {
    "high": np.uint64,  # id, upper half
    "low": np.uint64,  # id, lower half
    "x": np.int32,  # place (the first of several) in metres from the centre of the Earth
    "y": np.int32,
    "z": np.int32,
    "radius": np.uint16,  # number in radius_metres
    "limits": np.uint8,
    "contracts": np.uint16,  # bits of the kinds wanted, 0 for any
    "hours_max": np.int16,  # tenths of an hour a week, -1 unknown
    "pay_floor": np.int64,  # minor units a month, -1 none
    "terms": np.int32,  # number in terms_*
    "knows": np.int32,  # number in knows_*
}
PER_LIST: dict[str, type] = {
    "skill_start": np.uint32,  # n + 1 offsets into skill_lists
    "skill_lists": np.uint16,  # 2 x number of the skill, + 1 where it is inferred
    "occupation_start": np.uint32,  # n + 1 offsets into occupation_lists
    "occupation_lists": np.uint16,  # number in occupation_*
    "spell_start": np.uint32,  # n + 1 offsets into spell_*
    "spell_isco": np.int16,
    "spell_months": np.int32,
    "several_start": np.int32,  # places of the rows of the segment ``several``, in order
    "several_xyz": np.int32,  # (p, 3)
    "several_radius": np.uint16,
    "spot_x": np.int32,  # the same places in order of class and cell: a spot
    "spot_y": np.int32,
    "spot_z": np.int32,
    "spot_radius": np.uint16,
    "spot_row": np.int32,
}
TABLES: dict[str, type] = {
    "skill_keys": np.uint64,  # ascending; the number of a skill is its place here
    "occupation_isco": np.int16,  # in order of (isco, key)
    "occupation_key": np.int64,  # keys as signed numbers, as in the columns
    "radius_metres": np.int32,
    "radius_limit": np.float64,  # the greatest square of a chord within it: a whole number, see ``geo``
    "terms_currency": np.int64,
    "terms_shifts": np.uint8,
    "terms_education": np.int8,
    "knows_language_start": np.int32,
    "knows_languages": np.int64,  # (m, 2): tag, level
    "knows_licence_start": np.int32,
    "knows_licences": np.uint64,
}
GRID: dict[str, type] = {
    # The cells of the rows of the first segment, then those of the spots.
    "cell_start": np.int32,  # first row, or first spot, and where the last cell ends
    "spot_start": np.int32,
    "cell_x": np.int32,  # middle of the cell's rows
    "cell_y": np.int32,
    "cell_z": np.int32,
    "cell_all": np.float64,  # up to this square of a chord from the middle a place is within everyone's radius
    "cell_any": np.float64,  # beyond this one it is within nobody's
}
# Lists are 2 for each skill (confirmed, inferred), then one for each occupation.
ARRAYS: dict[str, type] = PER_ROW | PER_LIST | TABLES | GRID | LISTS
SIZES = ("rows", "grid", "several", "skills", "occupations", "cells", "spot_cells")

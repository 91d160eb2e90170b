"""The packed layout of vacancies: every array by name, its type and what stands in it. One place, for writers and readers alike.

Rows stand in three segments: ``grid`` (one place, in order of 10 km cell, then occupation), ``several`` (more than one place) and
``anywhere`` (no coordinates, or work from home only). All arrays are flat and never change, so that they can be memory-mapped.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

BLOCK = 65_536
"""Rows of one block of the inverted lists: a row's place in its block fits in a uint16."""
BIG_PAY = 2**31 - 1
"""Stands in ``wage_min`` or ``wage_top`` for an amount that needs more than 31 bits; the amount itself is in ``big_*``."""
MOST_SKILLS = 32_767
MOST_OCCUPATIONS = 65_535
ONE_PLACE, NO_PLACE, SEVERAL_PLACES = 0, 1, 2

# ``limits``, what phase 1 asks of a row: contract (bits 0-3), abroad (4), hours (5-6), telework (7-8), kind of place (9-10),
# skills only implied (11), no greatest pay stated (12).
ABROAD, HOURS_SHIFT, TELEWORK_SHIFT, PLACE_SHIFT, IMPLIED_BIT, NO_MOST_PAY = 1 << 4, 5, 7, 9, 1 << 11, 1 << 12

PER_ROW: dict[str, type] = {
    "high": np.uint64,  # id, upper half
    "low": np.uint64,  # id, lower half
    "x": np.int32,  # place (the first of several) in metres from the centre of the Earth
    "y": np.int32,
    "z": np.int32,
    "limits": np.uint16,
    "occupation": np.uint16,  # number in occupation_*
    "certainty": np.int32,  # millionths
    "skills_all": np.uint32,  # what all its skills would earn, with the weights of skill_weight
    "hours_week": np.int16,  # tenths of an hour, -1 unknown
    "terms": np.uint16,  # number in terms_*
    "asks": np.int32,  # number in asks_*
    "wage_min": np.int32,  # minor units a month, -1 unknown
    "wage_top": np.int32,  # the greater of the two amounts
    "posted": np.int32,  # day, 0 unknown
    "expires": np.int32,
    "employer": np.int32,  # number in employer_keys
    "region": np.uint16,  # number in region_keys
}
PER_LIST: dict[str, type] = {
    "skill_start": np.uint32,  # n + 1 offsets into skill_lists
    "skill_lists": np.uint16,  # 2 x number of the skill, + 1 where it is optional
    "several_row": np.int32,  # rows with several places, ascending
    "several_start": np.int32,  # offsets into several_xyz
    "several_xyz": np.int32,  # (p, 3)
    "big_row": np.int32,  # rows with pay beyond 31 bits, or less at most than at least; ascending
    "big_min": np.int64,
    "big_max": np.int64,
}
TABLES: dict[str, type] = {
    "skill_keys": np.uint64,  # ascending; the number of a skill is its place here
    "skill_weight": np.uint16,  # thousandths of the IDF, from the version of the weights
    "occupation_isco": np.int16,  # in order of (isco, key)
    "occupation_key": np.uint64,
    "employer_keys": np.uint64,
    "region_keys": np.uint64,
    "terms_shifts": np.uint8,
    "terms_currency": np.int64,
    "asks_education": np.int8,
    "asks_months": np.int16,
    "asks_language_start": np.int32,  # offsets into asks_languages
    "asks_languages": np.int64,  # (m, 2): tag, level
    "asks_licence_start": np.int32,
    "asks_licences": np.uint64,
}
GRID: dict[str, type] = {
    "cell_key": np.int32,  # band x 4,096 + cell in the band, ascending
    "cell_start": np.int32,  # c + 1 rows
    "cell_x": np.int32,  # middle of the cell's rows
    "cell_y": np.int32,
    "cell_z": np.int32,
    "cell_reach": np.int32,  # chord from the middle to the farthest row, rounded up
    "band_cells": np.int32,  # cells of each band of latitude
}
LISTS: dict[str, type] = {
    # For each block: where each list begins in ``postings``, and where the last one ends. Lists are 2 for each skill (essential,
    # optional), then one for each occupation.
    "directory": np.uint32,
    "postings": np.uint16,  # rows within the block, ascending in each list
}
BOUNDS: dict[str, type] = {
    # For each row of the base the step (see ``steps_of``) of skills_all: a quarter of the bytes, to pass over most rows by.
    "skills_step": np.uint8,
}
ARRAYS: dict[str, type] = PER_ROW | PER_LIST | TABLES | GRID | LISTS | BOUNDS
SIZES = ("rows", "grid", "several", "skills", "occupations")
"""The whole numbers that go with the arrays: all rows, rows of the first two segments, numbers of skills and occupations."""


class CannotPack(Exception):
    """The rows go beyond what the packed form can hold; the numpy path serves them."""


@dataclass(frozen=True)
class Packed:
    """Vacancies in the packed form: ``arrays`` as named in ``ARRAYS``, ``sizes`` as in ``SIZES``."""

    arrays: dict[str, np.ndarray]
    sizes: dict[str, int]

    def __len__(self) -> int:
        return self.sizes["rows"]

    def __getitem__(self, name: str) -> np.ndarray:
        return self.arrays[name]

    @property
    def nbytes(self) -> int:
        return sum(a.nbytes for a in self.arrays.values())

# mypy: ignore-errors
# The types inside are those that numba finds when it compiles.
"""How the compiled scan sees people: tables of addresses, opened as named pointers inside (see ``kernel_views``)."""

from __future__ import annotations

from collections import namedtuple

import numpy as np

from openpes.matching.engine.compiled import inlined
from openpes.matching.engine.kernel_views import OPENERS

PEOPLE_ARRAYS = (
    ("high", np.uint64), ("low", np.uint64), ("x", np.int32), ("y", np.int32), ("z", np.int32), ("radius", np.uint16),
    ("limits", np.uint8), ("contracts", np.uint16), ("hours_max", np.int16), ("pay_floor", np.int64), ("terms", np.int32),
    ("knows", np.int32), ("skill_start", np.uint32), ("skill_lists", np.uint16), ("occupation_start", np.uint32),
    ("occupation_lists", np.uint16), ("spell_start", np.uint32), ("spell_isco", np.int16), ("spell_months", np.int32),
    ("several_start", np.int32), ("several_xyz", np.int32), ("several_radius", np.uint16), ("radius_metres", np.int32),
    ("radius_limit", np.float64), ("terms_currency", np.int64), ("terms_shifts", np.uint8), ("terms_education", np.int8),
    ("knows_language_start", np.int32), ("knows_languages", np.int64), ("knows_licence_start", np.int32),
    ("knows_licences", np.int64), ("cell_start", np.int32), ("cell_x", np.int32), ("cell_y", np.int32), ("cell_z", np.int32),
    ("cell_all", np.float64), ("cell_any", np.float64), ("directory", np.uint32), ("postings", np.uint16),
    ("occupation_isco", np.int16), ("occupation_first", np.int32), ("spot_x", np.int32), ("spot_y", np.int32),
    ("spot_z", np.int32), ("spot_radius", np.uint16), ("spot_row", np.int32), ("spot_start", np.int32),
)  # fmt: skip
WORK_ARRAYS = (
    ("stays", np.uint8), ("earned", np.int32), ("wanted", np.int32), ("last", np.uint16), ("occupation_part", np.int32),
    ("near_number", np.int32), ("gain", np.int32), ("asked_row", np.int64), ("asked_gain", np.int64), ("cell_state", np.uint8),
    ("piece_low", np.int32), ("piece_high", np.int32), ("piece_partly", np.uint8), ("found_row", np.int32),
    ("found_part", np.int32), ("histogram", np.int32), ("best_score", np.int64), ("best_row", np.int64), ("best_have", np.int64),
    ("best_high", np.uint64), ("best_low", np.uint64),
)  # fmt: skip
People = namedtuple("People", [name for name, _ in PEOPLE_ARRAYS])
Work = namedtuple("Work", [name for name, _ in WORK_ARRAYS])
_u64, _i64, _u32, _i32, _u16, _i16, _u8, _i8, _f64 = OPENERS


@inlined
def people_at(t):
    """The arrays of people behind a table of addresses (in the order of PEOPLE_ARRAYS)."""
    return People(
        _u64(t[0]), _u64(t[2]), _i32(t[4]), _i32(t[6]), _i32(t[8]), _u16(t[10]), _u8(t[12]), _u16(t[14]), _i16(t[16]), _i64(t[18]),
        _i32(t[20]), _i32(t[22]), _u32(t[24]), _u16(t[26]), _u32(t[28]), _u16(t[30]), _u32(t[32]), _i16(t[34]), _i32(t[36]),
        _i32(t[38]), _i32(t[40]), _u16(t[42]), _i32(t[44]), _f64(t[46]), _i64(t[48]), _u8(t[50]), _i8(t[52]), _i32(t[54]),
        _i64(t[56]), _i32(t[58]), _i64(t[60]), _i32(t[62]), _i32(t[64]), _i32(t[66]), _i32(t[68]), _f64(t[70]), _f64(t[72]),
        _u32(t[74]), _u16(t[76]), _i16(t[78]), _i32(t[80]), _i32(t[82]), _i32(t[84]), _i32(t[86]), _u16(t[88]), _i32(t[90]),
        _i32(t[92]),
    )  # fmt: skip


@inlined
def work_at(t):
    """The working arrays behind a table of addresses (in the order of WORK_ARRAYS)."""
    return Work(
        _u8(t[0]), _i32(t[2]), _i32(t[4]), _u16(t[6]), _i32(t[8]), _i32(t[10]), _i32(t[12]), _i64(t[14]), _i64(t[16]), _u8(t[18]),
        _i32(t[20]), _i32(t[22]), _u8(t[24]), _i32(t[26]), _i32(t[28]), _i32(t[30]), _i64(t[32]), _i64(t[34]), _i64(t[36]),
        _u64(t[38]), _u64(t[40]),
    )  # fmt: skip

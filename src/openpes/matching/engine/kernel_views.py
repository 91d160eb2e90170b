"""How the compiled kernel sees arrays: tables of addresses, opened as named views inside. A call then costs a microsecond or two.

Handing forty arrays to a compiled function costs 20 microseconds each time; a table of addresses is one array.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Mapping

import numpy as np
from numba import carray, types
from numba.core import cgutils
from numba.extending import intrinsic

from openpes.matching.engine.compiled import inlined

ROW_ARRAYS = (
    ("high", np.uint64), ("low", np.uint64), ("x", np.int32), ("y", np.int32), ("z", np.int32), ("limits", np.uint16),
    ("occupation", np.uint16), ("certainty", np.int32), ("skills_all", np.uint32), ("terms", np.int32), ("asks", np.int32),
    ("wage_min", np.int32), ("wage_max", np.int32), ("posted", np.int32), ("skill_start", np.uint32), ("skill_lists", np.uint16),
    ("several_row", np.int32), ("several_start", np.int32), ("several_xyz", np.int32), ("big_row", np.int32),
    ("big_min", np.int64), ("big_max", np.int64), ("terms_week", np.int16), ("terms_shifts", np.uint8),
    ("terms_currency", np.int64), ("asks_education", np.int8), ("asks_months", np.int16), ("asks_language_start", np.int32),
    ("asks_languages", np.int64), ("asks_licence_start", np.int32), ("asks_licences", np.int64), ("dead", np.uint64),
    ("past", np.uint64),
)  # fmt: skip
GRID_ARRAYS = (
    ("cell_key", np.int32), ("cell_start", np.int32), ("cell_x", np.int32), ("cell_y", np.int32), ("cell_z", np.int32),
    ("cell_reach", np.int32), ("band_cells", np.int32), ("directory", np.uint32), ("postings", np.uint16),
    ("skill_weight", np.uint16), ("occupation_isco", np.int16), ("occupation_first", np.int32),
)  # fmt: skip
Rows = namedtuple("Rows", [name for name, _ in ROW_ARRAYS])
Grid = namedtuple("Grid", [name for name, _ in GRID_ARRAYS])


@intrinsic
def _pointer(typingctx, address):
    def generate(context, builder, signature, arguments):
        return builder.inttoptr(arguments[0], cgutils.voidptr_t)

    return types.voidptr(types.int64), generate


def _opener(kind: np.dtype):
    @inlined
    def opened(table, i):
        return carray(_pointer(table[2 * i]), table[2 * i + 1], kind)

    return opened


u64, i64, u32, i32, u16, i16, u8, i8 = (
    _opener(np.dtype(k)) for k in (np.uint64, np.int64, np.uint32, np.int32, np.uint16, np.int16, np.uint8, np.int8)
)


@inlined
def rows_at(t):
    """The row arrays behind a table of addresses (in the order of ROW_ARRAYS)."""
    return Rows(
        u64(t, 0), u64(t, 1), i32(t, 2), i32(t, 3), i32(t, 4), u16(t, 5), u16(t, 6), i32(t, 7), u32(t, 8), i32(t, 9), i32(t, 10),
        i32(t, 11), i32(t, 12), i32(t, 13), u32(t, 14), u16(t, 15), i32(t, 16), i32(t, 17), i32(t, 18), i32(t, 19), i64(t, 20),
        i64(t, 21), i16(t, 22), u8(t, 23), i64(t, 24), i8(t, 25), i16(t, 26), i32(t, 27), i64(t, 28), i32(t, 29), i64(t, 30),
        u64(t, 31), u64(t, 32),
    )  # fmt: skip


@inlined
def grid_at(t):
    """The grid and list arrays behind a table of addresses (in the order of GRID_ARRAYS)."""
    return Grid(
        i32(t, 0), i32(t, 1), i32(t, 2), i32(t, 3), i32(t, 4), i32(t, 5), i32(t, 6), u32(t, 7), u16(t, 8), u16(t, 9), i16(t, 10),
        i32(t, 11),
    )  # fmt: skip


def addresses(arrays: Mapping[str, np.ndarray], names: tuple[tuple[str, type], ...]) -> np.ndarray:
    """The table of addresses and lengths of arrays. The caller keeps the arrays alive as long as the table."""
    table = np.zeros(2 * len(names), dtype=np.int64)
    for i, (name, kind) in enumerate(names):
        array = arrays[name]
        if array.dtype.itemsize != np.dtype(kind).itemsize or not array.flags.c_contiguous:
            raise ValueError(f"{name} is not what the layout says.")
        table[2 * i], table[2 * i + 1] = array.__array_interface__["data"][0], array.size
    return table

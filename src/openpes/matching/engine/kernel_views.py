# mypy: ignore-errors
# The types inside are those that numba finds when it compiles.
"""How the compiled kernel sees arrays: tables of addresses, opened as named pointers inside.

Handing forty arrays to a compiled function costs 20 microseconds each time, ten still 4, and passing them on inside makes the compiler count
references for a minute; a table of addresses is one array, and a pointer is one number. Whoever asks keeps the arrays alive.
"""

from __future__ import annotations

import operator
from collections import namedtuple
from collections.abc import Mapping

import numpy as np
from llvmlite import ir
from numba import types
from numba.extending import intrinsic, overload
from numba.np.numpy_support import from_dtype

from openpes.matching.engine.compiled import inlined
from openpes.matching.engine.delta import PAGE_BYTES, PAGE_COLUMNS

ROW_ARRAYS = (
    ("high", np.uint64), ("low", np.uint64), ("x", np.int32), ("y", np.int32), ("z", np.int32), ("limits", np.uint16),
    ("occupation", np.uint16), ("certainty", np.int32), ("skills_all", np.uint32), ("terms", np.uint16), ("asks", np.int32),
    ("wage_min", np.int32), ("wage_top", np.int32), ("posted", np.int32), ("expires", np.int32), ("skill_start", np.uint32),
    ("skill_lists", np.uint16), ("several_row", np.int32), ("several_start", np.int32), ("several_xyz", np.int32),
    ("big_row", np.int32), ("big_min", np.int64), ("big_max", np.int64), ("hours_week", np.int16), ("terms_shifts", np.uint8),
    ("terms_currency", np.int64), ("asks_education", np.int8), ("asks_months", np.int16), ("asks_language_start", np.int32),
    ("asks_languages", np.int64), ("asks_licence_start", np.int32), ("asks_licences", np.int64), ("dead", np.uint64),
    ("past", np.uint64), ("head", np.int32),
    ("next", np.int32), ("row_of", np.uint16),
)  # fmt: skip
GRID_ARRAYS = (
    ("cell_key", np.int32), ("cell_start", np.int32), ("cell_x", np.int32), ("cell_y", np.int32), ("cell_z", np.int32),
    ("cell_reach", np.int32), ("band_cells", np.int32), ("directory", np.uint32), ("postings", np.uint16),
    ("skill_weight", np.uint16), ("occupation_isco", np.int16), ("occupation_first", np.int32), ("skills_step", np.uint8),
)  # fmt: skip
SCRATCH = (
    ("occupation_share", np.int32), ("gain", np.int32), ("earned", np.int32), ("stays", np.uint8), ("best_score", np.int64),
    ("best_row", np.int64), ("best_have", np.int64), ("piece_low", np.int32), ("piece_high", np.int32),
    ("piece_partly", np.uint8), ("cell_state", np.uint8), ("found_row", np.int32), ("found_part", np.int32),
    ("histogram", np.int32), ("best_high", np.uint64), ("best_low", np.uint64), ("stage_share", np.int64), ("stage_at", np.int64),
    ("range_low", np.int32), ("range_high", np.int32), ("tally", np.int64),
    ("touched", np.int32), ("threshold", np.int32), ("has", np.uint64),
)  # fmt: skip
_COUNTS = ("several_row", "big_row", "dead", "past")
PAGE_ARRAYS = (("page_block", np.uint8), ("page_tiles", np.uint16), ("page_rows", np.int32))
Page = namedtuple("Page", list(PAGE_COLUMNS))
"""One page of a delta, under the names that the loops of phase 1 know."""
Pages = namedtuple("Pages", ["tiles", "rows"])
Rows = namedtuple("Rows", [name for name, _ in ROW_ARRAYS] + [f"{name}_count" for name in _COUNTS])
Grid = namedtuple("Grid", [name for name, _ in GRID_ARRAYS] + ["cells"])
Scratch = namedtuple("Scratch", [name for name, _ in SCRATCH])


def _opener(kind: type):
    pointer = types.CPointer(from_dtype(np.dtype(kind)))

    @intrinsic
    def opened(typingctx, address):
        def generate(context, builder, signature, arguments):
            return builder.inttoptr(arguments[0], context.get_value_type(pointer))

        return pointer(types.int64), generate

    return opened


@intrinsic
def _read(typingctx, pointer, index):
    def generate(context, builder, signature, arguments):
        place = builder.gep(arguments[0], [arguments[1]])
        return context.unpack_value(builder, pointer.dtype, place)

    return pointer.dtype(pointer, types.int64), generate


@intrinsic
def _write(typingctx, pointer, index, value):
    def generate(context, builder, signature, arguments):
        context.pack_value(builder, pointer.dtype, arguments[2], builder.gep(arguments[0], [arguments[1]]))
        return context.get_dummy_value()

    return types.void(pointer, types.int64, pointer.dtype), generate


@intrinsic
def prefetch(typingctx, pointer, index):
    """Have the processor begin to load an element that is needed soon, and go on meanwhile."""

    def generate(context, builder, signature, arguments):
        place = builder.bitcast(builder.gep(arguments[0], [arguments[1]]), ir.IntType(8).as_pointer())
        number = ir.IntType(32)
        kind = ir.FunctionType(ir.VoidType(), [place.type, number, number, number])
        begin = builder.module.declare_intrinsic("llvm.prefetch", [place.type], kind)
        builder.call(begin, [place, number(0), number(3), number(1)])
        return context.get_dummy_value()

    return types.void(pointer, types.int64), generate


@overload(operator.getitem)
def _getitem(pointer, index):
    if isinstance(pointer, types.CPointer) and isinstance(index, types.Integer):
        return lambda pointer, index: _read(pointer, np.int64(index))
    return None


@overload(operator.setitem)
def _setitem(pointer, index, value):
    if isinstance(pointer, types.CPointer) and isinstance(index, types.Integer):
        return lambda pointer, index, value: _write(pointer, np.int64(index), value)
    return None


_u64, _i64, _u32, _i32 = _opener(np.uint64), _opener(np.int64), _opener(np.uint32), _opener(np.int32)
_u16, _i16, _u8, _i8 = _opener(np.uint16), _opener(np.int16), _opener(np.uint8), _opener(np.int8)
OPENERS = (_u64, _i64, _u32, _i32, _u16, _i16, _u8, _i8, _opener(np.float64))
"""For views of other rows."""
numbers_at = _i64
"""int64 numbers at an address, as a pointer."""


@inlined
def rows_at(t):
    """The row arrays behind a table of addresses (in the order of ROW_ARRAYS)."""
    return Rows(
        _u64(t[0]), _u64(t[2]), _i32(t[4]), _i32(t[6]), _i32(t[8]), _u16(t[10]), _u16(t[12]), _i32(t[14]), _u32(t[16]),
        _u16(t[18]), _i32(t[20]), _i32(t[22]), _i32(t[24]), _i32(t[26]), _i32(t[28]), _u32(t[30]), _u16(t[32]), _i32(t[34]),
        _i32(t[36]), _i32(t[38]), _i32(t[40]), _i64(t[42]), _i64(t[44]), _i16(t[46]), _u8(t[48]), _i64(t[50]), _i8(t[52]),
        _i16(t[54]), _i32(t[56]), _i64(t[58]), _i32(t[60]), _i64(t[62]), _u64(t[64]), _u64(t[66]), _i32(t[68]),
        _i32(t[70]), _u16(t[72]), t[35], t[41], t[65], t[67],
    )  # fmt: skip


@inlined
def grid_at(t):
    """The grid and list arrays behind a table of addresses (in the order of GRID_ARRAYS)."""
    return Grid(
        _i32(t[0]), _i32(t[2]), _i32(t[4]), _i32(t[6]), _i32(t[8]), _i32(t[10]), _i32(t[12]), _u32(t[14]), _u16(t[16]),
        _u16(t[18]), _i16(t[20]), _i32(t[22]), _u8(t[24]), t[1],
    )  # fmt: skip


@inlined
def scratch_at(t):
    """The working arrays behind a table of addresses (in the order of SCRATCH)."""
    return Scratch(
        _i32(t[0]), _i32(t[2]), _i32(t[4]), _u8(t[6]), _i64(t[8]), _i64(t[10]), _i64(t[12]), _i32(t[14]), _i32(t[16]), _u8(t[18]),
        _u8(t[20]), _i32(t[22]), _i32(t[24]), _i32(t[26]), _u64(t[28]), _u64(t[30]),
        _i64(t[32]), _i64(t[34]), _i32(t[36]), _i32(t[38]), _i64(t[40]), _i32(t[42]),
        _i32(t[44]), _u64(t[46]),
    )  # fmt: skip


@inlined
def pages_at(t):
    """What is known of each page, behind a table of addresses (in the order of PAGE_ARRAYS)."""
    return Pages(_u16(t[2]), _i32(t[4]))


@inlined
def page_at(t, page):
    """The columns of one page (see PAGE_COLUMNS)."""
    a = t[0] + page * PAGE_BYTES
    return Page(
        _i32(a), _i32(a + 256), _i32(a + 512), _i32(a + 768), _u32(a + 1_024), _i32(a + 1_280), _u16(a + 1_536),
        _u16(a + 1_664), _i16(a + 1_792), _u16(a + 1_920), _u16(a + 2_048), _u16(a + 2_176),
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

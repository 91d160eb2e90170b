"""Runs the rows of the tables over answer sheets and compares the result with the print."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..data import published
from .cells import SINGLE_SELECT
from .figures import percent_half_up, wilson
from .specification import GROUPS, MEMBERS, Row, rows

NO_ANSWER = -1


@dataclass(frozen=True)
class Sheets:
    """Answer sheets side by side, one place of every array for each service.

    ``groups`` holds H, U, L or LI; ``answers`` maps a cell id to whole numbers: 1 yes, 0 no, a rank or an importance, -1 no answer.
    Options of a question with one answer are cells of their own. ``synthetic`` says that the sheets are invented.
    """

    groups: np.ndarray
    answers: Mapping[str, np.ndarray]
    synthetic: bool = False

    def __len__(self) -> int:
        return len(self.groups)


@dataclass(frozen=True)
class Cell:
    """One cell of a table: ``k`` of ``n`` services."""

    table: int
    row_group: str
    row: str
    group: str
    k: int
    n: int

    @property
    def percent(self) -> int | None:
        return percent_half_up(self.k, self.n)

    @property
    def interval(self) -> tuple[float, float] | None:
        return wilson(self.k, self.n)

    @property
    def key(self) -> tuple[int, str, str, str]:
        return self.table, self.row_group, self.row, self.group


def from_values(sheets: Sequence[tuple[str, Mapping[str, Any]]], *, synthetic: bool = False) -> Sheets:
    """Sheets out of (income group, {cell id: value}) pairs with checked values; a cell that is missing or None is no answer."""
    spread = [spread_out(values) for _group, values in sheets]
    cells = sorted({cell for values in spread for cell in values})
    answers = {
        cell: np.array([NO_ANSWER if (v := values.get(cell)) is None else v for values in spread], dtype=np.int8)
        for cell in cells
    }
    return Sheets(np.array([group for group, _values in sheets], dtype="U2"), answers, synthetic)


def spread_out(values: Mapping[str, Any]) -> dict[str, int | None]:
    """Values by cell with the option of a one-answer question turned into a yes or a no for each of its options."""
    found: dict[str, int | None] = {}
    for cell, value in values.items():
        if cell in SINGLE_SELECT:
            if value is not None:
                found |= {f"{cell}.{code}": int(value == code) for code in SINGLE_SELECT[cell]}
        else:
            found[cell] = None if value is None else int(value)
    return found


def tabulate(sheets: Sheets, only: Iterable[Row] | None = None) -> list[Cell]:
    """Every row of ``only`` (all ninety without it) for World and the three income groups, in the report's order."""
    columns = {group: np.isin(sheets.groups, MEMBERS[group]) for group in GROUPS}
    found = []
    for row in rows() if only is None else only:
        base, yes = count(sheets, row)
        for group, member in columns.items():
            n = int(np.count_nonzero(base & member))
            found.append(Cell(row.table, row.row_group, row.label, group, int(np.count_nonzero(yes & member)), n))
    return found


def count(sheets: Sheets, row: Row) -> tuple[np.ndarray, np.ndarray]:
    """Which services are in the base of the row, and which of those count."""
    empty = np.full(len(sheets), NO_ANSWER, dtype=np.int8)
    best = np.maximum.reduce([sheets.answers.get(cell, empty) for cell in row.cells])
    base = best > NO_ANSWER
    for cell in row.within:
        base &= sheets.answers.get(cell, empty) > 0
    return base, base & (best > 0)


@dataclass(frozen=True)
class Impossible:
    """A printed cell that no answers can give, with the range in which its true count lies."""

    erratum: str
    published: int
    low: int
    high: int
    of: int

    @property
    def reason(self) -> str:
        return (
            f"Table 8 prints the Total row of Table 7 a second time ({self.published} per cent). With the other rows of Table 8 "
            f"this is impossible: the true count lies between {self.low} and {self.high} of {self.of}."
        )


# At least as many as the largest row of Table 8, at most the sum of its rows.
IMPOSSIBLE = {
    (8, "", "Total", "World"): Impossible("E01", 80, 18, 51, 69),
    (8, "", "Total", "High income"): Impossible("E01", 80, 12, 30, 30),
    (8, "", "Total", "Upper-middle income"): Impossible("E01", 72, 4, 15, 25),
    (8, "", "Total", "Lower-middle income"): Impossible("E01", 93, 2, 6, 14),
}


def compare(cells: Iterable[Cell]) -> tuple[list[Cell], list[Cell], list[Cell]]:
    """Cells whose percentage equals the print, those where a difference is expected, and those that differ otherwise."""
    printed = {(p.table, p.row_group, p.row, p.group): p.percent for p in published.printed()}
    equal, expected, other = [], [], []
    for cell in cells:
        if cell.key in IMPOSSIBLE:
            expected.append(cell)
        elif cell.percent == printed[cell.key]:
            equal.append(cell)
        else:
            other.append(cell)
    return equal, expected, other

"""The published figures as lines of a file: plain tables, and SDMX-CSV 2.0. Labels stay in the report's English."""

from collections.abc import Callable
from dataclasses import astuple, fields
from typing import Any

from ..data import published
from .figures import wilson
from .specification import Row, rows
from .tabulate import IMPOSSIBLE

Lines = list[list[Any]]
CREDIT = (
    "Source: ILO, Technology adoption in public employment services: Catching up with the future, 2022, CC BY 3.0 IGO. "
    "Counts, intervals and errata are an adaptation; the ILO does not answer for it. Survey of 2020."
)
STRUCTURE_ID = "OPENPES:DF_PES_TECHNOLOGY(1.0.0)"
SDMX_GROUPS = {"World": "_T", "High income": "H", "Upper-middle income": "U", "Lower-middle income": "L"}


def tables() -> Lines:
    """Tables 4 to 17, one line a cell: the print, the counts behind it, the interval, the erratum and the true range."""
    head = [
        "table",
        "row_group",
        "row",
        "group",
        "year",
        "percent_printed",
        "k",
        "n",
        "wilson95_low",
        "wilson95_high",
        "erratum",
        "note",
    ]
    lines: Lines = [head]
    for p in published.printed():
        impossible = IMPOSSIBLE.get((p.table, p.row_group, p.row, p.group))
        about = [p.table, p.row_group, p.row, p.group, published.YEAR, p.percent]
        if impossible:
            lines.append([*about, None, p.n, None, None, p.erratum, impossible.reason])
        else:
            lines.append([*about, p.k, p.n, *(wilson(p.k, p.n) or (None, None)), p.erratum, ""])
    return lines


def sdmx() -> Lines:
    """SDMX-CSV 2.0: one line an observation (the percentage of the print), keyed by table, item, approach, income group and year.

    An impossible cell has no value and the status M; its comment tells what was printed and the range of the true count.
    """
    lines: Lines = [
        [
            *("STRUCTURE", "STRUCTURE_ID", "ACTION", "TABLE", "ITEM", "APPROACH", "INCOME_GROUP", "TIME_PERIOD"),
            *("OBS_VALUE", "UNIT_MEASURE", "OBS_COUNT", "OBS_BASE", "CI_LOW", "CI_HIGH", "OBS_STATUS", "COMMENT_OBS"),
        ]
    ]
    by_key = {row.key: row for row in rows()}
    for p in published.printed():
        row = by_key[p.table, p.row_group, p.row]
        key = ["dataflow", STRUCTURE_ID, "I", f"T{p.table}", _item(row), _approach(row), SDMX_GROUPS[p.group], published.YEAR]
        impossible = IMPOSSIBLE.get((*row.key, p.group))
        if impossible:
            lines.append([*key, None, "PT", None, p.n, None, None, "M", f"{p.erratum}: {impossible.reason}"])
        else:
            lines.append([*key, p.percent, "PT", p.k, p.n, *(wilson(p.k, p.n) or ()), "A", p.erratum])
    return lines


def _item(row: Row) -> str:
    """The id of a row as an SDMX code: letters, digits, hyphens and underscores."""
    cells = row.cells[0] if len(row.cells) == 1 else row.cells[0].rsplit(".", 1)[0] + "._T"
    # Tables 5 to 8 name the technology before the service; what is totalled is the last part.
    return cells.replace(".", "-").upper()


def _approach(row: Row) -> str:
    return row.within[0].removeprefix("q2_3.").upper() if row.table == 10 else "_T"


def services() -> Lines:
    return _lines(published.respondents())


def prose() -> Lines:
    return _lines(published.facts())


def figures() -> Lines:
    return _lines(published.figures())


def errata() -> Lines:
    lines: Lines = [["id", "kind", "where", "tables", "finding", "confidence"]]
    return lines + [[e.id, e.kind, e.where, " ".join(map(str, e.tables)), e.finding, e.confidence] for e in published.errata()]


def _lines(entries: Any) -> Lines:
    lines: Lines = [[field.name for field in fields(entries[0])]]
    return lines + [list(astuple(entry)) for entry in entries]


# What can be taken away, by the name of its file.
SETS: dict[str, Callable[[], Lines]] = {
    "tables": tables,
    "services": services,
    "prose": prose,
    "figures": figures,
    "errata": errata,
    "sdmx": sdmx,
}

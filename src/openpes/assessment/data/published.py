"""Reads the published figures: printed tables, errata, prose, figures, respondents. Pure values, read once."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent
SYNTHETIC_SHEETS = FOLDER / "synthetic_sheets.csv"
YEAR = 2020


@dataclass(frozen=True)
class Printed:
    """One cell of Tables 4 to 17: the printed percentage and the only k of n that gives it."""

    table: int
    row_group: str
    row: str
    group: str
    percent: int
    k: int
    n: int
    line: int
    erratum: str


@dataclass(frozen=True)
class Erratum:
    """A contradiction in the report, and the rows ((table, row group, row)) where a reader meets it."""

    id: str
    kind: str
    where: str
    tables: tuple[int, ...]
    rows: frozenset[tuple[int, str, str]]
    finding: str
    confidence: str


@dataclass(frozen=True)
class Fact:
    """A percentage in the prose. ``group`` is World, High, Upper or Lower; k of n where they can be known."""

    line: int
    value: int
    kind: str
    group: str
    subject: str
    item: str
    figure: str
    table_row: str
    table_value: int | None
    k: int | None
    n: int | None
    status: str
    note: str


@dataclass(frozen=True)
class FigureValue:
    """What is known of one value of a figure; a figure without values has an empty row and says why in ``basis``."""

    figure: str
    row: str
    group: str
    percent: int | None
    k: int | None
    n: int | None
    basis: str


@dataclass(frozen=True)
class Respondent:
    """One of the 69 services: its country (ISO 3166-1 alpha-2, XK for Kosovo), income group and delivery approach."""

    no: str
    agency: str
    country: str
    system: str
    iso2: str
    region: str
    subregion: str
    income_group: str
    note: str
    approach: str
    erratum: str


@cache
def printed() -> tuple[Printed, ...]:
    """The 360 cells in the report's order."""
    return tuple(
        Printed(
            int(r["table"]),
            r["row_group"],
            r["row"],
            r["group"],
            int(r["percent"]),
            int(r["k"]),
            int(r["n"]),
            int(r["line"]),
            r["erratum"],
        )
        for r in _rows("tables.csv")
    )


@cache
def errata() -> tuple[Erratum, ...]:
    """Every finding on the report, the confirmations (``OK…``) last."""
    return tuple(
        Erratum(
            r["id"],
            r["kind"],
            r["where"],
            tuple(int(t) for t in r["tables"].split()),
            frozenset(_place(each) for each in r["rows"].split("|") if each),
            r["finding"],
            r["confidence"],
        )
        for r in _rows("errata.csv")
    )


@cache
def facts() -> tuple[Fact, ...]:
    return tuple(
        Fact(
            int(r["line"]),
            int(r["value"]),
            r["kind"],
            r["group"],
            r["subject"],
            r["item"],
            r["figure"],
            r["table_row"],
            _whole(r["table_value"]),
            _whole(r["k"]),
            _whole(r["n"]),
            r["status"],
            r["note"],
        )
        for r in _rows("text_facts.csv")
    )


@cache
def figures() -> tuple[FigureValue, ...]:
    return tuple(
        FigureValue(r["figure"], r["row"], r["group"], _whole(r["percent"]), _whole(r["k"]), _whole(r["n"]), r["basis"])
        for r in _rows("figures.csv")
    )


@cache
def respondents() -> tuple[Respondent, ...]:
    return tuple(Respondent(**r) for r in _rows("respondents.csv"))


@cache
def places() -> dict[str, tuple[float, float]]:
    """{number of the service: (latitude, longitude)}: a point inside its territory."""
    return {r["no"]: (float(r["latitude"]), float(r["longitude"])) for r in _rows("places.csv")}


@cache
def land() -> str:
    """The land as the path of an SVG of 360 by 180: x is longitude + 180, y is 90 - latitude."""
    return (FOLDER / "land.svgpath").read_text("utf-8").strip()


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _place(text: str) -> tuple[int, str, str]:
    table, row_group, row = text.split(":", 2)
    return int(table), row_group, row


def _whole(text: str) -> int | None:
    return int(text) if text else None

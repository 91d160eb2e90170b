"""Reads the tables that the United Nations publish of their e-government indices. Pure.

Two forms are known: the download of the UN e-government knowledge base (``Country Name``, ``E-Government Rank``, ``E-Government
Index``, ``E-Participation Index`` …, and ``Survey Year`` when it holds several years), and that of UNU-EGOV (``country-code``,
``country-name``, ``e-gov-rank``, ``e-gov-index``, ``e-pat-index`` …). Columns are known by their names, in any order.
"""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from ..data.published import FOLDER

COLUMNS = {
    "country": ("country name", "country", "member state"),
    "iso3": ("country code", "iso3", "iso3 code"),
    "year": ("survey year", "year"),
}
VALUES = {
    "egdi": ("e government index", "e government development index", "e gov index", "egdi"),
    "epi": ("e participation index", "e pat index", "epi"),
}
RANKS = {
    "egdi": ("e government rank", "e gov rank", "egdi rank", "rank"),
    "epi": ("e participation rank", "e pat rank", "epi rank"),
}


@dataclass(frozen=True)
class Value:
    """An index of one country: ``value`` in ten-thousandths, ``rank`` where the file gives one."""

    country: str
    value: int
    rank: int | None


class UnreadableIndex(Exception):
    """The file is not taken in; the text says what is wrong, line by line."""


def read(content: bytes, *, index: str, year: int) -> list[Value]:
    """The values of ``index`` ("egdi" or "epi") for ``year``. Raises UnreadableIndex: everything is right or nothing is read.

    A file without a column for the year is taken to be of ``year``.
    """
    try:
        lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    except (UnicodeDecodeError, csv.Error) as error:
        raise UnreadableIndex(f"This is no CSV in UTF-8: {error}") from error
    if not lines:
        raise UnreadableIndex("The file is empty.")
    places = _places(lines[0], index)
    found: dict[str, Value] = {}
    faults = []
    for number, line in enumerate(lines[1:], 2):
        cell = {name: line[i].strip() if i < len(line) else "" for name, i in places.items()}
        if not any(line) or (cell.get("year") and cell["year"] != str(year)):
            continue
        try:
            value = _value(cell)
            if value.country in found:
                raise ValueError(f"{cell.get('country') or cell.get('iso3')} stands twice")
            found[value.country] = value
        except ValueError as error:
            faults.append(f"line {number}: {error}.")
    if faults:
        raise UnreadableIndex("\n".join(faults[:50]))
    if not found:
        raise UnreadableIndex(f"The file has no values for {year}.")
    return list(found.values())


def _places(header: list[str], index: str) -> dict[str, int]:
    named = {" ".join(name.lower().replace("-", " ").split()): i for i, name in enumerate(header)}
    wanted = {**COLUMNS, "value": VALUES[index], "rank": RANKS[index]}
    places = {key: named[name] for key, names in wanted.items() for name in names if name in named}
    if "value" not in places or not {"country", "iso3"} & set(places):
        raise UnreadableIndex(f"The first line must name the country and one of: {', '.join(VALUES[index])}.")
    return places


def _value(cell: Mapping[str, str]) -> Value:
    country = country_code(cell.get("iso3", "")) or country_code(cell.get("country", ""))
    if not country:
        raise ValueError(f"“{cell.get('country') or cell.get('iso3')}” is no member state that we know")
    try:
        share = float(cell["value"])
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise ValueError(f"“{cell['value']}” is no index between 0 and 1")
    rank = cell.get("rank", "")
    if rank and not (rank.isascii() and rank.isdigit() and 0 < int(rank) < 1000):
        raise ValueError(f"“{rank}” is no rank")
    return Value(country, round(share * 10_000), int(rank) if rank else None)


def country_code(words: str) -> str:
    """ISO 3166-1 alpha-2 of a country's name or three-letter code; empty when it is not known."""
    return _codes().get(words.strip().casefold(), "")


@cache
def _codes() -> dict[str, str]:
    with (FOLDER / "member_states.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {name.casefold(): row["iso2"] for row in rows for name in (row["iso3"], *row["names"].split(";"))}

"""The published reference of 2020 for one item: how many services of each group have it. Nothing is inferred.

Most items stand in Tables 5 to 17; a few more are known exactly from the prose and the figures. By delivery approach the
report publishes the target groups only (Table 10), by region the delivery approach only (Annexes 2 and 3); every other item is
"not published by approach or region".
"""

from dataclasses import dataclass, field
from functools import cache

from ..data import published
from ..tables.figures import percent_half_up, wilson
from ..tables.specification import GROUPS, Row, rows

# Below this base counts only, no percentage and no interval.
SMALLEST_BASE = 10
# Rows that are known from figures and prose: (figure, its row) → cells.
FROM_FIGURES = {
    ("8", "has a digital strategy"): Row(0, "", "", ("q1_2",)),
    ("9", "explicit policy document"): Row(0, "", "", ("q1_2_1.policy_document",), ("q1_2",)),
    ("12", "basic understanding"): Row(0, "", "", ("q3_2.basic_it",)),
    ("12", "digital rights, privacy"): Row(0, "", "", ("q3_2.digital_rights",)),
    ("12", "basic data"): Row(0, "", "", ("q3_2.basic_data",)),
    ("7", "none of the above"): Row(0, "", "", ("q3_x.none",)),
    ("14", "seeking validation"): Row(0, "", "", ("q1_6.seeking_validation",)),
    ("6", "Young people"): Row(0, "", "", ("q2_4.young",)),
    ("6", "People with disabilities"): Row(0, "", "", ("q2_4.disabilities",)),
    ("6", "Workers older than 50"): Row(0, "", "", ("q2_4.over_50",)),
    ("6", "Women as single parents"): Row(0, "", "", ("q2_4.single_mothers",)),
    ("6", "Migrants, refugees, displaced"): Row(0, "", "", ("q2_4.migrants",)),
    ("6", "Minorities and indigenous people"): Row(0, "", "", ("q2_4.minorities",)),
}
# Regions of the ILO as agencies name them and as Annex 2 prints them.
REGIONS = {
    "africa": "Africa",
    "americas": "Americas",
    "arab_states": "Arab States",
    "asia_pacific": "Asia and the Pacific",
    "europe_central_asia": "Europe and Central Asia",
}
# The Total of Table 8 is a misprint and no reference for anything.
UNUSABLE = {(8, "", "Total")}


@dataclass(frozen=True)
class Peers:
    """``k`` of ``n`` services of a group had the item in ``year``. ``group`` is a column of the tables, a delivery approach or a region."""

    group: str
    k: int
    n: int
    year: int = published.YEAR

    @property
    def small(self) -> bool:
        return self.n < SMALLEST_BASE

    @property
    def percent(self) -> int | None:
        return None if self.small else percent_half_up(self.k, self.n)

    @property
    def interval(self) -> tuple[float, float] | None:
        return None if self.small else wilson(self.k, self.n)


@dataclass(frozen=True)
class Item:
    """One thing that services are compared on.

    ``id`` is a cell id, or what several cells share (``q2_1.phone``: at least one service by telephone). ``table`` or ``figure`` is
    the place of the print; ``groups``, ``approaches`` and ``regions`` the published peers by name; ``errata`` what was found wrong there.
    """

    id: str
    row: Row
    table: int | None
    figure: str
    groups: dict[str, Peers]
    approaches: dict[str, Peers]
    errata: tuple[str, ...] = ()
    regions: dict[str, Peers] = field(default_factory=dict)


@cache
def items() -> tuple[Item, ...]:
    """Every item with published figures, in the order of the questionnaire's ids of the tables, then of the figures."""
    by_row: dict[tuple[int, str, str], dict[str, Peers]] = {}
    errata: dict[tuple[int, str, str], tuple[str, ...]] = {}
    for p in published.printed():
        by_row.setdefault((p.table, p.row_group, p.row), {})[p.group] = Peers(p.group, p.k, p.n)
    for erratum in published.errata():
        for place in erratum.rows:
            errata[place] = (*errata.get(place, ()), erratum.id)
    found = [
        Item(_id_of(row), row, row.table, "", by_row[row.key], {}, errata.get(row.key, ()), _by_region(row))
        for row in rows()
        if row.table != 10 and row.key not in UNUSABLE
    ]
    return tuple(found) + tuple(_from_figures(by_row))


def _from_figures(by_row: dict[tuple[int, str, str], dict[str, Peers]]) -> list[Item]:
    groups: dict[tuple[str, str], dict[str, Peers]] = {}
    for value in published.figures():
        if value.k is not None and value.n is not None:
            groups.setdefault((value.figure, value.row), {})[value.group] = Peers(value.group, value.k, value.n)
    approaches: dict[str, dict[str, Peers]] = {}
    for row in rows():
        if row.table == 10:
            world = by_row[row.key][GROUPS[0]]
            code = row.within[0].removeprefix("q2_3.")
            approaches.setdefault(row.cells[0], {})[code] = Peers(code, world.k, world.n)
    return [
        Item(_id_of(row), row, None, place[0], groups[place], approaches.get(row.cells[0], {}))
        for place, row in FROM_FIGURES.items()
    ]


def _by_region(row: Row) -> dict[str, Peers]:
    """Services of each region with the approach that the row counts; nothing for any other row."""
    question, _dot, approach = row.cells[0].partition(".")
    if question != "q2_3":
        return {}
    found = {}
    for code, name in REGIONS.items():
        there = [each for each in published.respondents() if each.region == name]
        found[code] = Peers(name, sum(each.approach == approach for each in there), len(there))
    return found


def _id_of(row: Row) -> str:
    """The cell, or what the cells of a row that counts several have in common."""
    return row.cells[0] if len(row.cells) == 1 else row.cells[0].rsplit(".", 1)[0]

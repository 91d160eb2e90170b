"""An agency's own answers beside the published peers; many agencies beside the reference. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from ..tables.specification import GROUP_OF, GROUPS, MEMBERS, Row
from ..tables.tabulate import Cell, from_values, spread_out, tabulate
from .exact import fisher, holm
from .reference import SMALLEST_BASE, Item, Peers, items

WORLD = GROUPS[0]
# Differences at or below this, after Holm, are called clear.
ALPHA = 0.05
# Questions whose answers describe a service and are nothing to have: level, approach, challenges, opportunities.
DESCRIBING = frozenset({"q2_2", "q2_3", "q5_1", "q5_2"})
NONE_OF_THESE = frozenset({"q3_x.none", "q1_6.not_involved"})


class Own(StrEnum):
    """What the agency says of an item. ``OUTSIDE``: it is not among those whom the row counts (no strategy, no plan)."""

    YES = "yes"
    NO = "no"
    NO_ANSWER = "no_answer"
    OUTSIDE = "outside"


@dataclass(frozen=True)
class Compared:
    """One item: the own answer, World, the own income group, the own approach and region (None: not published for it)."""

    item: Item
    own: Own
    world: Peers | None
    income: Peers | None
    approach: Peers | None
    region: Peers | None = None

    @property
    def peers(self) -> tuple[Peers, ...]:
        return tuple(each for each in (self.world, self.income, self.approach, self.region) if each)

    @property
    def nearest(self) -> Peers | None:
        """The income group where it is published, else World."""
        return self.income or self.world

    @property
    def capability(self) -> bool:
        """Whether the item is something that a service can have or lack."""
        return self.item.id.split(".")[0] not in DESCRIBING and self.item.id not in NONE_OF_THESE

    @property
    def gap(self) -> bool:
        """The agency has not what more than half of its nearest peers have."""
        near = self.nearest
        return self.capability and self.own is Own.NO and near is not None and 2 * near.k > near.n


@dataclass(frozen=True)
class Against:
    """A network on one item: ``k`` of ``n`` against the reference; ``p`` after Holm, None where a base is below ten."""

    item: Item
    k: int
    n: int
    reference: Peers
    p: float | None

    @property
    def clear(self) -> bool:
        return self.p is not None and self.p <= ALPHA


def compare(values: Mapping[str, Any], *, income_group: str = "", approach: str = "", region: str = "") -> list[Compared]:
    """Every published item with the agency's own answer. ``income_group``: H, U, L or LI; empty when it is not known.

    ``approach`` is the agency's own delivery approach (question 2.3); its own answer there is taken when it is empty.
    ``region``: a key of ``reference.REGIONS``.
    """
    own = spread_out(values)
    approach = approach or str(values.get("q2_3") or "")
    column = GROUP_OF.get(income_group, "")
    return [
        Compared(
            item,
            _own(own, item.row),
            item.groups.get(WORLD),
            item.groups.get(column),
            item.approaches.get(approach),
            item.regions.get(region),
        )
        for item in items()
    ]


def _own(values: Mapping[str, int | None], row: Row) -> Own:
    if any(values.get(cell) == 0 for cell in row.within):
        return Own.OUTSIDE
    given = [value for cell in row.cells if (value := values.get(cell)) is not None]
    if not given or any(values.get(cell) is None for cell in row.within):
        return Own.NO_ANSWER
    return Own.YES if max(given) > 0 else Own.NO


def against_reference(sheets: Sequence[tuple[str, Mapping[str, Any]]], *, group: str = WORLD) -> list[Against]:
    """Agencies of a network ((income group, values) each) against the published column ``group``, item by item.

    Only agencies of that column are counted. Holm's correction runs over all items that are tested.
    """
    members = [sheet for sheet in sheets if sheet[0] in MEMBERS[group]] if group != WORLD else list(sheets)
    chosen = [item for item in items() if group in item.groups]
    counted = _count(members, chosen)
    tested = {
        item.id: fisher(cell.k, cell.n, item.groups[group].k, item.groups[group].n)
        for item, cell in zip(chosen, counted, strict=True)
        if min(cell.n, item.groups[group].n) >= SMALLEST_BASE
    }
    corrected = dict(zip(tested, holm(list(tested.values())), strict=True))
    return [
        Against(item, cell.k, cell.n, item.groups[group], corrected.get(item.id))
        for item, cell in zip(chosen, counted, strict=True)
    ]


def _count(sheets: Sequence[tuple[str, Mapping[str, Any]]], chosen: Sequence[Item]) -> list[Cell]:
    """World cells over these sheets, an agency of no known income group included."""
    known = [(group if group in GROUP_OF else "H", values) for group, values in sheets]
    return [cell for cell in tabulate(from_values(known), [item.row for item in chosen]) if cell.group == WORLD]

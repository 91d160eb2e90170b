"""Which items are gaps, how a cluster stands, and how gaps are ranked. Plain values in, plain values out; whole numbers only.

The rank of a gap is a sum of parts, one per criterion: weight (0 to 10) times points (0 to 100). Points:
*peers*: the share of comparable services that have the item, in whole per cent, halves upwards; *law* and *groups*: level 0 to 3 in
thirds of a hundred; *effort*: 100 for little, 50 for some, 0 for great effort. Levels and weights are ours, visible and editable.
There is no figure for the service as a whole: a cluster is shown as counts.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

CRITERIA = ("peers", "law", "groups", "effort")
STANDARD_WEIGHTS: Mapping[str, int] = {"peers": 4, "law": 3, "groups": 2, "effort": 1}
MOST_WEIGHT = 10
EFFORT_POINTS = {1: 100, 2: 50, 3: 0}
# Fewer services than this are no base for a comparison.
SMALLEST_BASE = 10


@dataclass(frozen=True, slots=True)
class Levels:
    """What an item means for safety and law (0 to 3) and for groups of clients (0 to 3), and its effort (1 little to 3 great)."""

    law: int = 0
    groups: int = 0
    effort: int = 2


@dataclass(frozen=True, slots=True)
class Peers:
    """``k`` of ``n`` comparable services have the item; ``group`` says which ones."""

    k: int
    n: int
    group: str = ""


@dataclass(frozen=True, slots=True)
class ItemState:
    """What is known about one item of the questionnaire that a service can have or not have.

    declared: "yes", "no", "" (no answer) or "not_applicable". evidence: "yes" (seen in the records), "no" (looked for and not seen), or
    "" (nothing can be said). peers: None where no count is published.
    """

    item: str
    cluster: str
    declared: str = ""
    evidence: str = ""
    peers: Peers | None = None
    levels: Levels = field(default_factory=Levels)


@dataclass(frozen=True, slots=True)
class Part:
    """What one criterion adds to a rank: ``value`` = ``weight`` x ``points``."""

    criterion: str
    weight: int
    points: int

    @property
    def value(self) -> int:
        return self.weight * self.points


@dataclass(frozen=True, slots=True)
class Gap:
    """An item that the service does not have, why we say so, and its rank as the sum of its parts."""

    state: ItemState
    reason: str
    parts: tuple[Part, ...]

    @property
    def rank(self) -> int:
        return sum(part.value for part in self.parts)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a cluster stands, as counts: ``has`` of ``asked`` items, how many of them seen in the records, and the three kinds of gap."""

    cluster: str
    asked: int
    has: int
    seen: int
    declared_no: int
    not_seen: int
    unanswered: int
    not_applicable: int


def reason_of(state: ItemState) -> str:
    """Why an item is a gap: "declared_no", "not_seen", "unanswered"; "" when it is none, "not_applicable" when it is not asked."""
    if state.declared == "not_applicable":
        return "not_applicable"
    if state.declared == "no":
        return "declared_no"
    if state.declared == "yes":
        return "not_seen" if state.evidence == "no" else ""
    return "" if state.evidence == "yes" else "unanswered"


def percent(k: int, n: int) -> int:
    """``k`` of ``n`` in whole per cent, halves upwards."""
    return (200 * k + n) // (2 * n)


def points_of(state: ItemState) -> dict[str, int]:
    """Points 0 to 100 by criterion. No peers, or fewer than ten, give none: the rank then rests on the others."""
    peers = state.peers
    return {
        "peers": percent(peers.k, peers.n) if peers and peers.n >= SMALLEST_BASE else 0,
        "law": percent(state.levels.law, 3),
        "groups": percent(state.levels.groups, 3),
        "effort": EFFORT_POINTS[state.levels.effort],
    }


def parts_of(state: ItemState, weights: Mapping[str, int]) -> tuple[Part, ...]:
    points = points_of(state)
    return tuple(Part(name, weights.get(name, 0), points[name]) for name in CRITERIA)


def gaps(states: Iterable[ItemState], weights: Mapping[str, int]) -> list[Gap]:
    """Every gap, highest rank first; equal ranks keep the order of the questionnaire."""
    found = [
        Gap(state, reason, parts_of(state, weights))
        for state in states
        if (reason := reason_of(state)) not in ("", "not_applicable")
    ]
    return sorted(found, key=lambda gap: -gap.rank)


def standings(states: Iterable[ItemState], clusters: Sequence[str]) -> list[Standing]:
    """One line per cluster, in the given order."""
    by_cluster: dict[str, list[ItemState]] = {cluster: [] for cluster in clusters}
    for state in states:
        by_cluster[state.cluster].append(state)
    return [_standing(cluster, items) for cluster, items in by_cluster.items()]


def _standing(cluster: str, items: Sequence[ItemState]) -> Standing:
    reasons = [reason_of(state) for state in items]
    count = reasons.count
    return Standing(
        cluster=cluster,
        asked=len(items) - count("not_applicable"),
        has=count(""),
        seen=sum(1 for state, reason in zip(items, reasons, strict=True) if reason == "" and state.evidence == "yes"),
        declared_no=count("declared_no"),
        not_seen=count("not_seen"),
        unanswered=count("unanswered"),
        not_applicable=count("not_applicable"),
    )


def weights_problem(weights: Mapping[str, object]) -> str:
    """The criterion whose weight cannot be used, "all" when every weight is nothing, "" when they are good."""
    for name in CRITERIA:
        value = weights.get(name)
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= MOST_WEIGHT:
            return name
    return "" if any(weights[name] for name in CRITERIA) else "all"


def levels_problem(levels: Mapping[str, object]) -> str:
    """The level that cannot be used ("law", "groups", "effort"), "" when they are good."""
    for name, lowest in (("law", 0), ("groups", 0), ("effort", 1)):
        value = levels.get(name)
        if not isinstance(value, int) or isinstance(value, bool) or not lowest <= value <= 3:
            return name
    return ""


def seen_as(finding: Mapping[str, object]) -> str:
    """What the evidence means for a gap: "yes" (seen), "no" (looked for, and not or too little seen), "" (it cannot say).

    finding: ``state``, ``answer`` and ``why`` as the evidence gives them. Too few records, no records of the kind and motives say nothing.
    """
    if finding.get("state") == "answered":
        return "yes" if finding.get("answer") == "yes" else "no"
    return "no" if finding.get("why") in ("not_seen", "below") else ""

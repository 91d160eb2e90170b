"""From counts to an answer. Pure: absence is never "no"; what was not seen, or seen too little, stays unknown.

A finding says ``why``:

seen          the records show it, at or over the threshold → answered
contradicted  the records show the opposite (a consultation happened, so "not at all involved" is wrong) → answered
below         seen, but under the threshold → unknown
too_few       too few records to say → unknown
not_seen      nothing of the kind in this system → unknown
no_ledger     this installation keeps no such records yet → not recorded yet
motive        a motive or judgement that no record shows → not observable
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

ANSWERED, UNKNOWN, NOT_RECORDED, NOT_OBSERVABLE = "answered", "unknown", "not_recorded_yet", "not_observable"
STATES = (ANSWERED, UNKNOWN, NOT_RECORDED, NOT_OBSERVABLE)
STATE_OF = {
    "seen": ANSWERED, "contradicted": ANSWERED, "below": UNKNOWN, "too_few": UNKNOWN, "not_seen": UNKNOWN,
    "no_ledger": NOT_RECORDED, "motive": NOT_OBSERVABLE,
}  # fmt: skip
YES, NO = "yes", "no"
Z95 = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Finding:
    """What a query found. ``answer`` is "" unless the state is answered; ``counts`` are plain numbers by name."""

    why: str
    counts: Mapping[str, int] = field(default_factory=dict)
    answer: str = ""

    @property
    def state(self) -> str:
        return STATE_OF[self.why]


MOTIVE = Finding("motive")
NO_LEDGER = Finding("no_ledger")


def at_least(seen: int, least: int, counts: Mapping[str, int]) -> Finding:
    """Yes from ``least`` things seen on."""
    if not seen:
        return Finding("not_seen", counts)
    return Finding("seen", counts, YES) if seen >= least else Finding("below", counts)


def share(part: int, whole: int, *, percent: int, base: int, counts: Mapping[str, int]) -> Finding:
    """Yes when at least ``percent`` of ``whole`` are ``part``; unknown on fewer than ``base``."""
    if not whole:
        return Finding("not_seen", counts)
    if whole < base:
        return Finding("too_few", counts)
    return Finding("seen", counts, YES) if 100 * part >= percent * whole else Finding("below", counts)


def often(seen: int, whole: int, *, least: int, few: int, percent: int) -> bool:
    """Whether contacts are enough to say that a service is delivered so: ``least`` of them, or ``few`` that are ``percent`` of all."""
    return seen >= least or (seen >= few and 100 * seen >= percent * whole)


def mode(counts: Mapping[int, int], base: int) -> int | None:
    """The commonest value; None on fewer than ``base`` cases. Of two equally common ones the lower."""
    if sum(counts.values()) < base:
        return None
    return min(counts, key=lambda value: (-counts[value], value))


def approach(by_technology: int, in_person: int, *, mostly: int, little: int, base: int) -> str | None:
    """The delivery approach of question 2.3 from the share of completed contacts without a visit; None on fewer than ``base``."""
    whole = by_technology + in_person
    if whole < base or not whole:
        return None
    if 100 * by_technology >= mostly * whole:
        return "predominantly_technology"
    return "face_to_face" if 100 * by_technology < little * whole else "selected_services"


def wilson(k: int, n: int, z: float = Z95) -> tuple[float, float]:
    """Wilson score interval of a proportion (Wilson 1927)."""
    p, d = k / n, 1 + z * z / n
    middle, half = (p + z * z / (2 * n)) / d, z / d * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return middle - half, middle + half


def difference(k1: int, n1: int, k2: int, n2: int) -> tuple[float, float]:
    """95 % interval of p2 - p1 (Newcombe 1998, method 10: the two Wilson intervals combined)."""
    p1, p2 = k1 / n1, k2 / n2
    (low1, high1), (low2, high2) = wilson(k1, n1), wilson(k2, n2)
    middle = p2 - p1
    return middle - math.hypot(p2 - low2, high1 - p1), middle + math.hypot(high2 - p2, p1 - low1)


def risen(earlier: tuple[int, int], later: tuple[int, int], *, base: int, counts: Mapping[str, int]) -> Finding:
    """Yes when a share (part, whole) rose from the earlier to the later half and the interval of the difference excludes zero."""
    if not earlier[1] and not later[1]:
        return Finding("not_seen", counts)
    if min(earlier[1], later[1]) < base:
        return Finding("too_few", counts)
    return Finding("seen", counts, YES) if difference(*earlier, *later)[0] > 0 else Finding("below", counts)


def by_terciles(history: Sequence[float], least: int) -> int | None:
    """1, 2 or 3: in which third of its own history the newest value lies (more of the trouble: higher); None on a short history.

    The boundaries are the first and second tercile of the earlier values; a value on a boundary belongs to the lower third.
    """
    *earlier, newest = history or [0.0]
    if len(earlier) < max(least, 2):
        return None
    ordered = sorted(earlier)
    first, second = _quantile(ordered, 1 / 3), _quantile(ordered, 2 / 3)
    return 1 if newest <= first else 2 if newest <= second else 3


def _quantile(ordered: Sequence[float], q: float) -> float:
    """Linear interpolation between order statistics (Hyndman and Fan 1996, type 7)."""
    at = q * (len(ordered) - 1)
    below = math.floor(at)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (at - below) * (ordered[above] - ordered[below])


def answers_of(item: str) -> tuple[str, ...]:
    """The answers that an officer may give to an item."""
    question = item.split(".")[0]
    if question == "q1_1":
        return ("1", "2", "3", "4", "5", "6")
    if question == "q5_1":
        return ("0", "1", "2", "3")
    if question == "q2_3":
        return ("predominantly_technology", "selected_services", "face_to_face")
    return (YES, NO)


CLUSTERS = ("governance", "service_delivery", "skilling", "data_processing", "challenges_opportunities")


def cluster_of(item: str) -> str:
    """The cluster of the questionnaire, from the first digit of the item."""
    return CLUSTERS[int(item[1]) - 1]

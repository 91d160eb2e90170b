"""When a body is balanced, what a ranking must be, and how far a consultation went. Plain values in, plain values out."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

EMPLOYERS, WORKERS = "employers", "workers"


@dataclass(frozen=True, slots=True)
class Balance:
    """Seats in force by side. Equal representation (ILO C88, Article 4, paragraph 3): employers and workers hold as many seats each."""

    seats: Mapping[str, int]

    @property
    def employers(self) -> int:
        return self.seats.get(EMPLOYERS, 0)

    @property
    def workers(self) -> int:
        return self.seats.get(WORKERS, 0)

    @property
    def equal(self) -> bool:
        return self.employers == self.workers > 0


def balance(seats: Iterable[tuple[str, int]]) -> Balance:
    """``seats``: (side, number) of every partner in force."""
    sums: dict[str, int] = {}
    for side, number in seats:
        sums[side] = sums.get(side, 0) + number
    return Balance(sums)


def invited_sides(sides: Iterable[str]) -> str:
    """Which side is missing among those invited: "employers", "workers", "both" or ""."""
    found = set(sides)
    missing = [side for side in (EMPLOYERS, WORKERS) if side not in found]
    return "both" if len(missing) == 2 else missing[0] if missing else ""


def ranking_problem(places: Mapping[str, object], drivers: Sequence[str]) -> str:
    """The driver whose place cannot be used: each has one place from 1 to their number, no two the same; "" when it is good."""
    seen: set[int] = set()
    for driver in drivers:
        place = places.get(driver)
        if not isinstance(place, int) or isinstance(place, bool) or not 1 <= place <= len(drivers) or place in seen:
            return driver
        seen.add(place)
    return ""


def votes(choices: Iterable[str]) -> dict[str, int]:
    """How many voted for, against and abstained; who did not vote is not counted."""
    counted = {"for": 0, "against": 0, "abstains": 0}
    for choice in choices:
        if choice in counted:
            counted[choice] += 1
    return counted


def state_on(state: str, opens_on: dt.date, closes_on: dt.date, today: dt.date) -> str:
    """What a consultation is on a day: "draft", "coming", "open", "late" (its time is over and nobody closed it) or "closed"."""
    if state != "open":
        return state
    if today < opens_on:
        return "coming"
    return "open" if today <= closes_on else "late"


def answered(opinions: Iterable[bool]) -> tuple[int, int]:
    """(opinions that were answered, opinions)."""
    all_of_them = list(opinions)
    return sum(all_of_them), len(all_of_them)

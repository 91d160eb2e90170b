"""Which category a role belongs to, when a certificate runs out, and what is due. Plain values in, plain values out."""

import calendar
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

# Question 3.1 names four categories of staff. A role suggests one; a service says otherwise person by person.
CATEGORY_OF_ROLE = {
    "manager": "managers",
    "administrator": "it",
    "security_officer": "it",
    "content_editor": "process_design",
    "data_protection": "process_design",
}
STANDARD_CATEGORY = "front_desk"
SOON_DAYS = 60


@dataclass(frozen=True, slots=True)
class Learned:
    """One training event of a course: the day, whether the test was passed (None: there is none; False: not yet), the first day on which
    it no longer counts (None: it does not run out)."""

    on: dt.date
    attended: bool = True
    booked: bool = False
    passed: bool | None = None
    expires_on: dt.date | None = None

    @property
    def counts(self) -> bool:
        return self.attended and self.passed is not False


@dataclass(frozen=True, slots=True)
class Due:
    """Where somebody stands with a required course. ``until``: the last day on which it is valid."""

    state: str
    until: dt.date | None = None
    booked_on: dt.date | None = None


def category_of(roles: Iterable[str], said: str = "") -> str:
    """The category that was recorded, else the one that the roles suggest: the most particular wins, front desk when nothing else."""
    if said:
        return said
    suggested = {CATEGORY_OF_ROLE[role] for role in roles if role in CATEGORY_OF_ROLE}
    for category in ("managers", "it", "process_design"):
        if category in suggested:
            return category
    return STANDARD_CATEGORY


def months_later(day: dt.date, months: int) -> dt.date:
    """The same day of the month so many months later; the last day where the month is shorter."""
    month = day.month - 1 + months
    year = day.year + month // 12
    month = month % 12 + 1
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def expiry(on: dt.date, valid_months: int | None, *, passed: bool | None) -> dt.date | None:
    """The first day on which what was learned no longer counts; None when it does not run out or was not passed."""
    if valid_months is None or passed is False:
        return None
    return months_later(on, valid_months)


def passed(score: int | None, pass_mark: int | None) -> bool | None:
    """Whether the test was passed: None where a course has none, False while there is no result."""
    if pass_mark is None:
        return None
    return score is not None and score >= pass_mark


def due(learned: Iterable[Learned], today: dt.date) -> Due:
    """Where somebody stands with a course on a day.

    The event that counts longest decides. A later booking is told beside it; a test that was not passed is said until it is repeated.
    """
    events = sorted(learned, key=lambda event: event.on)
    booked = next((event.on for event in events if event.booked and event.on >= today), None)
    good = [event for event in events if event.counts and not event.booked]
    if any(event.expires_on is None for event in good):
        return Due("valid", None, booked)
    if good:
        until = max(event.expires_on for event in good if event.expires_on)
        if until <= today:
            return Due("booked" if booked else "expired", until, booked)
        return Due("soon" if (until - today).days <= SOON_DAYS else "valid", until, booked)
    if booked:
        return Due("booked", None, booked)
    if any(event.attended and event.passed is False for event in events):
        return Due("failed")
    return Due("never")


def needs_attention(state: str) -> bool:
    """Whether a manager has something to do: nothing valid and nothing booked, or it runs out soon."""
    return state in ("never", "failed", "expired", "soon")

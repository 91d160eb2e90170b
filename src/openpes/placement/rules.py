"""Decisions about applications, invitations and placements. Pure: plain values in, plain values out."""

import datetime as dt
from collections.abc import Mapping, Sequence

APPLICATION_STEPS: Mapping[str, frozenset[str]] = {
    "sent": frozenset({"seen", "shortlisted", "interview", "offered", "hired", "rejected", "withdrawn"}),
    "seen": frozenset({"shortlisted", "interview", "offered", "hired", "rejected", "withdrawn"}),
    "shortlisted": frozenset({"interview", "offered", "hired", "rejected", "withdrawn"}),
    "interview": frozenset({"interview", "offered", "hired", "rejected", "withdrawn"}),
    "offered": frozenset({"hired", "rejected", "withdrawn"}),
    "rejected": frozenset({"shortlisted"}),
    "hired": frozenset(),
    "withdrawn": frozenset(),
}
LIVE_APPLICATION = frozenset({"sent", "seen", "shortlisted", "interview", "offered"})
MOST_INVITATIONS_A_DAY = 20
INVITATION_DAYS = 14
REFERRAL_ANSWER_DAYS = 7
FOLLOW_UP_MONTHS = (3, 6)
FOLLOW_UP_WINDOW_DAYS = 60

# Sources of one group are not independent of each other: both registers are fed by the same declarations.
_GROUP = {"social_insurance": "register", "tax": "register"}


def placement_status(evidence: Sequence[tuple[str, bool]]) -> str:
    """Status of a placement from its evidence, oldest first, as (source, confirms).

    The newest word of each source counts. No source says yes: cancelled. Sources disagree: contested. Two independent sources say
    yes: confirmed. One alone: reported.
    """
    newest: dict[str, bool] = {}
    for source, confirms in evidence:
        newest[source] = confirms
    yes = {_GROUP.get(source, source) for source, confirms in newest.items() if confirms}
    if not yes:
        return "cancelled" if newest else "reported"
    if not all(newest.values()):
        return "contested"
    return "confirmed" if len(yes) >= 2 else "reported"


def months_later(day: dt.date, months: int) -> dt.date:
    """The same day of a later month, or the last day of that month."""
    month = day.month - 1 + months
    first = dt.date(day.year + month // 12, month % 12 + 1, 1)
    following = dt.date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return min(first + dt.timedelta(days=day.day - 1), following - dt.timedelta(days=1))


def follow_ups_due(started_on: dt.date, today: dt.date, answered: Mapping[int, bool | None]) -> list[int]:
    """Which questions "still in work?" are due today: months after the start, not answered yet, at most 60 days late."""
    due = []
    for months in FOLLOW_UP_MONTHS:
        day = months_later(started_on, months)
        if answered.get(months) is None and day <= today <= day + dt.timedelta(days=FOLLOW_UP_WINDOW_DAYS):
            due.append(months)
    return due


def origin_of(*, referred: bool, invited: bool, applied: bool) -> str:
    """Where a placement comes from; the service's own referral counts first."""
    if referred:
        return "referral"
    if invited:
        return "invitation"
    return "application" if applied else "elsewhere"


def employer_sees_application(*, handling: str, status: str, referred: bool) -> bool:
    """With a first selection by the service, the employer sees only people whom the service referred or shortlisted."""
    if status == "withdrawn":
        return False
    return handling != "preselection" or referred or status not in {"sent", "seen"}

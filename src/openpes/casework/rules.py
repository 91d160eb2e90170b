"""Pure decisions of the worklist: which list a task stands in, when it is due, when a reminder is made."""

import datetime as dt
from dataclasses import dataclass

LISTS = ("overdue", "today", "new", "waiting_us", "waiting_client", "waiting_other", "later")
DAYS = {
    "new_client": 3,
    "contact_client": 7,
    "chase_referral": 7,
    "confirm_placement": 7,
    "follow_up": 14,
    "duplicate": 14,
    "verify_employer": 3,
    "check_vacancy": 1,
    "report": 1,
    "message": 2,
    "handover": 0,
    "other": 7,
}


@dataclass(frozen=True, slots=True)
class TaskFacts:
    """state: new, waiting_us, waiting_client, waiting_other; due_on: local date or None."""

    state: str
    due_on: dt.date | None


def list_of(task: TaskFacts, today: dt.date) -> str:
    """The one list a task stands in. What is late comes first whoever it waits for."""
    if task.due_on is not None and task.due_on < today:
        return "overdue"
    if task.due_on == today:
        return "today"
    if task.state in {"new", "waiting_us", "waiting_client", "waiting_other"}:
        return task.state
    return "later"


def due_date(kind: str, created: dt.date) -> dt.date:
    """When a task of this kind should be done; counted in calendar days."""
    return created + dt.timedelta(days=DAYS.get(kind, DAYS["other"]))


def review_date(months: int, written: dt.date) -> dt.date:
    """When a withheld note is looked at again: ``months`` later, on the same day or the month's last."""
    month_index = written.year * 12 + written.month - 1 + months
    year, month = divmod(month_index, 12)
    for day in range(written.day, 27, -1):
        try:
            return dt.date(year, month + 1, day)
        except ValueError:
            continue
    return dt.date(year, month + 1, min(written.day, 28))

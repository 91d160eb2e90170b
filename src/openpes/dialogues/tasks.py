"""Cleaning up: sessions whose time is over, and receipts that nobody needs any more."""

import datetime as dt

from openpes.base import clock
from openpes.base.locking import write
from openpes.dialogues.actions import expire
from openpes.dialogues.enums import SessionState
from openpes.dialogues.models import DialogueSession
from openpes.dialogues.queries import LIVE

RECEIPT_DAYS = 30


def expire_sessions(limit: int = 500) -> int:
    """End what has run out and destroy its key; returns how many. Idempotent."""
    due = DialogueSession.objects.filter(state__in=LIVE, expires_at__lte=clock.now()).order_by("expires_at")
    return sum(expire(session_id=pk) for pk in list(due.values_list("pk", flat=True)[:limit]))


def clear_receipts() -> int:
    """Delete the copy of the answers of sessions sent more than 30 days ago; the record itself has them. Returns how many."""
    before = clock.now() - dt.timedelta(days=RECEIPT_DAYS)
    with write():
        return DialogueSession.objects.filter(
            state=SessionState.COMMITTED, committed_at__lt=before, answers_sealed__isnull=False
        ).update(answers_sealed=None)


def hourly() -> None:
    expire_sessions()
    clear_receipts()

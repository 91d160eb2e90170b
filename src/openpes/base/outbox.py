"""The outbox: work that must happen after a commit, at least once, without harm when twice.

A handler is registered per topic and is idempotent. A row is claimed by one conditional UPDATE with a lease; a process that dies
leaves a lease that runs out, and the row is claimed again (the reaper is the claim itself). Retries back off: 10 s, 40 s, 160 s …
up to 6 hours, for at most 12 attempts; then the row is FAILED and shown to the administrator.
"""

import datetime as dt
import logging
from collections.abc import Callable
from typing import Any

from django.db.models import Q

from openpes.base import clock
from openpes.base.enums import OutboxState
from openpes.base.locking import require_write, write
from openpes.base.models import OutboxRow

log = logging.getLogger(__name__)
LEASE = dt.timedelta(minutes=5)
MAX_ATTEMPTS = 12
_handlers: dict[str, Callable[[dict[str, Any], str], None]] = {}


def handle(topic: str, function: Callable[[dict[str, Any], str], None]) -> None:
    """Register ``function(payload, key)`` for ``topic``; it must be idempotent by ``key``."""
    _handlers[topic] = function


def enqueue(topic: str, *, key: str, payload: dict[str, Any], due_at: dt.datetime | None = None) -> None:
    """Put a row into the outbox in the current transaction; a known ``key`` is left as it is."""
    require_write()
    OutboxRow.objects.get_or_create(key=key, defaults={"topic": topic, "payload": payload, "due_at": due_at or clock.now()})


def _claim() -> OutboxRow | None:
    now = clock.now()
    claimable = Q(state=OutboxState.WAITING, due_at__lte=now) | Q(state=OutboxState.RUNNING, lease_until__lt=now)
    for row in OutboxRow.objects.filter(claimable).order_by("due_at", "pk")[:10]:
        with write():
            won = OutboxRow.objects.filter(claimable, pk=row.pk).update(
                state=OutboxState.RUNNING, lease_until=now + LEASE, attempts=row.attempts + 1
            )
        if won:
            row.attempts += 1
            return row
    return None


def _settle(row: OutboxRow, error: str) -> None:
    now = clock.now()
    if not error:
        changes: dict[str, Any] = {"state": OutboxState.DONE, "done_at": now, "last_error": ""}
    elif row.attempts >= MAX_ATTEMPTS:
        changes = {"state": OutboxState.FAILED, "last_error": error}
    else:
        wait = min(dt.timedelta(hours=6), dt.timedelta(seconds=10 * 4 ** (row.attempts - 1)))
        changes = {"state": OutboxState.WAITING, "due_at": now + wait, "last_error": error}
    with write():
        OutboxRow.objects.filter(pk=row.pk).update(lease_until=None, **changes)


def run_due(limit: int = 100) -> int:
    """Do up to ``limit`` due rows; returns how many were tried. Errors are kept on the row, by type, without personal data."""
    tried = 0
    while tried < limit and (row := _claim()):
        tried += 1
        handler = _handlers.get(row.topic)
        error = "" if handler else "no handler for this topic"
        if handler:
            try:
                handler(row.payload, row.key)
            except Exception as problem:
                error = type(problem).__name__
                log.warning("outbox %s failed: %s", row.topic, error)
        _settle(row, error)
    return tried

"""Recurring tasks: registered by rooms, run by the worker, once each even with several workers."""

import datetime as dt
import logging
from collections.abc import Callable

from openpes.base import clock
from openpes.base.locking import write
from openpes.base.models import Heartbeat, ScheduledTask

log = logging.getLogger(__name__)
_tasks: dict[str, tuple[dt.timedelta, Callable[[], None]]] = {}


def every(interval: dt.timedelta, name: str, function: Callable[[], None]) -> None:
    """Run ``function()`` about every ``interval``; it must be idempotent."""
    _tasks[name] = (interval, function)


def run_due() -> list[str]:
    """Run what is due; returns the names. A task is claimed by moving its next run forward first."""
    ran = []
    for name, (interval, function) in _tasks.items():
        now = clock.now()
        row = ScheduledTask.objects.filter(name=name).first()
        if row is not None and row.next_run_at > now:
            continue
        with write():
            if row is None:
                _, mine = ScheduledTask.objects.get_or_create(name=name, defaults={"next_run_at": now + interval})
            else:
                mine = bool(
                    ScheduledTask.objects.filter(name=name, next_run_at=row.next_run_at).update(next_run_at=now + interval)
                )
        if not mine:
            continue
        error = ""
        try:
            function()
        except Exception as problem:
            error = type(problem).__name__
            log.exception("scheduled task %s failed", name)
        with write():
            ScheduledTask.objects.filter(name=name).update(last_run_at=clock.now(), last_error=error)
        ran.append(name)
    return ran


def beat(name: str) -> None:
    """Leave a sign of life for /health/ready."""
    with write():
        Heartbeat.objects.update_or_create(name=name, defaults={"at": clock.now()})

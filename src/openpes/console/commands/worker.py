"""`./pes worker`: the background work; `./pes up` runs it as a part of its tree."""

import argparse
import logging
import os
import signal
import threading
import time

from django.db import Error as DatabaseError
from django.db import close_old_connections, connections

from openpes.base import outbox, readiness, schedule
from openpes.console.lifeline import end_with_parent

HELP = "Do the background work: send what waits, run what is due, seal the audit"
PAUSE = 0.5
LONGEST_PAUSE = 30.0
BEAT_SECONDS = 10.0

log = logging.getLogger(__name__)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--once", action="store_true", help="do what is due now, then end")
    parser.add_argument("--parent", type=int, help=argparse.SUPPRESS)


def run(options: argparse.Namespace) -> int:
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    if options.parent:
        end_with_parent(options.parent)
    if options.once:
        do_what_is_due()
        return 0
    log.info("worker %s started", os.getpid())
    pause, last_beat = PAUSE, 0.0
    while True:
        if time.monotonic() - last_beat >= BEAT_SECONDS:
            pause, last_beat = turn(pause, beat=True), time.monotonic()
        else:
            pause = turn(pause)
        if stop.wait(pause):
            break
    log.info("worker %s stopped", os.getpid())
    return 0


def turn(pause: float, beat: bool = False) -> float:
    """One round of work; returns the pause before the next: longer while the database is away."""
    try:
        close_old_connections()
        if beat:
            schedule.beat(readiness.WORKER)
        do_what_is_due()
    except DatabaseError as error:
        connections.close_all()
        longer = min(pause * 2, LONGEST_PAUSE)
        log.warning("the database did not answer (%s); next try in %.0f s", type(error).__name__, longer)
        return longer
    return PAUSE


def do_what_is_due() -> None:
    """Run the schedule first: what it makes due is then sent in the same round."""
    schedule.run_due()
    outbox.run_due()

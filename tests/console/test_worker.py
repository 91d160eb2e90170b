"""The worker: does what is due, gives signs of life, waits longer while the database is away."""

import pytest
from django.db import OperationalError

from openpes.base import outbox, readiness, schedule
from openpes.base.locking import write
from openpes.base.models import Heartbeat, OutboxRow
from openpes.console.commands import worker

pytestmark = pytest.mark.django_db(transaction=True)  # the worker closes and opens its connections


@pytest.fixture(autouse=True)
def _only_our_own_work(monkeypatch):
    """The recurring tasks of the rooms have tests of their own."""
    monkeypatch.setattr(schedule, "_tasks", {})


def test_what_waits_is_done_and_a_sign_of_life_is_left(monkeypatch):
    done = []
    monkeypatch.setitem(outbox._handlers, "test.topic", lambda payload, key: done.append(key))
    with write():
        outbox.enqueue("test.topic", key="once", payload={})
    assert worker.turn(worker.PAUSE, beat=True) == worker.PAUSE
    assert done == ["once"]
    assert OutboxRow.objects.get(key="once").state == "done"
    assert Heartbeat.objects.filter(name=readiness.WORKER).exists()


def test_the_worker_survives_a_database_that_is_away_and_asks_less_and_less_often(monkeypatch):
    def away():
        raise OperationalError("gone")

    monkeypatch.setattr(schedule, "run_due", away)
    monkeypatch.setattr(worker.connections, "close_all", lambda: None)
    pauses = [worker.PAUSE]
    for _ in range(8):
        pauses.append(worker.turn(pauses[-1]))
    assert pauses[:4] == [0.5, 1.0, 2.0, 4.0]
    assert pauses[-1] == worker.LONGEST_PAUSE

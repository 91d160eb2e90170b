import datetime as dt

import pytest

from openpes.base import outbox
from openpes.base.enums import OutboxState
from openpes.base.locking import write
from openpes.base.models import OutboxRow

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def calls(monkeypatch):
    seen = []
    monkeypatch.setitem(outbox._handlers, "test", lambda payload, key: seen.append((payload["n"], key)))
    return seen


def put(key, n=1):
    with write():
        outbox.enqueue("test", key=key, payload={"n": n})


def test_a_row_is_done_once_however_often_it_is_put_in(calls):
    put("a")
    put("a")
    assert outbox.run_due() == 1
    assert outbox.run_due() == 0
    assert calls == [(1, "a")]


def test_enqueueing_outside_a_transaction_is_an_error():
    with pytest.raises(RuntimeError):
        outbox.enqueue("test", key="x", payload={})


def test_a_failing_row_waits_longer_each_time_and_then_stays_failed(monkeypatch):
    def boom(payload, key):
        raise ValueError("secret name")

    monkeypatch.setitem(outbox._handlers, "test", boom)
    put("a")
    waits = []
    for _ in range(outbox.MAX_ATTEMPTS):
        OutboxRow.objects.update(due_at=dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
        assert outbox.run_due(limit=1) == 1
        row = OutboxRow.objects.get()
        waits.append(row.due_at)
        assert row.last_error == "ValueError"
    assert row.state == OutboxState.FAILED
    assert waits[0] < waits[1] < waits[2]


def test_a_row_of_a_killed_process_is_taken_up_again(calls):
    put("a")
    OutboxRow.objects.update(state=OutboxState.RUNNING, lease_until=dt.datetime(2020, 1, 1, tzinfo=dt.UTC), attempts=1)
    assert outbox.run_due() == 1
    assert calls == [(1, "a")]

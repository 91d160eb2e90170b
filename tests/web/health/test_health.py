"""What load balancers and `./pes up` are told."""

import datetime as dt

import pytest
from django.db import OperationalError

from openpes.base import clock, readiness, schedule
from openpes.base.models import Heartbeat
from openpes.matching.engine import compiled

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_remembered(monkeypatch):
    monkeypatch.setattr(readiness, "_seen", set())


def test_alive_asks_nothing_of_the_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = client.get("/health/live")
    assert (answer.status_code, answer.content) == (200, b"live\n")


def test_ready_when_the_worker_gives_signs_of_life(client):
    schedule.beat(readiness.WORKER)
    answer = client.get("/health/ready")
    assert answer.status_code == 200
    told = answer.json()
    assert told.pop("matching")["answers"] in {"numba", "numpy"}
    assert told == {"ready": True, "database": True, "migrations": True, "disk_space": True, "worker": True}


@pytest.mark.parametrize("age", [None, readiness.OLDEST_HEARTBEAT + dt.timedelta(seconds=1)])
def test_not_ready_without_a_recent_sign_of_life(client, age):
    if age is not None:
        Heartbeat.objects.create(name=readiness.WORKER, at=clock.now() - age)
    answer = client.get("/health/ready")
    assert answer.status_code == 503
    assert answer.json()["worker"] is False
    assert answer.json()["database"] is True


def test_not_ready_when_the_disk_is_nearly_full(client, monkeypatch):
    schedule.beat(readiness.WORKER)
    monkeypatch.setattr(readiness, "SPACE_NEEDED", 1 << 62)
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.json()["disk_space"]) == (503, False)


def test_a_database_that_is_away_is_an_answer_and_no_error(client, monkeypatch):
    def away():
        raise OperationalError("gone")

    monkeypatch.setattr(readiness.connection, "ensure_connection", away)
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.json()["database"]) == (503, False)


def test_not_ready_while_a_migration_waits(client, monkeypatch):
    schedule.beat(readiness.WORKER)
    monkeypatch.setattr(readiness.MigrationExecutor, "migration_plan", lambda self, targets: ["one"])
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.json()["migrations"]) == (503, False)


def test_applied_migrations_are_looked_up_once(client, django_assert_max_num_queries):
    schedule.beat(readiness.WORKER)
    client.get("/health/ready")
    with django_assert_max_num_queries(1):
        client.get("/health/ready")


@pytest.mark.parametrize(
    ("loaded", "refused", "loading", "told"),
    [
        ((object(), "numba 9"), [], False, {"answers": "numba", "why": "compiled"}),
        ((object(), "numba 9"), [], True, {"answers": "numpy", "why": "loading"}),
        ((object(), "numba 9"), ["OSError: /secret/place"], False, {"answers": "numpy", "why": "failed"}),
        ((None, "OPENPES_MATCHING=numpy"), [], False, {"answers": "numpy", "why": "switched_off"}),
        ((None, "ModuleNotFoundError: No module named 'numba'"), [], False, {"answers": "numpy", "why": "missing"}),
        ((None, "OSError: libLLVM of /secret/place"), [], False, {"answers": "numpy", "why": "failed"}),
    ],
)
def test_which_path_of_matching_answers_is_told_and_never_makes_it_unfit(client, monkeypatch, loaded, refused, loading, told):
    schedule.beat(readiness.WORKER)
    monkeypatch.setattr(compiled, "_load", lambda: loaded)
    monkeypatch.setattr(compiled, "_refused", refused)
    monkeypatch.setattr(compiled, "warming", lambda: loading)
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.json()["matching"]) == (200, told)
    assert b"secret" not in answer.content


@pytest.mark.parametrize("address", ["/health/live", "/health/ready"])
def test_answers_are_never_kept_and_only_read(client, address):
    assert "no-store" in client.get(address)["Cache-Control"]
    assert client.post(address).status_code == 405

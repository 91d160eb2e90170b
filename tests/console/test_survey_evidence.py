"""`./pes survey evidence`: for people and for machines."""

import argparse
import json

import pytest

from assessment.evidence.arrangements import contacts
from openpes.base import clock
from openpes.console import preparing
from openpes.console.commands import survey_evidence
from openpes.console.output import PlainError

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _database_is_there(monkeypatch):
    monkeypatch.setattr(preparing, "database", lambda: None)


def run(*words, as_json=True):
    parser = argparse.ArgumentParser()
    survey_evidence.add_arguments(parser)
    return survey_evidence.run(parser.parse_args(list(words), argparse.Namespace(json=as_json)))


def test_machines_get_every_item_with_its_state(capsys):
    contacts(40, service="registration", channel="ussd")
    assert run("--real") == 0
    found = {row["item"]: row for row in json.loads(capsys.readouterr().out)}
    assert len(found) == 118
    assert {row["state"] for row in found.values()} <= {"answered", "unknown", "not_recorded_yet", "not_observable"}
    row = found["q2_1.phone.registration"]
    assert (row["state"], row["answer"], row["counts"]["contacts"]) == ("answered", "yes", 40)
    assert row["query"].startswith("delivery.contacts_through v1: Completed contacts of the service")
    assert row["until"] == clock.today().isoformat()
    assert found["q1_1.performance"]["answer"] is None


def test_people_get_a_table_and_are_told_when_the_records_are_made_up(capsys):
    contacts(40, service="registration", synthetic=True)
    assert run("--items", "q2_1,q2_3", as_json=False) == 0
    shown = capsys.readouterr()
    assert "made-up records" in shown.out
    assert len(shown.out.splitlines()) == 1 + 28 + 1
    assert "answered" in shown.err


@pytest.mark.parametrize("words", [("--items", "q9"), ("--since", "2026-02-02", "--until", "2026-02-01")])
def test_what_cannot_be_counted_is_said_plainly(words):
    with pytest.raises(PlainError):
        run(*words)


def test_a_day_that_is_none_is_refused(capsys):
    with pytest.raises(SystemExit):
        run("--since", "yesterday")
    assert "2026-11-23" in capsys.readouterr().err

"""`./pes survey benchmark AGENCY`: for people and for machines."""

import argparse
import json

import pytest

from assessment.factories import make_lead, make_verified, whole_answers
from openpes.assessment.tables.cells import ALLOWED
from openpes.console import preparing
from openpes.console.commands import survey_benchmark
from openpes.console.output import PlainError

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _tables_are_there(monkeypatch):
    monkeypatch.setattr(preparing, "database", lambda: None)


def run(*words, as_json=True):
    parser = argparse.ArgumentParser()
    survey_benchmark.add_arguments(parser)
    return survey_benchmark.run(parser.parse_args(list(words), argparse.Namespace(json=as_json)))


@pytest.fixture
def agency():
    return make_verified(make_lead(), whole_answers(q1_3__consent="0", q2_3="selected_services")).agency


def test_every_item_stands_with_the_own_answer_and_the_peers(agency, capsys):
    assert run(agency.name) == 0
    found = json.loads(capsys.readouterr().out)
    items = {each["item"]: each for each in found["items"]}
    assert set(ALLOWED) <= set(items)
    consent = items["q1_3.consent"]
    assert consent["own"] == "no"
    assert consent["peers"] == [
        {"group": "World", "k": 61, "n": 69, "percent": 88, "interval": [78.8, 94.0], "year": 2020},
        {"group": "Upper-middle income", "k": 23, "n": 25, "percent": 92, "interval": [75.0, 97.8], "year": 2020},
    ]
    assert not consent["published_by_approach"]
    assert [p["group"] for p in items["q2_4.young"]["peers"]][-1] == "selected_services"
    assert items["q1_1.lower_costs"] == {
        "item": "q1_1.lower_costs",
        "own": 1,
        "peers": [],
        "published_by_approach": False,
        "published_by_region": False,
    }
    assert (found["state"], found["reference_year"]) == ("verified", 2020)


def test_people_read_counts(agency, capsys):
    assert run(agency.name, as_json=False) == 0
    shown = capsys.readouterr()
    assert "61 of 69 World; 23 of 25 Upper-middle income" in shown.out
    assert "2020" in shown.err


def test_an_unknown_agency_is_named_in_a_sentence():
    with pytest.raises(PlainError, match="no such agency"):
        run("Atlantis")

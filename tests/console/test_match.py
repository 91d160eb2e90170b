"""`./pes match` and `./pes match batch`: every part of a score, and lists that change nothing unless told to."""

import argparse
import json
from types import ModuleType

import pytest

from matching import world
from openpes.console import preparing
from openpes.console.commands import match, match_batch
from openpes.console.output import PlainError
from openpes.matching.engine import HARD
from openpes.matching.models import MatchRun
from openpes.trust.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _market(monkeypatch):
    monkeypatch.setattr(preparing, "database", lambda: None)
    world.build()


def run(command: ModuleType, *words: str, as_json: bool = True) -> int:
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    return command.run(parser.parse_args(list(words), argparse.Namespace(json=as_json)))


def said(capsys) -> dict:
    return json.loads(capsys.readouterr().out)


def test_every_part_of_the_score_is_told_and_they_add_up(capsys):
    row = world.vacancy("Cook", "5120", "Malmö", skills=("Cook meals", "Plan menus"))
    who = world.profile(skills=("Cook meals",))
    for words in (["--person", who.person.reference], ["--vacancy", row.reference, "--top", "5"]):
        assert run(match, *words) == 0
        found = said(capsys)
        (pair,) = found["matches"]
        assert sum(part["millionths"] for part in pair["parts"]) == pair["score"]
        assert len({part["part"] for part in pair["parts"]}) == 12
        assert pair["skills"] == {"matched": ["Cook meals"], "near": [], "missing": ["Plan menus"]}
        assert [f["filter"] for f in pair["filters"]] == list(HARD)
        assert all(f["kept"] for f in pair["filters"])
        assert pair["weights_version"] == found["weights_version"] == 1
    assert AuditEntry.objects.filter(act="matching.read_by_operator", person_id=who.person_id).count() == 1


def test_a_pair_tells_why_not(capsys):
    row = world.vacancy("Cook", "5120", "Uppsala")
    who = world.profile()
    assert run(match, "--person", who.person.reference.lower(), "--vacancy", row.reference) == 0
    (pair,) = said(capsys)["matches"]
    assert pair["ruled_out"] == ["distance"]
    assert {"filter": "distance", "hard": True, "kept": False} in pair["filters"]


def test_it_reads_well_for_people_too(capsys):
    world.vacancy("Cook", "5120", "Lund")
    assert run(match, "--person", world.profile().person.reference, as_json=False) == 0
    assert "of 100" in capsys.readouterr().err


@pytest.mark.parametrize("words", [[], ["--person", "P-nobody"], ["--vacancy", "V-0000-0000"], ["--person", "x", "--top", "0"]])
def test_what_cannot_be_answered_is_said_plainly(words):
    with pytest.raises(PlainError):
        run(match, *words)


def test_a_batch_changes_nothing_unless_it_is_told_to(capsys):
    world.vacancy("Cook", "5120", "Lund")
    world.profile()
    assert run(match_batch, as_json=False) == 0
    assert "Nothing was changed" in capsys.readouterr().err
    assert not MatchRun.objects.exists()
    assert run(match_batch, "--wet-run") == 0
    assert said(capsys)["after"]["showings"] == 1
    assert MatchRun.objects.filter(finished_at__isnull=False).count() == 1


def test_a_batch_refuses_impossible_wishes():
    with pytest.raises(PlainError):
        run(match_batch, "--length", "0")

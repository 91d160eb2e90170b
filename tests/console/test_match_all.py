"""`./pes match all`: everyone who may be found, into an empty folder; a sentence when that cannot be."""

import argparse
import json

import numpy as np
import pytest

from matching import world
from openpes.console import preparing
from openpes.console.commands import match_all
from openpes.console.output import PlainError
from openpes.matching import exclusions
from openpes.matching.batch import pool, results, spark
from openpes.matching.engine.codes import low64
from openpes.matching.index import indexer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _market(monkeypatch):
    monkeypatch.setattr(preparing, "database", lambda: None)
    monkeypatch.setattr(pool, "run", lambda folder, out, **_: pool.one_by_one(folder, out))
    world.build()


def run(tmp_path, capsys, *words: str) -> dict:
    parser = argparse.ArgumentParser()
    match_all.add_arguments(parser)
    options = parser.parse_args([*words, "--out", str(tmp_path / "out")], argparse.Namespace(json=True))
    assert match_all.run(options) == 0
    return json.loads(capsys.readouterr().out)


def test_everyone_who_may_be_found_gets_their_rows_and_what_they_hide_is_left_out(tmp_path, capsys, monkeypatch):
    shown = world.vacancy("Cook", "5120", "Lund", skills=("Cook meals",))
    hidden = world.vacancy("Cook", "5120", "Lund", skills=("Kitchen hygiene",))
    who = world.profile("5120", "Lund", skills=("Cook meals",))
    indexer.rebuild()
    monkeypatch.setattr(exclusions, "_vacancies_hidden_by_person", [lambda person_id: {hidden.pk}])
    told = run(tmp_path, capsys)
    found = results.joined([np.load(part) for part in (tmp_path / "out" / "found").glob("*.npy")])
    assert (told["jobseekers"], told["rows"]) == (1, 1)
    assert found["person_low"].tolist() == [low64(who.pk)]
    assert found["vacancy_low"].tolist() == [low64(shown.pk)]
    assert int(told["checksum"], 16) == results.checksum(found)


def test_a_job_for_a_cluster_is_written_without_being_done(tmp_path, capsys):
    world.vacancy("Cook", "5120", "Lund")
    world.profile("5120", "Lund")
    indexer.rebuild()
    told = run(tmp_path, capsys, "--job-only", "--runner", "spark")
    assert told["jobseekers"] == 1
    assert (tmp_path / "out" / "job" / "job.json").exists()
    assert not (tmp_path / "out" / "found").exists()


def test_a_folder_that_holds_something_is_never_written_to(tmp_path, capsys):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "letter").write_text("keep me")
    with pytest.raises(PlainError, match="not empty"):
        run(tmp_path, capsys)


@pytest.mark.parametrize(("words", "said"), [(("--limit", "0"), "--limit"), (("--workers", "0"), "--workers")])
def test_a_number_out_of_reach_is_refused(tmp_path, capsys, words, said):
    with pytest.raises(PlainError, match=said):
        run(tmp_path, capsys, *words)


def test_a_runner_that_is_missing_is_named_with_the_line_that_installs_it(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(spark, "missing", lambda: "pip install something")
    with pytest.raises(PlainError, match="pip install something"):
        run(tmp_path, capsys, "--runner", "spark")

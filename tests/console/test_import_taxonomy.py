"""`./pes import taxonomy`: what a person and a program see."""

import argparse
import json

import pytest

from openpes.console import preparing
from openpes.console.commands import import_taxonomy
from openpes.console.output import PlainError
from openpes.work.models import Occupation
from work.taxonomy import esco_files as files

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def tables_are_there(monkeypatch):
    monkeypatch.setattr(preparing, "database", lambda: None)


def run(*words, as_json=False):
    parser = argparse.ArgumentParser()
    import_taxonomy.add_arguments(parser)
    return import_taxonomy.run(parser.parse_args([*map(str, words)], argparse.Namespace(json=as_json)))


def esco(folder, **more):
    return ("esco", "--classification", files.classification(folder, **more), "--relations", files.relations(folder))


def test_a_program_gets_one_json_document_with_the_counts(tmp_path, capsys):
    assert run(*esco(tmp_path), as_json=True) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["occupations"]["new"] == 3
    assert said["relations"]["new"] == 3
    assert said["problems"] == {"missing_occupation": 1}
    assert said["in_files"]["skills"] == 3
    assert said["seconds"] >= 0


def test_a_person_reads_what_was_loaded_and_what_was_left_out(tmp_path, capsys):
    run(*esco(tmp_path))
    said = capsys.readouterr()
    assert said.out == ""
    assert "esco 1.1.1" in said.err
    assert "missing occupation: 1" in said.err
    assert "occupationSkillRelations.csv line 5" in said.err


def test_our_own_taxonomy_needs_no_files():
    run("openpes")
    assert Occupation.objects.filter(scheme="openpes").count() >= 80


def test_wrong_files_and_missing_options_end_in_one_plain_sentence(tmp_path):
    with pytest.raises(PlainError, match="Name both ZIPs"):
        run("esco")
    with pytest.raises(PlainError, match="There is no file"):
        run("esco", "--classification", tmp_path / "x.zip", "--relations", tmp_path / "y.zip")


def test_an_older_release_tells_how_to_load_it_all_the_same(tmp_path):
    run(*esco(tmp_path), "--release", "1.2")
    with pytest.raises(PlainError, match=r"1\.1\.1 is older than 1\.2.*Add --force"):
        run(*esco(tmp_path))
    assert run(*esco(tmp_path), "--force") == 0

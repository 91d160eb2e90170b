import argparse
import json

import pytest

from openpes.console.commands import import_vacancies as command
from openpes.console.output import PlainError
from openpes.work.models import IscoGroup, Vacancy

pytestmark = pytest.mark.django_db
TABLE = "reference,title,employer\n1,Cook,Cafe\n2,,Cafe\n"


@pytest.fixture
def typed(tmp_path, monkeypatch):
    """Run the command as typed, in a data folder where the occupations are loaded already."""
    monkeypatch.setattr(command.preparing, "database", lambda: None)
    monkeypatch.setattr(command, "_occupations", lambda: None)
    path = tmp_path / "jobs.csv"
    path.write_text(TABLE)

    def run(*words):
        parser = argparse.ArgumentParser()
        parser.add_argument("--json", action="store_true")
        command.add_arguments(parser)
        return command.run(parser.parse_args([str(path), "--format", "csv", *words]))

    return run


def test_machines_get_one_json_object_and_nothing_else(typed, capsys):
    assert typed("--json") == 0
    out = capsys.readouterr().out
    found = json.loads(out)
    assert list(found) == ["rows", "accepted", "updated", "unchanged", "rejected", "public", "coded", "doubtful", "seconds"]
    assert (found["rows"], found["accepted"], found["rejected"], found["public"]) == (2, 1, 1, 1)


def test_people_get_sentences_and_the_report_as_a_file(typed, capsys, tmp_path):
    assert typed("--report", str(tmp_path / "report.csv"), "--source", "city") == 0
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "city: 2 rows" in captured.err
    assert "The title is missing." in (tmp_path / "report.csv").read_text("utf-8-sig")


def test_a_mapping_that_does_not_fit_ends_with_a_sentence_and_an_exit_code(typed, capsys, tmp_path):
    (tmp_path / "m.toml").write_text("[columns]\ntitle = 'Job'")
    assert typed("--mapping", str(tmp_path / "m.toml")) == 1
    assert "Columns that are needed are not in the table. (Job)" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--mapping", "/nowhere/m.toml"), "cannot be read"),
        (("--report", "/nowhere/r.csv"), "cannot be written"),
    ],
)
def test_what_can_be_put_right_is_said_in_a_sentence(typed, words, sentence):
    with pytest.raises(PlainError, match=sentence):
        typed(*words)


def test_a_broken_mapping_is_said_in_a_sentence(typed, tmp_path):
    (tmp_path / "m.toml").write_text("[columns")
    with pytest.raises(PlainError, match="The mapping file is not TOML"):
        typed("--mapping", str(tmp_path / "m.toml"))
    assert not Vacancy.objects.exists()


def test_a_day_that_is_none_is_refused_before_anything_is_done(typed, capsys):
    with pytest.raises(SystemExit):
        typed("--rebase-dates", "1.1.2020")
    assert "write it as 2026-11-30" in capsys.readouterr().err


def test_a_new_data_folder_gets_the_occupations_that_come_with_the_program(monkeypatch):
    assert not IscoGroup.objects.exists()
    command._occupations()
    assert IscoGroup.objects.filter(level=4).count() == 436

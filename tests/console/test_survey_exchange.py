"""`./pes survey export` and `./pes survey import`."""

import argparse
import json

import pytest

from assessment.factories import answer, make_lead, make_sheet, whole_answers
from openpes.assessment.instrument import Given
from openpes.assessment.sheets import queries
from openpes.console.commands import survey_export, survey_import
from openpes.console.output import PlainError

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _database_is_ready(monkeypatch):
    monkeypatch.setattr("openpes.console.preparing.database", lambda: None)


@pytest.fixture
def sheet():
    lead = make_lead()
    made = make_sheet(lead)
    answer(lead, made, whole_answers())
    return made


def call(command, *words, as_json=True):
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    options = parser.parse_args(list(words))
    options.json = as_json
    return command.run(options)


def said(capsys):
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize(("form", "name"), [("xlsx", "a.xlsx"), ("long", "a.csv"), ("wide", "w.csv"), ("json", "a.json")])
def test_a_sheet_is_written_looked_at_and_taken_over_only_with_a_wet_run(sheet, tmp_path, capsys, form, name):
    path = tmp_path / name
    call(survey_export, str(sheet.pk), "--format", form, "--to", str(path), "--language", "ar")
    assert said(capsys)["bytes"] == path.stat().st_size
    sheet.answers.filter(item="q1_2").update(value="0")
    call(survey_import, str(sheet.pk), str(path), "--format", form)
    assert (said(capsys)["changes"], queries.answers_of(sheet)["q1_2"]) == (1, Given("0"))
    assert call(survey_import, str(sheet.pk), str(path), "--format", form, "--wet-run") == 0
    assert said(capsys)["done"]
    assert queries.answers_of(sheet)["q1_2"] == Given("1")


def test_faults_are_told_with_their_place_and_the_exit_code_says_so(sheet, tmp_path, capsys):
    path = tmp_path / "a.csv"
    path.write_text("item,state,value\nq9,answered,1\n")
    assert call(survey_import, str(sheet.pk), str(path), "--wet-run") == 1
    told = said(capsys)
    assert (told["done"], told["faults"][0]["where"]) == (False, "line 2")


def test_without_a_sheet_all_sheets_are_listed(sheet, capsys):
    call(survey_export)
    assert [row["sheet"] for row in said(capsys)] == [str(sheet.pk)]


@pytest.mark.parametrize("sheet_id", ["nonsense", "00000000-0000-7000-8000-000000000000"])
def test_an_unknown_sheet_is_a_sentence(tmp_path, sheet_id):
    path = tmp_path / "a.csv"
    path.write_text("item,value\n")
    with pytest.raises(PlainError):
        call(survey_export, sheet_id)
    with pytest.raises(PlainError):
        call(survey_import, sheet_id, str(path))
    with pytest.raises(PlainError):
        call(survey_import, sheet_id, str(tmp_path / "missing.csv"))

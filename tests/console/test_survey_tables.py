"""`./pes survey tables`: the whole print without a database, for people and for machines."""

import argparse
import json

import pytest

from openpes.assessment.data import published
from openpes.console import registry
from openpes.console.commands import bench_survey, survey_tables
from openpes.console.output import PlainError


def run(command, *words, as_json=True):
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    return command.run(parser.parse_args(list(words), argparse.Namespace(json=as_json)))


def test_the_tables_are_counted_before_there_is_a_database():
    command, rest = registry.find(["survey", "tables", "--microdata", "x.csv"], registry.all_commands())
    assert (command.needs_django, rest) == (False, ["--microdata", "x.csv"])


def test_the_tables_for_machines_have_the_labels_of_the_print(capsys):
    assert run(survey_tables) == 0
    found = json.loads(capsys.readouterr().out)
    assert all(list(cell) == ["table", "row_group", "row", "group", "k", "n", "percent", "expected_difference"] for cell in found)
    printed = published.printed()
    assert [(c["table"], c["row_group"], c["row"], c["group"]) for c in found] == [
        (p.table, p.row_group, p.row, p.group) for p in printed
    ]
    differing = [cell for cell, p in zip(found, printed, strict=True) if cell["percent"] != p.percent]
    assert differing == [cell for cell in found if cell["expected_difference"]]
    assert len(differing) == 4
    world = differing[0]["expected_difference"]
    assert (world["published"], world["low"], world["high"], world["of"], world["erratum"]) == (80, 18, 51, 69, "E01")


def test_people_read_that_the_shipped_sheets_are_invented(capsys):
    assert run(survey_tables, as_json=False) == 0
    shown = capsys.readouterr()
    assert "356 of 360" in shown.err
    assert "synthetic" in shown.err
    assert "between 18 and 51 of 69" in shown.err
    assert "Table 17" in shown.out
    rows = [line.split() for line in shown.out.splitlines()]
    assert ["Face-to-face", "14/69", "20", "%", "7/30", "23", "%", "4/25", "16", "%", "3/14", "21", "%"] in rows
    assert ["95", "%", "interval", "12.5-31.2", "11.8-40.9", "6.4-34.7", "7.6-47.6"] in rows


def test_a_file_with_a_wrong_cell_is_not_counted(capsys, tmp_path):
    path = tmp_path / "sheets.csv"
    path.write_text("respondent,income_group,1_2\nA,H,perhaps\n", "utf-8")
    with pytest.raises(PlainError, match="A, q1_2"):
        run(survey_tables, "--microdata", str(path))
    assert not capsys.readouterr().out


def test_the_bench_reads_and_tabulates_as_many_services_as_it_says(capsys):
    assert run(bench_survey, "--small") == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["services"], found["rows"]) == (1000, 90)
    assert found["cells_a_service"] >= 110


def test_intervals_come_when_they_are_asked_for(capsys):
    assert run(survey_tables, "--intervals") == 0
    assert json.loads(capsys.readouterr().out)[0]["interval"] == [40.6, 63.5]

"""`./pes import egov FILE`: an index of the United Nations."""

import argparse
import json

import pytest

from openpes.assessment.models import EgovValue
from openpes.console import preparing
from openpes.console.commands import import_egov
from openpes.console.output import PlainError

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _tables_are_there(monkeypatch):
    monkeypatch.setattr(preparing, "database", lambda: None)


def run(*words):
    parser = argparse.ArgumentParser()
    import_egov.add_arguments(parser)
    return import_egov.run(parser.parse_args([*words, "--index", "egdi", "--year", "2020"], argparse.Namespace(json=True)))


def test_a_file_is_taken_in_and_marked_as_made_up_when_it_is(tmp_path, capsys):
    path = tmp_path / "egdi.csv"
    path.write_text("Country Name,E-Government Index\nJapan,0.5\n", "utf-8")
    assert run(str(path), "--synthetic") == 0
    assert json.loads(capsys.readouterr().out)["countries"] == 1
    assert EgovValue.objects.get().synthetic


def test_a_wrong_line_leaves_everything_as_it_was(tmp_path):
    path = tmp_path / "egdi.csv"
    path.write_text("Country Name,E-Government Index\nJapan,0.5\nAtlantis,0.1\n", "utf-8")
    with pytest.raises(PlainError, match="line 3"):
        run(str(path))
    assert not EgovValue.objects.exists()


def test_a_missing_file_is_told_in_a_sentence(tmp_path):
    with pytest.raises(PlainError, match="cannot be opened"):
        run(str(tmp_path / "none.csv"))

"""`./pes index rebuild`, `./pes bench relevance`, `./pes bench search`: what a program sees, and a sentence when there is nothing to measure."""

import argparse
import json
from types import ModuleType

import pytest

from matching import world
from openpes.console import preparing, relevance
from openpes.console.commands import bench_relevance, bench_search, index_rebuild
from openpes.console.output import PlainError
from openpes.matching.queries import search_vacancies
from openpes.matching.requests import SearchRequest
from openpes.work.coder_in_force import coder_in_force
from openpes.work.models import VacancySource

pytestmark = pytest.mark.django_db
TRADES = {"nurse", "cook", "porter", "clerk", "electrician", "driver", "programmer", "cleaner", "accountant", "care_assistant"}


@pytest.fixture(autouse=True)
def _tables_are_there(monkeypatch):
    monkeypatch.setattr(preparing, "database", lambda: None)


def run(command: ModuleType, *words: str) -> int:
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    return command.run(parser.parse_args(list(words), argparse.Namespace(json=True)))


def said(capsys) -> dict:
    return json.loads(capsys.readouterr().out)


def test_a_rebuild_says_what_the_index_holds(capsys):
    world.build()
    world.vacancy("Cook", "5120", "Lund")
    world.profile()
    assert run(index_rebuild) == 0
    found = said(capsys)
    assert (found["vacancies"], found["people"], found["waiting"]) == (1, 1, 0)


@pytest.mark.parametrize("command", [bench_relevance, bench_search])
def test_a_bench_without_vacancies_says_what_to_do_first(command):
    with pytest.raises(PlainError, match="import vacancies"):
        run(command, "--small")


def test_made_up_vacancies_are_never_measured_for_relevance():
    world.build()
    source = VacancySource.objects.create(name="made up")
    world.vacancy("Cook", "5120", source=source, source_reference="1", synthetic=True)
    with pytest.raises(PlainError):
        run(bench_relevance)


def test_relevance_counts_what_is_of_the_same_kind_and_shows_titles_and_reasons(capsys):
    world.build()
    source = VacancySource.objects.create(name="real")
    for i, (title, isco) in enumerate([("School cook", "5120"), ("Nurse", "2221"), ("Sous", "5120")]):
        world.vacancy(title, isco, "Lund", source=source, source_reference=str(i))
    assert coder_in_force().code("cook").isco08 == "5120"
    assert run(bench_relevance) == 0
    found = said(capsys)
    assert (found["vacancies"], found["profiles"]) == (3, 10)
    (cook,) = [r for r in found["results"] if r["profile"] == "cook"]
    assert (cook["same_group"], cook["same_by_title"], cook["available"], cook["met"]) == (2, 1, 2, False)
    assert cook["first"][0]["title"] in {"School cook", "Sous"}
    assert "the occupation you want" in cook["first"][0]["reasons"]


def test_search_is_measured_on_copies_and_leaves_nothing_behind(capsys, monkeypatch, tmp_path, settings):
    world.build()
    world.vacancy("Cook", "5120", "Lund", skills=("Cook meals",))
    settings.DATA = tmp_path
    monkeypatch.setattr(bench_search, "SMALL", 300)
    assert run(bench_search, "--small", "--repeats", "2") == 0
    found = said(capsys)
    assert found["vacancies"] == 300
    assert set(found["search_ms"]) >= {"one_word", "near_a_place", "unknown"}
    assert list(tmp_path.glob("bench-*")) == []
    assert search_vacancies(SearchRequest(words="cook")).total == 1


def test_ten_profiles_are_shipped_made_up_and_without_anything_protected():
    profiles = relevance.shipped_profiles()
    assert {p.key for p in profiles} == TRADES
    for profile in profiles:
        assert profile.facts["synthetic"] is True
        assert set(profile.facts) <= {
            "synthetic", "name", "occupations", "skills", "licences", "education", "hours", "languages", "experience", "expected",
        }  # fmt: skip
        assert profile.groups
        assert profile.fits_title(profile.facts["occupations"][0]) or profile.key in {"nurse", "programmer", "care_assistant"}

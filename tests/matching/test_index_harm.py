"""Damage, killed writers and a full disk: the index notices, mends itself, and never answers wrongly."""

import errno

import pytest

from matching import world
from openpes.matching.index import files, flat, indexer, memory
from openpes.matching.queries import index_facts, matches_for_person, search_vacancies
from openpes.matching.requests import SearchRequest

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _market():
    world.build()


@pytest.mark.parametrize("damage", ["state", "columns", "words", "everything"])
def test_a_damaged_index_is_built_anew(damage):
    world.vacancy("Cook", "5120")
    assert search_vacancies(SearchRequest(words="cook")).total == 1
    state = files.read_state()
    folder = files.folder()
    if damage == "state":
        files.state_path().write_text("{")
    elif damage == "columns":
        (folder / state.base / "match.flat").write_bytes(b"nothing")
    elif damage == "words":
        (folder / state.words / "meta.json").write_text("nonsense")
    else:
        for path in sorted(folder.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
    memory.forget()
    assert search_vacancies(SearchRequest(words="cook")).total == 1


FLAT = ("vacancy.flat", "profile.flat", "match.flat", "people.flat")


@pytest.mark.parametrize("name", FLAT)
@pytest.mark.parametrize("harm", ["cut", "longer", "flipped", "gone", "empty"])
def test_a_file_of_the_base_that_was_cut_or_changed_is_noticed_and_built_anew(name, harm):
    world.vacancy("Cook", "5120", "Lund", skills=("Cook meals",))
    who = world.profile(skills=("Cook meals",))
    before = matches_for_person(profile_id=who.pk)
    place = files.folder() / files.read_state().base / name
    raw = place.read_bytes()
    if harm == "gone":
        place.unlink()
    else:
        middle = len(raw) // 2
        flipped = raw[:middle] + bytes([raw[middle] ^ 1]) + raw[middle + 1 :]
        place.write_bytes({"cut": raw[:-64], "longer": raw + bytes(64), "flipped": flipped, "empty": b""}[harm])
    memory.forget()
    assert matches_for_person(profile_id=who.pk) == before
    assert search_vacancies(SearchRequest(words="cook")).total == 1


@pytest.mark.parametrize("harm", ["cut", "flipped", "gone"])
def test_changes_that_were_cut_or_changed_are_noticed_and_built_anew(harm):
    world.vacancy("Cook", "5120")
    memory.current()
    world.vacancy("Cook", "5120")
    assert search_vacancies(SearchRequest(words="cook")).total == 2
    state = files.read_state()
    place = files.folder() / state.changes
    raw = place.read_bytes()
    if harm == "gone":
        place.unlink()
    else:
        place.write_bytes(raw[:-5] if harm == "cut" else raw[:60] + bytes([raw[60] ^ 1]) + raw[61:])
    memory.forget()
    assert search_vacancies(SearchRequest(words="cook")).total == 2
    assert files.read_state().base != state.base


def test_what_a_killed_writer_left_behind_is_overwritten():
    world.vacancy("Cook", "5120")
    memory.current()
    with (files.folder() / files.read_state().changes).open("ab") as file:
        file.write(b"half a change")
    world.vacancy("Cook", "5120")
    assert search_vacancies(SearchRequest(words="cook")).total == 2
    memory.forget()
    assert search_vacancies(SearchRequest(words="cook")).total == 2


def full_disk(*_args, **_more):
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("act", [indexer.rebuild, lambda: indexer.merge(wait=True)])
def test_a_full_disk_is_said_in_words_and_the_index_in_force_stays(monkeypatch, act):
    world.vacancy("Cook", "5120")
    memory.current()
    world.vacancy("Cook", "5120")
    assert search_vacancies(SearchRequest(words="cook")).total == 2
    before = files.read_state()
    monkeypatch.setattr(flat, "write", full_disk)
    with pytest.raises(indexer.NoRoom, match="stays"):
        act()
    assert files.read_state() == before
    memory.forget()
    assert search_vacancies(SearchRequest(words="cook")).total == 2
    assert [p.name for p in files.folder().iterdir() if "base-" in p.name] == [before.base]


def test_without_room_for_a_change_questions_are_answered_from_what_is_in_force_and_the_change_waits(monkeypatch):
    world.vacancy("Cook", "5120")
    assert search_vacancies(SearchRequest(words="cook")).total == 1
    world.vacancy("Cook", "5120")
    with monkeypatch.context() as patch:
        patch.setattr(files, "append", full_disk)
        assert search_vacancies(SearchRequest(words="cook")).total == 1
        assert index_facts()["waiting"] == 1
    assert search_vacancies(SearchRequest(words="cook")).total == 2

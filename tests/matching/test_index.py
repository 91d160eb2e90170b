"""The index follows the database: at once, whoever wrote, after any crash, and a rebuild gives the same answers."""

import json
import os
import signal
import subprocess
import sys
import threading

import numpy as np
import pytest
from django.db import connection, transaction

from matching import world
from openpes.base import hooks
from openpes.base.locking import write
from openpes.matching.engine.codes import low64
from openpes.matching.index import files, indexer, memory
from openpes.matching.models import IndexLog, MatchWeights
from openpes.matching.queries import index_facts, matches_for_person, people_for_vacancy, search_vacancies
from openpes.matching.requests import SearchRequest
from openpes.trust.subject import erase_subject, export_subject
from openpes.work.enums import VacancyStatus
from openpes.work.models import Vacancy

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _market():
    world.build()


def answers(profile_id) -> list:
    pages = [
        search_vacancies(SearchRequest(words=w, limit=100)) for w in ("", "cook", "nurse in lund", "lorry", "drvier", "hygiene")
    ]
    matches = matches_for_person(profile_id=profile_id, limit=100)
    rows = list(Vacancy.objects.order_by("id").values_list("id", flat=True))
    return [pages, matches, [people_for_vacancy(vacancy_id=pk) for pk in rows]]


def busy_market() -> None:
    for i in range(30):
        isco = ["5120", "2221", "8332", "9412", ""][i % 5]
        world.vacancy(f"{['Cook', 'Nurse', 'Driver', 'Helper', 'Other'][i % 5]} {i}", isco, ["Lund", "Malmö", "Uppsala", ""][i % 4],
                      posted_on=world.days_ago(i % 9))  # fmt: skip
        if i % 3 == 0:
            world.profile("5120", "Lund")
            memory.current()


def test_a_rebuild_gives_exactly_the_answers_of_the_incremental_index():
    who = world.profile("5120", "Lund", skills=("Cook meals",))
    busy_market()
    for row in Vacancy.objects.order_by("id")[:10]:
        world.change(row, title=row.title + " again")
    for row in Vacancy.objects.order_by("id")[10:14]:
        world.change(row, status=VacancyStatus.CLOSED)
    before = answers(who.pk)
    assert files.read_state().generation > 1
    indexer.rebuild()
    memory.forget()
    assert answers(who.pk) == before


def test_the_log_row_is_written_with_the_change_or_not_at_all():
    row = world.vacancy("Cook", "5120")
    count = IndexLog.objects.count()
    with pytest.raises(ValueError, match="undone"):
        _undone_change(row)
    assert IndexLog.objects.count() == count


def _undone_change(row: Vacancy) -> None:
    with write():
        hooks.publish("vacancy.changed", ids=[row.pk])
        raise ValueError("undone")


def test_rows_are_claimed_by_being_unapplied_never_by_number():
    early = world.vacancy("Cook early", "5120")
    memory.current()
    log = IndexLog.objects.get(target_id=early.pk)
    assert log.applied_at is not None
    # A transaction that began earlier and commits now has a lower number than what is applied already.
    Vacancy.objects.filter(pk=early.pk).update(title="Cook latecomer")
    IndexLog.objects.create(
        id=log.id + 1000, kind="vacancy", target_id=early.pk, at=world.clock.now(), applied_at=world.clock.now()
    )
    IndexLog.objects.create(id=log.id + 500, kind="vacancy", target_id=early.pk, at=world.clock.now())
    assert search_vacancies(SearchRequest(words="latecomer")).total == 1


def test_what_an_act_has_not_committed_never_reaches_the_index():
    cook = world.vacancy("Cook", "5120")
    assert search_vacancies(SearchRequest(words="cook")).total == 1
    with pytest.raises(ValueError, match="undone"):
        _asks_in_the_middle_of_an_undone_act(cook)
    assert search_vacancies(SearchRequest(words="phantom")).total == 0
    assert search_vacancies(SearchRequest(words="cook")).total == 1


def _asks_in_the_middle_of_an_undone_act(row: Vacancy) -> None:
    with write():
        Vacancy.objects.filter(pk=row.pk).update(title="Phantom", occupation=None)
        hooks.publish("vacancy.changed", ids=[row.pk])
        search_vacancies(SearchRequest(words="phantom"))
        raise ValueError("undone")


def test_what_was_closed_a_moment_ago_is_not_shown_even_before_the_index_knows():
    row = world.vacancy("Cook", "5120")
    search_vacancies(SearchRequest(words="cook"))
    Vacancy.objects.filter(pk=row.pk).update(status=VacancyStatus.CLOSED)
    assert search_vacancies(SearchRequest(words="cook")).results == ()


def test_applying_twice_changes_nothing():
    row = world.vacancy("Cook", "5120")
    assert search_vacancies(SearchRequest(words="cook")).total == 1
    IndexLog.objects.filter(target_id=row.pk).update(applied_at=None)
    assert search_vacancies(SearchRequest(words="cook")).total == 1
    assert index_facts() == {"vacancies": 1, "people": 0, "waiting": 0, "generation": files.read_state().generation}


@pytest.mark.parametrize("act", [indexer.rebuild, lambda: indexer.merge(wait=True)])
def test_changes_that_come_while_a_new_base_is_made_are_in_it_too(monkeypatch, act):
    first = world.vacancy("Cook", "5120", "Lund")
    who = world.profile()
    memory.current()
    second = world.vacancy("Cook", "5120", "Lund")
    assert matches_for_person(profile_id=who.pk).total == 2
    save, third = files.save_base, []

    def save_and_change(*args):
        save(*args)
        third.append(world.vacancy("Cook", "5120", "Lund").pk)
        world.change(first, status=VacancyStatus.CLOSED)
        assert matches_for_person(profile_id=who.pk).total == 2

    monkeypatch.setattr(files, "save_base", save_and_change)
    before = files.read_state()
    act()
    assert files.read_state().base != before.base
    memory.forget()
    assert index_facts()["waiting"] == 0
    assert {m.vacancy_id for m in matches_for_person(profile_id=who.pk).matches} == {second.pk, *third}


def test_the_base_is_mapped_read_only_and_not_copied():
    world.vacancy("Cook", "5120")
    indexer.rebuild()
    memory.forget()
    view = memory.current()
    for array in (view.vacancies.low, view.vacancies.isco, view.base.packed["x"], view.people.low):
        assert not array.flags.writeable
        assert not array.flags.owndata


def test_too_many_unmerged_rows_make_a_new_base_before_more_are_added(monkeypatch):
    monkeypatch.setattr(indexer, "MOST_CHANGED", 403)
    row = world.vacancy("Cook", "5120")
    memory.current()
    for i in range(6):
        world.change(row, title=f"Cook number{i}")
        assert search_vacancies(SearchRequest(words=f"number{i}")).total == 1
        assert files.read_state().rows <= 4


def test_many_small_changes_are_folded_into_a_new_base(monkeypatch):
    monkeypatch.setattr(indexer, "MERGE_FROM", 10)
    row = world.vacancy("Cook", "5120")
    for i in range(25):
        world.change(row, title=f"Cook number{i}")
        assert search_vacancies(SearchRequest(words=f"number{i}")).total == 1
    before = files.read_state()
    assert before.rows == 24
    indexer.keep_up()
    after = files.read_state()
    assert (after.rows, after.length) == (0, 0)
    assert after.base != before.base
    assert index_facts()["vacancies"] == 1
    assert search_vacancies(SearchRequest(words="number24")).total == 1
    assert sorted(p.name for p in files.folder().glob("base-*")) == [after.base]


def test_an_erased_person_leaves_every_answer_at_once_and_the_files_within_a_day(monkeypatch):
    row = world.vacancy("Cook", "5120", "Lund")
    who = world.profile("5120", "Lund")
    kept = world.profile("5120", "Lund")
    assert people_for_vacancy(vacancy_id=row.pk).total == 2
    with write():
        assert export_subject(who.person_id)["matching"]["can_be_found_by_employers"] is True
        erase_subject(who.person_id)
    assert [m.profile_id for m in people_for_vacancy(vacancy_id=row.pk).matches] == [kept.pk]
    low = np.uint64(low64(who.pk))
    monkeypatch.setattr(indexer, "FOLD_SECONDS", -1)
    indexer.keep_up()
    state = files.read_state()
    assert state.length == 0
    assert low not in files.load_base(state.base).people.low
    assert list(files.folder().glob("changes-*")) == []
    assert people_for_vacancy(vacancy_id=row.pk).total == 1


def test_a_merged_person_is_no_longer_found_twice():
    row = world.vacancy("Cook", "5120", "Lund")
    kept, alias = world.profile(), world.profile()
    assert people_for_vacancy(vacancy_id=row.pk).total == 2
    with write():
        type(alias.person).objects.filter(pk=alias.person_id).update(merged_into=kept.person_id)
        hooks.publish("person.merged", kept=kept.person_id, alias=alias.person_id)
    assert people_for_vacancy(vacancy_id=row.pk).total == 1


def test_a_new_taxonomy_makes_the_worker_build_anew():
    world.vacancy("Cook", "5120", "Lund")
    memory.current()
    before = files.read_state()
    world.TaxonomyRelease.objects.create(scheme="openpes", version="2", digest="x", loaded_at=world.clock.now())
    indexer.keep_up()
    after = files.read_state()
    assert after.taxonomy != before.taxonomy
    assert after.words != before.words
    assert search_vacancies(SearchRequest(words="cook")).total == 1


def test_the_first_weights_freeze_what_the_taxonomy_says_and_scores_name_their_version():
    world.vacancy("Cook", "5120", "Lund")
    who = world.profile()
    (match,) = matches_for_person(profile_id=who.pk).matches
    row = MatchWeights.objects.get(version=match.weights_version)
    assert sum(row.weights["parts"].values()) == 1_000_000
    assert row.weights["idf"]


def test_the_index_stands_in_a_folder_that_only_its_owner_reads():
    memory.current()
    assert files.folder().stat().st_mode & 0o077 == 0


def test_old_log_rows_are_cleared_and_new_ones_kept():
    row = world.vacancy("Cook", "5120")
    memory.current()
    IndexLog.objects.update(applied_at=world.clock.now() - indexer.KEEP_LOG * 2)
    world.change(row, title="Cook two")
    indexer.keep_up()
    assert IndexLog.objects.count() == 1


CHILD = """
import os, sys, time
import django
django.setup()
from openpes.matching.index import indexer, words
words.write_before = words.write
def slow(*a, **k):
    print("writing", flush=True)
    time.sleep(3600)
if sys.argv[1] == "before":
    words.write = slow
else:
    keep = indexer._mark
    def mark(ids):
        print("writing", flush=True)
        time.sleep(3600)
    indexer._mark = mark
indexer.apply_changes()
"""


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("moment", ["before", "after"])
def test_kill_9_in_the_middle_of_a_change_loses_nothing(moment, tmp_path, settings):
    """A process is killed before the words are written, and after everything is written but not yet marked."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite" and ("memory" in name or not os.path.exists(name)):
        pytest.skip("needs a database that another process can open (set OPENPES_TEST_SQLITE)")
    world.vacancy("Cook first", "5120")
    assert search_vacancies(SearchRequest(words="cook")).total == 1
    world.vacancy("Cook second", "5120")
    environment = os.environ | {"OPENPES_CHILD_INDEX": str(settings.OPENPES_INDEX), "DJANGO_SETTINGS_MODULE": "matching.child_settings",
                                "OPENPES_CHILD_DB": json.dumps(_plain(connection.settings_dict)), "PYTHONPATH": os.pathsep.join(sys.path)}  # fmt: skip
    child = subprocess.Popen([sys.executable, "-c", CHILD, moment], env=environment, stdout=subprocess.PIPE, text=True)
    try:
        assert child.stdout.readline().strip() == "writing"
    finally:
        os.kill(child.pid, signal.SIGKILL)
        child.wait()
        child.stdout.close()
    assert IndexLog.objects.filter(applied_at__isnull=True).exists()
    memory.forget()
    assert search_vacancies(SearchRequest(words="cook")).total == 2
    assert index_facts()["waiting"] == 0


def _plain(database: dict) -> dict:
    return {k: str(v) for k, v in database.items() if k in {"ENGINE", "NAME", "USER", "PASSWORD", "HOST", "PORT"}}


@pytest.mark.django_db(transaction=True)
def test_the_next_question_of_another_thread_sees_a_change():
    if connection.vendor == "sqlite" and "memory" in str(connection.settings_dict["NAME"]):
        pytest.skip("needs a database with more than one connection (set OPENPES_TEST_SQLITE)")
    totals: list[int] = []
    asked, changed = threading.Event(), threading.Event()

    def ask() -> None:
        try:
            totals.append(search_vacancies(SearchRequest(words="cook")).total)
            asked.set()
            changed.wait()
            totals.append(search_vacancies(SearchRequest(words="cook")).total)
        finally:
            asked.set()
            connection.close()

    reader = threading.Thread(target=ask)
    reader.start()
    try:
        asked.wait()
        world.vacancy("Cook", "5120")
        assert not transaction.get_connection().in_atomic_block
    finally:
        changed.set()
        reader.join()
    assert totals == [0, 1]

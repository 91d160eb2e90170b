"""A build of everything reads many rows at once and keeps what they share; what it reads is what a single change would read."""

import json
import multiprocessing
import os
from itertools import pairwise
from random import Random
from unittest import mock

import numpy as np
import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matching import world
from openpes.base import clock
from openpes.matching.engine import Columns, vacancy_columns
from openpes.matching.engine.codes import low64
from openpes.matching.index import apart, batch, building, files, indexer, loading, words
from openpes.matching.index.knowledge import read_knowledge
from openpes.matching.index.named import Named
from openpes.people.models import Place
from openpes.work.enums import Audience, CodingState, Contract, Handling, Relation, RequirementKind, Telework, VacancyStatus
from openpes.work.models import Skill, Vacancy, VacancyPlace, VacancyRequirement, VacancySkill

pytestmark = pytest.mark.django_db
SKILLS = (("Cook meals", "Plan menus"), (), ("Lorry licence", "Drive a lorry"), ("Kitchen hygiene",))


@pytest.fixture(autouse=True)
def _varied_market():
    world.build()
    for i in range(24):
        row = world.vacancy(
            f"Title {i}", ["5120", "2221", "8332", "9412", ""][i % 5], ["Lund", "Uppsala", ""][i % 3],
            description="Peel, chop & stir.\nÉté! " * (i % 3), language=["en", "fr", "sw", "ar", ""][i % 5],
            hours_per_week=[None, "37.5"][i % 2], shifts=[[], ["night", "weekend"]][i % 2],
            pay_min_minor=[None, 1500][i % 2], pay_period=["", "hour"][i % 2], pay_currency=["", "EUR"][i % 2],
            handling=[Handling.PUBLIC_APPLICATION, Handling.CONFIDENTIAL_EMPLOYER][i % 2],
            status=VacancyStatus.CLOSED if i % 7 == 3 else VacancyStatus.PUBLISHED,
            audience=Audience.EMPLOYER_INTERNAL if i % 11 == 5 else Audience.PUBLIC,
            expires_on=[None, world.days_ago(-9)][i % 2],
        )  # fmt: skip
        for j, name in enumerate(SKILLS[i % 4]):
            VacancySkill.objects.create(
                vacancy=row, skill=world.skill(name), relation=(Relation.ESSENTIAL, Relation.OPTIONAL)[(i + j) % 2]
            )
        if i % 4 == 1:
            VacancyPlace.objects.create(vacancy=row, text="Outside", latitude=1.5, longitude=2.5)
            VacancyRequirement.objects.create(vacancy=row, kind=RequirementKind.LANGUAGE, code="fr", level=3, reason="Guests")
            VacancyRequirement.objects.create(
                vacancy=row, kind=RequirementKind.LICENCE, code="x", label="Fork lift", reason="Lifts"
            )


def one_by_one() -> list:
    context = read_knowledge().context()
    batches = [loading.vacancies([pk], Named(context)) for pk in Vacancy.objects.order_by("id").values_list("id", flat=True)]
    return [pair for one in batches for pair in zip(one.records(), one.words(), strict=True)]


def in_batches(size: int, monkeypatch) -> list:
    monkeypatch.setattr(building, "PIECE", size)
    named = Named(read_knowledge().context())
    return [loading.vacancies_between(piece.first, piece.last, named) for piece in building._pieces()]


def pairs_of(batches: list) -> list:
    return [pair for one in batches for pair in zip(one.records(), one.words(), strict=True)]


def same(one: Columns, other: Columns) -> None:
    left, right = files.as_arrays(one), files.as_arrays(other)
    assert left.keys() == right.keys()
    for name, array in left.items():
        np.testing.assert_array_equal(array, right[name], err_msg=name)
        assert array.dtype == right[name].dtype, name


@pytest.mark.parametrize("size", [1, 5, 100])
def test_a_build_reads_the_same_records_words_and_columns_as_a_single_change(size, monkeypatch):
    single, batches = one_by_one(), in_batches(size, monkeypatch)
    assert 10 < len(single) < Vacancy.objects.count()
    assert pairs_of(batches) == single
    same(Columns.joined([one.columns() for one in batches]), vacancy_columns(v for v, _ in single))


def test_a_build_of_everything_stores_the_columns_of_the_single_changes(monkeypatch):
    stored, save = [], files.save_base

    def save_and_keep(name, vacancies, *rest):
        stored.append(vacancies)
        save(name, vacancies, *rest)

    monkeypatch.setattr(files, "save_base", save_and_keep)
    monkeypatch.setattr(building, "PIECE", 4)
    indexer.rebuild()
    same(stored[-1], vacancy_columns(v for v, _ in one_by_one()))


def test_a_large_build_and_single_changes_find_the_same_words(tmp_path):
    context = read_knowledge().context()
    builder, read = words.Builder(tmp_path / "many"), building.reader(context)
    for piece in building._pieces():
        found = read(piece)
        builder.add(found.documents, found.names)
    builder.finish()
    for pk in Vacancy.objects.public().order_by("id").values_list("id", flat=True):
        named = Named(context)
        one = loading.vacancies([pk], named)
        words.write(tmp_path / "single", [low64(pk)], one.words(), named.names)
    answers = []
    for name in ("many", "single"):
        reader = words.reader(words.open_index(tmp_path / name), tmp_path / name)
        known = reader.vocabulary
        answers.append(
            (known, {w: sorted(zip(*map(np.ndarray.tolist, reader.search([[w]], all_words=True)), strict=True)) for w in known})
        )
    assert answers[0] == answers[1]
    assert {"peel", "chop", "stir", "cuisinier", "طباخ"} <= answers[0][0].keys()


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32), size=st.integers(1, 9))
def test_random_vacancies_have_the_same_columns_whether_read_one_by_one_or_in_pieces(seed, size):
    chance, skills, places = Random(seed), list(Skill.objects.order_by("id")), list(Place.objects.order_by("id"))
    for _ in range(5):
        row = world.vacancy(
            "Any", chance.choice(["5120", "8332", ""]), description=chance.choice(["", "Cook, cook & COOK"]),
            coding=chance.choice(CodingState.values),
            coding_confidence=chance.choice([None, 0.1, 0.35, 0.6100004, 0.8, 1.0]), hours_per_week=chance.choice([None, "0.5", "37.7"]),
            pay_min_minor=chance.choice([None, 0, 6, 1999, 10**12]), pay_period=chance.choice(["", "hour", "year", "week"]),
            posted_on=chance.choice([None, world.days_ago(3)]), published_at=chance.choice([None, clock.now()]),
            education_min=chance.choice([None, 0, 8]), experience_months=chance.choice([None, 12, 32_767]),
            abroad=chance.random() < 0.5, telework=chance.choice(Telework.values), contract=chance.choice(Contract.values),
        )  # fmt: skip
        Vacancy.objects.filter(pk=row.pk).update(isco=chance.choice(["", "51", "5120", "2221"]))
        for skill in chance.sample(skills, chance.randint(0, 4)):
            VacancySkill.objects.create(vacancy=row, skill=skill, relation=chance.choice(Relation.values))
        for place in chance.choices([None, *places], k=chance.randint(0, 3)):
            VacancyPlace.objects.create(
                vacancy=row, place=place, latitude=chance.choice([None, 1.25]), longitude=chance.choice([None, 2.5])
            )
        for kind in chance.choices(RequirementKind.values, k=chance.randint(0, 4)):
            level, code = chance.choice([None, 1, 6]), chance.choice(["fr", "l.lorry", "x"])
            VacancyRequirement.objects.create(vacancy=row, kind=kind, code=code, level=level, reason="So")
    named = Named(read_knowledge().context())
    with mock.patch.object(building, "PIECE", size):
        batches = [loading.vacancies_between(piece.first, piece.last, named) for piece in building._pieces()]
    single = one_by_one()
    assert pairs_of(batches) == single
    same(Columns.joined([one.columns() for one in batches]), vacancy_columns(v for v, _ in single))


pairs = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 3), st.booleans()), max_size=30)


@given(pairs)
def test_the_first_of_each_pair_is_marked_when_any_of_them_is(found):
    rows, values = (np.array([pair[i] for pair in found], dtype=np.int64) for i in (0, 1))
    first, marked = batch.firsts(rows, values, np.array([mark for *_, mark in found], dtype=np.bool_))
    kinds = [pair[:2] for pair in found]
    assert first.tolist() == [kinds.index(kind) == i for i, kind in enumerate(kinds)]
    assert marked.tolist() == [any(mark for *other, mark in found if tuple(other) == kind) for kind in kinds]


@given(pairs, pairs)
def test_pairs_become_lists_in_their_order_and_once_where_that_is_asked(one, other):
    parts = [tuple(np.array([pair[i] for pair in part], dtype=np.int64) for i in (0, 1)) for part in (one, other)]
    expected = [[value for row, value, _ in (*one, *other) if row == i] for i in range(6)]
    for once in (False, True):
        offsets, values = batch.joined(6, *parts, once=once)
        made = [values[a:b].tolist() for a, b in pairwise(offsets.tolist())]
        assert made == ([list(dict.fromkeys(row)) for row in expected] if once else expected)


def other_processes_see_the_database() -> bool:
    name = str(connection.settings_dict["NAME"])
    return connection.vendor != "sqlite" or ("memory" not in name and os.path.exists(name))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("harm", ["none", "killed"])
def test_reading_in_other_processes_gives_the_same_even_when_they_are_killed(harm, monkeypatch, tmp_path):
    if not other_processes_see_the_database():
        pytest.skip("needs a database that another process can open (set OPENPES_TEST_SQLITE)")
    monkeypatch.setattr(building, "PIECE", 3)
    pieces, context = list(building._pieces()), read_knowledge().context()
    here = [read(piece) for read in [building.reader(context)] for piece in pieces]
    monkeypatch.setattr(building, "WORTH_PROCESSES", 0)
    monkeypatch.setattr(apart, "usable_cores", lambda: 2)
    assert building._others_see_it()
    found = []
    for read in building._read(pieces, context, tmp_path):
        if harm == "killed" and not found:
            for child in multiprocessing.active_children():
                child.kill()
        found.append(read)
    assert [sorted(map(sorted_tokens, read.documents)) for read in found] == [
        sorted(map(sorted_tokens, read.documents)) for read in here
    ]
    same(*(Columns.joined([files.from_arrays(read.columns) for read in reads]) for reads in (found, here)))
    assert list(tmp_path.iterdir()) == []


def sorted_tokens(document: str) -> dict[str, list[str]]:
    return sorted((field, sorted(str(value).split())) for field, value in json.loads(document).items())


def test_in_a_transaction_a_build_stays_in_this_process(monkeypatch):
    monkeypatch.setattr(building, "WORTH_PROCESSES", 0)
    monkeypatch.setattr(building, "PIECE", 3)
    monkeypatch.setattr(apart, "read_all", lambda *_: pytest.fail("another process would not see the rows"))
    indexer.rebuild()
    assert len(files.load_base(files.read_state().base).vacancies) == len(one_by_one())

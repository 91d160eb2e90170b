"""People for a vacancy: the compiled scan and the plain engine give the same rows, scores, parts and counts, whoever is asked for."""

from __future__ import annotations

import dataclasses
import uuid

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.engine.by_hand import score
from matching.engine.strategies import KNOWLEDGE, TODAY, WEIGHTS, people, vacancies
from matching.engine.test_kernel import ALL_HARD, NOTHING_HARD, THREE, assert_same, large_askers, large_corpus, some_weights
from openpes.matching.engine import Person, SkillKnowledge, Vacancy, compiled, people_columns, prepared_people, rank_people
from openpes.matching.engine.layout import CannotPack
from openpes.matching.engine.people_layout import ARRAYS
from openpes.matching.engine.people_packing import pack_people, unpack_people
from openpes.matching.engine.prepared import bitmap
from openpes.matching.engine.prepared_people import PreparedPeople
from openpes.matching.engine.weights import PARTS

crowds = st.lists(people, max_size=40, unique_by=lambda p: p.id)


@pytest.fixture(params=["chosen at start", "numpy"])
def path(request, monkeypatch):
    """Both paths: the one that this machine chose, and plain numpy."""
    if request.param == "numpy":
        monkeypatch.setattr(compiled, "available", lambda: False)
    return request.param


def brute_force(columns, vacancy, weights, limit, allowed=None, knowledge=KNOWLEDGE):
    return rank_people(vacancy, columns, weights, knowledge, today=TODAY, limit=limit, allowed=allowed)


@given(crowds)
@settings(max_examples=60, deadline=None)
def test_packed_people_are_read_back_exactly(rows):
    columns = people_columns(rows)
    packed = pack_people(columns)
    again = unpack_people(packed)
    number = {p.id.int: i for i, p in enumerate(rows)}
    order = np.array([number[int(h) << 64 | int(low)] for h, low in zip(again.high, again.low, strict=True)], dtype=np.int64)
    wanted = columns.take(order)
    assert set(packed.arrays) == set(ARRAYS)
    for name, values in wanted.fixed.items():
        assert np.array_equal(values, again.fixed[name]), name
    for name, (offsets, values) in wanted.lists.items():
        assert np.array_equal(offsets, again.lists[name][0]), name
        assert np.array_equal(values, again.lists[name][1]), name
    some = np.flatnonzero(np.arange(len(rows)) % 3 == 1)
    assert unpack_people(packed, some).lists["places"][1].tolist() == again.take(some).lists["places"][1].tolist()


@given(st.lists(vacancies, min_size=1, max_size=3), crowds, some_weights, st.sampled_from([0, 1, 5, 50]))
@settings(max_examples=150, deadline=None)
def test_the_scan_of_people_equals_brute_force(askers, rows, weights, limit):
    prepared = PreparedPeople(pack_people(people_columns(rows)), weights, KNOWLEDGE)
    for vacancy in askers:
        assert_same(prepared.rank(vacancy, today=TODAY, limit=limit), brute_force(prepared.columns, vacancy, weights, limit))


@given(vacancies, crowds, st.data(), some_weights)
@settings(max_examples=100, deadline=None)
def test_people_who_left_or_hide_are_never_shown_nor_counted(vacancy, rows, data, weights):
    prepared = PreparedPeople(pack_people(people_columns(rows)), weights, KNOWLEDGE)
    some = st.sets(st.integers(0, len(rows) - 1)) if rows else st.just(set())
    gone, hidden = data.draw(some), data.draw(some)
    allowed = np.ones(len(rows), dtype=bool)
    allowed[[*gone, *hidden]] = False
    dead = np.zeros(len(rows), dtype=bool)
    dead[[*gone]] = True
    found = prepared.rank(vacancy, today=TODAY, limit=7, hidden=np.array(sorted(hidden), dtype=np.int64), dead=bitmap(dead))
    assert_same(found, brute_force(prepared.columns, vacancy, weights, 7, allowed))


@given(vacancies, people)
@settings(max_examples=100, deadline=None)
def test_one_person_scores_for_a_vacancy_as_written_by_hand(vacancy, person):
    found = PreparedPeople(pack_people(people_columns([person])), NOTHING_HARD, KNOWLEDGE).rank(vacancy, today=TODAY)
    assert found.scores.tolist() == [score(person, vacancy, NOTHING_HARD, KNOWLEDGE, TODAY)[0]]


def large_crowd(number: int, seed: int) -> list[Person]:
    """Synthetic people enough for several blocks, cells, classes of radius and stages."""
    chance = np.random.default_rng(seed)
    made = []
    for n, person in enumerate(large_askers(number, seed)):
        places = person.places
        if n % 11 == 0 and places:
            places += ((40.0 + int(chance.integers(12)), 9.0, 60_000),)
        places = tuple((lat + chance.normal() * 0.1, lon, radius) for lat, lon, radius in places)
        wanted = person.occupations + (((2221, 77),) if n % 6 == 0 else ())
        inferred = tuple({int(x) for x in chance.zipf(1.3, 4) % 300}) if n % 3 else ()
        spells = ((int(chance.integers(1000, 9999)), int(chance.integers(0, 90))),) * (n % 3)
        made.append(
            dataclasses.replace(
                person, id=uuid.UUID(int=int(chance.integers(1, 2**62)) << 64 | n), places=places, occupations=wanted,
                inferred=inferred, experience=spells, telework=n % 3, abroad=n % 2 == 0, shifts_unwanted=n % 7,
            )
        )  # fmt: skip
    return made


NEAR_NAMES = SkillKnowledge(
    [(skill, frozenset({f"w{skill % 40}", f"w{skill % 40 + 1}", f"v{skill % 3}"})) for skill in range(300)],
    {(wanted, wanted % 7 + 1): 100_000 * (wanted % 10) for wanted in range(1, 60)},
)
"""Many skills near to one another, and moves between occupations."""


@pytest.mark.parametrize("weights", [WEIGHTS, THREE, ALL_HARD, NOTHING_HARD])
def test_over_several_blocks_and_cells_the_scan_of_people_equals_brute_force(weights):
    rows = large_crowd(70_000 if weights is THREE else 6_000, seed=3)
    prepared = PreparedPeople(pack_people(people_columns(rows)), weights, NEAR_NAMES)
    dead = np.arange(len(rows)) % 7 == 3
    hidden = np.flatnonzero(np.arange(len(rows)) % 5 == 2)
    allowed = ~dead
    allowed[hidden] = False
    for vacancy in large_corpus(24, seed=4):
        found = prepared.rank(vacancy, today=TODAY, limit=50, hidden=hidden, dead=bitmap(dead))
        assert_same(found, brute_force(prepared.columns, vacancy, weights, 50, allowed, NEAR_NAMES))


def test_odd_vacancies_get_a_right_list(path):
    prepared = PreparedPeople(pack_people(people_columns(large_crowd(300, seed=5))), WEIGHTS, NEAR_NAMES)
    empty = Vacancy(id=uuid.UUID(int=1))
    odd = [
        empty,
        dataclasses.replace(empty, places=((41.0, 6.0),), telework=3),
        dataclasses.replace(empty, places=((90.0, 0.0), (-90.0, 10.0))),
        dataclasses.replace(empty, skills=tuple(range(10_000)), optional=tuple(range(5_000, 15_000))),
        dataclasses.replace(empty, skills=(2**64 - 1, 2**63), isco=9_999, occupation=2**64 - 1, licences=(2**64 - 1,)),
        dataclasses.replace(empty, languages=((1, 6), (1, 2)), isco=2221, occupation=77, hours_week=2**20),
        dataclasses.replace(empty, wage_min=2**62, currency=7),
        dataclasses.replace(empty, isco=12_345, places=((41.0, 6.0),)),
    ]
    for vacancy in odd:
        wanted = brute_force(prepared.columns, vacancy, WEIGHTS, 400, knowledge=NEAR_NAMES)
        assert_same(prepared.rank(vacancy, today=TODAY, limit=400), wanted)


def test_among_nobody_nobody_is_found(path):
    prepared = PreparedPeople(pack_people(people_columns([])), WEIGHTS, KNOWLEDGE)
    found = prepared.rank(Vacancy(id=uuid.UUID(int=1), skills=(1,), places=((1.0, 1.0),)), today=TODAY)
    assert (found.total, len(found.rows), found.parts.shape) == (0, 0, (0, len(PARTS)))


@pytest.mark.parametrize("wrong", [{"contracts": 65_536}, {"hours": 4}, {"occupations": ((10_000, 1),)}, {"telework": 3}])
def test_people_beyond_the_packed_form_are_refused_clearly(wrong):
    columns = people_columns([Person(id=uuid.UUID(int=1))])
    if "contracts" in wrong:
        columns.fixed["contracts"] = np.array([wrong["contracts"]])
    else:
        columns = people_columns([Person(id=uuid.UUID(int=1), **wrong)])
    with pytest.raises(CannotPack, match="beyond"):
        pack_people(columns)


def test_more_skills_of_people_than_can_be_numbered_are_refused_clearly():
    rows = [Person(id=uuid.UUID(int=n), skills=tuple(range(n * 20_000, (n + 1) * 20_000))) for n in range(2)]
    with pytest.raises(CannotPack, match="different skills"):
        pack_people(people_columns(rows))


def test_warming_up_says_which_path_answers():
    assert prepared_people.warm() == compiled.path()


def test_a_packed_person_has_no_place_for_what_must_never_count():
    words = {word for name in ARRAYS for word in name.split("_")}
    assert not words & {"sex", "gender", "age", "birth", "born", "origin", "nationality", "disability", "family", "marital"}

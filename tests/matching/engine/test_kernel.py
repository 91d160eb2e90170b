"""The compiled kernel and the plain engine give the same rows, scores, parts and counts, whatever is asked of whatever rows."""

from __future__ import annotations

import dataclasses
import threading
import uuid

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.engine.strategies import KNOWLEDGE, TODAY, WEIGHTS, people, vacancies
from openpes.matching.engine import Person, Vacancy, Weights, compiled, rank_vacancies, vacancy_columns
from openpes.matching.engine.delta import Delta, DeltaFull, shapes
from openpes.matching.engine.layout import ARRAYS, CannotPack
from openpes.matching.engine.packing import least_of_steps, pack, steps_of, unpack
from openpes.matching.engine.prepared import UNCOUNTED, Prepared, bitmap
from openpes.matching.engine.weights import HARD, PARTS, moves_learned

THREE = Weights(
    version=2,
    parts=dict.fromkeys(PARTS, 0) | {"skills": 600_000, "occupation": 300_000, "distance": 100_000},
    idf=WEIGHTS.idf,
)
NO_SKILLS = Weights(version=3, parts=dict.fromkeys(PARTS, 0) | {"occupation": 500_000, "pay": 500_000}, idf=WEIGHTS.idf)
ALL_HARD = Weights(version=4, hard=frozenset(HARD), idf=WEIGHTS.idf)
NOTHING_HARD = Weights(version=5, hard=frozenset(), idf=WEIGHTS.idf)
some_weights = st.sampled_from([WEIGHTS, THREE, NO_SKILLS, ALL_HARD, NOTHING_HARD])
corpora = st.lists(vacancies, max_size=40, unique_by=lambda v: v.id)


@pytest.fixture(params=["chosen at start", "numpy"])
def path(request, monkeypatch):
    """Both paths: the one that this machine chose, and plain numpy."""
    if request.param == "numpy":
        monkeypatch.setattr(compiled, "available", lambda: False)
    return request.param


def brute_force(columns, person, weights, limit, allowed=None):
    return rank_vacancies(person, columns, weights, KNOWLEDGE, today=TODAY, limit=limit, allowed=allowed)


def assert_same(found, wanted):
    assert found.total == wanted.total
    assert found.rows.tolist() == wanted.rows.tolist()
    assert found.scores.tolist() == wanted.scores.tolist()
    assert found.parts.tolist() == wanted.parts.tolist()


def assert_both_plans_agree(prepared, person, found, **question):
    """Without counting, whether the limits are asked first or last, the rows are those of a counted question."""
    for last in (False, True):
        prepared.limits_last = lambda person, last=last: last
        uncounted = prepared.rank(person, today=TODAY, counted=False, **question)
        assert uncounted.total == UNCOUNTED
        assert_same(dataclasses.replace(uncounted, total=found.total), found)
    del prepared.limits_last


@given(corpora)
@settings(max_examples=60, deadline=None)
def test_what_is_packed_is_read_back_exactly(rows):
    columns = vacancy_columns(rows)
    packed = pack(columns, WEIGHTS)
    again = unpack(packed)
    order = np.array([rows.index(next(v for v in rows if v.id.int == (int(h) << 64 | int(low)))) for h, low in zip(again.high, again.low, strict=True)], dtype=np.int64)  # fmt: skip
    wanted = columns.take(order)
    assert set(packed.arrays) == set(ARRAYS)
    for name, values in wanted.fixed.items():
        assert np.array_equal(values, again.fixed[name]), name
    for name, (offsets, values) in wanted.lists.items():
        assert np.array_equal(offsets, again.lists[name][0]), name
        assert np.array_equal(values, again.lists[name][1]), name


@given(st.lists(people, min_size=1, max_size=3), corpora, some_weights, st.sampled_from([0, 1, 5, 50]))
@settings(max_examples=150, deadline=None)
def test_the_kernel_equals_brute_force(askers, rows, weights, limit):
    prepared = Prepared(pack(vacancy_columns(rows), weights), weights, KNOWLEDGE)
    for person in askers:
        found = prepared.rank(person, today=TODAY, limit=limit)
        assert_same(found, brute_force(prepared.base_columns, person, weights, limit))
        assert_both_plans_agree(prepared, person, found, limit=limit)


@given(people, corpora, corpora, st.data(), some_weights)
@settings(max_examples=100, deadline=None)
def test_after_any_updates_the_kernel_equals_brute_force(person, rows, later, data, weights):
    packed = pack(vacancy_columns(rows), weights)
    delta, dead = Delta(packed, weights), np.zeros(len(rows) // 64 + 1, dtype=np.uint64)
    prepared = Prepared(packed, weights, KNOWLEDGE, delta=delta, dead=dead)
    for row, vacancy in enumerate(later):
        assert delta.append(vacancy) == row
        if data.draw(st.booleans()):
            prepared.rank(person, today=TODAY)
    lost = data.draw(st.sets(st.integers(0, max(0, len(rows) - 1)))) if rows else set()
    lost_later = data.draw(st.sets(st.integers(0, max(0, len(later) - 1)))) if later else set()
    for row in lost:
        dead[row >> 6] |= np.uint64(1 << (row & 63))
    for row in lost_later:
        delta.remove(row)
    everything = len(rows) + len(later)
    hidden = np.array(sorted(data.draw(st.sets(st.integers(0, everything - 1)))) if everything else [], dtype=np.int64)
    allowed = np.ones(everything, dtype=bool)
    allowed[[*lost, *(len(rows) + row for row in lost_later), *hidden.tolist()]] = False
    columns = prepared.columns
    found = prepared.rank(person, today=TODAY, limit=7, hidden=hidden)
    assert_same(found, brute_force(columns, person, weights, 7, allowed))
    assert_both_plans_agree(prepared, person, found, limit=7, hidden=hidden)
    merged = pack(vacancy_columns([*rows, *later]), weights)
    assert sorted(merged["low"].tolist()) == sorted(columns.low.tolist())


@given(people, st.lists(st.tuples(vacancies, st.sampled_from([0, TODAY - 1, TODAY, TODAY + 9])), max_size=20, unique_by=lambda x: x[0].id), st.integers(0, 20))  # fmt: skip
@settings(max_examples=60, deadline=None)
def test_what_expired_before_the_day_is_not_shown(person, rows, cut):
    dated = [dataclasses.replace(vacancy, expires=day) for vacancy, day in rows]
    packed = pack(vacancy_columns(dated[:cut]), WEIGHTS)
    delta = Delta(packed, WEIGHTS)
    for vacancy in dated[cut:]:
        delta.append(vacancy)
    prepared = Prepared(packed, WEIGHTS, KNOWLEDGE, delta=delta)
    columns = prepared.columns
    allowed = (columns.expires == 0) | (columns.expires >= TODAY)
    found = prepared.rank(person, today=TODAY, open_on=TODAY)
    assert_same(found, brute_force(columns, person, WEIGHTS, 50, allowed))
    assert_both_plans_agree(prepared, person, found, open_on=TODAY)
    assert_same(prepared.rank(person, today=TODAY), brute_force(columns, person, WEIGHTS, 50))


def large_corpus(number: int, seed: int) -> list[Vacancy]:
    """Synthetic vacancies enough for several blocks, cells and stages."""
    chance = np.random.default_rng(seed)
    isco = [int(x) for x in chance.integers(1000, 9999, 60)]
    made = []
    for n in range(number):
        group = int(chance.integers(60))
        town = int(chance.integers(12))
        lat, lon = 40.0 + town + chance.normal() * 0.1, (179.9 if town == 3 else 5.0 + town) + chance.normal() * 0.15
        places = [] if chance.random() < 0.02 else [(lat, (lon + 180.0) % 360.0 - 180.0)]
        if chance.random() < 0.05:
            places.append((40.0 + int(chance.integers(12)), 9.0))
        skills = tuple({int(x) for x in chance.zipf(1.3, int(chance.integers(0, 9))) % 300})
        made.append(
            Vacancy(
                id=uuid.UUID(int=int(chance.integers(1, 2**62)) << 64 | n), isco=isco[group], occupation=group + 1,
                certainty=int(chance.choice([1_000_000, 700_000])), skills=skills, places=tuple(places),
                wage_min=int(chance.choice([-1, 150_000, 2**33])), contract=int(chance.integers(0, 5)),
                hours=int(chance.integers(0, 4)), telework=int(chance.integers(0, 4)) if chance.random() < 0.1 else 0,
                hours_week=int(chance.choice([-1, 200, 400])), posted=TODAY - int(chance.integers(0, 80)), currency=7,
            )
        )  # fmt: skip
    return made


def large_askers(number: int, seed: int) -> list[Person]:
    chance = np.random.default_rng(seed)
    isco = [int(x) for x in np.random.default_rng(1).integers(1000, 9999, 60)]
    made = []
    for n in range(number):
        group, town = int(chance.integers(60)), int(chance.integers(12))
        radius = int(chance.choice([1, 5_000, 30_000, 120_000, 900_000, 20_000_000]))
        place = (40.0 + town, 179.95 if town == 3 else 5.0 + town, radius)
        made.append(
            Person(
                id=uuid.UUID(int=n), occupations=((isco[group], group + 1),) if n % 5 else (),
                skills=tuple({int(x) for x in chance.zipf(1.3, 7) % 300}) if n % 4 else (),
                places=(place,) if n % 3 else (), pay_floor=int(chance.choice([-1, 200_000, 2**32])), currency=7,
                hours=int(chance.integers(0, 4)), hours_max=int(chance.choice([-1, 300])), contracts=int(chance.choice([0, 6])),
            )
        )  # fmt: skip
    return made


@pytest.mark.parametrize("weights", [WEIGHTS, THREE, ALL_HARD, NOTHING_HARD])
def test_over_several_blocks_and_cells_the_kernel_equals_brute_force(weights):
    rows = large_corpus(70_000, seed=1) if weights is THREE else large_corpus(6_000, seed=1)
    base, later = rows[:-1_500], rows[-1_500:]
    packed = pack(vacancy_columns(base), weights)
    delta = Delta(packed, weights)
    for vacancy in later:
        delta.append(vacancy)
    dead = bitmap(np.arange(len(base)) % 7 == 3)
    prepared = Prepared(packed, weights, KNOWLEDGE, delta=delta, dead=dead)
    columns = prepared.columns
    allowed = np.concatenate((np.arange(len(base)) % 7 != 3, np.ones(len(later), dtype=bool)))
    for person in large_askers(24, seed=2):
        found = prepared.rank(person, today=TODAY, limit=50)
        assert_same(found, brute_force(columns, person, weights, 50, allowed))
        assert_both_plans_agree(prepared, person, found, limit=50)


@pytest.mark.parametrize("weights", [WEIGHTS, THREE])
def test_limits_that_refuse_nearly_all_give_the_plan_up_and_still_the_right_list(weights):
    rows = large_corpus(70_000, seed=5)
    prepared = Prepared(pack(vacancy_columns(rows), weights), weights, KNOWLEDGE)
    for person in large_askers(6, seed=6):
        picky = dataclasses.replace(person, pay_floor=2**33 + 1, contracts=1 << 4, hours=1)
        assert_both_plans_agree(prepared, picky, prepared.rank(picky, today=TODAY, limit=50), limit=50)


def test_bad_questions_get_a_right_list(path):
    rows = large_corpus(300, seed=5)
    packed = pack(vacancy_columns(rows), WEIGHTS)
    prepared = Prepared(packed, WEIGHTS, KNOWLEDGE)
    nobody = Person(id=uuid.UUID(int=1))
    odd = [
        nobody,
        dataclasses.replace(nobody, places=((41.0, 6.0, 0),)),
        dataclasses.replace(nobody, places=((90.0, 0.0, 50_000), (-90.0, 10.0, 2**40))),
        dataclasses.replace(nobody, skills=tuple(range(10_000)), inferred=tuple(range(5_000, 15_000))),
        dataclasses.replace(nobody, skills=(2**64 - 1, 2**63), occupations=((-1, 0), (9_999, 2**64 - 1)), licences=(2**64 - 1,)),
        dataclasses.replace(nobody, languages=((1, 6), (1, 2)), experience=((-1, 50), (2221, 10_000))),
        dataclasses.replace(nobody, pay_floor=2**62, currency=7),
    ]
    for person in odd:
        assert_same(prepared.rank(person, today=TODAY, limit=400), brute_force(prepared.base_columns, person, WEIGHTS, 400))


def test_without_a_vacancy_nothing_is_found(path):
    prepared = Prepared(pack(vacancy_columns([]), WEIGHTS), WEIGHTS, KNOWLEDGE)
    found = prepared.rank(Person(id=uuid.UUID(int=1), skills=(1,), places=((1.0, 1.0, 9_000),)), today=TODAY)
    assert (found.total, len(found.rows), found.parts.shape) == (0, 0, (0, len(PARTS)))


def test_a_new_version_of_the_weights_scores_an_old_packing_right():
    rows = large_corpus(400, seed=3)
    prepared = Prepared(pack(vacancy_columns(rows), Weights()), THREE, KNOWLEDGE)
    for person in large_askers(6, seed=4):
        assert_same(prepared.rank(person, today=TODAY), brute_force(prepared.base_columns, person, THREE, 50))


@pytest.mark.parametrize("wrong", [{"contract": 16}, {"hours": 4}, {"isco": 10_000}, {"certainty": 1_000_001}])
def test_values_beyond_the_packed_form_are_refused_clearly(wrong):
    vacancy = Vacancy(id=uuid.UUID(int=1), **wrong)
    with pytest.raises(CannotPack, match="beyond"):
        pack(vacancy_columns([vacancy]), WEIGHTS)
    with pytest.raises(CannotPack, match="beyond"):
        Delta(pack(vacancy_columns([]), WEIGHTS), WEIGHTS).append(vacancy)


def test_more_skills_than_can_be_numbered_are_refused_clearly():
    rows = [Vacancy(id=uuid.UUID(int=n), skills=tuple(range(n * 20_000, (n + 1) * 20_000))) for n in range(2)]
    with pytest.raises(CannotPack, match="different skills"):
        pack(vacancy_columns(rows), WEIGHTS)


def test_a_full_delta_says_so_and_loses_nothing():
    small = {name: np.zeros(size, kind) for name, (kind, size) in shapes(capacity=64).items()}
    delta = Delta(pack(vacancy_columns([]), WEIGHTS), WEIGHTS, small)
    rows = large_corpus(80, seed=9)
    kept = 0
    try:
        for vacancy in rows:
            delta.append(vacancy)
            kept += 1
    except DeltaFull:
        pass
    assert len(delta) == kept
    assert 0 < kept <= 64
    assert delta.columns().low.tolist() == vacancy_columns(rows[:kept]).low.tolist()


def test_the_path_is_told_in_words():
    assert compiled.path().startswith(("numba ", "numpy ("))


def test_a_kernel_that_cannot_be_built_leaves_the_answers_to_numpy(monkeypatch):
    monkeypatch.setattr(compiled, "_refused", [])
    compiled.refuse(RuntimeError("no compiler here"))
    assert compiled.path() == "numpy (RuntimeError: no compiler here)"
    rows = large_corpus(50, seed=6)
    prepared = Prepared(pack(vacancy_columns(rows), WEIGHTS), WEIGHTS, KNOWLEDGE)
    person = large_askers(1, seed=7)[0]
    assert_same(prepared.rank(person, today=TODAY), brute_force(prepared.base_columns, person, WEIGHTS, 50))


def test_while_the_kernel_is_loaded_numpy_answers(monkeypatch):
    gate, seen = threading.Event(), []
    monkeypatch.setattr(compiled, "_refused", [])
    thread = compiled.in_background(lambda: seen.append(gate.wait(600)))
    assert compiled.warming()
    prepared = Prepared(pack(vacancy_columns(large_corpus(9, seed=6)), WEIGHTS), WEIGHTS, KNOWLEDGE)
    assert prepared.rank(large_askers(1, seed=7)[0], today=TODAY).total >= 0
    gate.set()
    thread.join(600)
    assert seen == [True]
    assert not compiled.warming()


def test_transitions_count_from_ten_placements_and_the_commonest_earns_most():
    learned = moves_learned({(1, 2): 90, (1, 3): 10, (1, 4): 9, (5, 5): 100, (6, 7): 12})
    assert learned == {(1, 2): 800_000, (1, 3): 266_666, (6, 7): 800_000}


@given(st.lists(st.integers(0, 2**31 - 1), min_size=1))
def test_a_step_begins_at_most_an_eighth_below_its_values(values):
    least = least_of_steps()[steps_of(np.array(values))]
    assert (least <= values).all()
    assert (9 * least + 8 >= np.array(values) * 8).all()

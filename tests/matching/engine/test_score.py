"""The engine agrees with a score written by hand, from both sides, in any order, and adds up."""

import dataclasses
import tempfile
import uuid
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.engine import by_hand
from matching.engine.strategies import KNOWLEDGE, TODAY, WEIGHTS, people, vacancies
from openpes.matching.engine import (
    PARTS,
    Columns,
    Person,
    SkillKnowledge,
    Vacancy,
    Weights,
    explain,
    people_columns,
    rank_people,
    rank_vacancies,
    vacancy_columns,
)
from openpes.matching.engine.weights import KIN, kin_of

unique = {"unique_by": lambda x: x.id}


@given(people, st.lists(vacancies, max_size=12, **unique))
@settings(max_examples=300, deadline=None)
def test_ranking_equals_brute_force(person, rows):
    ranked = rank_vacancies(person, vacancy_columns(rows), WEIGHTS, KNOWLEDGE, today=TODAY, limit=5)
    wanted = []
    for row in rows:
        score, _, out = by_hand.score(person, row, WEIGHTS, KNOWLEDGE, TODAY)
        if not out & WEIGHTS.hard:
            wanted.append((-score, row.id.int))
    wanted.sort()
    found = [(-int(s), rows[int(r)].id.int) for s, r in zip(ranked.scores, ranked.rows, strict=True)]
    assert found == wanted[:5]
    assert ranked.total == len(wanted)


@given(st.lists(people, max_size=12, **unique), vacancies)
@settings(max_examples=300, deadline=None)
def test_ranking_people_equals_brute_force(rows, vacancy):
    ranked = rank_people(vacancy, people_columns(rows), WEIGHTS, KNOWLEDGE, today=TODAY, limit=5)
    wanted = []
    for row in rows:
        score, _, out = by_hand.score(row, vacancy, WEIGHTS, KNOWLEDGE, TODAY)
        if not out & WEIGHTS.hard:
            wanted.append((-score, row.id.int))
    wanted.sort()
    assert [(-int(s), rows[int(r)].id.int) for s, r in zip(ranked.scores, ranked.rows, strict=True)] == wanted[:5]


@given(people, vacancies)
@settings(deadline=None)
def test_an_explanation_is_made_of_the_same_integers_from_both_sides(person, vacancy):
    made = explain(person, vacancy, WEIGHTS, KNOWLEDGE, TODAY)
    score, shares, out = by_hand.score(person, vacancy, WEIGHTS, KNOWLEDGE, TODAY)
    open_weights = dataclasses.replace(WEIGHTS, hard=frozenset())
    from_the_other_side = rank_people(vacancy, people_columns([person]), open_weights, KNOWLEDGE, today=TODAY)
    assert made.score == score == sum(made.parts.values()) == int(from_the_other_side.scores[0])
    assert list(made.parts.values()) == from_the_other_side.parts[0].tolist()
    assert made.shares == shares
    assert set(made.ruled_out) == out & WEIGHTS.hard
    moves = [KNOWLEDGE.moves.get(key, {}).get(vacancy.occupation, 0) for _, key in person.occupations]
    assert made.moved == (max(moves, default=0) > (0, 150_000, 350_000, 650_000, 930_000, 1_000_000)[made.occupation])
    assert 0 <= score <= 1_000_000
    asked = sorted({*vacancy.skills, *vacancy.optional})
    assert sorted((*made.skills_matched, *made.skills_missing, *(s for s, _ in made.skills_near))) == asked


def test_a_sibling_in_the_tree_of_occupations_is_nearer_than_a_cousin_of_the_same_unit_group():
    # Two below one parent, a cousin in the same unit group, and a placement-learned move that the tree outdoes.
    knowledge = SkillKnowledge((), {(11, 12): 800_000, (11, 13): 800_000}, kin_of({11: 10, 12: 10}))
    person = Person(id=uuid.UUID(int=1), occupations=((2512, 11),))
    offered = {key: Vacancy(id=uuid.UUID(int=key), isco=2512, occupation=key) for key in (10, 11, 12, 13)}
    shares = {key: explain(person, v, WEIGHTS, knowledge, TODAY).shares["occupation"] for key, v in offered.items()}
    assert shares == {11: 1_000_000, 10: KIN, 12: KIN, 13: 930_000}
    assert not any(explain(person, v, WEIGHTS, knowledge, TODAY).moved for v in offered.values())
    ranked = rank_vacancies(person, vacancy_columns(offered.values()), WEIGHTS, knowledge, today=TODAY)
    assert [list(offered)[row] for row in ranked.rows] == [11, 10, 12, 13]


def test_a_move_seen_in_placements_is_told_as_one_only_where_it_is_what_counts():
    knowledge = SkillKnowledge((), {(11, 21): 800_000, (11, 12): 970_000}, kin_of({11: 10, 12: 10}))
    person = Person(id=uuid.UUID(int=1), occupations=((2512, 11),))
    told = {
        key: explain(person, Vacancy(id=uuid.UUID(int=key), isco=isco, occupation=key), WEIGHTS, knowledge, TODAY).moved
        for key, isco in ((21, 4110), (12, 2512), (10, 2512))
    }
    assert told == {21: True, 12: True, 10: False}


def test_the_tree_relates_parents_children_and_siblings_both_ways_and_no_one_else():
    assert kin_of({2: 1, 3: 1, 4: 3}, 7) == dict.fromkeys([(2, 3), (3, 2), (1, 2), (2, 1), (1, 3), (3, 1), (3, 4), (4, 3)], 7)
    large = kin_of(dict.fromkeys(range(2, 202), 1))
    assert set(large) == {pair for child in range(2, 202) for pair in ((1, child), (child, 1))}


@given(people, st.lists(vacancies, min_size=1, max_size=8, **unique), st.randoms(use_true_random=False))
@settings(deadline=None)
def test_the_order_of_the_rows_does_not_matter(person, rows, random):
    shuffled = list(rows)
    random.shuffle(shuffled)
    a = rank_vacancies(person, vacancy_columns(rows), WEIGHTS, KNOWLEDGE, today=TODAY)
    b = rank_vacancies(person, vacancy_columns(shuffled), WEIGHTS, KNOWLEDGE, today=TODAY)
    assert [rows[int(r)].id for r in a.rows] == [shuffled[int(r)].id for r in b.rows]
    assert a.scores.tolist() == b.scores.tolist()


@given(people, vacancies, st.sampled_from([1, 2, 3, 4, 5, 6]))
@settings(deadline=None)
def test_one_skill_more_never_lowers_the_score(person, vacancy, skill):
    more = dataclasses.replace(person, skills=tuple({*person.skills, skill}))
    before = explain(person, vacancy, WEIGHTS, KNOWLEDGE, TODAY)
    assert explain(more, vacancy, WEIGHTS, KNOWLEDGE, TODAY).score >= before.score


@given(people, vacancies, st.integers(1, 500_000))
@settings(deadline=None)
def test_a_wider_radius_never_lowers_the_score(person, vacancy, more):
    wider = dataclasses.replace(person, places=tuple((a, b, r + more) for a, b, r in person.places))
    assert explain(wider, vacancy, WEIGHTS, KNOWLEDGE, TODAY).score >= explain(person, vacancy, WEIGHTS, KNOWLEDGE, TODAY).score


@given(people, vacancies, st.integers(1, 100_000))
@settings(deadline=None)
def test_better_pay_never_lowers_the_score(person, vacancy, more):
    paid = dataclasses.replace(
        vacancy,
        wage_min=vacancy.wage_min + more if vacancy.wage_min >= 0 else -1,
        wage_max=vacancy.wage_max + more if vacancy.wage_max >= 0 else -1,
    )
    assert explain(person, paid, WEIGHTS, KNOWLEDGE, TODAY).score >= explain(person, vacancy, WEIGHTS, KNOWLEDGE, TODAY).score


@given(people, vacancies)
@settings(deadline=None)
def test_what_an_employer_requires_is_a_miss_and_never_rules_anyone_out(person, vacancy):
    demanding = dataclasses.replace(vacancy, licences=(901, 902, 903), languages=((1, 6),), education=8, experience_months=600)
    a = explain(
        person,
        dataclasses.replace(vacancy, licences=(), languages=(), education=-1, experience_months=-1),
        WEIGHTS,
        KNOWLEDGE,
        TODAY,
    )
    b = explain(person, demanding, WEIGHTS, KNOWLEDGE, TODAY)
    assert a.ruled_out == b.ruled_out
    assert 903 in b.licences_missing


@given(people, vacancies)
@settings(deadline=None)
def test_unknown_pay_is_never_ruled_out(person, vacancy):
    silent = dataclasses.replace(vacancy, wage_min=-1, wage_max=-1)
    assert "pay" not in explain(person, silent, WEIGHTS, KNOWLEDGE, TODAY).breaks


def test_a_person_has_exactly_these_inputs_and_none_is_protected():
    assert {f.name for f in dataclasses.fields(Person)} == {
        "id", "occupations", "skills", "inferred", "places", "pay_floor", "currency", "hours", "hours_max", "shifts_unwanted", "contracts",
        "telework", "education", "languages", "licences", "experience", "abroad",
    }  # fmt: skip
    protected = {
        "sex",
        "gender",
        "age",
        "birth",
        "origin",
        "nationality",
        "ethnicity",
        "religion",
        "disability",
        "family",
        "child",
    }
    for kind in (Person, Vacancy):
        assert not [f.name for f in dataclasses.fields(kind) if protected & set(f.name.split("_"))]
    assert not [p for p in PARTS if p in protected]


@pytest.mark.parametrize(
    ("parts", "hard"),
    [
        ({"occupation": 1_000_000}, ()),
        (dict.fromkeys(PARTS, 0), ()),
        ({p: 1_000_000 if p == "pay" else 0 for p in PARTS}, ("licences",)),
    ],
)
def test_weights_that_do_not_add_up_or_make_an_employers_wish_hard_are_refused(parts, hard):
    with pytest.raises(ValueError, match=r"Weights|Only these"):
        Weights(parts=parts, hard=frozenset(hard))


def test_nearness_of_skills_is_symmetric():
    for a in (1, 2, 3, 4):
        for b in KNOWLEDGE.near(a):
            assert a in KNOWLEDGE.near(b)
    assert KNOWLEDGE.near(1) == {2}
    assert SkillKnowledge().near(1) == frozenset()


def test_equal_scores_come_by_id():
    rows = [Vacancy(id=uuid.UUID(int=n)) for n in (9, 3, 2**70, 5)]
    ranked = rank_vacancies(Person(id=uuid.UUID(int=1)), vacancy_columns(rows), WEIGHTS, KNOWLEDGE, today=TODAY, limit=3)
    assert [rows[int(r)].id.int for r in ranked.rows] == [3, 5, 9]


@given(st.lists(vacancies, max_size=6, **unique), st.lists(vacancies, max_size=6, **unique))
@settings(deadline=None)
def test_columns_kept_on_disk_joined_and_taken_stay_the_same(first, second):
    whole = vacancy_columns([*first, *second])
    joined = Columns.joined([vacancy_columns(first), vacancy_columns(second)])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "columns.npz"
        joined.save(path)
        loaded = Columns.load(path)
    mask = np.ones(len(whole), dtype=bool)
    mask[1::2] = False
    for other in (joined, loaded):
        for name in whole.fixed:
            assert np.array_equal(whole.fixed[name], other.fixed[name])
        for name in whole.lists:
            assert all(np.array_equal(a, b) for a, b in zip(whole.lists[name], other.lists[name], strict=True))
    kept = [v for i, v in enumerate([*first, *second]) if i % 2 == 0]
    again = vacancy_columns(kept)
    assert all(np.array_equal(a, b) for a, b in zip(whole.take(mask).lists["skills"], again.lists["skills"], strict=True))


WORDS = st.frozensets(st.sampled_from([f"w{i}" for i in range(9)]), max_size=7)


@given(st.lists(WORDS, max_size=25))
def test_near_skills_share_half_of_all_words_of_their_names(names):
    knowledge = SkillKnowledge(enumerate(names))
    for one, mine in enumerate(names):
        shared = {
            o
            for o, its in enumerate(names)
            if o != one and min(len(mine), len(its)) >= 2 and 2 * len(mine & its) >= len(mine | its)
        }
        assert knowledge.near(one) == shared

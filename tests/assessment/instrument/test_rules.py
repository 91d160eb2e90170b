"""What may be answered together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openpes.assessment import instrument
from openpes.assessment.instrument import Given, State, rules, values

Q = instrument.newest()
NO_ANSWER = rules.NO_ANSWER
RANKS = ["q1_1." + option.id for option in Q.by_id["q1_1"].options]


def yes(*items):
    return {item: Given("1") for item in items}


def no(*items):
    return {item: Given("0") for item in items}


def of(question):
    return [item.id for item in Q.by_id[question].items]


@pytest.mark.parametrize(
    ("gate", "behind", "expected"),
    [
        (None, Given("1"), State.NOT_REACHED),
        (Given("0"), None, State.NOT_APPLICABLE),
        (Given("0"), Given("1"), State.NOT_APPLICABLE),
        (NO_ANSWER, Given("1"), State.NO_ANSWER),
        (Given("1"), None, State.NOT_REACHED),
        (Given("1"), NO_ANSWER, State.NO_ANSWER),
        (Given("1"), Given("0"), State.ANSWERED),
    ],
)
def test_no_no_answer_and_not_applicable_are_three_things(gate, behind, expected):
    answers = {k: v for k, v in {"q1_2": gate, "q1_2_1.policy_document": behind}.items() if v}
    assert rules.states(Q, answers)["q1_2_1.policy_document"] is expected


def test_an_answer_behind_a_gate_that_closed_does_not_count_but_comes_back_when_it_opens():
    answers = yes("q1_5", "q1_5.power")
    assert values.cell_values(Q, answers) == {"q1_5": 1, "q1_5.power": 1}
    assert values.cell_values(Q, answers | no("q1_5")) == {"q1_5": 0}


@pytest.mark.parametrize(
    ("ranks", "codes"),
    [
        ("123456", []),
        ("1234", []),
        ("1223", [("tied", "2"), ("tied", "2")]),
        ("1234--", [("rank_missing", ""), ("rank_missing", "")]),
        ("------", []),
        ("1-----", [("rank_missing", "")] * 5),
    ],
)
def test_a_ranking_is_whole_and_without_ties_or_not_answered_at_all(ranks, codes):
    answers = {item: NO_ANSWER if rank == "-" else Given(rank) for item, rank in zip(RANKS, ranks, strict=False)}
    assert [(p.code, p.about) for p in rules.problems(Q, answers)] == codes


@given(st.permutations("123456"))
def test_every_permutation_is_a_ranking(order):
    assert rules.problems(Q, {item: Given(rank) for item, rank in zip(RANKS, order, strict=True)}) == []


@given(st.lists(st.sampled_from("123456"), min_size=6, max_size=6).filter(lambda ranks: len(set(ranks)) < 6))
def test_six_ranks_that_are_no_permutation_never_pass(ranks):
    assert rules.problems(Q, {item: Given(rank) for item, rank in zip(RANKS, ranks, strict=True)})


@pytest.mark.parametrize(("alone", "other"), [("q1_6.not_involved", "q1_6.sharing_information"), ("q3_x.none", "q3_x.coaching")])
def test_none_of_these_stands_alone(alone, other):
    assert rules.problems(Q, yes(alone) | no(other)) == []
    assert rules.problems(Q, no(alone) | yes(other)) == []
    assert [(p.item, p.code) for p in rules.problems(Q, yes(alone, other))] == [(alone, "only_alone")]


def test_a_plan_that_covers_nothing_is_a_mistake():
    assert [p.code for p in rules.problems(Q, yes("q1_5") | no(*of("q1_5")[1:]))] == ["yes_but_nothing"]
    assert rules.problems(Q, yes("q1_5", "q1_5.power") | no(*of("q1_5")[2:])) == []


@pytest.mark.parametrize(
    ("item", "value", "code"),
    [
        ("q1_1.lower_costs", "7", "not_a_rank"),
        ("q1_1.lower_costs", "0", "not_a_rank"),
        ("q1_2", "yes", "not_yes_or_no"),
        ("q2_2", "sometimes", "not_an_option"),
        ("q5_1.financing", "4", "not_a_rating"),
        ("q5_1.financing", "0", ""),
        ("q2_2", "proactive", ""),
    ],
)
def test_each_kind_takes_its_own_values_only(item, value, code):
    assert rules.value_problem(Q.items[item], value) == code


def test_what_is_missing_shrinks_when_a_gate_closes():
    assert len(rules.missing(Q, {})) == len(Q.items)
    assert len(rules.missing(Q, no("q1_2", "q1_5"))) == len(Q.items) - 2 - 3 - 4


def test_cells_take_the_form_of_the_microdata():
    answers = {
        "q2_2": Given("two_way"),
        "q2_3": Given("face_to_face"),
        "q5_1.financing": Given("3"),
        "q5_1.silos": Given("2"),
        "q1_2": NO_ANSWER,
    }
    found = values.cell_values(Q, answers)
    assert {cell: value for cell, value in found.items() if cell.startswith("q2_2.")} == {
        "q2_2.information_only": 0, "q2_2.one_way": 0, "q2_2.two_way": 1, "q2_2.full_transaction": 0, "q2_2.proactive": 0,
    }  # fmt: skip
    assert {cell: value for cell, value in found.items() if not cell.startswith("q2_2.")} == {
        "q2_3": "face_to_face", "q5_1.financing": 1, "q5_1.silos": 0,
    }  # fmt: skip
    assert values.ratings(Q, answers) == {"q5_1.financing": 3, "q5_1.silos": 2}


def test_every_value_stands_in_a_column_of_the_wide_form():
    answers = {item.id: Given(item.choices[0]) for item in Q.items.values()}
    assert values.cell_values(Q, answers).keys() == set(Q.columns)


def test_a_cell_leads_back_to_its_item():
    assert values.of_cell(Q, "q2_2.two_way", 1) == ("q2_2", Given("two_way"))
    assert values.of_cell(Q, "q2_2.two_way", 0) is None
    assert values.of_cell(Q, "q1_2", 1) == ("q1_2", Given("1"))
    with pytest.raises(KeyError):
        values.of_cell(Q, "q9_9", 1)


def test_answers_move_to_another_version_by_id_and_what_it_lacks_is_named():
    answers = yes("q1_2", "own_boat") | {"q2_2": Given("not_there"), "q1_5": NO_ANSWER}
    assert values.mapped(answers, Q) == {"q1_2": Given("1"), "q1_5": NO_ANSWER}
    assert values.lost_in(answers, Q) == ["own_boat"]

"""The own answer beside the peers, and a network beside the reference."""

import pytest

from openpes.assessment.benchmark.rules import Own, against_reference, compare


def by_id(values, **about):
    return {each.item.id: each for each in compare(values, **about)}


@pytest.mark.parametrize(
    ("values", "item", "own"),
    [
        ({"q1_3.consent": 1}, "q1_3.consent", Own.YES),
        ({"q1_3.consent": 0}, "q1_3.consent", Own.NO),
        ({}, "q1_3.consent", Own.NO_ANSWER),
        ({"q1_3.consent": None}, "q1_3.consent", Own.NO_ANSWER),
        ({"q2_3": "face_to_face"}, "q2_3.face_to_face", Own.YES),
        ({"q2_3": "face_to_face"}, "q2_3.selected_services", Own.NO),
        ({"q1_5": 0, "q1_5.power": 0}, "q1_5.power", Own.OUTSIDE),
        ({"q1_5": 1, "q1_5.power": 0}, "q1_5.power", Own.NO),
        ({"q1_5.power": 1}, "q1_5.power", Own.NO_ANSWER),
        ({"q3_1.regular_training.it": 0, "q3_1.regular_training.managers": 1}, "q3_1.regular_training", Own.YES),
        ({"q2_1.phone.lmi": 0}, "q2_1.phone", Own.NO),
    ],
)
def test_yes_no_no_answer_and_not_asked_are_four_things(values, item, own):
    assert by_id(values)[item].own is own


def test_the_income_group_of_the_agency_stands_beside_world():
    found = by_id({}, income_group="U")["q1_3.consent"]
    assert (found.world.k, found.world.n) == (61, 69)
    assert (found.income.group, found.income.k, found.income.n) == ("Upper-middle income", 23, 25)


def test_a_low_income_agency_stands_beside_the_column_that_counts_it():
    assert by_id({}, income_group="LI")["q1_3.consent"].income.group == "Lower-middle income"


def test_an_agency_of_unknown_income_group_is_compared_with_world_only():
    found = by_id({})["q1_3.consent"]
    assert found.income is None
    assert found.nearest.group == "World"


def test_the_approach_is_the_own_answer_and_only_where_it_was_published():
    found = by_id({"q2_3": "selected_services"})
    assert (found["q2_4.migrants"].approach.k, found["q2_4.migrants"].approach.n) == (14, 36)
    assert found["q1_3.consent"].approach is None


@pytest.mark.parametrize(
    ("own", "item", "gap"), [(0, "q1_3.consent", True), (1, "q1_3.consent", False), (0, "q2_1.advanced.lmi", False)]
)
def test_a_gap_is_what_more_than_half_of_the_nearest_peers_have_and_the_agency_has_not(own, item, gap):
    assert by_id({item: own}, income_group="H")[item].gap is gap


@pytest.mark.parametrize("item", ["q5_1.staff_upskilling", "q5_2.access", "q2_3.selected_services"])
def test_a_challenge_or_a_choice_is_never_a_gap(item):
    assert not by_id({item: 0}, income_group="U")[item].gap


def network(yes, no, group="H"):
    return [(group, {"q1_3.consent": 1})] * yes + [(group, {"q1_3.consent": 0})] * no


def against(sheets, **about):
    return {each.item.id: each for each in against_reference(sheets, **about)}


def test_a_network_that_differs_plainly_from_the_reference_is_called_clear():
    found = against(network(2, 28))["q1_3.consent"]
    assert (found.k, found.n, found.reference.k, found.reference.n) == (2, 30, 61, 69)
    assert found.clear


def test_a_network_like_the_reference_is_not():
    assert not against(network(26, 4))["q1_3.consent"].clear


def test_a_network_below_ten_answers_is_counted_and_not_tested():
    found = against(network(0, 9))["q1_3.consent"]
    assert (found.k, found.n, found.p) == (0, 9, None)


def test_holm_counts_every_item_that_is_tested():
    alone = against(network(3, 7))["q1_3.consent"].p
    two = [(group, {**values, "q1_3.transparency": values["q1_3.consent"]}) for group, values in network(3, 7)]
    assert against(two)["q1_3.consent"].p == pytest.approx(min(1, 2 * alone))


def test_against_an_income_group_only_its_own_agencies_are_counted():
    sheets = network(5, 5) + network(8, 2, group="LI") + network(1, 0, group="U")
    found = against(sheets, group="Lower-middle income")["q1_3.consent"]
    assert (found.k, found.n, found.reference.n) == (8, 10, 14)


def test_an_agency_of_unknown_income_group_counts_for_world():
    assert against(network(3, 1, group=""))["q1_3.consent"].n == 4

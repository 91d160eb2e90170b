"""From counts to answers: tables and properties."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openpes.assessment.evidence import rules

NUMBERS = st.integers(1, 400)


@pytest.mark.parametrize(
    ("seen", "least", "why", "answer"),
    [(0, 1, "not_seen", ""), (2, 3, "below", ""), (3, 3, "seen", "yes"), (9, 3, "seen", "yes")],
)
def test_enough_of_something_is_yes_and_little_is_unknown(seen, least, why, answer):
    found = rules.at_least(seen, least, {"n": seen})
    assert (found.why, found.answer) == (why, answer)


@pytest.mark.parametrize(
    ("part", "whole", "why"), [(0, 0, "not_seen"), (9, 9, "too_few"), (98, 100, "below"), (99, 100, "seen"), (10, 10, "seen")]
)
def test_a_share_needs_a_base(part, whole, why):
    assert rules.share(part, whole, percent=99, base=10, counts={}).why == why


@given(st.sampled_from(sorted(rules.STATE_OF)))
def test_only_what_was_seen_or_contradicted_is_answered(why):
    assert (rules.Finding(why).state == rules.ANSWERED) == (why in {"seen", "contradicted"})
    assert rules.Finding(why).state in rules.STATES


@pytest.mark.parametrize(
    ("seen", "whole", "delivered"), [(30, 10**6, True), (29, 10**6, False), (10, 900, True), (9, 9, False), (0, 0, False)]
)
def test_few_contacts_are_enough_when_they_are_a_share_of_the_service(seen, whole, delivered):
    assert rules.often(seen, whole, least=30, few=10, percent=1) is delivered


@pytest.mark.parametrize(
    ("remote", "visits", "answer"),
    [
        (0, 0, None), (50, 49, None), (70, 30, "predominantly_technology"), (69, 31, "selected_services"), (30, 70, "selected_services"),
        (29, 71, "face_to_face"),
    ],
)  # fmt: skip
def test_the_delivery_approach_follows_from_the_share_without_a_visit(remote, visits, answer):
    assert rules.approach(remote, visits, mostly=70, little=30, base=100) == answer


def test_the_usual_level_is_the_commonest_and_of_two_the_lower():
    assert rules.mode({1: 5, 4: 20, 5: 20}, 30) == 4
    assert rules.mode({1: 5}, 30) is None


def test_intervals_agree_with_the_published_example():
    # Newcombe 1998, table II, (a): 56/70 and 48/80, method 10: 0.0524 to 0.3339.
    low, high = rules.difference(48, 80, 56, 70)
    assert (round(low, 4), round(high, 4)) == (0.0524, 0.3339)


@given(NUMBERS, NUMBERS, st.data())
def test_the_interval_of_a_difference_holds_the_difference(n1, n2, data):
    k1, k2 = data.draw(st.integers(0, n1)), data.draw(st.integers(0, n2))
    low, high = rules.difference(k1, n1, k2, n2)
    assert low <= k2 / n2 - k1 / n1 + 1e-9
    assert high >= k2 / n2 - k1 / n1 - 1e-9


@given(NUMBERS, st.data())
def test_no_change_is_never_called_a_rise(n, data):
    k = data.draw(st.integers(0, n))
    assert rules.risen((k, n), (k, n), base=1, counts={}).answer == ""


@given(st.lists(st.floats(0, 1), min_size=6, max_size=24))
def test_a_new_worst_month_is_three_and_a_new_best_one(history):
    assert rules.by_terciles([*history, 2.0], 5) == 3
    assert rules.by_terciles([*history, -1.0], 5) == 1
    assert rules.by_terciles([*history[:4], 1.0], 5) is None


def test_every_item_has_its_answers():
    assert rules.answers_of("q1_1.performance") == ("1", "2", "3", "4", "5", "6")
    assert rules.answers_of("q5_1.silos") == ("0", "1", "2", "3")
    assert rules.answers_of("q2_3")[0] == "predominantly_technology"
    assert rules.answers_of("q3_x.none") == ("yes", "no")

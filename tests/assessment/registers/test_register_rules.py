"""Balance, rankings, votes and states of a consultation."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from openpes.assessment.registers import rules

SEATS = st.lists(st.tuples(st.sampled_from(["employers", "workers", "government", "other"]), st.integers(1, 9)))
DRIVERS = ("a", "b", "c")


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(SEATS)
def test_a_body_is_balanced_only_with_as_many_seats_of_employers_as_of_workers_and_some(seats):
    found = rules.balance(seats)
    employers = sum(number for side, number in seats if side == "employers")
    workers = sum(number for side, number in seats if side == "workers")
    assert found.equal == (employers == workers and employers > 0)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(SEATS, st.integers(1, 9))
def test_seats_of_the_government_change_nothing_in_the_balance(seats, number):
    assert rules.balance(seats).equal == rules.balance([*seats, ("government", number)]).equal


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.permutations([1, 2, 3]))
def test_every_order_without_ties_is_a_ranking(places):
    assert rules.ranking_problem(dict(zip(DRIVERS, places, strict=True)), DRIVERS) == ""


@pytest.mark.parametrize(
    "places", [{"a": 1, "b": 1, "c": 2}, {"a": 1, "b": 2}, {"a": 0, "b": 1, "c": 2}, {"a": 1, "b": 2, "c": "3"}]
)
def test_ties_gaps_and_missing_places_are_no_ranking(places):
    assert rules.ranking_problem(places, DRIVERS) != ""


@pytest.mark.parametrize(
    ("sides", "missing"),
    [
        (["employers", "workers"], ""),
        (["employers"], "workers"),
        (["workers", "other"], "employers"),
        (["government"], "both"),
        ([], "both"),
    ],
)
def test_both_sides_have_to_be_invited(sides, missing):
    assert rules.invited_sides(sides) == missing


@pytest.mark.parametrize(
    ("state", "day", "shown"),
    [
        ("draft", 5, "draft"),
        ("open", 1, "coming"),
        ("open", 10, "open"),
        ("open", 20, "open"),
        ("open", 21, "late"),
        ("closed", 30, "closed"),
    ],
)
def test_an_open_consultation_whose_time_is_over_is_late_and_not_closed_by_itself(state, day, shown):
    assert rules.state_on(state, dt.date(2026, 1, 10), dt.date(2026, 1, 20), dt.date(2026, 1, day)) == shown


def test_who_did_not_vote_is_not_counted():
    assert rules.votes(["for", "", "against", "for"]) == {"for": 2, "against": 1, "abstains": 0}

"""Categories, expiry and what is due."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from openpes.assessment.training import rules
from openpes.assessment.training.rules import Learned

TODAY = dt.date(2026, 11, 23)


def day(offset: int) -> dt.date:
    return TODAY + dt.timedelta(days=offset)


@pytest.mark.parametrize(
    ("learned", "state"),
    [
        ([], "never"),
        ([Learned(day(-10))], "valid"),
        ([Learned(day(-10), expires_on=day(200))], "valid"),
        ([Learned(day(-300), expires_on=day(60))], "soon"),
        ([Learned(day(-300), expires_on=day(61))], "valid"),
        ([Learned(day(-400), expires_on=day(0))], "expired"),
        ([Learned(day(-400), expires_on=day(-35)), Learned(day(-5), expires_on=day(360))], "valid"),
        ([Learned(day(-400), expires_on=day(-35)), Learned(day(9), attended=False, booked=True)], "booked"),
        ([Learned(day(9), attended=False, booked=True)], "booked"),
        ([Learned(day(-9), attended=False, booked=True)], "never"),
        ([Learned(day(-9), passed=False)], "failed"),
        ([Learned(day(-9), passed=False), Learned(day(-1), passed=True, expires_on=day(300))], "valid"),
        ([Learned(day(-30), passed=True, expires_on=day(300)), Learned(day(-1), passed=False)], "valid"),
        ([Learned(day(-3), attended=False)], "never"),
    ],
)
def test_where_somebody_stands_with_a_course(learned, state):
    assert rules.due(learned, TODAY).state == state


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.dates(dt.date(2000, 1, 1), dt.date(2090, 12, 31)), st.integers(1, 120))
def test_a_certificate_runs_out_on_the_same_day_of_a_later_month_or_its_last_day(on, months):
    end = rules.months_later(on, months)
    assert (end.year * 12 + end.month) - (on.year * 12 + on.month) == months
    assert end.day == on.day or (end.day < on.day and (end + dt.timedelta(days=1)).day == 1)


@pytest.mark.parametrize(
    ("roles", "said", "category"),
    [
        (["counsellor"], "", "front_desk"),
        (["counsellor", "manager"], "", "managers"),
        (["administrator"], "", "it"),
        (["content_editor"], "", "process_design"),
        (["counsellor"], "process_design", "process_design"),
        ([], "", "front_desk"),
    ],
)
def test_the_role_suggests_a_category_and_what_was_said_wins(roles, said, category):
    assert rules.category_of(roles, said) == category


@pytest.mark.parametrize(
    ("score", "mark", "passed"), [(60, 60, True), (59, 60, False), (None, 60, False), (80, None, None), (None, None, None)]
)
def test_a_test_without_a_result_is_not_passed_yet(score, mark, passed):
    assert rules.passed(score, mark) is passed


def test_what_was_not_passed_does_not_run_out():
    assert rules.expiry(TODAY, 12, passed=False) is None
    assert rules.expiry(TODAY, None, passed=True) is None
    assert rules.expiry(TODAY, 12, passed=None) == dt.date(2027, 11, 23)

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openpes.work.vacancy_import.dates import read_date, shift_days, shifted

DAY = dt.date(2020, 11, 6)
TODAY = dt.date(2026, 11, 23)


@pytest.mark.parametrize(
    "value",
    [
        "2020-11-06", "2020-11-06T16:36:47+0000", "2020-11-06T23:59:59+01:00", "2020-11-06T00:30:00Z", "2020-11-06 16:36 BST",
        "2020-11-06T16:36:47+99:00", "2020/11/6", "20201106", "20201106T120000Z", "Fri, 06 Nov 2020 16:36:47 +0000", "6 November 2020",
        "Nov 6, 2020", 1604679407, "1604679407000", dt.datetime(2020, 11, 6, 1, 2, tzinfo=dt.UTC), DAY, "٢٠٢٠-١١-٠٦",
    ],
)  # fmt: skip
def test_a_day_is_read_as_it_is_written_whatever_its_zone(value):
    assert read_date(value) == DAY


@pytest.mark.parametrize(
    "value", ["", None, "soon", "06/11/2020", "2020-13-40", "0001-01-01", "9999-12-31", "2020-11-061", [], "n/a"]
)
def test_what_is_no_plausible_day_is_unknown(value):
    assert read_date(value) is None


def test_a_mapping_can_say_the_order_of_day_and_month():
    assert read_date("06/11/2020", pattern="%d/%m/%Y") == DAY
    assert read_date("31/31/2020", pattern="%d/%m/%Y") is None


@given(st.one_of(st.text(max_size=80), st.integers(), st.floats(), st.binary()))
def test_any_value_gives_a_day_or_nothing(value):
    day = read_date(value)
    assert day is None or 1990 <= day.year <= 2100


def test_the_newest_day_falls_on_the_given_one():
    assert shift_days([DAY, DAY - dt.timedelta(days=40)], onto=TODAY, today=TODAY) == (TODAY - DAY).days


def test_a_lone_slip_far_above_the_others_does_not_count():
    days = [DAY - dt.timedelta(days=n % 60) for n in range(200)] + [dt.date(2025, 1, 1)]
    assert shift_days(days, onto=TODAY, today=TODAY) == (TODAY - DAY).days


def test_a_day_to_come_does_not_count():
    assert shift_days([DAY, dt.date(2031, 1, 1)], onto=TODAY, today=TODAY) == (TODAY - DAY).days


def test_a_file_without_days_is_not_shifted():
    assert shift_days([], onto=TODAY, today=TODAY) is None


@given(st.dates(dt.date(1990, 1, 1), dt.date(2100, 1, 1)), st.integers(-10_000_000, 10_000_000))
def test_shifting_never_fails(day, days):
    moved = shifted(day, days)
    assert moved is None or (moved - day).days == days

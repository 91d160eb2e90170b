"""Holidays by rule, working days and opening hours."""

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openpes.base.countrypack import opening_hours
from openpes.base.countrypack.calendar import Calendar, Holiday, easter_sunday, islamic_date
from openpes.base.countrypack.fields import Localised

NAME = Localised({"en": "A day"})
WEEKEND = (5, 6)


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        (2024, "2024-03-31"),
        (2025, "2025-04-20"),
        (2026, "2026-04-05"),
        (2027, "2027-03-28"),
        (2038, "2038-04-25"),
    ],
)
def test_easter_falls_on_the_known_sundays(year, expected):
    assert easter_sunday(year).isoformat() == expected


@pytest.mark.parametrize(
    ("islamic", "expected"),
    [((1, 1, 1), "0622-07-19"), ((1445, 10, 1), "2024-04-10"), ((1446, 12, 10), "2025-06-07")],
)
def test_tabular_islamic_dates_are_right_to_the_day_or_differ_from_the_moon_by_one(islamic, expected):
    difference = islamic_date(*islamic) - dt.date.fromisoformat(expected)
    assert abs(difference.days) <= 1


def test_every_islamic_year_has_354_or_355_days():
    starts = [islamic_date(year, 1, 1) for year in range(1400, 1500)]
    lengths = {(b - a).days for a, b in pairwise(starts)}
    assert lengths == {354, 355}


@given(st.integers(1900, 2200))
def test_an_islamic_holiday_comes_once_or_twice_in_a_year(year):
    days = Holiday(NAME, "islamic", month=10, day=1).in_year(year, WEEKEND)
    assert 1 <= len(days) <= 2
    assert all(day.year == year for day in days)


def test_nth_weekday_counts_from_the_front_and_from_the_back():
    second_monday = Holiday(NAME, "weekday", month=7, weekday=0, nth=2)
    last_friday = Holiday(NAME, "weekday", month=9, weekday=4, nth=-1)
    assert second_monday.in_year(2026, WEEKEND) == [dt.date(2026, 7, 13)]
    assert last_friday.in_year(2026, WEEKEND) == [dt.date(2026, 9, 25)]


def test_a_fixed_holiday_on_a_rest_day_moves_to_the_next_working_day():
    moved = Holiday(NAME, "fixed", month=5, day=1, moves=True)
    assert dt.date(2027, 5, 1).weekday() == 5
    assert moved.in_year(2027, WEEKEND) == [dt.date(2027, 5, 3)]


def test_a_leap_day_holiday_exists_in_leap_years_only():
    leap = Holiday(NAME, "fixed", month=2, day=29)
    assert leap.in_year(2028, ()) == [dt.date(2028, 2, 29)]
    assert leap.in_year(2027, ()) == []
    assert leap.in_year(2100, ()) == []


@given(st.dates(dt.date(2000, 1, 1), dt.date(2090, 1, 1)), st.integers(-60, 60))
def test_adding_working_days_ends_on_a_working_day_and_counts_them(day, count):
    calendar = Calendar(WEEKEND, 0, (Holiday(NAME, "fixed", month=1, day=1),))
    end = calendar.add_working_days(day, count)
    if count:
        assert calendar.is_working_day(end)
        first, last = sorted((day, end))
        between = [first + dt.timedelta(days=n) for n in range((last - first).days + 1)]
        assert sum(calendar.is_working_day(d) for d in between if d != day) == abs(count)
    else:
        assert end == day


def test_opening_hours_read_ranges_lists_and_several_spans():
    spans = opening_hours("Mo-We,Fr 08:30-15:30; Sa 09:00-12:00")
    assert [span.weekdays for span in spans] == [(0, 1, 2, 4), (5,)]
    assert (spans[0].start, spans[0].end) == (dt.time(8, 30), dt.time(15, 30))


@pytest.mark.parametrize("text", ["Mo 25:00-26:00", "Mo 12:00-08:00", "Xx 08:00-12:00", "always", "Mo-We-Fr 08:00-09:00"])
def test_unreadable_opening_hours_name_the_part_that_cannot_be_read(text):
    with pytest.raises(ValueError, match=text.replace("(", r"\(")):
        opening_hours(f"Su 09:00-10:00; {text}")

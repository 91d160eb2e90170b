import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openpes.people import rules

DAY = dt.date(2026, 11, 23)


@pytest.mark.parametrize(
    ("year", "date", "old"),
    [
        (None, None, None),
        (2011, None, True),
        (2012, None, False),
        (None, dt.date(2011, 11, 23), True),
        (None, dt.date(2011, 11, 24), False),
    ],
)
def test_a_birth_year_alone_counts_in_the_persons_favour(year, date, old):
    assert rules.old_enough(DAY, 15, year, date) is old


def test_spellings_of_a_name_share_a_skeleton():
    assert rules.skeleton("mohammed") == rules.skeleton("muhamad") == rules.skeleton("mohamed")


LIKE = rules.Likeness(
    names=("awa sarr",), birth_year=1990, birth_date=dt.date(1990, 5, 1), hashes=frozenset({"document:x", "contact:y"})
)


@pytest.mark.parametrize(
    ("other", "reasons"),
    [
        (rules.Likeness(names=("sarr awa",), birth_year=1990), ("same_name", "birth_year")),
        (rules.Likeness(names=("awa sar",), birth_date=dt.date(1990, 5, 1), birth_year=1990), ("similar_name", "birth_date")),
        (rules.Likeness(names=("someone else",), hashes=frozenset({"document:x"})), ("document",)),
        (rules.Likeness(names=("pierre diouf",), hashes=frozenset({"contact:y"})), ()),
        (rules.Likeness(names=("awa sarr",), birth_year=1960), ()),
        (rules.Likeness(names=("pierre diouf",), birth_year=1990, birth_date=dt.date(1990, 5, 1)), ()),
    ],
)
def test_reasons_why_two_records_may_be_one_person(other, reasons):
    assert rules.duplicate_reasons(LIKE, other) == reasons
    assert rules.duplicate_reasons(other, LIKE) == reasons


@given(st.lists(st.text(max_size=30), max_size=3), st.lists(st.text(max_size=30), max_size=3))
def test_likeness_of_names_does_not_depend_on_the_order(one, two):
    assert rules.name_likeness(one, two) == rules.name_likeness(two, one)
    assert 0 <= rules.name_likeness(one, two) <= 100

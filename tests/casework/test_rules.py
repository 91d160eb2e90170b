import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openpes.casework import rules

DAY = dt.date(2026, 11, 23)


@pytest.mark.parametrize(
    ("state", "due", "where"),
    [
        ("new", None, "new"),
        ("new", DAY, "today"),
        ("waiting_client", DAY - dt.timedelta(days=1), "overdue"),
        ("waiting_us", DAY + dt.timedelta(days=1), "waiting_us"),
        ("waiting_other", None, "waiting_other"),
    ],
)
def test_a_task_stands_in_one_list(state, due, where):
    assert rules.list_of(rules.TaskFacts(state, due), DAY) == where


@given(st.integers(0, 60), st.dates(dt.date(2000, 1, 1), dt.date(2090, 1, 1)))
def test_a_review_falls_the_given_months_later(months, written):
    review = rules.review_date(months, written)
    assert (review.year * 12 + review.month) - (written.year * 12 + written.month) == months
    assert review.day <= written.day

import datetime as dt

import pytest

from openpes.insight import rules


def test_a_week_begins_on_monday():
    assert rules.week_of(dt.date(2026, 11, 22)) == dt.date(2026, 11, 16)
    assert rules.week_of(dt.date(2026, 11, 23)) == dt.date(2026, 11, 23)


@pytest.mark.parametrize(("part", "whole", "shown"), [(5, 8, 63), (1, 8, 13), (0, 5, 0), (0, 0, None)])
def test_percentages_are_rounded_half_up(part, whole, shown):
    assert rules.percent(part, whole) == shown

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openpes.insight import rules

ROWS, COLUMNS = ["a", "b", "c"], ["x", "y", "z"]
TABLES = st.fixed_dictionaries({(r, c): st.integers(0, 60) for r in ROWS for c in COLUMNS})


def test_a_week_begins_on_monday():
    assert rules.week_of(dt.date(2026, 11, 22)) == dt.date(2026, 11, 16)
    assert rules.week_of(dt.date(2026, 11, 23)) == dt.date(2026, 11, 23)


@pytest.mark.parametrize(("part", "whole", "shown"), [(5, 8, 63), (1, 8, 13), (0, 5, 0), (0, 0, None)])
def test_percentages_are_rounded_half_up(part, whole, shown):
    assert rules.percent(part, whole) == shown


@given(TABLES)
def test_no_small_cell_is_ever_shown(table):
    shown = rules.suppress(table, ROWS, COLUMNS)
    assert all(value is None or value == 0 or value >= rules.SMALLEST_CELL for value in shown.values())
    assert all(value is None or value == table[key] for key, value in shown.items())


@given(TABLES)
def test_no_hidden_cell_follows_from_the_total_of_its_line(table):
    shown = rules.suppress(table, ROWS, COLUMNS)
    for line in [[(r, c) for c in COLUMNS] for r in ROWS] + [[(r, c) for r in ROWS] for c in COLUMNS]:
        hidden = [key for key in line if shown[key] is None]
        total = rules.safe_total(table, shown, line)
        if total is not None and hidden:
            assert len(hidden) > 1
            assert total - sum(shown[key] or 0 for key in line) >= rules.SMALLEST_CELL


def test_a_table_without_small_cells_stays_whole():
    table = {(r, c): 10 for r in ROWS for c in COLUMNS}
    assert rules.suppress(table, ROWS, COLUMNS) == table

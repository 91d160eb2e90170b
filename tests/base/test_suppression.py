from hypothesis import given
from hypothesis import strategies as st

from openpes.base import suppression

ROWS, COLUMNS = ["a", "b", "c"], ["x", "y", "z"]
TABLES = st.fixed_dictionaries({(r, c): st.integers(0, 60) for r in ROWS for c in COLUMNS})


@given(TABLES)
def test_no_small_cell_is_ever_shown(table):
    shown = suppression.suppress(table, ROWS, COLUMNS)
    assert all(value is None or value == 0 or value >= suppression.SMALLEST_CELL for value in shown.values())
    assert all(value is None or value == table[key] for key, value in shown.items())


@given(TABLES)
def test_no_hidden_cell_follows_from_the_total_of_its_line(table):
    shown = suppression.suppress(table, ROWS, COLUMNS)
    for line in [[(r, c) for c in COLUMNS] for r in ROWS] + [[(r, c) for r in ROWS] for c in COLUMNS]:
        hidden = [key for key in line if shown[key] is None]
        total = suppression.safe_total(table, shown, line)
        if total is not None and hidden:
            assert len(hidden) > 1
            assert total - sum(shown[key] or 0 for key in line) >= suppression.SMALLEST_CELL


def test_a_table_without_small_cells_stays_whole():
    table = {(r, c): 10 for r in ROWS for c in COLUMNS}
    assert suppression.suppress(table, ROWS, COLUMNS) == table

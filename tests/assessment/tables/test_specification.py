"""The ninety rows say what the report's tables say."""

import pytest

from openpes.assessment.data import published
from openpes.assessment.tables.cells import ALLOWED
from openpes.assessment.tables.specification import GROUPS, row_of_cell, rows


def test_the_specification_has_the_rows_of_the_print_in_its_order():
    printed = list(dict.fromkeys((p.table, p.row_group, p.row) for p in published.printed()))
    assert [row.key for row in rows()] == printed
    assert len(printed) == 90


def test_every_row_is_printed_for_world_and_three_income_groups():
    assert [p.group for p in published.printed()] == list(GROUPS) * 90


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row.table} {row.row_group} {row.label}")
def test_a_row_counts_cells_that_the_questionnaire_has(row):
    assert set(row.cells) | set(row.within) <= set(ALLOWED)


def test_one_item_is_found_by_its_cell():
    assert row_of_cell("q2_1.phone.registration").key == (5, "", "Registration")
    assert row_of_cell("q1_1.lower_costs") is None
    assert row_of_cell("q2_4.young") is None, "Table 10 stands on one delivery approach at a time"

"""The tables over sheets: the print comes back, and what changes in the sheets changes in the right cells."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openpes.assessment.data import published
from openpes.assessment.tables.reading import read
from openpes.assessment.tables.specification import GROUPS, rows
from openpes.assessment.tables.tabulate import IMPOSSIBLE, Sheets, compare, from_values, spread_out, tabulate

SHIPPED = read(published.SYNTHETIC_SHEETS)
CELLS = sorted(SHIPPED.answers)


def counted(sheets):
    return {cell.key: (cell.k, cell.n) for cell in tabulate(sheets)}


def picked(sheets, places):
    """The sheets at these places, in this order, some perhaps twice."""
    return Sheets(sheets.groups[places], {cell: column[places] for cell, column in sheets.answers.items()}, sheets.synthetic)


PLACES = st.lists(st.integers(0, len(SHIPPED) - 1), min_size=1, max_size=80)


def test_the_shipped_sheets_are_marked_synthetic():
    assert SHIPPED.synthetic


def test_356_of_360_printed_cells_come_back_with_their_counts_and_bases():
    equal, expected, other = compare(tabulate(SHIPPED))
    assert (len(equal), len(expected), len(other)) == (356, 4, 0)
    printed = {(p.table, p.row_group, p.row, p.group): (p.k, p.n) for p in published.printed()}
    assert {cell.key: (cell.k, cell.n) for cell in equal} == {key: printed[key] for key in printed if key not in IMPOSSIBLE}


def test_the_four_expected_differences_are_the_total_of_table_8():
    _equal, expected, _other = compare(tabulate(SHIPPED))
    assert [cell.key for cell in expected] == [(8, "", "Total", group) for group in GROUPS]
    for cell in expected:
        impossible = IMPOSSIBLE[cell.key]
        assert impossible.low <= cell.k <= impossible.high
        assert (
            not impossible.low <= round(impossible.published * impossible.of / 100) <= impossible.high
            or cell.group == "High income"
        )


def test_the_range_of_an_impossible_total_follows_from_the_rows_beside_it():
    printed = [p for p in published.printed() if p.table == 8 and p.row != "Total"]
    lows, highs = {}, {}
    for group in GROUPS[1:]:
        counts = [p.k for p in printed if p.group == group]
        of = max(p.n for p in printed if p.group == group)
        lows[group], highs[group] = max(counts), min(sum(counts), of)
        assert (IMPOSSIBLE[8, "", "Total", group].low, IMPOSSIBLE[8, "", "Total", group].high) == (lows[group], highs[group])
    world = IMPOSSIBLE[8, "", "Total", "World"]
    assert (world.low, world.high) == (sum(lows.values()), sum(highs.values())) == (18, 51)


@settings(deadline=None, max_examples=50)
@given(st.permutations(range(len(SHIPPED))))
def test_the_order_of_the_sheets_changes_nothing(order):
    assert counted(picked(SHIPPED, order)) == counted(SHIPPED)


@settings(deadline=None, max_examples=50)
@given(PLACES, st.integers(2, 4))
def test_repeating_every_sheet_multiplies_every_count_and_keeps_every_percentage(places, times):
    some, many = tabulate(picked(SHIPPED, places)), tabulate(picked(SHIPPED, places * times))
    assert [(times * cell.k, times * cell.n, cell.percent) for cell in some] == [(c.k, c.n, c.percent) for c in many]


@settings(deadline=None, max_examples=50)
@given(PLACES)
def test_world_is_the_sum_of_the_income_groups(places):
    cells = counted(picked(SHIPPED, places))
    for row in rows():
        parts = [cells[(*row.key, group)] for group in GROUPS[1:]]
        assert cells[(*row.key, "World")] == tuple(map(sum, zip(*parts, strict=True)))


@settings(deadline=None, max_examples=50)
@given(PLACES, PLACES)
def test_the_tables_of_two_sets_add_up_to_the_tables_of_both(some, more):
    one, two, both = (counted(picked(SHIPPED, places)) for places in (some, more, some + more))
    assert both == {key: (one[key][0] + two[key][0], one[key][1] + two[key][1]) for key in one}


@settings(deadline=None, max_examples=50)
@given(st.integers(0, len(SHIPPED) - 1), st.sampled_from(CELLS), st.sampled_from([-1, 0, 1]))
def test_a_changed_answer_changes_only_rows_that_count_it_and_only_its_income_group(place, cell, value):
    answers = {name: column.copy() for name, column in SHIPPED.answers.items()}
    answers[cell][place] = value
    before, after = counted(SHIPPED), counted(Sheets(SHIPPED.groups, answers, True))
    changed = {key for key in before if before[key] != after[key]}
    concerned = {row.key for row in rows() if cell in row.cells or cell in row.within}
    column = {"H": "High income", "U": "Upper-middle income", "L": "Lower-middle income"}[SHIPPED.groups[place]]
    assert {key[:3] for key in changed} <= concerned
    assert {key[3] for key in changed} <= {"World", column}


@pytest.mark.parametrize(
    "row", [row for row in rows() if len(row.cells) == 1], ids=lambda r: f"{r.table} {r.row_group} {r.label}"
)
def test_turning_a_yes_into_a_no_takes_one_from_its_row(row):
    base = SHIPPED.answers[row.cells[0]] > 0
    for cell in row.within:
        base = base & (SHIPPED.answers[cell] > 0)
    place = int(np.flatnonzero(base)[0])
    answers = {name: column.copy() for name, column in SHIPPED.answers.items()}
    answers[row.cells[0]][place] = 0
    before, after = counted(SHIPPED)[(*row.key, "World")], counted(Sheets(SHIPPED.groups, answers))[(*row.key, "World")]
    if row.cells[0] in row.within:
        pytest.fail("a row that asks for what it counts has always a hundred per cent")
    assert after == (before[0] - 1, before[1])


def test_low_income_is_counted_with_lower_middle_income():
    low, lower = (counted(from_values([(group, {"q1_3.consent": 1})])) for group in ("LI", "L"))
    assert low == lower
    assert low[13, "", "Client's consent is required for data processing", "Lower-middle income"] == (1, 1)


def test_no_and_no_answer_are_two_things():
    key = (13, "", "Client's consent is required for data processing", "World")
    assert counted(from_values([("H", {"q1_3.consent": 0})]))[key] == (0, 1)
    assert counted(from_values([("H", {"q1_3.consent": None})]))[key] == (0, 0)
    assert counted(from_values([("H", {})]))[key] == (0, 0)


def test_a_service_without_a_contingency_plan_is_not_in_the_base_of_table_15():
    key = (15, "", "Power failure", "World")
    assert counted(from_values([("H", {"q1_5": 0, "q1_5.power": 0}), ("H", {"q1_5": 1, "q1_5.power": 0})]))[key] == (0, 1)


def test_the_option_of_a_one_answer_question_becomes_a_yes_and_noes():
    assert spread_out({"q2_3": "face_to_face", "q2_2": None}) == {
        "q2_3.predominantly_technology": 0,
        "q2_3.selected_services": 0,
        "q2_3.face_to_face": 1,
    }

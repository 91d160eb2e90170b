"""Charts: the same numbers in the drawing and the table, mirrored for right to left, safe."""

import re

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from openpes.web.design.charts import bar_chart, line_chart, meter, nice_top, stacked_chart

ROWS = [("Office", 400), ("Web", 100)]


def bars(svg: str) -> list[tuple[float, float]]:
    return [(float(x), float(w)) for x, w in re.findall(r'<rect class="f\d" x="([\d.-]+)%" y="[\d.]+" width="([\d.]+)%"', svg)]


def test_a_bar_is_as_long_as_its_number():
    chart = bar_chart("Doors", ROWS, of="Door", value="Services")
    assert bars(chart.svg) == [(0, 100), (0, 25)]
    assert chart.table.rows == [["Office", 400], ["Web", 100]]


def test_in_arabic_bars_grow_from_the_right():
    with override("ar"):
        assert bars(bar_chart("x", ROWS, of="a", value="b").svg) == [(0, 100), (75, 25)]
        assert 'x="75.0%"' in meter(0.25, "x")


def test_the_parts_of_a_stack_stand_side_by_side():
    chart = stacked_chart("x", ["yes", "no"], [("North", (30, 70))], of="Region")
    (first, wide), (second, rest) = bars(chart.svg)
    assert (first, second) == (0, 30)
    assert wide + rest == pytest.approx(100, abs=1)
    assert chart.table.rows == [["North", 30, 70]]


def test_what_is_not_known_leaves_a_gap_in_the_line():
    chart = line_chart("x", ["1", "2", "3", "4"], [("a", [1, None, 3, 4])], of="Month")
    assert chart.svg.count("<polyline") == 2
    assert chart.table.rows[1] == ["2", None]


def test_a_chart_tells_its_largest_and_smallest_to_those_who_do_not_see_it():
    svg = bar_chart("Doors", ROWS, of="Door", value="Services").svg
    assert "<title>Doors</title>" in svg
    assert "Largest: Office, 400. Smallest: Web, 100." in svg


@pytest.mark.parametrize("rows", [[], [("a", 0)], [("a", 0), ("b", 0)]])
def test_a_chart_without_numbers_is_still_a_chart(rows):
    assert bar_chart("x", rows, of="a", value="b").svg.startswith("<svg")


def test_names_are_escaped_and_nothing_needs_an_exception_in_the_policy():
    chart = bar_chart('<img src=x onerror="y">', [("<script>", 1)], of="a", value="b")
    assert "<script>" not in chart.svg
    assert "<img" not in chart.svg
    assert "style=" not in chart.svg


@given(st.floats(0.01, 1e12))
def test_the_top_of_an_axis_holds_every_value_and_its_quarters_are_round(value):
    top = nice_top(value)
    assert top >= value or top == pytest.approx(value)
    assert top <= max(4, value * 2.5)

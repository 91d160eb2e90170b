"""Half-up percentages and Wilson intervals."""

import csv
import math
import os
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openpes.assessment.tables.figures import percent_half_up, wilson


def table(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


WILSON = table(Path(__file__).with_name("wilson.csv"))
SHARED = Path(os.environ.get("OPENPES_SHARED") or Path(__file__).parents[4] / "shared") / "survey" / "benchmark_wilson.csv"


@st.composite
def shares(draw):
    n = draw(st.integers(1, 20_000))
    return draw(st.integers(0, n)), n


@pytest.mark.parametrize(("k", "n", "percent"), [(5, 8, 63), (1, 8, 13), (0, 9, 0), (9, 9, 100), (1, 200, 1), (1, 201, 0)])
def test_halves_are_rounded_upwards(k, n, percent):
    assert percent_half_up(k, n) == percent


@given(shares())
def test_the_percentage_is_the_exact_share_rounded_half_up(share):
    k, n = share
    assert percent_half_up(k, n) == math.floor(Fraction(100 * k, n) + Fraction(1, 2))


def test_nobody_asked_has_no_percentage_and_no_interval():
    assert percent_half_up(0, 0) is None
    assert wilson(0, 0) is None


@given(shares())
def test_the_interval_holds_the_share_and_stays_between_nought_and_a_hundred(share):
    k, n = share
    low, high = wilson(k, n)
    assert 0 <= low <= 100 * k / n + 0.05
    assert 100 * k / n - 0.05 <= high <= 100


@given(shares())
def test_the_interval_of_no_is_the_mirror_of_the_interval_of_yes(share):
    k, n = share
    low, high = wilson(k, n)
    other_low, other_high = wilson(n - k, n)
    assert other_low == pytest.approx(100 - high, abs=0.11)
    assert other_high == pytest.approx(100 - low, abs=0.11)


def test_the_intervals_are_those_computed_for_the_survey():
    assert len(WILSON) == 356
    for row in WILSON:
        expected = float(row["wilson95_low"]), float(row["wilson95_high"])
        assert wilson(int(row["k"]), int(row["n"])) == expected, row


@pytest.mark.shared_data
@pytest.mark.skipif(not SHARED.exists(), reason=f"NOT RUN: {SHARED} is missing. Set OPENPES_SHARED to the folder with survey/.")
def test_the_intervals_kept_here_are_the_shared_ones():
    assert table(SHARED) == WILSON

"""Fisher's test and Holm's correction against known values."""

from math import comb

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openpes.assessment.benchmark.exact import fisher, holm


@pytest.mark.parametrize(
    ("table", "p"),
    [
        ((3, 4, 1, 4), 34 / 70),  # the lady tasting tea: 17/35 two-sided
        ((4, 4, 0, 4), 2 / 70),
        ((1, 10, 11, 14), 0.002759456),  # dieting teenagers, as in R's documentation of fisher.test for 2x2 tables
        ((2, 17, 10, 13), 0.0005367241),  # Agresti: twins of convicts, R's example "Convictions"
        ((0, 5, 0, 9), 1.0),
        ((5, 5, 9, 9), 1.0),
    ],
)
def test_known_tables_have_their_known_p(table, p):
    assert fisher(*table) == pytest.approx(p, rel=1e-5)


@st.composite
def tables(draw):
    n1, n2 = draw(st.integers(1, 40)), draw(st.integers(1, 40))
    return draw(st.integers(0, n1)), n1, draw(st.integers(0, n2)), n2


@settings(deadline=None)
@given(tables())
def test_p_does_not_depend_on_which_side_or_which_answer_comes_first(table):
    k1, n1, k2, n2 = table
    assert fisher(k1, n1, k2, n2) == pytest.approx(fisher(k2, n2, k1, n1))
    assert fisher(k1, n1, k2, n2) == pytest.approx(fisher(n1 - k1, n1, n2 - k2, n2))


@settings(deadline=None)
@given(tables())
def test_p_lies_between_the_weight_of_the_table_itself_and_one(table):
    k1, n1, k2, n2 = table
    weight = comb(n1, k1) * comb(n2, k2) / comb(n1 + n2, k1 + k2)
    assert weight <= fisher(*table) * (1 + 1e-12)
    assert fisher(*table) <= 1


@pytest.mark.parametrize("table", [(5, 4, 1, 2), (-1, 4, 1, 2), (1, 4, 3, 2)])
def test_counts_outside_their_base_are_refused(table):
    with pytest.raises(ValueError, match="base"):
        fisher(*table)


def test_holm_multiplies_the_smallest_most_and_never_goes_down():
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert holm([0.9, 0.8]) == [1.0, 1.0]
    assert holm([]) == []


@given(st.lists(st.floats(0, 1), max_size=20))
def test_holm_makes_no_p_smaller_and_keeps_their_order(ps):
    corrected = holm(ps)
    assert all(c >= p for c, p in zip(corrected, ps, strict=True))
    assert all(corrected[i] <= corrected[j] for i, p in enumerate(ps) for j, q in enumerate(ps) if p <= q)

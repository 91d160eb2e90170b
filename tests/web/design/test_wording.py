"""How amounts, days, distances and counts are said."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from openpes.base.countrypack import opening_hours
from openpes.web.design import wording

TODAY = dt.date(2026, 11, 23)


@pytest.mark.parametrize(
    ("low", "high", "currency", "period", "said"),
    [
        (None, None, "EUR", "month", "Pay not stated"),
        (185_000, 210_050, "EUR", "month", "€1,850 to €2,100.50 a month"),
        (185_000, 185_000, "EUR", "month", "€1,850 a month"),
        (185_000, None, "EUR", "year", "from €1,850 a year"),
        (None, 1_550, "GBP", "hour", "up to £15.50 an hour"),
        (150_000, 150_000, "JPY", "month", "150,000 JPY a month"),
        (1_250_500, None, "TND", "month", "from 1,250.500 TND a month"),
        (0, 0, "EUR", "day", "€0 a day"),
        (100, 200, "QSD", "", "1 QSD to 2 QSD (for which time is not stated)"),
    ],
)
def test_pay_is_said_with_its_period_and_unknown_as_unknown(low, high, currency, period, said):
    assert wording.pay(low, high, currency, period) == said


@pytest.mark.parametrize(
    ("days", "said"),
    [(0, "today"), (-1, "yesterday"), (1, "tomorrow"), (-3, "3 days ago"), (5, "in 5 days"), (-14, "2 weeks ago"), (21, "in 3 weeks"),
     (-57, ""), (400, "")],
)  # fmt: skip
def test_near_days_are_said_in_relation_to_today(days, said):
    assert wording.relative_day(TODAY + dt.timedelta(days=days), TODAY) == said


@pytest.mark.parametrize(
    ("n", "said"), [(0, "لا وظائف"), (1, "وظيفة واحدة"), (2, "وظيفتان"), (5, "5 وظائف"), (11, "11 وظيفة"), (1200, "1,200 وظيفة")]
)
def test_arabic_has_its_six_plurals(n, said):
    with override("ar"):
        assert wording.count(n, "vacancies") == said


def test_an_amount_inside_arabic_is_one_piece():
    with override("ar"):
        assert "\u2066€1,850\u2069" in wording.pay(185_000, 210_000, "EUR", "month")


@pytest.mark.parametrize(
    ("metres", "said"), [(0, "100 m"), (320, "300 m"), (949, "900 m"), (950, "1 km"), (12_400, "12 km"), (1_234_567, "1,235 km")]
)
def test_distances_are_as_exact_as_they_are_useful(metres, said):
    assert wording.distance(metres) == said


@pytest.mark.parametrize(
    ("value", "said"), [(44.0, "44"), (Decimal("37.5"), "37.5"), (1234567, "1,234,567"), (0, "0"), (0.25, "0.25")]
)
def test_a_whole_number_has_no_decimals(value, said):
    assert wording.number(value) == said


@given(
    st.integers(-(10**12), 10**12), st.sampled_from(["EUR", "JPY", "TND", "QSD"]), st.sampled_from(["en", "ar", "fr", "es", "sw"])
)
def test_no_amount_is_lost_or_rounded(minor, currency, language):
    with override(language):
        said = wording.amount(minor, currency)
    digits = "".join(c for c in said if c.isdigit())
    size = 10 ** wording.MINOR_DIGITS.get(currency, 2)
    assert int(digits) in (abs(minor), abs(minor) // size)
    assert int(digits) == abs(minor) or abs(minor) % size == 0


def test_opening_hours_are_said_in_words():
    spans = opening_hours("Mo-Fr 08:00-16:00; Sa 09:00-12:00")
    assert wording.opening_words(spans) == "Monday to Friday, 08:00 to 16:00; Saturday, 09:00 to 12:00"

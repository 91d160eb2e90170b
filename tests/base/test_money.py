import pytest

from openpes.base.money import Money, monthly_equivalent


@pytest.mark.parametrize(
    ("minor", "period", "hours", "month"),
    [
        (120000, "year", None, 10000),
        (1000, "hour", None, 173333),
        (1000, "hour", 20, 86667),
        (10000, "month", 20, 10000),
        (None, "month", None, None),
        (500, "", None, None),
    ],
)
def test_pay_a_month(minor, period, hours, month):
    assert monthly_equivalent(minor, period, hours) == month


def test_minor_units_follow_the_currency():
    assert str(Money(12345, "GBP").major) == "123.45"
    assert str(Money(12345, "JPY").major) == "12345"

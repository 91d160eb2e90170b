import pytest
from hypothesis import given
from hypothesis import strategies as st

from openpes.work.vacancy_import.currencies import stated_currency
from openpes.work.vacancy_import.pay_words import Pay, combine, period_of, read_figures, read_pay

SAID = [
    # words, lowest, highest, currency, period
    ("£23,247.92 - £35,077.19 + bonus", 2324792, 3507719, "GBP", "unknown"),
    ("£82,096 to £110,683 pa", 8209600, 11068300, "GBP", "year"),
    ("£11.50 per hour", 1150, 1150, "GBP", "hour"),
    ("£13.00 to £17.00 per hour DOE", 1300, 1700, "GBP", "hour"),
    ("£14.49 p/h", 1449, 1449, "GBP", "hour"),
    ("£22.40 - £35.83 p / h /(inc holiday)", 2240, 3583, "GBP", "hour"),
    ("£45-£140.98 pr hour", 4500, 14098, "GBP", "hour"),
    ("£9.98p/h - £13.94p/h", 998, 1394, "GBP", "hour"),
    ("£26.30(ph)- £42.08", 2630, 4208, "GBP", "hour"),
    ("£9.45 per hour rising to £9.80 after probation", 945, 980, "GBP", "hour"),
    ("£8.80 per hour, £9.19 post Probation", 880, 880, "GBP", "hour"),
    ("£155.62 per week", 15562, 15562, "GBP", "week"),
    ("£15.66 Monday to Friday", 1566, 1566, "GBP", "unknown"),
    ("£25,239 - £30,906 + £5K Welcome Bonus", 2523900, 3090600, "GBP", "unknown"),
    ("From £27,785.70 &amp; £1500 Welcome Bonus", 2778570, None, "GBP", "unknown"),
    ("Up to £85,000 (DOE) including 1:6 on call", None, 8500000, "GBP", "unknown"),
    ("Potential to earn £60,000", None, 6000000, "GBP", "unknown"),
    ("Starting from £13,79 per hour", 1379, None, "GBP", "hour"),
    ("Band 7 £38,890 - £44,503 per annum", 3889000, 4450300, "GBP", "year"),
    ("YC72 - £79,860 - £107,668 pro rata per annum", 7986000, 10766800, "GBP", "year"),
    ("£30,401 / £32,525 / £33,587 / £34,782 / £37,267", 3040100, 3726700, "GBP", "unknown"),
    ("£24,907 - £30,615 £24,214 to £30,112 pa (part time", 2490700, 3061500, "GBP", "year"),
    ("£16.40 per hour (£32,920 per annum)", 1640, 1640, "GBP", "hour"),
    ("£30,615 per annum pro rata (£15.66 per hour)", 3061500, 3061500, "GBP", "year"),
    ("Day rate £16.55 P/H &amp; Night rate £20.70 P/H", 1655, 1655, "GBP", "hour"),
    ("£16.45 Plus 12.1% Annual Leave (£18.44ph)", 1645, 1645, "GBP", "unknown"),
    ("£82,096 - £110,683 10PA", 8209600, 11068300, "GBP", "unknown"),
    ("£34,605 - £37, 020 + £4,000 Welcome Incentive", 3460500, 3702000, "GBP", "unknown"),
    ("£25-31k", 2500000, 3100000, "GBP", "unknown"),
    ("between £40k and £45k a year", 4000000, 4500000, "GBP", "year"),
    ("£1,000 bonus, then £12 an hour", 1200, 1200, "GBP", "hour"),
    ("£70-£100 per session", 7000, 10000, "GBP", "unknown"),
    ("KSh 30,000 per month", 3000000, 3000000, "KES", "month"),
    ("Tsh 500,000 kwa mwezi", 50000000, 50000000, "TZS", "month"),
    ("1.234,56 €", 123456, 123456, "EUR", "unknown"),
    ("2.000 - 2.500 € brutos al mes", 200000, 250000, "EUR", "month"),
    ("Entre 1 800 € et 2 200 € par mois", 180000, 220000, "EUR", "month"),
    ("25 euros/heure", 2500, 2500, "EUR", "hour"),
    ("€45.000 bis €50.000 pro Jahr", 4500000, 5000000, "EUR", "year"),
    ("INR 3,50,000 - 5,00,000 P.A.", 35000000, 50000000, "INR", "year"),
    ("USD 1,200 - 1,500 monthly", 120000, 150000, "USD", "month"),
    ("CHF 5'400.50 im Monat", 540050, 540050, "CHF", "month"),
    ("JPY 3,000,000 a year", 3000000, 3000000, "JPY", "year"),
    ("KWD 350.250 per month", 350250, 350250, "KWD", "month"),
]
EXPECTED_POUNDS = [
    ("40k-45k", 4000000, 4500000, "unknown"),
    ("24,907.00 to 30,615.00", 2490700, 3061500, "unknown"),
    ("9.35 per hour", 935, 935, "hour"),
    ("22.50ph", 2250, 2250, "hour"),
    ("39000.00 plus £5,000 Welcome Bonus", 3900000, 3900000, "unknown"),
    ("(£) 31,365 - 37,890 Per Annum", 3136500, 3789000, "year"),
    ("45753 WTE", 4575300, 4575300, "unknown"),
    ("26.42", 2642, 2642, "unknown"),
]
NOT_SAID = [
    "negotiable", "Competitive", "COMPLETITVE", "TBC", "Band 5", "Band 5/6", "Band 7 – 8a Negotiable", "8a", "MN37", "WD23 1RD",
    "BA2 7BR", "5 Programmed Activities or Equivalent", "Depending on experience", "-", "0", "£0.00", "", "VSM", "0.85 WTE",
    "NHS scale", "National minimum wage (depending on age)", "Junior Doctors Payscale - MT03",
]  # fmt: skip
CANNOT_BE = [
    ("£155.55 to £24.88", "ends_do_not_fit"),
    ("£25 -31000", "ends_do_not_fit"),
    ("£44,606 - £50.819 per annum, pro rata", "ambiguous_number"),
    ("10000000000000000000000 GBP", "too_large"),
    ("£1 " * 400, "too_long"),
]


@pytest.mark.parametrize(("words", "low", "high", "currency", "period"), SAID)
def test_pay_is_read_as_it_is_said(words, low, high, currency, period):
    pay = read_pay(words)
    assert (pay.minimum, pay.maximum, pay.currency, pay.period) == (low, high, currency, period)


@pytest.mark.parametrize(("words", "low", "high", "period"), EXPECTED_POUNDS)
def test_pay_without_a_mark_is_in_the_currency_of_the_file(words, low, high, period):
    pay = read_pay(words, expected_currency="GBP")
    assert (pay.minimum, pay.maximum, pay.currency, pay.period) == (low, high, "GBP", period)


@pytest.mark.parametrize("words", NOT_SAID)
def test_words_without_an_amount_give_an_unknown_pay(words):
    assert not read_pay(words, expected_currency="GBP").known


@pytest.mark.parametrize(("words", "problem"), CANNOT_BE)
def test_pay_that_cannot_be_true_is_left_unknown_and_named(words, problem):
    pay = read_pay(words)
    assert not pay.known
    assert pay.problem == problem


@pytest.mark.parametrize(
    ("words", "expected", "currency"),
    [
        ("$15/hr", "", ""),
        ("$15/hr", "CAD", "CAD"),
        ("$15/hr", "KES", ""),
        ("30 000 FCFA par mois", "XOF", "XOF"),
        ("Rs 25,000", "PKR", "PKR"),
    ],
)
def test_a_mark_that_several_countries_share_is_decided_by_the_file_only(words, expected, currency):
    assert read_pay(words, expected_currency=expected).currency == currency


def test_arabic_digits_and_words_are_read():
    pay = read_pay("من ٥٠٠ إلى ٧٠٠ دينار شهريا", expected_currency="JOD")
    assert (pay.minimum, pay.maximum, pay.currency, pay.period) == (500000, 700000, "JOD", "month")


def test_full_time_pay_for_part_time_work_is_marked():
    assert read_pay("£24,907 pro rata").pro_rata
    assert not read_pay("£24,907").pro_rata


@given(st.text(max_size=400), st.sampled_from(["", "GBP", "EUR", "JPY"]))
def test_any_words_give_a_pay_in_order_and_never_an_error(words, currency):
    pay = read_pay(words, expected_currency=currency)
    if pay.minimum is not None and pay.maximum is not None:
        assert 0 < pay.minimum <= pay.maximum


@given(
    st.integers(1, 99_999_999), st.integers(0, 99), st.sampled_from(["per hour", "a day", "per week", "monthly", "pa"]),
)  # fmt: skip
def test_what_is_written_the_usual_way_comes_back_exactly(whole, cents, words):
    pay = read_pay(f"£{whole:,}.{cents:02d} {words}")
    assert pay.minimum == pay.maximum == whole * 100 + cents
    assert pay.period == {"per hour": "hour", "a day": "day", "per week": "week", "monthly": "month", "pa": "year"}[words]


@given(st.one_of(st.text(max_size=60), st.floats(), st.integers(), st.none()), st.one_of(st.text(max_size=60), st.floats()))
def test_any_two_cells_give_a_pay_in_order_and_never_an_error(low, high):
    pay = read_figures(low, high, currency="USD")
    if pay.minimum is not None and pay.maximum is not None:
        assert 0 < pay.minimum <= pay.maximum


def test_figures_that_a_machine_made_do_not_overrule_the_words():
    words = read_pay("£15.66 - £46.09")
    made = read_figures("26324", "77477", currency="GBP", period="year")
    pay, remark = combine(words, made)
    assert (pay.minimum, pay.maximum, pay.period, remark) == (1566, 4609, "unknown", "figures_differ")


def test_the_period_beside_figures_is_believed_when_they_say_what_the_words_say():
    pay, remark = combine(read_pay("£23,247.92"), read_figures("23247", "23247", currency="GBP", period="year"))
    assert (pay.minimum, pay.period, remark) == (2324792, "year", "")


def test_figures_beside_words_without_an_amount_are_left_out():
    pay, remark = combine(read_pay("Band 5/6"), read_figures("10086", "10086", currency="GBP", period="year"))
    assert not pay.known
    assert remark == "figures_without_words"


def test_a_salary_from_zero_has_no_lower_end():
    assert read_figures("0.0", "265000.0", currency="USD") == Pay(None, 26500000, "USD")


def test_sixteen_point_six_two_six_four_is_rounded_to_cents():
    assert read_figures("16.6264", "16.6264", currency="USD").minimum == 1663


@pytest.mark.parametrize(
    ("name", "period"), [("YEAR", "year"), ("HUR", "hour"), ("per month", "month"), ("", "unknown"), ("MOON", "unknown")]
)
def test_units_of_structured_data_are_known(name, period):
    assert period_of(name) == period


@pytest.mark.parametrize(
    ("text", "code"),
    [("GBP", "GBP"), ("gbp", "GBP"), ("£", "GBP"), ("KSh", "KES"), ("QSD", "QSD"), ("Pounds", ""), ("$", ""), ("", "")],
)
def test_a_field_for_the_currency_is_taken_as_it_stands_or_not_at_all(text, code):
    assert stated_currency(text) == code

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openpes.work.advert_reading import read_advert

ADVERT = """We are hiring: Cook in a school kitchen

Location: Lund, near the station
Salary: 1,800 - 2,100 QSD a month
Hours: part time, 30 hours per week
Contract: fixed term
Number of positions: 2
Closing date: 14 December 2026

You cook lunch for 200 children. Experience of 2 years is good.
Apply at https://food.example/jobs/12."""


def test_the_parts_of_a_pasted_advert_are_read():
    advert = read_advert(ADVERT, currency="QSD")
    assert advert.title == "Cook in a school kitchen"
    assert (advert.pay.minimum, advert.pay.maximum, advert.pay.currency, advert.pay.period) == (180000, 210000, "QSD", "month")
    assert advert.pay_words == "1,800 - 2,100 QSD a month"
    assert (advert.hours, advert.hours_per_week, advert.contract) == ("part_time", Decimal(30), "fixed_term")
    assert advert.place_words[:2] == ("Lund, near the station", "Lund")
    assert (advert.places_total, advert.last_day) == (2, dt.date(2026, 12, 14))
    assert (advert.apply_by, advert.apply_to) == ("link", "https://food.example/jobs/12")
    assert "200 children" in advert.description


def test_what_is_not_said_stays_unknown():
    advert = read_advert("Gardener wanted\nYou look after 200 trees and 3 ponds.", currency="QSD")
    assert advert.title == "Gardener wanted"
    assert not advert.pay.known
    assert (advert.contract, advert.hours, advert.hours_per_week, advert.telework) == ("unknown", "unknown", None, "unknown")
    assert (advert.places_total, advert.last_day, advert.apply_by) == (None, None, "")


@pytest.mark.parametrize(
    ("line", "minimum", "maximum", "period"),
    [
        ("We pay 12.50 QSD an hour.", 1250, 1250, "hour"),
        ("Pay: up to 2000 QSD per month", None, 200000, "month"),
        ("You earn £23,247.92 - £35,077.19 + bonus a year", 2324792, 3507719, "year"),
        ("Salary: negotiable", None, None, None),
    ],
)
def test_pay_is_read_from_the_sentence_that_speaks_of_it(line, minimum, maximum, period):
    pay = read_advert(f"Helper\nYou know 40 recipes.\n{line}", currency="QSD").pay
    assert (pay.minimum, pay.maximum) == (minimum, maximum)
    assert period is None or pay.period == period


@pytest.mark.parametrize(
    ("text", "contract"),
    [
        ("A permanent post", "permanent"),
        ("Temporary work until May", "fixed_term"),
        ("Seasonal pickers", "seasonal"),
        ("Casual shifts", "occasional"),
        ("An apprenticeship as joiner", "apprenticeship"),
        ("عقد دائم", "permanent"),
        ("Contrat: CDI", "permanent"),
        ("Contract: permanent\nYou lead our temporary workers", "permanent"),
    ],
)
def test_the_kind_of_contract_is_read_from_its_words(text, contract):
    assert read_advert(text).contract == contract


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Full time or part time", "either"),
        ("Full-time post", "full_time"),
        ("دوام جزئي", "part_time"),
        ("temps plein", "full_time"),
        ("by arrangement", "unknown"),
    ],
)
def test_hours_are_read_from_their_words(text, found):
    assert read_advert(text).hours == found


def test_a_telephone_number_counts_only_where_people_are_asked_to_call():
    assert read_advert("Helper\nCall 0555 123 456 to apply").apply_by == "phone"
    assert read_advert("Helper\nRegister number 0555 123 456").apply_by == ""


@pytest.mark.parametrize(
    ("first", "title"),
    [
        ("Wanted: experienced electrician", "Experienced electrician"),
        ("We are looking for a cleaner", "Cleaner"),
        ("مطلوب طباخ لمطعم", "طباخ لمطعم"),
        ("Warehouse operative - nights", "Warehouse operative - nights"),
    ],
)
def test_the_title_is_the_job_without_the_call_for_people(first, title):
    assert read_advert(f"{first}\nFull time").title == title


def test_a_label_inside_a_paragraph_is_read_too():
    assert read_advert("Cook\nYou cook. Closing date: 15 December 2026").last_day == dt.date(2026, 12, 15)


@given(st.text(max_size=600))
def test_any_text_is_read_without_an_error(text):
    advert = read_advert(text, currency="QSD")
    assert len(advert.title) <= 120
    assert advert.hours_per_week is None or 0 < advert.hours_per_week <= 80

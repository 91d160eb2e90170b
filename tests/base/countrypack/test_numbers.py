"""Identity numbers and telephone numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openpes.base.countrypack import DocumentType, Localised, PhonePlan, luhn_digit, luhn_is_right

NAME = Localised({"en": "Card"})
INVENTED = PhonePlan("", "999", "0", (8,), ("5", "6"))
KENYA = PhonePlan("KE", "254", "0", (), ())


def document(pattern: str, check: str) -> DocumentType:
    return DocumentType("card", NAME, NAME, pattern, check, "", True)


@given(st.text("0123456789", min_size=1, max_size=20))
def test_every_number_with_its_luhn_digit_is_right_and_any_single_wrong_digit_is_noticed(digits):
    number = digits + luhn_digit(digits)
    assert luhn_is_right(number)
    for at in range(len(number)):
        wrong = number[:at] + str((int(number[at]) + 1) % 10) + number[at + 1 :]
        assert not luhn_is_right(wrong)


@pytest.mark.parametrize("written", ["120456785", "120 456 785", "120-456-785", "١٢٠٤٥٦٧٨٥"])
def test_a_card_number_is_accepted_however_it_is_written(written):
    card = document("[0-9]{9}", "luhn")
    assert card.accepts(written)
    assert card.normalise(written) == "120456785"


@pytest.mark.parametrize("written", ["", "120456786", "12045678", "1204567855", "abc"])
def test_a_wrong_card_number_is_not_accepted(written):
    assert not document("[0-9]{9}", "luhn").accepts(written)


def test_a_real_country_can_name_a_check_of_stdnum():
    finnish = document("", "stdnum:fi.hetu")
    assert finnish.accepts("131052-308T")
    assert not finnish.accepts("131052-308U")


def test_mod97_accepts_the_published_example_and_refuses_letters_of_other_scripts():
    account = document("", "mod97")
    # ISO 13616 moves country code and check digits to the end before the check.
    assert account.accepts("WEST12345698765432GB82")
    assert not account.accepts("WEST12345698765432GB83")
    assert not account.accepts("é1")


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("0 5123 4567", "+99951234567"),
        ("51234567", "+99951234567"),
        ("+999 5123-4567", "+99951234567"),
        ("00999 51234567", "+99951234567"),
        ("٥١٢٣٤٥٦٧", "+99951234567"),
        ("+254 712 345678", "+254712345678"),
        ("1234", None),
        ("+1 555", None),
        ("ring me", None),
        ("", None),
    ],
)
def test_numbers_of_an_invented_country_follow_the_plan_of_the_pack(written, number):
    assert INVENTED.normalise(written) == number


def test_a_real_country_leaves_the_rules_to_the_phone_library():
    assert KENYA.normalise("0712 345678") == "+254712345678"
    assert KENYA.normalise("0712 34") is None
    assert KENYA.is_mobile("+254712345678")


def test_mobile_ranges_come_from_the_pack():
    assert INVENTED.is_mobile("+99951234567")
    assert not INVENTED.is_mobile("+99921234567")


@given(st.text(max_size=40))
def test_any_text_at_all_gives_a_number_or_nothing(text):
    number = INVENTED.normalise(text)
    assert number is None or number.startswith("+")

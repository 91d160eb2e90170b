import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openpes.base.countrypack import PhonePlan
from openpes.dialogues.definitions import Option, Slot
from openpes.dialogues.values import Local, Problem, check_shape, read_amount, read_phone

LOCAL = Local(PhonePlan("", "999", "0", (8,), ("5",)), currency="QSD", minor_digits=2, today=dt.date(2026, 6, 1))
OPTIONS = [Option("a", "A"), Option("b", "B")]
KINDS = [Option("employee", "Employed"), Option("unpaid_care", "Unpaid care")]


def stored(kind, value, options=(), **more):
    return check_shape(Slot("s", kind, "?", **more), value, list(options), LOCAL)


@pytest.mark.parametrize(
    ("typed", "minor"),
    [
        ("1200", 120000), ("1,200.50", 120050), ("1.200,5", 120050), ("1 200", 120000), ("١٢٠٠", 120000),
        ("1.200", 120000), ("12.5", 1250), ("1200,00", 120000), ("1,234,567", 123456700),
    ],
)  # fmt: skip
def test_an_amount_is_read_as_people_write_it(typed, minor):
    assert read_amount(typed, 2) == minor


@pytest.mark.parametrize("typed", ["", "a lot", "-5", "1,2,3", "1.2.3", "9" * 20])
def test_an_amount_that_is_not_one_is_refused(typed):
    with pytest.raises(Problem):
        read_amount(typed, 2)


def test_a_currency_without_minor_unit_has_no_cents():
    assert read_amount("1,200", 0) == 1200
    with pytest.raises(Problem):
        read_amount("12.5", 0)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("051234567", "+99951234567"), ("+44 20 7946 0958", "+442079460958"), ("0044 20 7946 0958", "+442079460958"),
        ("5123 4567", "+99951234567"), ("(05) 123-4567", "+99951234567"), ("٠٥١٢٣٤٥٦٧", "+99951234567"),
    ],
)  # fmt: skip
def test_a_telephone_number_becomes_international(typed, number):
    assert read_phone(typed, LOCAL) == number


@pytest.mark.parametrize("typed", ["", "12", "call me", "+44 1", "05123456789012345"])
def test_a_wrong_telephone_number_is_refused(typed):
    with pytest.raises(Problem):
        read_phone(typed, LOCAL)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"year": "1990"}, {"year": 1990, "month": None, "day": None}),
        ({"year": "1990", "month": "2"}, {"year": 1990, "month": 2, "day": None}),
        ({"year": "١٩٩٠", "month": "2", "day": "28"}, {"year": 1990, "month": 2, "day": 28}),
        ("1990", {"year": 1990, "month": None, "day": None}),
    ],
)
def test_a_date_may_be_known_to_the_year_only(value, expected):
    assert stored("partial_date", value) == expected


@pytest.mark.parametrize("value", [{"year": "90"}, {"year": "1990", "day": "3"}, {"year": "1990", "month": "2", "day": "30"}, {}])
def test_an_impossible_partial_date_is_refused(value):
    with pytest.raises(Problem):
        stored("partial_date", value)


def test_a_date_is_stored_as_iso_from_parts_or_text():
    assert stored("date", {"year": "2026", "month": "3", "day": "31"}) == "2026-03-31"
    assert stored("date", "2026-03-31") == "2026-03-31"


def test_choices_outside_the_list_are_refused():
    assert stored("choice", "a", OPTIONS) == "a"
    assert stored("many", ["b", "a"], OPTIONS) == ["a", "b"]
    for kind, value in (("choice", "x"), ("many", ["a", "x"]), ("many", "a")):
        with pytest.raises(Problem):
            stored(kind, value, OPTIONS)


def test_a_text_too_long_says_how_long_it_is():
    with pytest.raises(Problem) as caught:
        stored("text", "x" * 10_000, max_length=200)
    assert caught.value.params == {"most": 200, "length": 10_000}


def test_override_characters_are_cleaned_from_text():
    assert stored("text", "Ana\u202eevil\x00") == "Anaevil"


def test_experience_counts_unpaid_work_with_months_or_dates():
    rows = [
        {"kind": "unpaid_care", "title": "Care for my mother", "months": "18"},
        {"kind": "employee", "title": "Cook", "began": {"year": "2019", "month": "3"}, "ended": {"year": "", "month": ""}},
    ]
    first, second = stored("experience", rows, KINDS)
    assert (first["months"], first["began"]) == (18, None)
    assert (second["began"], second["ended"]) == ("2019-03", None)


@pytest.mark.parametrize(
    ("row", "part"),
    [
        ({"kind": "employee", "title": ""}, "0.title"),
        ({"kind": "thief", "title": "Cook"}, "0.kind"),
        ({"kind": "employee", "title": "Cook", "began": "2027-01"}, "0.began"),
        ({"kind": "employee", "title": "Cook", "began": "2020-01", "ended": "2019-01"}, "0.ended"),
    ],
)
def test_a_wrong_experience_row_names_its_field(row, part):
    with pytest.raises(Problem) as caught:
        stored("experience", [row], KINDS)
    assert caught.value.part == part


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({"given": "Ana María", "family": "Ñandú"}, ("Ana María", "Ñandú", "", "Latn")),
        ({"given": "Suharto", "family": ""}, ("", "", "Suharto", "Latn")),
        ({"given": "", "family": "فاطمة"}, ("", "", "فاطمة", "Arab")),
        ("Madonna", ("", "", "Madonna", "Latn")),
    ],
)
def test_a_name_is_two_parts_or_one_only_in_any_script(typed, expected):
    assert tuple(stored("name", typed).values()) == expected


@pytest.mark.parametrize("typed", ["", "123", {"given": "x" * 10_000}, {"given": "--"}])
def test_a_name_without_letters_or_without_end_is_refused(typed):
    with pytest.raises(Problem):
        stored("name", typed)


def test_a_language_stands_once_with_a_level():
    assert stored("languages", [{"language": "fr", "level": "3"}]) == [{"language": "fr", "level": 3}]
    for rows in ([{"language": "fr", "level": "3"}] * 2, [{"language": "fr", "level": "9"}], [{"language": "", "level": "1"}]):
        with pytest.raises(Problem):
            stored("languages", rows)


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["year", "month", "day", "amount", "minor", "period",
    "id", "label", "place_id", "kind", "title", "began", "language", "level", "file_id"]), inner, max_size=5),
    max_leaves=8,
)  # fmt: skip
ALL_KINDS = ["text", "name", "long_text", "yes_no", "choice", "many", "number", "money", "date", "partial_date", "email", "phone", "place",
"occupations", "skills", "licences", "languages", "experience", "file"]  # fmt: skip


@given(kind=st.sampled_from(ALL_KINDS), value=ANYTHING)
def test_whatever_arrives_is_stored_or_refused_never_an_error(kind, value):
    try:
        out = stored(kind, value, OPTIONS)
    except Problem:
        return
    assert stored(kind, out, OPTIONS) == out, "the stored form is stable"

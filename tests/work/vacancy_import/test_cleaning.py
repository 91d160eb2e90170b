import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openpes.work.vacancy_import.cleaning import clean_line, clean_text

ADVERT = "<p>We look for a <b>cook</b>.</p>\n<ul>\n<li>Knives &amp; pans</li>\n<li><p>Early\nshifts</p></li>\n</ul><p>Pay: &pound;12</p>"
CLEAN = "We look for a cook.\n\n- Knives & pans\n- Early shifts\n\nPay: £12"


@pytest.mark.parametrize("times", [0, 1, 2])
def test_html_becomes_paragraphs_and_lists_however_often_it_was_escaped(times):
    text = ADVERT
    for _ in range(times):
        text = html.escape(text)
    assert clean_text(text) == CLEAN


def test_plain_text_keeps_its_lines_and_its_list():
    assert clean_text("Cook wanted\r\n\r\n\r\n• knives\n•  pans\tand pots ") == "Cook wanted\n\n- knives\n- pans and pots"


def test_scripts_and_styles_go_with_what_is_in_them():
    assert clean_text("<style>p{color:red}</style><p>Hello</p><script>alert(1)</script>") == "Hello"


def test_a_tag_hidden_in_a_tag_does_not_come_out_as_one():
    assert "<script" not in clean_text("<scr<script>ipt>alert(1)</scr</script>ipt>").lower()


def test_less_than_in_a_sentence_stays():
    assert clean_text("Loads < 20 kg and 3 > 2") == "Loads < 20 kg and 3 > 2"


def test_characters_that_turn_or_hide_text_are_taken_out():
    assert clean_line("Cook\u202e gnp.exe\u2066\u200b\x00 \ud800here\x1b[31m") == "Cook gnp.exe here[31m"


def test_joiners_that_persian_needs_stay():
    assert clean_line("می\u200cخواهم") == "می\u200cخواهم"


@given(st.text(max_size=300))
def test_cleaned_text_is_storable_and_has_no_markup_whatever_came_in(value):
    for out in (clean_text(value), clean_line(value)):
        out.encode("utf-8")
        assert not re.search(r"<[a-z/!?]", out, re.I)
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]", out)


@given(
    st.lists(
        st.sampled_from(
            ["<p>", "</p>", "<li>", "&lt;", "&amp;lt;script&amp;gt;", "<scr", "ipt>", "a", "\n", "&#60;", "<!--", "-->"]
        ),
        max_size=40,
    )
)
def test_pieces_of_markup_in_any_order_leave_no_markup(pieces):
    assert not re.search(r"<[a-z/!?]", clean_text("".join(pieces)), re.I)

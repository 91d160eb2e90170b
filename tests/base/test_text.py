import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openpes.base import text as text_of_base
from openpes.base.text import clean, clean_line, fold, folded, safe_cell


@pytest.mark.parametrize(
    ("typed", "key"),
    [("Éléonore  Ñandú", "eleonore nandu"), ("أحمد", "احمد"), ("Straße-12", "strasse 12"), ("ΑΘΉΝΑ", "αθηνα"), ("", "")],
)
def test_folding_keeps_letters_of_every_script(typed, key):
    assert fold(typed) == key


def folded_whole(text: str) -> str:
    """The whole text at once, as the folding is defined."""
    key = clean_line(text)
    for _ in range(4):
        low = unicodedata.normalize("NFKD", key.casefold().translate(text_of_base._SPECIAL))
        low = "".join(c for c in low if not unicodedata.combining(c)).translate(text_of_base._ARABIC)
        low = "".join(c for c in unicodedata.normalize("NFKD", low) if not unicodedata.combining(c))
        key = " ".join("".join(c if c.isalnum() else " " for c in low).split())
    return key


MIXED = st.lists(
    st.sampled_from(["e", "\u0301", "\u0338", "ß", "İ", "½", "\u00a0", "\u200b", "\u2028", "\x85", "\x07", "\x0c", "\t", "’", "Ａ", "أ", "\u0654", "ـ", "ς",
                     "K", " ", "ﬃ", "=", "\ud800", "7", "한", "ａ\u0308", "Ω"])
).map("".join)  # fmt: skip


@given(st.one_of(st.text(), MIXED))
def test_folding_run_by_run_is_folding_the_whole(text):
    assert fold(text) == folded_whole(text)
    assert folded(text).split() == folded_whole(text).split()


@given(st.text())
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_clean_text_holds_no_override_or_control_characters(text):
    assert not set(clean(text)) & set("\x00\x1b\u202e\u2066\u200f")


@pytest.mark.parametrize("cell", ["=1+1", "+49", "-2", "@SUM(A1)", "\t=1"])
def test_a_formula_is_only_text_in_an_export(cell):
    assert str(safe_cell(cell)).startswith("'")

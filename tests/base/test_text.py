import pytest
from hypothesis import given
from hypothesis import strategies as st

from openpes.base.text import clean, fold, safe_cell


@pytest.mark.parametrize(
    ("typed", "key"),
    [("Éléonore  Ñandú", "eleonore nandu"), ("أحمد", "احمد"), ("Straße-12", "strasse 12"), ("ΑΘΉΝΑ", "αθηνα"), ("", "")],
)
def test_folding_keeps_letters_of_every_script(typed, key):
    assert fold(typed) == key


@given(st.text())
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_clean_text_holds_no_override_or_control_characters(text):
    assert not set(clean(text)) & set("\x00\x1b\u202e\u2066\u200f")


@pytest.mark.parametrize("cell", ["=1+1", "+49", "-2", "@SUM(A1)", "\t=1"])
def test_a_formula_is_only_text_in_an_export(cell):
    assert str(safe_cell(cell)).startswith("'")

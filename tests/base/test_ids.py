from hypothesis import given
from hypothesis import strategies as st

from openpes.base.ids import ALPHABET, clean_reference, derived_uuid7, new_reference, uuid7


def test_a_reference_survives_being_typed_carelessly():
    reference = new_reference("V")
    typed = reference.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert clean_reference(typed, "V") == reference


@given(st.integers(0, 7), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_noticed(position, letter):
    reference = new_reference("V")
    compact = reference.replace("-", "")
    wrong = compact[: position + 1] + letter + compact[position + 2 :]
    if wrong != compact:
        assert clean_reference(wrong, "V") is None


@given(st.text(max_size=40))
def test_any_text_is_a_reference_or_none(text):
    assert clean_reference(text, "V") is None or clean_reference(text, "V").startswith("V-")


def test_ids_follow_time():
    ids = [uuid7() for _ in range(100)]
    assert ids == sorted(ids)
    assert {i.version for i in ids} == {7}


def test_a_derived_id_is_a_uuid7_of_the_same_moment_and_always_the_same():
    seed = uuid7()
    one, other = derived_uuid7(seed, "employer"), derived_uuid7(seed, "vacancy")
    assert one == derived_uuid7(seed, "employer")
    assert len({seed, one, other}) == 3
    assert (one.version, one.variant, one.bytes[:6]) == (7, seed.variant, seed.bytes[:6])

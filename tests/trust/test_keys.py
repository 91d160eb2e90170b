import pytest

from openpes.base.ids import uuid7
from openpes.trust import keys

pytestmark = pytest.mark.django_db


def test_a_sealed_text_opens_for_its_person_only():
    one, two = uuid7(), uuid7()
    sealed = keys.encrypt(one, "diabetes")
    keys.encrypt(two, "x")
    assert b"diabetes" not in sealed
    assert keys.decrypt(one, sealed) == "diabetes"
    with pytest.raises(keys.KeyDestroyed):
        keys.decrypt_bytes(two, sealed)


def test_destroying_the_key_erases_the_text():
    one = uuid7()
    sealed = keys.encrypt(one, "diabetes")
    keys.destroy(one)
    assert keys.decrypt(one, sealed, "(erased)") == "(erased)"
    with pytest.raises(keys.KeyDestroyed):
        keys.encrypt(one, "again")


def test_a_document_number_is_found_however_it_is_typed():
    assert keys.findable("passport", "ab 123-c") == keys.findable("passport", "AB123C")
    assert keys.findable("passport", "AB123C") != keys.findable("permit", "AB123C")

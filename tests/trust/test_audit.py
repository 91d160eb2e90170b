import pytest

from openpes.base.actor import SYSTEM
from openpes.base.ids import uuid7
from openpes.base.locking import write
from openpes.trust.audit import audit, seal_new_entries, verify_chain
from openpes.trust.models import AuditEntry

pytestmark = pytest.mark.django_db


def entries(count):
    with write():
        for number in range(count):
            audit(actor=SYSTEM, act="test.act", target=("test", uuid7()), changes={"name": f"Secret {number}"})


def test_sealed_entries_form_an_unbroken_chain():
    entries(5)
    assert seal_new_entries() == 5
    entries(3)
    assert seal_new_entries() == 3
    assert verify_chain() == (8, None)


def test_a_changed_entry_breaks_the_chain():
    entries(5)
    seal_new_entries()
    AuditEntry.objects.filter(seal_number=3).update(act="something.else")
    assert verify_chain() == (2, 3)


def test_a_removed_entry_breaks_the_chain():
    entries(5)
    seal_new_entries()
    AuditEntry.objects.filter(seal_number=2).delete()
    assert verify_chain()[1] == 3


def test_entries_hold_no_values():
    entries(1)
    row = AuditEntry.objects.values().get()
    assert "Secret" not in str(row)
    assert row["fields"] == ["name"]

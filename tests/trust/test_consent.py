import pytest

from openpes.base.actor import VISITOR, Actor
from openpes.base.errors import InvalidInput, NotFound
from openpes.base.ids import uuid7
from openpes.base.models import ServiceEvent
from openpes.trust import consent
from openpes.trust.models import Consent

pytestmark = pytest.mark.django_db
CODE = "follow_up_survey"


@pytest.fixture
def person():
    return Actor(role="jobseeker", account_id=uuid7(), person_id=uuid7())


def state_of(person, code=CODE):
    return next(p.state for p in consent.purposes("en", person.person_id) if p.code == code)


def test_every_purpose_says_its_basis_and_only_consent_is_withdrawable():
    told = {p.code: p for p in consent.purposes("en")}
    assert "employer_service" not in told
    assert told[CODE].withdrawable
    assert not told["registration_duty"].withdrawable
    assert told["placement"].may_object
    assert told["placement"].version == 2
    assert {p.text for p in consent.purposes("ar")}.isdisjoint({p.text for p in told.values()})


def test_taking_back_is_as_easy_as_giving_and_the_ledger_keeps_both(person):
    consent.change_own(actor=person, code=CODE, state="given")
    consent.change_own(actor=person, code=CODE, state="given")
    assert consent.is_given(person.person_id, CODE)
    consent.change_own(actor=person, code=CODE, state="withdrawn")
    assert not consent.is_given(person.person_id, CODE)
    assert [c.state for c in Consent.objects.order_by("at")] == ["given", "withdrawn"]
    assert state_of(person) == "withdrawn"
    assert ServiceEvent.objects.count() == 2


def test_what_the_law_orders_cannot_be_taken_back_and_a_public_task_can_be_objected_to(person):
    with pytest.raises(InvalidInput):
        consent.change_own(actor=person, code="registration_duty", state="withdrawn")
    with pytest.raises(InvalidInput):
        consent.change_own(actor=person, code="placement", state="given")
    consent.change_own(actor=person, code="placement", state="objected")
    assert state_of(person, "placement") == "objected"


@pytest.mark.parametrize("actor", [VISITOR, Actor(role="counsellor", account_id=uuid7(), person_id=uuid7())])
def test_nobody_decides_for_others_here(actor):
    with pytest.raises(NotFound):
        consent.change_own(actor=actor, code=CODE, state="given")


def test_nonsense_is_refused(person):
    with pytest.raises(InvalidInput):
        consent.change_own(actor=person, code=CODE, state="maybe")
    with pytest.raises(NotFound):
        consent.change_own(actor=person, code="no-such-purpose", state="given")
    assert Consent.objects.count() == 0

import re

import pytest
from django.core import mail
from django.core.cache import cache

from openpes.base.outbox import run_due
from openpes.casework import actions as casework
from openpes.casework.enums import WithholdingClass
from openpes.contact import queries
from people.factories import OrganisationFactory, make_client, make_person, make_registration, make_staff
from web.signing_in import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _clean():
    cache.clear()


@pytest.fixture
def person():
    return make_person("Amina", "Diallo")


@pytest.fixture
def browser(person):
    return signed_in(make_client(person))


def addresses(person):
    return [(point.address, point.preferred, point.verified_at is not None) for point in queries.points_of(person)]


def test_a_new_email_address_is_proved_by_the_code_that_was_sent_to_it(browser, person):
    answer = browser.post("/me/contacts/", {"address": "  New@Example.org "})
    assert addresses(person) == [("new@example.org", True, False)]
    run_due()
    code = re.search(r"\d{6}", mail.outbox[-1].body).group()
    wrong = browser.post(answer.url, {"code": "000000" if code != "000000" else "111111"})
    assert (wrong.status_code, "wrong or too old" in wrong.content.decode()) == (422, True)
    assert browser.post(answer.url, {"code": code}).url == "/me/contacts/"
    assert addresses(person) == [("new@example.org", True, True)]


def test_a_number_is_kept_in_its_international_form_and_the_preferred_one_changes(browser, person):
    browser.post("/me/contacts/", {"address": "new@example.org"})
    browser.post("/me/contacts/", {"address": "+44 20 7946 0018", "shared": "on"})
    assert ("+442079460018", False, False) in addresses(person)
    number = next(point for point in queries.points_of(person) if point.kind == "phone")
    assert number.shared
    browser.post(f"/me/contacts/{number.pk}/prefer/")
    assert addresses(person)[0] == ("+442079460018", True, False)
    browser.post(f"/me/contacts/{number.pk}/end/")
    assert [address for address, _preferred, _proved in addresses(person)] == ["new@example.org"]


@pytest.mark.parametrize("typed", ["", "nothing", "a@b", "12", "x" * 300])
def test_what_is_no_address_is_said_beside_the_field_and_stays_there(browser, person, typed):
    answer = browser.post("/me/contacts/", {"address": typed})
    assert answer.status_code == 422
    assert typed in answer.content.decode()
    assert addresses(person) == []


def test_a_person_reads_what_was_noted_and_that_something_is_withheld(browser, person):
    office = OrganisationFactory()
    make_registration(person, office)
    counsellor = make_staff("counsellor", office)
    casework.write_note(actor=counsellor, person=person, organisation=office, text="Wants to work as a cook")
    withheld = {"withheld": WithholdingClass.THIRD_PARTY, "withheld_reason": "Speaks of a neighbour"}
    casework.write_note(actor=counsellor, person=person, organisation=office, text="The neighbour said", **withheld)
    page = browser.get("/me/data/notes/").content.decode()
    assert "Wants to work as a cook" in page
    assert "neighbour" not in page
    assert "1 note is not shown" in page

import re

import pytest
from django.test import Client

from dialogues import sample as example
from dialogues.sample import registered
from openpes.base.actor import SYSTEM, VISITOR
from openpes.dialogues import actions, queries
from openpes.dialogues.definitions import Finding, Note
from openpes.dialogues.models import DialogueSession
from openpes.people.models import Account
from openpes.trust.models import AccessLog
from people.factories import OrganisationFactory, make_client, make_person, make_registration, make_staff
from web.signing_in import signed_in

pytestmark = pytest.mark.django_db
START = "/d/start/test.sample/"
GOOD = {"name": "Ana", "has_work": "no", "born.year": "1990", "kind": "a"}
SHOWN = {"shown": ["name", "has_work", "born", "kind"]}


@pytest.fixture
def office():
    return OrganisationFactory()


@pytest.fixture
def counter(office):
    """(browser of a counsellor, their actor)"""
    staff = make_staff(organisation=office)
    return signed_in(staff), staff


@pytest.fixture
def small():
    with registered() as made:
        yield made


def begin(client, **data):
    response = client.post(START, {"channel": "counter", **data}, follow=True)
    session = DialogueSession.objects.order_by("-started_at").first()
    assert response.redirect_chain[-1][0] == f"/d/{session.pk}/form/"
    return session, response.content.decode()


def answers(session):
    session.refresh_from_db()
    return queries.opened(SYSTEM, session).answers


def test_staff_see_all_questions_on_one_page_and_send(counter, small):
    client, _staff = counter
    session, page = begin(client)
    assert "What is your name?" in page
    assert "When were you born?" in page
    done = client.post(f"/d/{session.pk}/form/", {**GOOD, **SHOWN, "do": "send"})
    assert done.url == f"/d/{session.pk}/receipt/"
    assert len(example.COMMITS) == 1
    assert client.get(done.url).status_code == 200


def test_saving_shows_the_questions_that_follow_and_keeps_what_is_there(counter, small):
    client, _staff = counter
    session, page = begin(client)
    assert "How many hours?" not in page
    client.post(f"/d/{session.pk}/form/", {"name": "Ana", "has_work": "yes", **SHOWN, "do": "save"})
    page = client.get(f"/d/{session.pk}/form/").content.decode()
    assert "How many hours?" in page
    assert 'value="Ana"' in page
    assert answers(session)["has_work"] is True


def test_every_wrong_answer_is_listed_and_nothing_typed_is_lost(counter, small):
    client, _staff = counter
    session, _page = begin(client)
    page = client.post(f"/d/{session.pk}/form/", {**GOOD, "name": "y" * 99, "born.year": "12", **SHOWN, "do": "send"})
    text = page.content.decode()
    assert page.status_code == 422
    assert text.count('<ul class="error"') == 2
    assert "y" * 99 in text
    assert answers(session) == {}


def test_sending_too_early_names_every_question_that_is_open(counter, small):
    client, _staff = counter
    session, _page = begin(client)
    page = client.post(f"/d/{session.pk}/form/", {"name": "Ana", **SHOWN, "do": "send"})
    assert page.status_code == 422
    assert "Do you have work?: Please answer this question." in page.content.decode()
    assert answers(session)["name"] == "Ana"
    page = client.post(f"/d/{session.pk}/form/", {"name": "", **SHOWN, "do": "send"}).content.decode()
    still_open = re.findall(r'href="#([^"]+)"[^>]*>[^<]*Please answer this question', page)
    assert len(still_open) > 1


def test_a_counsellor_goes_on_with_what_the_client_began(counter, office, small):
    client, staff = counter
    person = make_person()
    make_registration(person, office)
    own = make_client(person)
    session = actions.start(actor=own, dialogue="test.sample")
    actions.answer(actor=own, session_id=session.pk, slot="name", value="Begun at home")
    assert client.post(f"/d/{session.pk}/assist/", {"channel": "phone"}).url == f"/d/{session.pk}/form/"
    page = client.get(f"/d/{session.pk}/form/").content.decode()
    assert "Begun at home" in page
    assert "On the telephone" in page
    assert AccessLog.objects.filter(person_id=person.pk, account_id=staff.account_id).exists()
    browser = Client()
    browser.force_login(Account.objects.get(pk=own.account_id))
    client.post(f"/d/{session.pk}/form/", {**GOOD, "name": "Finished here", **SHOWN, "do": "save"})
    assert "Finished here" in browser.get(f"/d/{session.pk}/review/").content.decode()


def test_a_counsellor_of_another_office_finds_nothing(small, office):
    person = make_person()
    make_registration(person, office)
    session = actions.start(actor=make_client(person), dialogue="test.sample")
    elsewhere = signed_in(make_staff())
    assert elsewhere.get(f"/d/{session.pk}/form/").status_code == 404
    assert elsewhere.post(f"/d/{session.pk}/assist/", {"channel": "counter"}).status_code == 404


def test_a_session_handed_over_is_taken_first(counter, small):
    client, _staff = counter
    session = actions.start(actor=VISITOR, dialogue="test.sample", owner="b")
    actions.hand_over(actor=VISITOR, session_id=session.pk, phone="051234567", words="Please", owner="b")
    assert "Take it" in client.get(f"/d/{session.pk}/form/").content.decode()
    client.post(f"/d/{session.pk}/assist/", {"channel": "phone"})
    assert "+99951234567" in client.get(f"/d/{session.pk}/form/").content.decode()


def test_a_possible_duplicate_is_shown_and_can_be_chosen(counter, office):
    person = make_person("Known", "Already")
    make_registration(person, office)
    with registered(
        findings=lambda turn: [Finding("Known Already", "same name", person_id=person.pk)] if turn.person_id is None else [],
        intro=lambda turn: [Note("Read this", [("met", "6 of 8 skills")])],
    ):
        client, _staff = counter
        session, page = begin(client)
        assert "Known Already" in page
        assert "6 of 8 skills" in page
        client.post(f"/d/{session.pk}/same-person/", {"person": str(person.pk)})
        assert "Known Already" not in client.get(f"/d/{session.pk}/form/").content.decode()
        session.refresh_from_db()
        assert session.person_id == person.pk


def test_clients_have_no_way_into_the_form(small):
    own = make_client()
    session = actions.start(actor=own, dialogue="test.sample")
    browser = Client()
    browser.force_login(Account.objects.get(pk=own.account_id))
    assert browser.get(f"/d/{session.pk}/form/").status_code == 403
    assert browser.post(f"/d/{session.pk}/same-person/", {"person": str(own.person_id)}).status_code == 403

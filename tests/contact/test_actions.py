import datetime as dt
import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

from openpes.base import clock
from openpes.base.errors import InvalidInput, NotFound, TooMany
from openpes.base.outbox import run_due
from openpes.contact import actions, queries, subject
from openpes.contact.models import ContactCode, ContactPoint, Message
from people.factories import AccountFactory, make_client, make_person, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_limits_left_over():
    cache.clear()


def tell(person=None, account=None, **more):
    facts = {"kind": "application", "subject": "Good news", "text": "You are invited.", "key": "k1", "link": "/me/"}
    return actions.tell(person_id=person and person.pk, account_id=account and account.pk, **{**facts, **more})


def test_the_same_key_tells_once_and_sends_once():
    client = make_client()
    person = client.person_id
    for _again in range(2):
        actions.tell(person_id=person, kind="x", subject="S", text="T", key="once")
    run_due()
    run_due()
    assert Message.objects.count() == 1
    assert len(mail.outbox) == 1


def test_a_message_is_sealed_and_stands_in_the_inbox_of_its_reader_only():
    person = make_person()
    client, other = make_client(person), make_client()
    row = tell(person)
    assert b"invited" not in bytes(row.text_sealed)
    assert [letter.text for letter in queries.inbox(actor=client)] == ["You are invited."]
    assert queries.unread(actor=client) == 1
    assert queries.inbox(actor=other) == []
    with pytest.raises(NotFound):
        actions.mark_read(actor=other, message_id=row.pk)
    actions.mark_read(actor=client, message_id=row.pk)
    assert queries.unread(actor=client) == 0


def test_confidential_content_stays_here_and_the_email_only_points_to_it():
    person = make_person()
    make_client(person)
    tell(person, sensitivity="confidential")
    run_due()
    assert "invited" not in mail.outbox[0].body + mail.outbox[0].subject
    assert "/me/" in mail.outbox[0].body


def test_a_shared_address_gets_no_personal_content():
    person = make_person()
    point = actions.add_point(actor=make_staff(), person=person, kind="email", address="family@example.org", shared=True)
    ContactPoint.objects.filter(pk=point.pk).update(verified_at=clock.now())
    tell(person)
    run_due()
    assert mail.outbox[0].to == ["family@example.org"]
    assert "invited" not in mail.outbox[0].body


def test_without_any_door_the_message_waits_in_the_inbox():
    person = make_person()
    tell(person)
    run_due()
    assert mail.outbox == []
    assert Message.objects.get().channel == "web"


def test_a_message_is_said_in_the_language_of_its_reader():
    person = make_person(language="fr")
    row = tell(person, subject=_("Yes"))
    assert row.language == "fr"
    assert queries.opened(row).subject == "Oui"


def test_an_account_without_a_person_can_be_told():
    account = AccountFactory()
    tell(account=account)
    run_due()
    assert mail.outbox[0].to == [account.email]


def test_a_shared_phone_belongs_to_each_of_its_people():
    staff = make_staff()
    one, two = make_person("A", "B"), make_person("C", "D")
    for person in (one, two, two):
        actions.add_point(actor=staff, person=person, kind="phone", address="+99951234567")
    assert ContactPoint.objects.count() == 2
    assert not one.contact_points.get().shared
    assert two.contact_points.get().shared
    assert queries.persons_reached_by(["+99951234567", ""]) == {one.pk, two.pk}


def test_a_returned_code_proves_an_address():
    person = make_person()
    client = make_client(person)
    point = actions.add_point(actor=client, person=person, kind="email", address="new@example.org")
    actions.request_code(actor=client, point_id=point.pk)
    run_due()
    code = re.search(r"\d{6}", mail.outbox[0].body).group()
    with pytest.raises(InvalidInput):
        actions.verify_point(actor=client, point_id=point.pk, code="000000" if code != "000000" else "111111")
    assert actions.verify_point(actor=client, point_id=point.pk, code=code).assurance == 1
    with pytest.raises(InvalidInput):
        actions.verify_point(actor=client, point_id=point.pk, code=code)


def test_a_code_ends_after_five_tries_and_after_its_time():
    person = make_person()
    client = make_client(person)
    point = actions.add_point(actor=client, person=person, kind="email", address="new@example.org")
    actions.request_code(actor=client, point_id=point.pk)
    ContactCode.objects.update(tries=5)
    run_due()
    code = re.search(r"\d{6}", mail.outbox[0].body).group()
    with pytest.raises(InvalidInput):
        actions.verify_point(actor=client, point_id=point.pk, code=code)
    ContactCode.objects.update(tries=0, expires_at=clock.now() - dt.timedelta(seconds=1))
    with pytest.raises(InvalidInput):
        actions.verify_point(actor=client, point_id=point.pk, code=code)


def test_codes_are_limited_and_nobody_asks_for_somebody_else():
    person = make_person()
    client = make_client(person)
    point = actions.add_point(actor=client, person=person, kind="email", address="new@example.org")
    with pytest.raises(NotFound):
        actions.request_code(actor=make_client(), point_id=point.pk)
    for _try in range(5):
        actions.request_code(actor=client, point_id=point.pk)
    with pytest.raises(TooMany):
        actions.request_code(actor=client, point_id=point.pk)


def test_what_is_held_is_exported_and_erased():
    person = make_person()
    actions.add_point(actor=make_staff(), person=person, kind="phone", address="+99951234567")
    tell(person)
    held = subject.export_subject(person.pk)
    assert held["contact_points"][0]["address"] == "+99951234567"
    assert held["messages"][0]["text"] == "You are invited."
    assert subject.erase_subject(person.pk) >= 2
    assert subject.export_subject(person.pk) == {"contact_points": [], "messages": []}

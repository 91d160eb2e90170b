"""Practice mode: marked on every page, nothing of it in any record, statistics or evidence; only the training stays."""

import pytest
from django.apps import apps
from django.urls import reverse

from openpes.assessment.models import PracticeSession, TrainingEvent
from openpes.base.models import OutboxRow, ServiceEvent
from openpes.trust.models import AccessLog, AuditEntry
from people.factories import OrganisationFactory, make_staff
from web.signing_in import signed_in

pytestmark = pytest.mark.django_db
MARK = "Practice: everybody here is made up."


@pytest.fixture
def counsellor():
    return make_staff("counsellor", OrganisationFactory())


@pytest.fixture
def client(counsellor):
    return signed_in(counsellor)


def practise(client) -> None:
    client.post(reverse("assessment:begin_practice"))
    client.get(reverse("assessment:practice_person", args=["ada"]))
    client.post(reverse("assessment:practice_person", args=["ada"]), {"text": "Agreed on a course"})
    client.post(reverse("assessment:practice_done", args=["bao"]))


def rows() -> dict[str, int]:
    """How many rows every table has, without those of practice, sessions and the audit record."""
    kept_apart = {PracticeSession, TrainingEvent, AuditEntry}
    return {
        model._meta.label: model._default_manager.count()
        for model in apps.get_models()
        if model not in kept_apart and model._meta.app_label not in {"sessions", "usersessions"}
    }


def test_every_page_of_practice_says_that_everybody_is_made_up(client):
    assert MARK in client.get(reverse("assessment:practice")).content.decode()
    practise(client)
    assert MARK in client.get(reverse("assessment:practice")).content.decode()
    assert MARK in client.get(reverse("assessment:practice_person", args=["ada"])).content.decode()


def test_practice_leaves_no_row_in_any_other_table(client):
    client.get(reverse("assessment:my_training"))
    before = rows()
    practise(client)
    client.post(reverse("assessment:end_practice"))
    assert rows() == before
    assert not ServiceEvent.objects.exists()
    assert not OutboxRow.objects.exists()
    assert not AccessLog.objects.exists()


def test_the_end_deletes_the_notes_and_records_learning_by_doing(client, counsellor):
    practise(client)
    assert "Agreed on a course" in client.get(reverse("assessment:practice_person", args=["ada"])).content.decode()
    client.post(reverse("assessment:end_practice"))
    session = PracticeSession.objects.get()
    assert session.work == {}
    event = TrainingEvent.objects.get()
    assert (event.method, event.practice, event.account_id) == ("learning_by_doing", True, counsellor.account_id)
    assert "Practice on made-up people" in client.get(reverse("assessment:my_training")).content.decode()


def test_looking_only_is_no_training(client):
    client.post(reverse("assessment:begin_practice"))
    client.get(reverse("assessment:practice_person", args=["ada"]))
    client.post(reverse("assessment:end_practice"))
    assert not TrainingEvent.objects.exists()


def test_each_one_practises_alone_and_goes_on_where_they_stopped(client, counsellor):
    practise(client)
    client.post(reverse("assessment:begin_practice"))
    assert PracticeSession.objects.count() == 1
    other = signed_in(make_staff("manager", OrganisationFactory()))
    other.post(reverse("assessment:begin_practice"))
    assert "Agreed on a course" not in other.get(reverse("assessment:practice_person", args=["ada"])).content.decode()


def test_without_practice_there_is_no_file_and_unknown_people_are_not_there(client):
    page = client.get(reverse("assessment:practice_person", args=["ada"]), follow=True).content.decode()
    assert "Begin to practise first" in page
    client.post(reverse("assessment:begin_practice"))
    assert client.get(reverse("assessment:practice_person", args=["nobody"])).status_code == 404


def test_an_empty_or_endless_note_is_refused_beside_the_field(client):
    client.post(reverse("assessment:begin_practice"))
    address = reverse("assessment:practice_person", args=["ada"])
    assert client.post(address, {"text": " "}).status_code == 200
    assert client.post(address, {"text": "x" * 2001}).status_code == 200
    for number in range(20):
        client.post(address, {"text": f"Note {number}"})
    assert "notes enough for practice" in client.post(address, {"text": "One more"}).content.decode()

import datetime as dt

import pytest

from openpes.base import clock, hooks
from openpes.base.actor import SYSTEM
from openpes.base.errors import Conflict, InvalidInput, NotAllowed, NotFound, TooMany
from openpes.base.models import ServiceEvent
from openpes.casework import actions, perms, queries
from openpes.casework.enums import TaskKind, TaskState, WithholdingClass
from openpes.casework.models import Note, Task
from openpes.people.actions import open_registration
from openpes.people.enums import OrganisationKind, Role
from openpes.people.models import Account, Organisation, Person
from openpes.trust.models import AccessLog
from openpes.trust.subject import export_subject
from people.factories import OrganisationFactory, make_client, make_person, make_registration, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def counsellor():
    return make_staff()


@pytest.fixture
def office(counsellor):
    return Organisation.objects.get(pk=counsellor.organisation_id)


@pytest.fixture
def client_person(office, counsellor):
    person = make_person()
    make_registration(person, office)
    actions.assign_case(
        actor=SYSTEM, person=person, counsellor=Account.objects.get(pk=counsellor.account_id), organisation=office
    )
    return person


def task(office, person=None, **facts):
    return actions.add_task(
        actor=SYSTEM, kind=TaskKind.OTHER, organisation=office, person=person, key=str(Task.objects.count()), **facts
    )


def test_a_new_registration_is_a_new_client_on_the_worklist_once(office, counsellor):
    person = make_person()
    row = open_registration(actor=SYSTEM, person=person, organisation=office, status="unemployed")
    hooks.publish("registration.changed", person_id=person.pk, registration_id=row.pk, change="opened")
    found = queries.worklist(actor=counsellor, chosen="new")
    assert TaskKind.NEW_CLIENT in {t.kind for t in found.tasks}
    assert Task.objects.filter(kind=TaskKind.NEW_CLIENT).count() == 1


def test_every_open_task_stands_in_exactly_one_list(office, counsellor, client_person):
    today = clock.today()
    for days, state in [(-3, "new"), (0, "waiting_us"), (5, "waiting_client"), (9, "new"), (2, "waiting_other")]:
        task(office, client_person, due_on=today + dt.timedelta(days=days), state=state)
    counts = queries.worklist(actor=counsellor).counts
    assert counts == {"overdue": 1, "today": 1, "new": 1, "waiting_us": 0, "waiting_client": 1, "waiting_other": 1}


def test_the_worklist_shows_what_is_late_first_and_takes_a_fixed_number_of_queries(
    office, counsellor, client_person, django_assert_max_num_queries
):
    for number in range(60):
        task(office, client_person, due_on=clock.today() - dt.timedelta(days=number + 1))
    with django_assert_max_num_queries(3):
        found = queries.worklist(actor=counsellor)
        assert [t.person.display_name for t in found.tasks]
    assert (found.chosen, found.total, len(found.tasks)) == ("overdue", 60, 50)
    with django_assert_max_num_queries(4):
        rows, total = queries.caseload(actor=counsellor)
    assert total == 1
    assert rows[0].open_tasks == 60


def test_another_office_neither_sees_nor_moves_a_task(office, client_person):
    row = task(office, client_person)
    stranger = make_staff()
    assert not perms.visible_tasks(stranger).filter(pk=row.pk).exists()
    with pytest.raises(NotAllowed):
        actions.move_task(actor=stranger, task=row, to=TaskState.DONE)


def test_a_finished_task_leaves_an_event_and_cannot_be_finished_twice(office, counsellor, client_person):
    row = task(office, client_person)
    stale = Task.objects.get(pk=row.pk)
    actions.move_task(actor=counsellor, task=row, to=TaskState.DONE, result="Spoke")
    assert ServiceEvent.objects.filter(act="casework.other", person_id=client_person.pk).count() == 1
    with pytest.raises(Conflict):
        actions.move_task(actor=counsellor, task=stale, to=TaskState.DONE)


def test_opening_a_file_is_logged_with_office_role_and_purpose(office, counsellor, client_person):
    queries.case_file(actor=counsellor, person=client_person)
    entry = AccessLog.objects.get(person_id=client_person.pk)
    assert (entry.role, entry.organisation_id, entry.purpose) == (Role.COUNSELLOR, office.pk, "casework")
    with pytest.raises(NotFound):
        queries.case_file(actor=make_staff(), person=client_person)


def test_a_note_is_sealed_and_the_person_reads_it_unless_withheld_with_a_reason(office, counsellor, client_person):
    client = make_client(client_person)
    actions.write_note(actor=counsellor, person=client_person, organisation=office, text="Wants to work as a cook")
    with pytest.raises(InvalidInput) as problem:
        actions.write_note(
            actor=counsellor,
            person=client_person,
            organisation=office,
            text="Her neighbour said …",
            withheld=WithholdingClass.THIRD_PARTY,
        )
    assert problem.value.field == "withheld_reason"
    secret = actions.write_note(
        actor=counsellor, person=client_person, organisation=office, text="Her neighbour said …",
        withheld=WithholdingClass.THIRD_PARTY, withheld_reason="Names a neighbour",
    )  # fmt: skip
    assert [n.text for n in queries.own_notes(actor=client, person=client_person)] == ["Wants to work as a cook"]
    assert not any(b"cook" in bytes(n.text_sealed) for n in Note.objects.all())
    exported = str(export_subject(client_person.pk)["casework"])
    assert "cook" in exported
    assert "neighbour said" not in exported
    actions.release_note(actor=counsellor, note=secret)
    assert len(queries.own_notes(actor=client, person=client_person)) == 2


@pytest.mark.parametrize("text", ["", "   ", "x" * 20_001])
def test_an_empty_or_endless_note_is_refused(text, office, counsellor, client_person):
    with pytest.raises(InvalidInput):
        actions.write_note(actor=counsellor, person=client_person, organisation=office, text=text)


def test_a_partner_adviser_reads_a_limited_number_of_records_an_hour(monkeypatch):
    partner_office = OrganisationFactory(kind=OrganisationKind.PARTNER)
    partner = make_staff(Role.PARTNER_ADVISER, partner_office)
    account = Account.objects.get(pk=partner.account_id)
    people = [make_person("Person", str(n)) for n in range(4)]
    for person in people:
        actions.assign_case(actor=SYSTEM, person=person, counsellor=account, organisation=partner_office)
    monkeypatch.setitem(perms.READ_LIMIT_PER_HOUR, Role.PARTNER_ADVISER, 3)
    for person in [*people[:3], people[0]]:
        queries.case_file(actor=partner, person=person)
    with pytest.raises(TooMany):
        queries.case_file(actor=partner, person=people[3])
    assert isinstance(people[3], Person)

import pytest

from openpes.base.actor import VISITOR
from openpes.base.errors import Conflict, InvalidInput, NotAllowed
from openpes.base.models import ServiceEvent
from openpes.base.outbox import run_due
from openpes.base.text import fold
from openpes.contact.models import ContactPoint, Message
from openpes.dialogues import actions, queries
from openpes.dialogues.definitions import get
from openpes.people.acting import actor_for
from openpes.people.models import Account, DuplicateCandidate, Person, Place, Registration
from openpes.trust.models import AccessLog, AuditEntry, Consent
from people.factories import AccountFactory, OrganisationFactory, make_person, make_registration, make_staff
from placement.dialogues.running import go_through

pytestmark = pytest.mark.django_db
NAME = "placement.register_jobseeker"


@pytest.fixture
def office():
    return OrganisationFactory()


@pytest.fixture
def town():
    return Place.objects.create(code="T-1", kind="town", name="Port Sarim", folded=fold("Port Sarim"), latitude=1, longitude=2)


def new_client():
    return actor_for(AccountFactory())


def answers(town=None, **changes):
    return {
        "name": {"given": "Amina", "family": "Diallo"},
        "born": {"year": 1990},
        "town": {"place_id": str(town.pk)} if town else {"label": "Behind the old mill"},
        "phone": "051234567",
        "situation": "unemployed",
        "conditions": ["lives_here", "right_to_work", "soon"],
        "consents": ["follow_up_survey"],
        **changes,
    }


def test_a_client_registers_in_eight_turns(office, town):
    client = new_client()
    given = answers(town)
    assert len(given) <= 8
    session = go_through(client, NAME, given)
    registration = Registration.objects.get()
    person = registration.person
    assert session.result["_reference"] == registration.reference
    assert (person.display_name, person.birth_year, person.birth_date) == ("Amina Diallo", 1990, None)
    assert Account.objects.get(pk=client.account_id).person_id == person.pk
    assert person.addresses.get().place == town
    assert {p.address for p in ContactPoint.objects.all()} == {"+99951234567", Account.objects.get(pk=client.account_id).email}
    assert "ES-3-residence" in registration.entry_rules
    assert {c.purpose.code: c.state for c in Consent.objects.all()}["follow_up_survey"] == "given"
    assert {c.state for c in Consent.objects.exclude(purpose__code="follow_up_survey")} == {"refused"}
    assert person.profile.visibility == "hidden"


def test_registering_leaves_one_event_audit_and_one_message(office, town):
    client = new_client()
    go_through(client, NAME, answers(town))
    run_due()
    acts = list(ServiceEvent.objects.values_list("act", flat=True))
    assert acts.count("people.registered") == 1
    assert AuditEntry.objects.filter(act="registration.opened").exists()
    assert Message.objects.get().kind == "registered"


def test_one_name_only_and_a_landmark_are_enough(office):
    go_through(new_client(), NAME, answers(name={"given": "Suharto"}, phone=None, conditions=None, consents=None))
    person = Person.objects.get(registrations__isnull=False)
    assert person.names.get().only_name == "Suharto"
    assert person.addresses.get().landmark
    assert person.registrations.get().entry_rules != []


def test_a_name_in_arabic_keeps_its_script(office):
    go_through(new_client(), NAME, answers(name={"given": "فاطمة", "family": "الزهراء"}))
    assert Person.objects.get(registrations__isnull=False).names.get().script == "Arab"


def test_a_seasonal_layoff_is_asked_for_the_day_of_recall(office):
    client = new_client()
    given = answers(situation="seasonal_layoff")
    session = actions.start(actor=client, dialogue=NAME)
    actions.answer_many(actor=client, session_id=session.pk, values=given)
    with pytest.raises(InvalidInput) as caught:
        actions.commit(actor=client, session_id=session.pk)
    assert caught.value.field == "recall_on"
    actions.answer(actor=client, session_id=session.pk, slot="recall_on", value="2030-04-01")
    actions.commit(actor=client, session_id=session.pk)
    assert str(Registration.objects.get().recall_on) == "2030-04-01"


def test_a_child_is_refused_with_the_paragraph_and_nothing_is_written(office):
    client = new_client()
    session = actions.start(actor=client, dialogue=NAME)
    actions.answer_many(actor=client, session_id=session.pk, values=answers(born={"year": 2020}))
    with pytest.raises(InvalidInput) as caught:
        actions.commit(actor=client, session_id=session.pk)
    assert "section 4" in str(caught.value)
    assert Person.objects.count() == 0
    assert Account.objects.get(pk=client.account_id).person_id is None


def test_a_visitor_signs_in_before_it_is_sent(office):
    with pytest.raises(NotAllowed) as caught:
        go_through(VISITOR, NAME, answers())
    assert caught.value.code == "sign_in"


def test_who_is_registered_is_told_so(office):
    account = AccountFactory(person=make_person())
    make_registration(account.person, office)
    with pytest.raises(Conflict):
        actions.start(actor=actor_for(account), dialogue=NAME)


def test_a_person_who_comes_back_finds_what_is_known(office):
    account = AccountFactory(person=make_person("Awa", "Sarr", birth_year=1985))
    client = actor_for(account)
    session = actions.start(actor=client, dialogue=NAME)
    assert queries.running(actor=client, session_id=session.pk).answers["born"]["year"] == 1985
    go_through(client, NAME, {k: v for k, v in answers().items() if k not in {"name", "born"}})
    assert Registration.objects.get().person == account.person
    assert Person.objects.count() == 1


def test_staff_see_possible_duplicates_and_may_choose_the_known_person(office):
    known = make_person("Amina", "Diallo", birth_year=1990)
    staff = make_staff(organisation=office)
    session = actions.start(actor=staff, dialogue=NAME, channel="counter")
    actions.answer_many(actor=staff, session_id=session.pk, values=answers(mail="amina@example.org"))
    run = queries.running(actor=staff, session_id=session.pk)
    found = get(NAME).findings(run.turn)
    assert [f.person_id for f in found] == [known.pk]
    assert AccessLog.objects.get(person_id=known.pk).what == "possible duplicate"
    actions.choose_person(actor=staff, session_id=session.pk, person_id=known.pk)
    actions.commit(actor=staff, session_id=session.pk)
    assert Registration.objects.get().person == known
    event = ServiceEvent.objects.get(act="people.registered")
    assert (event.channel, event.assisted, event.staff_account_id) == ("counter", True, staff.account_id)


def test_a_likely_duplicate_registered_on_the_web_is_listed_for_staff(office):
    make_person("Amina", "Diallo", birth_year=1990)
    go_through(new_client(), NAME, answers())
    assert DuplicateCandidate.objects.count() == 1

import datetime as dt

import pytest

from openpes.base import clock
from openpes.base.errors import Conflict, InvalidInput, NotAllowed, NotFound
from openpes.base.models import ServiceEvent
from openpes.casework.models import Task
from openpes.contact.models import Message
from openpes.people.models import Organisation
from openpes.placement.actions import referrals
from openpes.placement.actions.referral_answers import answer_referral
from openpes.placement.enums import ApplicationStatus, ReferralStatus
from openpes.placement.models import Application, EmployerBlock, Referral
from openpes.work.enums import Audience, VacancyStatus
from openpes.work.models import LabourDispute
from people.factories import make_client, make_registration, make_staff
from placement.factories import make_findable
from work.factories import EmployerFactory, VacancyFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def counsellor():
    return make_staff()


@pytest.fixture
def vacancy():
    return VacancyFactory(status=VacancyStatus.PUBLISHED, audience=Audience.PUBLIC)


def own_client(counsellor, given="Awa"):
    person = make_findable(given)
    make_registration(person, Organisation.objects.get(pk=counsellor.organisation_id))
    return person


def propose(counsellor, vacancy, *people):
    return referrals.propose_vacancy(actor=counsellor, vacancy_id=vacancy.pk, person_ids=[p.pk for p in people])


def test_a_vacancy_is_proposed_to_several_people_once_and_each_is_told(counsellor, vacancy):
    people = [own_client(counsellor, name) for name in ("Awa", "Binta", "Chido")]
    for _ in range(2):
        assert all(p.referral for p in propose(counsellor, vacancy, *people))
    assert Referral.objects.count() == Message.objects.count() == 3
    assert ServiceEvent.objects.filter(act="placement.vacancy_proposed", level=5).count() == 3


def test_people_who_cannot_be_proposed_come_back_with_the_reason_and_the_others_go_through(counsellor, vacancy):
    fine, hiding, stranger = own_client(counsellor), own_client(counsellor, "Binta"), own_client(make_staff(), "Chido")
    EmployerBlock.objects.create(person=hiding, employer=vacancy.employer, at=clock.now())
    outcome = propose(counsellor, vacancy, fine, hiding, stranger)
    assert [bool(o.referral) for o in outcome] == [True, False, False]
    assert all(o.problem for o in outcome[1:])


def test_a_yes_sends_the_person_to_the_employer_and_a_no_has_no_consequence(counsellor, vacancy):
    yes, no = own_client(counsellor), own_client(counsellor, "Binta")
    propose(counsellor, vacancy, yes, no)
    client = make_client(yes)
    for _ in range(2):
        answer_referral(actor=client, referral_id=yes.referrals.get().pk, accept=True)
    answer_referral(actor=make_client(no), referral_id=no.referrals.get().pk, accept=False, reason="Too far")
    sent = yes.referrals.get()
    assert (sent.status, sent.application.status) == (ReferralStatus.SENT, ApplicationStatus.SENT)
    assert sent.answer_due_on == clock.today() + dt.timedelta(days=7)
    assert no.referrals.get().status == ReferralStatus.DECLINED
    assert Application.objects.count() == 1


def test_nobody_answers_for_somebody_else(counsellor, vacancy):
    person = own_client(counsellor)
    propose(counsellor, vacancy, person)
    for actor in (make_client(), make_staff()):
        with pytest.raises(NotFound):
            answer_referral(actor=actor, referral_id=person.referrals.get().pk, accept=True)


def test_nobody_is_referred_into_a_labour_dispute(counsellor, vacancy):
    LabourDispute.objects.create(employer=vacancy.employer, description="Strike", reported_by="Union", began_on=clock.today())
    with pytest.raises(NotAllowed):
        propose(counsellor, vacancy, own_client(counsellor))


def test_a_requirement_is_put_aside_only_with_a_reason(counsellor, vacancy):
    person = own_client(counsellor)
    with pytest.raises(InvalidInput):
        referrals.put_forward(actor=counsellor, vacancy_id=vacancy.pk, person_id=person.pk, overrides=[("French B2", " ")])
    row = referrals.put_forward(
        actor=counsellor, vacancy_id=vacancy.pk, person_id=person.pk, overrides=[("French B2", "Works alone at night")]
    )
    assert row.status == ReferralStatus.SENT
    assert row.overrides == [{"requirement": "French B2", "reason": "Works alone at night"}]


def test_an_unanswered_referral_becomes_one_task_and_an_answer_settles_it(counsellor, vacancy):
    person = own_client(counsellor)
    row = referrals.put_forward(actor=counsellor, vacancy_id=vacancy.pk, person_id=person.pk)
    assert referrals.ask_due_referrals() == 0
    Referral.objects.update(answer_due_on=clock.today() - dt.timedelta(days=1))
    assert [referrals.ask_due_referrals() for _ in range(2)] == [1, 0]
    assert Task.objects.filter(kind="chase_referral", person=person).count() == 1
    referrals.chase_referral(actor=counsellor, referral_id=row.pk)
    answered = referrals.record_employer_answer(actor=counsellor, referral_id=row.pk, to="rejected", words="Found somebody")
    assert answered.status == ReferralStatus.ANSWERED
    with pytest.raises(Conflict):
        referrals.chase_referral(actor=counsellor, referral_id=row.pk)


def test_a_closed_vacancy_is_proposed_to_nobody(counsellor):
    closed = VacancyFactory(status=VacancyStatus.CLOSED, employer=EmployerFactory())
    with pytest.raises(NotFound):
        propose(counsellor, closed, own_client(counsellor))

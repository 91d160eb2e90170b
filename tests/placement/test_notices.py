import pytest
from django.core import mail

from openpes.base import outbox
from openpes.base.actor import SYSTEM
from openpes.contact.models import Message
from openpes.placement.actions.invitations import answer_invitation, invite_person
from openpes.placement.actions.selection import invite_to_interview, reject, shortlist
from openpes.trust.keys import decrypt
from openpes.work.actions.contacts import invite_contact
from openpes.work.actions.employers import set_verification_tier
from openpes.work.actions.vacancies import check_vacancy, draft_vacancy, submit_vacancy
from people.factories import make_staff
from placement.factories import ApplicationFactory, make_findable
from work.factories import EmployerFactory, VacancyFactory, make_employer_actor, make_facts

pytestmark = pytest.mark.django_db


def told():
    return [
        (m.kind, "person" if m.person_id else "account", decrypt(m.subject_id, m.subject_sealed))
        for m in Message.objects.order_by("pk")
    ]


def test_the_jobseeker_is_told_every_step_once():
    import datetime as dt

    from openpes.base import clock

    application = ApplicationFactory()
    actor = make_employer_actor(application.vacancy.employer)
    for _ in range(2):
        shortlist(actor=actor, application_id=application.pk)
    invite_to_interview(actor=actor, application_id=application.pk, at=clock.now() + dt.timedelta(days=2), where="Here")
    reject(actor=actor, application_id=application.pk, reason="skills")
    assert told() == [
        ("application.shortlisted", "person", "You are on the shortlist"),
        ("application.interview", "person", "You are invited to an interview"),
        ("application.rejected", "person", "An employer has answered your application"),
    ]


def test_the_reason_of_a_rejection_is_not_in_the_message_but_behind_the_sign_in():
    application = ApplicationFactory()
    reject(
        actor=make_employer_actor(application.vacancy.employer),
        application_id=application.pk,
        reason="other",
        words="Private words",
    )
    message = Message.objects.get()
    assert "Private words" not in decrypt(message.subject_id, message.text_sealed)
    assert message.link == f"/me/applications/{application.reference}/"


def test_an_invited_person_is_told_and_the_employer_hears_the_answer():
    vacancy, person = VacancyFactory(), make_findable()
    actor = make_employer_actor(vacancy.employer)
    invitation = invite_person(actor=actor, vacancy_id=vacancy.pk, person_id=person.pk)
    answer_invitation(actor=SYSTEM, invitation_id=invitation.pk, accept=True)
    assert {(kind, to) for kind, to, _ in told()} == {
        ("invitation.sent", "person"),
        ("invitation.accepted", "account"),
        ("application.sent", "account"),
    }


def test_the_employer_is_told_what_an_officer_decided():
    officer, actor = make_staff("employer_liaison"), make_employer_actor(EmployerFactory(unverified=True))
    vacancy = draft_vacancy(actor=actor, employer_id=actor.employer_id, facts=make_facts())
    submit_vacancy(actor=actor, vacancy_id=vacancy.pk)
    check_vacancy(actor=officer, vacancy_id=vacancy.pk, decision="publish")
    set_verification_tier(actor=officer, employer_id=actor.employer_id, tier=1, means="Visit")
    assert [subject for _, _, subject in told()] == ["Your vacancy is published", "You are verified"]


def test_an_invited_colleague_gets_one_letter():
    actor = make_employer_actor()
    for _ in range(2):
        invite_contact(actor=actor, employer_id=actor.employer_id, name="Kim", email="kim@example.org")
    outbox.run_due()
    (letter,) = [m for m in mail.outbox if m.to == ["kim@example.org"]]
    assert "/employer/" in letter.body

import pytest

from openpes.base import clock
from openpes.base.errors import Conflict, NotFound
from openpes.base.ids import new_reference, uuid7
from openpes.base.models import ServiceEvent
from openpes.contact.models import Message
from openpes.contact.queries import inbox
from openpes.matching import exclusions
from openpes.placement import subject
from openpes.placement.actions import referral_answers, saved
from openpes.placement.actions.applications import apply, withdraw
from openpes.placement.actions.selection import shortlist
from openpes.placement.models import Application, ApplicationStep, EmployerBlock, Referral, SavedVacancy
from openpes.trust.models import AuditEntry
from people.factories import make_client, make_person
from work.factories import VacancyFactory, make_employer_actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def client():
    return make_client()


def person_of(client):
    from openpes.people.models import Person

    return Person.objects.get(pk=client.person_id)


def applied(client, vacancy=None):
    return apply(actor=client, person=person_of(client), vacancy_id=(vacancy or VacancyFactory()).pk, letter="Hello")


def proposed(person, **facts):
    return Referral.objects.create(
        reference=new_reference("F"), person=person, vacancy=VacancyFactory(), made_at=clock.now(), **facts
    )


def test_an_application_leaves_step_event_audit_and_news_for_the_employer(client):
    vacancy = VacancyFactory()
    contact = make_employer_actor(vacancy.employer)
    row = applied(client, vacancy)
    assert [s.status for s in row.steps.all()] == ["sent"]
    assert ServiceEvent.objects.get(act="placement.applied").person_id == client.person_id
    assert AuditEntry.objects.filter(act="placement.application_sent", person_id=client.person_id).count() == 1
    letter = inbox(actor=contact)[0]
    assert letter.subject == "A new application"
    assert person_of(client).display_name not in letter.text


def test_withdrawing_twice_does_no_harm_and_one_may_apply_again(client):
    vacancy = VacancyFactory()
    row = applied(client, vacancy)
    for _again in range(2):
        withdraw(actor=client, reference=row.reference, words="I found something else")
    assert [s.status for s in ApplicationStep.objects.order_by("at", "pk")] == ["sent", "withdrawn"]
    assert applied(client, vacancy).pk != row.pk
    assert Application.objects.count() == 2


def test_a_decided_application_cannot_be_withdrawn(client):
    row = applied(client)
    Application.objects.filter(pk=row.pk).update(status="rejected")
    with pytest.raises(Conflict):
        withdraw(actor=client, reference=row.reference)


def test_nobody_withdraws_or_applies_for_somebody_else(client):
    row, other = applied(client), make_client()
    with pytest.raises(NotFound):
        withdraw(actor=other, reference=row.reference)
    with pytest.raises(NotFound):
        apply(actor=other, person=person_of(client), vacancy_id=VacancyFactory().pk)


def test_every_step_of_the_employer_is_told_to_the_person_once(client):
    vacancy = VacancyFactory()
    row = applied(client, vacancy)
    shortlist(actor=make_employer_actor(vacancy.employer), application_id=row.pk)
    mine = Message.objects.filter(person_id=client.person_id)
    assert mine.count() == 1
    assert "shortlist" in inbox(actor=client)[0].subject


def test_a_vacancy_is_kept_hidden_and_forgotten(client):
    vacancy = VacancyFactory()
    for _again in range(2):
        saved.save_vacancy(actor=client, vacancy_id=vacancy.pk)
    assert ServiceEvent.objects.filter(act="placement.saved").count() == 1
    saved.hide_vacancy(actor=client, vacancy_id=vacancy.pk, reason="Too far")
    assert SavedVacancy.objects.get().hidden
    assert exclusions.vacancies_hidden_by(client.person_id) == {vacancy.pk}
    saved.forget_vacancy(actor=client, vacancy_id=vacancy.pk)
    saved.forget_vacancy(actor=client, vacancy_id=vacancy.pk)
    assert exclusions.vacancies_hidden_by(client.person_id) == set()


def test_hiding_from_an_employer_works_both_ways_and_can_be_taken_back(client):
    employer = VacancyFactory().employer
    for _again in range(2):
        saved.block_employer(actor=client, employer_id=employer.pk)
    assert EmployerBlock.objects.count() == 1
    assert exclusions.people_hidden_from([employer.pk]) == {client.person_id}
    assert exclusions.employers_hidden_by(client.person_id) == {employer.pk}
    saved.unblock_employer(actor=client, employer_id=employer.pk)
    assert exclusions.people_hidden_from([employer.pk]) == set()


def test_unknown_things_are_not_found_and_a_record_is_needed(client):
    from openpes.base.actor import VISITOR

    for call in (
        lambda: saved.save_vacancy(actor=client, vacancy_id=uuid7()),
        lambda: saved.block_employer(actor=client, employer_id=uuid7()),
        lambda: saved.save_vacancy(actor=VISITOR, vacancy_id=VacancyFactory().pk),
        lambda: saved.save_vacancy(actor=client, vacancy_id=VacancyFactory(audience="service_internal").pk),
    ):
        with pytest.raises(NotFound):
            call()


def test_yes_to_a_proposal_sends_an_application_with_the_referral(client):
    row = proposed(person_of(client))
    for _again in range(2):
        referral_answers.answer_referral(actor=client, referral_id=row.pk, accept=True)
    application = Application.objects.get()
    assert application.referral == row
    assert application.steps.get().words != ""
    with pytest.raises(Conflict):
        referral_answers.answer_referral(actor=client, referral_id=row.pk, accept=False)


def test_no_to_a_proposal_has_no_consequence_but_a_reason(client):
    row = proposed(person_of(client))
    referral_answers.answer_referral(actor=client, referral_id=row.pk, accept=False, reason="Night work")
    row.refresh_from_db()
    assert (row.status, row.decline_reason) == ("declined", "Night work")
    assert Application.objects.count() == 0


def test_a_proposal_of_somebody_else_or_for_a_closed_vacancy_cannot_be_accepted(client):
    with pytest.raises(NotFound):
        referral_answers.answer_referral(actor=client, referral_id=proposed(make_person()).pk, accept=True)
    row = proposed(person_of(client))
    type(row.vacancy).objects.filter(pk=row.vacancy_id).update(status="closed")
    with pytest.raises(Conflict):
        referral_answers.answer_referral(actor=client, referral_id=row.pk, accept=True)


def test_what_is_held_is_exported_and_words_are_erased(client):
    applied(client)
    saved.save_vacancy(actor=client, vacancy_id=VacancyFactory().pk)
    held = subject.export_subject(client.person_id)
    assert held["applications"][0]["letter"] == "Hello"
    assert len(held["saved_and_hidden"]) == 1
    subject.erase_subject(client.person_id)
    held = subject.export_subject(client.person_id)
    assert held["applications"][0]["letter"] == ""
    assert held["saved_and_hidden"] == []

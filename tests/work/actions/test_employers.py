import datetime as dt
import uuid

import pytest

from openpes.base import clock, hooks
from openpes.base.actor import VISITOR, Actor
from openpes.base.errors import Conflict, InvalidInput, NotAllowed, NotFound, TooMany
from openpes.base.models import ServiceEvent
from openpes.people.models import ConflictOfInterest
from openpes.trust.models import AuditEntry
from openpes.work import perms, queries
from openpes.work.actions.contacts import accept_contact, end_contact, invite_contact
from openpes.work.actions.disputes import end_dispute, record_dispute
from openpes.work.actions.employers import (
    block_employer,
    change_employer,
    register_employer,
    set_verification_tier,
    unblock_employer,
)
from openpes.work.actions.reports import decide_report, report_vacancy
from openpes.work.enums import ContactState, VacancyStatus, VerificationTier
from openpes.work.models import Employer, EmployerContact
from people.factories import AccountFactory, make_client, make_staff
from work.factories import EmployerFactory, PlaceFactory, VacancyFactory, make_employer_actor

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_counts_from_other_tests():
    from django.core.cache import cache

    cache.clear()


def register(actor, **facts):
    told = {"kind": "firm", "name": "Northgate Bakery", "contact_name": "Sam Reed", "contact_email": "sam@example.org", **facts}
    return register_employer(actor=actor, **told)


def test_a_signed_in_person_registers_and_acts_for_the_employer_at_once(monkeypatch):
    wanted = []
    monkeypatch.setattr(hooks, "publish", lambda topic, **payload: wanted.append((topic, payload)))
    actor, place = make_client(), PlaceFactory()
    employer = register(actor, place_id=place.pk, register_number="RN 77")
    assert employer.tier == VerificationTier.UNVERIFIED
    assert not perms.may_see_candidates(employer)
    assert perms.may_act_for_employer(actor.account_id, employer.pk)
    assert employer.establishments.get().place == place
    assert [p["employer_id"] for t, p in wanted if t == "employer.registered"] == [employer.pk]
    assert ServiceEvent.objects.get(act="work.employer_registered").employer_id == employer.pk
    assert AuditEntry.objects.filter(act="work.employer_registered", target_id=employer.pk).exists()
    assert queries.employers_of(actor.account_id) == [employer]


def test_a_visitor_is_invited_by_e_mail_and_takes_over_after_signing_in_with_it():
    employer = register(VISITOR)
    contact = employer.contacts.get()
    assert contact.state == ContactState.INVITED
    other = make_client()
    with pytest.raises(NotFound):
        accept_contact(actor=other, contact_id=contact.pk)
    account = AccountFactory(email="sam@example.org")
    actor = Actor(role="jobseeker", account_id=account.pk)
    assert queries.open_invitations(account.pk) == [contact]
    accept_contact(actor=actor, contact_id=contact.pk)
    accept_contact(actor=actor, contact_id=contact.pk)
    assert perms.may_act_for_employer(account.pk, employer.pk)
    assert queries.open_invitations(account.pk) == []


def test_an_officer_registers_an_employer_on_a_visit():
    officer = make_staff("employer_liaison").on_behalf("counter")
    employer = register(officer, contact_email="", contact_phone="+99955510000")
    assert employer.organisation_id == officer.organisation_id
    assert employer.contacts.get().account_id is None
    assert ServiceEvent.objects.get(act="work.employer_registered").assisted


def test_registering_twice_with_the_same_id_makes_one_employer():
    actor, pk = make_client(), uuid.uuid4()
    assert register(actor, employer_id=pk) == register(actor, employer_id=pk)
    assert Employer.objects.count() == EmployerContact.objects.count() == 1


def test_one_account_registers_at_most_three_employers_a_day():
    actor = make_client()
    for _ in range(3):
        register(actor)
    with pytest.raises(TooMany):
        register(actor)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 10_000}, "name"),
        ({"kind": "pirate"}, "kind"),
        ({"contact_name": ""}, "contact_name"),
        ({"contact_email": "nobody"}, "contact_email"),
        ({"contact_email": ""}, "contact_email"),
        ({"kind": "private_agency"}, "licence_number"),
        ({"kind": "private_agency", "licence_number": "L1"}, "licence_until"),
        ({"kind": "private_agency", "licence_number": "L1", "licence_until": dt.date(2020, 1, 1)}, "licence_until"),
        ({"website": "javascript:alert(1)"}, "website"),
        ({"place_id": uuid.uuid4()}, "place"),
    ],
)
def test_what_cannot_be_used_is_named(facts, field):
    with pytest.raises(InvalidInput) as error:
        register(VISITOR, **facts)
    assert error.value.field == field
    assert not Employer.objects.exists()


@pytest.mark.parametrize("role", ["partner_adviser", "content_editor", "security_officer"])
def test_roles_without_employers_do_not_register_them(role):
    with pytest.raises(NotAllowed):
        register(make_staff(role))


def test_an_officer_gives_a_tier_by_named_means_and_the_office_looks_after_the_employer():
    officer, employer = make_staff("employer_liaison"), EmployerFactory(unverified=True)
    with pytest.raises(InvalidInput):
        set_verification_tier(actor=officer, employer_id=employer.pk, tier=1, means="")
    with pytest.raises(InvalidInput):
        set_verification_tier(actor=officer, employer_id=employer.pk, tier=2, means="Register extract")
    row = set_verification_tier(actor=officer, employer_id=employer.pk, tier=1, means="Visit on Monday")
    employer.refresh_from_db()
    assert (employer.tier, employer.organisation_id, row.account_id) == (1, officer.organisation_id, officer.account_id)
    assert perms.may_see_candidates(employer)


@pytest.mark.parametrize("who", ["employer", "counsellor", "administrator", "tied", "own", "visitor"])
def test_nobody_else_gives_a_tier(who):
    employer = EmployerFactory(unverified=True)
    if who == "employer":
        actor = make_employer_actor(employer)
    elif who == "visitor":
        actor = VISITOR
    else:
        actor = make_staff("employer_liaison" if who in {"tied", "own"} else who)
    if who == "tied":
        ConflictOfInterest.objects.create(account_id=actor.account_id, employer_id=employer.pk, reason="Own shares")
    if who == "own":
        EmployerContact.objects.create(employer=employer, account_id=actor.account_id, name="Me")
    with pytest.raises((NotAllowed, NotFound)):
        set_verification_tier(actor=actor, employer_id=employer.pk, tier=1, means="Visit")
    employer.refresh_from_db()
    assert employer.tier == VerificationTier.UNVERIFIED


def test_blocking_takes_the_vacancies_from_the_lists_and_unblocking_leaves_them_paused():
    officer, vacancy = make_staff("manager"), VacancyFactory()
    block_employer(actor=officer, employer_id=vacancy.employer_id, reason="Workers were not paid")
    vacancy.refresh_from_db()
    assert vacancy.status == VacancyStatus.PAUSED
    assert not perms.may_see_candidates(Employer.objects.get())
    unblock_employer(actor=officer, employer_id=vacancy.employer_id, reason="Paid")
    vacancy.refresh_from_db()
    assert vacancy.status == VacancyStatus.PAUSED


def test_a_contact_who_may_manage_invites_a_colleague_once_per_address():
    actor = make_employer_actor()
    first = invite_contact(actor=actor, employer_id=actor.employer_id, name="Kim", email="Kim@example.org")
    again = invite_contact(actor=actor, employer_id=actor.employer_id, name="Kim", email="kim@example.org")
    assert first == again
    helper = make_employer_actor(Employer.objects.get(), may_manage=False)
    with pytest.raises(NotAllowed):
        invite_contact(actor=helper, employer_id=helper.employer_id, name="Lee", email="lee@example.org")


def test_an_ended_contact_sees_the_employer_no_more_and_the_last_manager_stays():
    actor = make_employer_actor()
    helper = make_employer_actor(Employer.objects.get(), may_manage=False)
    mine = EmployerContact.objects.get(account_id=actor.account_id)
    with pytest.raises(Conflict):
        end_contact(actor=actor, employer_id=actor.employer_id, contact_id=mine.pk)
    with pytest.raises(NotAllowed):
        end_contact(actor=helper, employer_id=actor.employer_id, contact_id=mine.pk)
    theirs = EmployerContact.objects.get(account_id=helper.account_id)
    end_contact(actor=actor, employer_id=actor.employer_id, contact_id=theirs.pk)
    assert not perms.may_act_for_employer(helper.account_id, actor.employer_id)
    with pytest.raises(NotFound):
        perms.employer_for(helper, actor.employer_id)


def test_a_session_that_claims_an_employer_without_being_its_contact_gets_nothing():
    employer = EmployerFactory()
    claims = Actor(role="employer", account_id=make_client().account_id, employer_id=employer.pk)
    with pytest.raises(NotFound):
        perms.employer_for(claims, employer.pk)
    assert not perms.vacancies_of(claims).exists()


def test_the_firms_page_is_changed_by_its_contacts_and_only_where_it_may_be():
    actor = make_employer_actor()
    change_employer(actor=actor, employer_id=actor.employer_id, description="We bake.", website="https://bakery.example")
    employer = Employer.objects.get()
    assert employer.description == "We bake."
    with pytest.raises(InvalidInput):
        change_employer(actor=actor, employer_id=employer.pk, tier=2)
    with pytest.raises(InvalidInput):
        change_employer(actor=actor, employer_id=employer.pk, website="ftp://x")
    with pytest.raises(NotFound):
        change_employer(actor=make_employer_actor(), employer_id=employer.pk, description="Mine now")


def test_a_visitor_reports_a_vacancy_and_an_officer_decides_in_words():
    vacancy = VacancyFactory()
    report = report_vacancy(
        actor=VISITOR, vacancy_id=vacancy.pk, reason="fee_asked", text="They wanted 50 first", source="10.0.0.1"
    )
    officer = make_staff("counsellor")
    assert queries.reports_to_decide(officer) == [report]
    with pytest.raises(InvalidInput):
        decide_report(actor=officer, report_id=report.pk, upheld=True, decision="")
    decide_report(actor=officer, report_id=report.pk, upheld=True, decision="Confirmed by phone", close=True)
    vacancy.refresh_from_db()
    assert (vacancy.status, vacancy.closing_reason) == (VacancyStatus.CLOSED, "refused")
    assert queries.reports_to_decide(officer) == []
    with pytest.raises(NotAllowed):
        decide_report(actor=make_employer_actor(vacancy.employer), report_id=report.pk, upheld=False, decision="No")


def test_reports_from_one_address_are_limited():
    vacancy = VacancyFactory()
    for _ in range(5):
        report_vacancy(actor=VISITOR, vacancy_id=vacancy.pk, reason="filled", source="10.0.0.2")
    with pytest.raises(TooMany):
        report_vacancy(actor=VISITOR, vacancy_id=vacancy.pk, reason="filled", source="10.0.0.2")
    report_vacancy(actor=VISITOR, vacancy_id=vacancy.pk, reason="filled", source="10.0.0.3")


def test_three_people_who_say_that_money_is_asked_take_a_vacancy_from_the_lists_until_an_officer_has_looked():
    vacancy = VacancyFactory()
    people = [make_client() for _ in range(3)]
    for client in [*people[:2], people[0]]:
        report_vacancy(actor=client, vacancy_id=vacancy.pk, reason="fee_asked")
    vacancy.refresh_from_db()
    assert vacancy.status == VacancyStatus.PUBLISHED
    report_vacancy(actor=people[2], vacancy_id=vacancy.pk, reason="false_offer")
    vacancy.refresh_from_db()
    assert vacancy.status == VacancyStatus.IN_REVIEW


@pytest.mark.parametrize("audience", ["employer_internal", "service_internal", "partners"])
def test_what_is_not_public_cannot_be_reported_by_strangers(audience):
    with pytest.raises(NotFound):
        report_vacancy(actor=VISITOR, vacancy_id=VacancyFactory(audience=audience).pk, reason="filled")


def test_a_dispute_covers_the_vacancies_of_the_workplace_until_it_ends():
    officer, vacancy, other = make_staff("employer_liaison"), VacancyFactory(), VacancyFactory()
    dispute = record_dispute(
        actor=officer, employer_id=vacancy.employer_id, description="Strike", reported_by="Union", began_on=clock.today()
    )
    assert queries.in_dispute([vacancy, other]) == {vacancy.pk: dispute}
    end_dispute(actor=officer, dispute_id=dispute.pk, ended_on=clock.today())
    assert vacancy.pk in queries.in_dispute([vacancy])
    dispute.began_on = dispute.ended_on = clock.today() - dt.timedelta(days=1)
    dispute.save()
    assert queries.in_dispute([vacancy]) == {}
    with pytest.raises(NotAllowed):
        record_dispute(
            actor=make_employer_actor(vacancy.employer),
            employer_id=vacancy.employer_id,
            description="x",
            reported_by="y",
            began_on=clock.today(),
        )


def test_staff_lists_stay_within_the_own_offices():
    officer, elsewhere = make_staff("employer_liaison"), make_staff("employer_liaison")
    employer = EmployerFactory(unverified=True, organisation_id=elsewhere.organisation_id)
    vacancy = VacancyFactory(employer=employer, organisation_id=elsewhere.organisation_id, status="in_review")
    assert queries.vacancies_to_check(officer) == []
    assert queries.employers_to_verify(officer) == []
    assert queries.vacancies_to_check(elsewhere) == [vacancy]
    assert queries.employers_to_verify(elsewhere) == [employer]

import datetime as dt
import uuid
from dataclasses import replace

import pytest

from openpes.base import clock, hooks
from openpes.base.actor import VISITOR
from openpes.base.errors import Conflict, InvalidInput, NotAllowed, NotFound
from openpes.base.models import ServiceEvent
from openpes.people.models import ConflictOfInterest
from openpes.trust.models import AuditEntry
from openpes.work.actions.vacancies import change_vacancy, check_vacancy, draft_vacancy, facts_of, submit_vacancy
from openpes.work.actions.vacancy_steps import (
    close_vacancy,
    expire_due,
    extend_vacancy,
    fill_place,
    pause_vacancy,
    resume_vacancy,
)
from openpes.work.enums import ClosingReason, EmployerKind, VacancyStatus, VerificationTier
from openpes.work.models import Employer, Vacancy
from openpes.work.vacancy_facts import Requirement, WorkPlace
from people.factories import OrganisationFactory, make_client, make_staff
from work.factories import (
    EmployerFactory,
    PlaceFactory,
    VacancyFactory,
    make_employer_actor,
    make_facts,
    make_occupation,
    make_skill,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def news(monkeypatch):
    """What was published while the test ran: [(topic, payload)]."""
    seen = []
    real = hooks.publish
    monkeypatch.setattr(hooks, "publish", lambda topic, **payload: (seen.append((topic, payload)), real(topic, **payload)))
    return seen


@pytest.fixture
def actor():
    return make_employer_actor()


def post(actor, **facts):
    vacancy = draft_vacancy(actor=actor, employer_id=actor.employer_id, facts=make_facts(**facts))
    return submit_vacancy(actor=actor, vacancy_id=vacancy.pk)


def test_a_verified_employer_publishes_at_once_and_everything_is_recorded(actor, news):
    place, cook, skill = PlaceFactory(), make_occupation(), make_skill()
    vacancy = post(
        actor,
        occupation_id=cook.pk,
        places=[WorkPlace(place.pk)],
        skills={skill.pk: "essential"},
        requirements=[Requirement("language", "ar", "Arabic", 3, "The children speak Arabic")],
    )
    vacancy.refresh_from_db()
    assert vacancy.status == VacancyStatus.PUBLISHED
    assert (vacancy.isco, vacancy.coding) == ("5120", "confirmed")
    assert vacancy.posted_on == clock.today()
    assert vacancy.expires_on == clock.today() + dt.timedelta(days=60)
    assert vacancy.places.get().latitude == place.latitude
    assert [c.status for c in vacancy.status_changes.order_by("at", "pk")] == ["draft", "published"]
    assert ("vacancy.changed", {"ids": [vacancy.pk]}) in news
    assert set(ServiceEvent.objects.values_list("act", flat=True)) >= {"work.vacancy_drafted", "work.vacancy_posted"}
    assert AuditEntry.objects.filter(target_id=vacancy.pk, act="work.vacancy_published").exists()


def test_unknown_pay_stays_unknown(actor):
    vacancy = post(actor)
    assert (vacancy.pay_min_minor, vacancy.pay_max_minor, vacancy.pay_period) == (None, None, "")


def test_submitting_twice_publishes_once(actor):
    vacancy_id = uuid.uuid4()
    for _ in range(2):
        draft_vacancy(actor=actor, employer_id=actor.employer_id, facts=make_facts(), vacancy_id=vacancy_id)
        submit_vacancy(actor=actor, vacancy_id=vacancy_id)
    vacancy = Vacancy.objects.get()
    assert vacancy.status_changes.filter(status="published").count() == 1
    assert ServiceEvent.objects.filter(act="work.vacancy_posted").count() == 1


def test_an_unverified_employers_vacancy_waits_for_an_officer_and_asks_for_one(news):
    actor = make_employer_actor(EmployerFactory(unverified=True))
    vacancy = post(actor)
    assert vacancy.status == VacancyStatus.IN_REVIEW
    assert [payload["vacancy_id"] for topic, payload in news if topic == "vacancy.to_check"] == [vacancy.pk]


def test_an_unverified_employer_has_few_open_vacancies():
    actor = make_employer_actor(EmployerFactory(unverified=True))
    post(actor)
    post(actor)
    with pytest.raises(Conflict) as error:
        post(actor)
    assert error.value.code == "too_many_open"


def test_pay_below_the_legal_minimum_is_refused_with_the_rule(actor):
    with pytest.raises(InvalidInput) as error:
        post(actor, pay_min_minor=100, pay_currency="QSD", pay_period="hour")
    assert error.value.field == "pay_min_minor"
    assert "Minimum Wage Order 2026" in str(error.value)
    assert Vacancy.objects.get().status == VacancyStatus.DRAFT


def test_an_advert_that_asks_for_a_fee_is_refused(actor):
    with pytest.raises(InvalidInput, match="money for a job"):
        post(actor, description="Applicants must pay a registration fee of 100.")
    draft = draft_vacancy(actor=actor, employer_id=actor.employer_id, facts=make_facts())
    with pytest.raises(InvalidInput, match="money for a job"):
        submit_vacancy(actor=actor, vacancy_id=draft.pk, fee_asked=True)


def test_a_requirement_without_a_reason_is_refused(actor):
    with pytest.raises(InvalidInput) as error:
        post(actor, requirements=[Requirement("licence", "B", "Driving licence B", None, "")])
    assert error.value.field == "requirements.0"


def test_wording_that_may_shut_people_out_goes_to_an_officer_who_decides(actor):
    vacancy = post(actor, description="Women only")
    assert vacancy.status == VacancyStatus.IN_REVIEW
    officer = make_staff("employer_liaison")
    with pytest.raises(InvalidInput):
        check_vacancy(actor=officer, vacancy_id=vacancy.pk, decision="send_back")
    check_vacancy(actor=officer, vacancy_id=vacancy.pk, decision="publish", words="A shelter for women: lawful")
    vacancy.refresh_from_db()
    assert vacancy.status == VacancyStatus.PUBLISHED


@pytest.mark.parametrize(
    ("decision", "status", "closing"), [("send_back", "draft", ""), ("refuse", "closed", ClosingReason.REFUSED)]
)
def test_an_officer_sends_back_or_refuses_with_words_that_the_employer_reads(decision, status, closing):
    vacancy = post(make_employer_actor(EmployerFactory(unverified=True)))
    check_vacancy(actor=make_staff("counsellor"), vacancy_id=vacancy.pk, decision=decision, words="Please name the hours")
    vacancy.refresh_from_db()
    assert (vacancy.status, vacancy.closing_reason) == (status, closing)
    assert vacancy.status_changes.latest("at").reason == "Please name the hours"


def test_an_officer_who_takes_a_vacancy_by_phone_has_read_it():
    office = OrganisationFactory()
    officer = make_staff("employer_liaison", office).on_behalf("phone")
    employer = EmployerFactory(unverified=True)
    vacancy = draft_vacancy(actor=officer, employer_id=employer.pk, facts=make_facts())
    assert submit_vacancy(actor=officer, vacancy_id=vacancy.pk).status == VacancyStatus.PUBLISHED
    event = ServiceEvent.objects.get(act="work.vacancy_posted")
    assert (event.assisted, event.channel, event.organisation_id, event.employer_id) == (True, "phone", office.pk, employer.pk)


def test_an_agency_whose_licence_is_over_cannot_post():
    employer = EmployerFactory(
        kind=EmployerKind.PRIVATE_AGENCY, licence_number="L-1", licence_until=clock.today() - dt.timedelta(days=1)
    )
    with pytest.raises(Conflict) as error:
        post(make_employer_actor(employer))
    assert error.value.code == "licence_over"


def test_a_blocked_employer_cannot_post_and_reads_why():
    employer = EmployerFactory(blocked_at=clock.now(), blocked_reason="Wages were not paid")
    with pytest.raises(Conflict, match="Wages were not paid"):
        post(make_employer_actor(employer))


@pytest.mark.parametrize("who", ["stranger", "ended", "jobseeker", "visitor", "administrator", "tied", "other_office"])
def test_nobody_else_touches_a_vacancy(actor, who):
    vacancy = post(actor)
    if who == "stranger":
        other = make_employer_actor()
    elif who == "ended":
        other = make_employer_actor(Employer.objects.get(pk=actor.employer_id))
        Employer.objects.get(pk=actor.employer_id).contacts.filter(account_id=other.account_id).update(
            state="ended", ended_at=clock.now()
        )
    elif who == "tied":
        other = make_staff("employer_liaison")
        ConflictOfInterest.objects.create(account_id=other.account_id, employer_id=actor.employer_id, reason="Brother's firm")
    elif who == "other_office":
        Vacancy.objects.update(organisation_id=OrganisationFactory().pk)
        other = make_staff("employer_liaison")
    else:
        other = {"jobseeker": make_client, "visitor": lambda: VISITOR, "administrator": lambda: make_staff("administrator")}[
            who
        ]()
    acts = [
        lambda: pause_vacancy(actor=other, vacancy_id=vacancy.pk),
        lambda: close_vacancy(actor=other, vacancy_id=vacancy.pk, reason="withdrawn"),
        lambda: change_vacancy(actor=other, vacancy_id=vacancy.pk, facts=make_facts(title="Other title")),
        lambda: extend_vacancy(actor=other, vacancy_id=vacancy.pk),
    ]
    for act in acts:
        with pytest.raises(NotFound):
            act()
    vacancy.refresh_from_db()
    assert (vacancy.status, vacancy.title) == (VacancyStatus.PUBLISHED, "Cook in a school kitchen")


@pytest.mark.parametrize("role", ["employer", "contact_agent"])
def test_only_officers_check_vacancies(role):
    vacancy = post(make_employer_actor(EmployerFactory(unverified=True)))
    other = make_employer_actor(vacancy.employer) if role == "employer" else make_staff(role)
    with pytest.raises(NotAllowed):
        check_vacancy(actor=other, vacancy_id=vacancy.pk, decision="publish")


def test_changing_the_text_of_an_unverified_employers_vacancy_needs_a_new_check():
    actor = make_employer_actor(EmployerFactory(unverified=True))
    vacancy = post(actor)
    check_vacancy(actor=make_staff("counsellor"), vacancy_id=vacancy.pk, decision="publish")
    change_vacancy(actor=actor, vacancy_id=vacancy.pk, facts=make_facts(places_total=3))
    vacancy.refresh_from_db()
    assert vacancy.status == VacancyStatus.PUBLISHED
    change_vacancy(actor=actor, vacancy_id=vacancy.pk, facts=make_facts(title="Quite another job"))
    vacancy.refresh_from_db()
    assert vacancy.status == VacancyStatus.IN_REVIEW


def test_a_change_that_raises_a_new_question_needs_a_check_and_one_that_is_refused_changes_nothing(actor):
    vacancy = post(actor)
    with pytest.raises(InvalidInput):
        change_vacancy(
            actor=actor, vacancy_id=vacancy.pk, facts=make_facts(pay_min_minor=5, pay_currency="QSD", pay_period="hour")
        )
    vacancy.refresh_from_db()
    assert vacancy.pay_min_minor is None
    change_vacancy(actor=actor, vacancy_id=vacancy.pk, facts=make_facts(description="Maximum age 30"))
    vacancy.refresh_from_db()
    assert vacancy.status == VacancyStatus.IN_REVIEW


def test_the_facts_of_a_vacancy_come_back_as_they_were_told(actor):
    skill, place = make_skill(), PlaceFactory()
    told = make_facts(
        places=[WorkPlace(place.pk, "Behind the market")],
        skills={skill.pk: "optional"},
        requirements=[Requirement("language", "ar", "Arabic", 3, "The children speak Arabic")],
        language="en",
    )
    vacancy = draft_vacancy(actor=actor, employer_id=actor.employer_id, facts=told)
    assert facts_of(Vacancy.objects.get(pk=vacancy.pk)) == replace(told, shifts=[])


def test_pausing_resuming_and_closing_leave_a_history(actor, news):
    vacancy = post(actor)
    pause_vacancy(actor=actor, vacancy_id=vacancy.pk)
    pause_vacancy(actor=actor, vacancy_id=vacancy.pk)
    resume_vacancy(actor=actor, vacancy_id=vacancy.pk)
    close_vacancy(actor=actor, vacancy_id=vacancy.pk, reason="filled_otherwise")
    close_vacancy(actor=actor, vacancy_id=vacancy.pk, reason="filled_otherwise")
    vacancy.refresh_from_db()
    assert vacancy.closing_reason == ClosingReason.FILLED_OTHERWISE
    assert [c.status for c in vacancy.status_changes.order_by("at", "pk")] == [
        "draft",
        "published",
        "paused",
        "published",
        "closed",
    ]
    assert len([1 for topic, _ in news if topic == "vacancy.changed"]) == 4


def test_a_closed_vacancy_cannot_be_changed_or_resumed(actor):
    vacancy = post(actor)
    close_vacancy(actor=actor, vacancy_id=vacancy.pk, reason="withdrawn")
    for act in (
        lambda: change_vacancy(actor=actor, vacancy_id=vacancy.pk, facts=make_facts()),
        lambda: resume_vacancy(actor=actor, vacancy_id=vacancy.pk),
        lambda: pause_vacancy(actor=actor, vacancy_id=vacancy.pk),
    ):
        with pytest.raises(Conflict):
            act()


@pytest.mark.parametrize("reason", ["", "expired", "refused", "nonsense"])
def test_an_employer_closes_with_a_reason_of_its_own_list(actor, reason):
    vacancy = post(actor)
    with pytest.raises(InvalidInput) as error:
        close_vacancy(actor=actor, vacancy_id=vacancy.pk, reason=reason)
    assert error.value.field == "reason"


def test_what_is_over_is_closed_once_by_the_calendar(news):
    today = clock.today()
    over = VacancyFactory(expires_on=today - dt.timedelta(days=1))
    last_day = VacancyFactory(expires_on=today)
    endless = VacancyFactory(expires_on=None)
    assert expire_due(batch=1) == 1
    assert expire_due() == 0
    over.refresh_from_db()
    assert (over.status, over.closing_reason) == (VacancyStatus.CLOSED, ClosingReason.EXPIRED)
    assert set(Vacancy.objects.open().values_list("pk", flat=True)) == {last_day.pk, endless.pk}
    assert ("vacancy.changed", {"ids": [over.pk]}) in news


def test_filling_the_last_place_closes_the_vacancy_and_one_more_is_refused(actor):
    from openpes.base.locking import write

    vacancy = post(actor)
    for _ in range(2):
        with write():
            fill_place(actor=actor, vacancy_id=vacancy.pk)
    vacancy.refresh_from_db()
    assert (vacancy.places_filled, vacancy.status, vacancy.closing_reason) == (2, "closed", ClosingReason.FILLED_BY_SERVICE)
    with pytest.raises(Conflict), write():
        fill_place(actor=actor, vacancy_id=vacancy.pk)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "x" * 301}, "title"),
        ({"description": "x" * 20_001}, "description"),
        ({"places_total": 0}, "places_total"),
        ({"places_total": 10_001}, "places_total"),
        ({"contract": "slavery"}, "contract"),
        ({"pay_min_minor": 0, "pay_currency": "QSD"}, "pay_min_minor"),
        ({"pay_min_minor": 10**14, "pay_currency": "QSD"}, "pay_min_minor"),
        ({"pay_min_minor": 10, "pay_max_minor": 5, "pay_currency": "QSD"}, "pay_max_minor"),
        ({"pay_min_minor": 10}, "pay_currency"),
        ({"apply_by": "link", "apply_to": "javascript:alert(1)"}, "apply_to"),
        ({"apply_by": "phone"}, "apply_to"),
        ({"starts_on": dt.date(2027, 2, 1), "ends_on": dt.date(2027, 1, 1)}, "ends_on"),
        ({"expires_on": dt.date(2020, 1, 1)}, "expires_on"),
        ({"occupation_id": uuid.uuid4()}, "occupation_id"),
        ({"establishment_id": uuid.uuid4()}, "establishment_id"),
        ({"places": [WorkPlace(uuid.uuid4())]}, "places"),
        ({"skills": {uuid.uuid4(): "essential"}}, "skills"),
    ],
)
def test_what_cannot_be_used_is_named_and_nothing_is_written(actor, facts, field):
    with pytest.raises(InvalidInput) as error:
        draft_vacancy(actor=actor, employer_id=actor.employer_id, facts=make_facts(**facts))
    assert error.value.field == field
    assert not Vacancy.objects.exists()


def test_an_employer_of_tier_two_has_no_limit():
    actor = make_employer_actor(EmployerFactory(tier=VerificationTier.REGISTER))
    for _ in range(7):
        assert post(actor).status == VacancyStatus.PUBLISHED

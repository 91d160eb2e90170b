import datetime as dt

import pytest

from openpes.base import clock
from openpes.base.actor import SYSTEM, VISITOR, Actor
from openpes.base.errors import Conflict, InvalidInput, NotAllowed, NotFound, TooMany
from openpes.base.models import ServiceEvent
from openpes.people.models import Account
from openpes.placement import rules
from openpes.placement.actions.invitations import answer_invitation, expire_invitations, invite_person
from openpes.placement.actions.selection import invite_to_interview, offer, open_application, reject, shortlist
from openpes.placement.interview_file import interview_calendar
from openpes.placement.models import Application, EmployerBlock, Invitation, Referral
from openpes.placement.perms import applications_seen, may_read_application_file
from openpes.trust.models import AccessLog, AuditEntry
from openpes.work.enums import Handling, Visibility
from people.factories import make_client, make_staff
from placement.factories import ApplicationFactory, make_findable
from work.factories import EmployerFactory, VacancyFactory, make_employer_actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def application():
    return ApplicationFactory()


@pytest.fixture
def actor(application):
    return make_employer_actor(application.vacancy.employer)


def soon():
    return clock.now() + dt.timedelta(days=3)


def client_of(person):
    account = Account.objects.create_user(email=f"{person.reference.lower()}@example.org", person=person)
    return Actor(role="jobseeker", account_id=account.pk, person_id=person.pk)


def test_opening_an_application_is_logged_for_the_jobseeker_and_moves_it_to_seen_once(actor, application):
    for _ in range(2):
        open_application(actor=actor, application_id=application.pk)
    application.refresh_from_db()
    assert application.status == "seen"
    assert application.steps.count() == 1
    log = AccessLog.objects.filter(person_id=application.person_id)
    assert {(row.role, row.what, row.purpose) for row in log} == {
        ("employer", "application", f"vacancy {application.vacancy.reference}")
    }


def test_staff_who_look_leave_the_status_as_it_is(application):
    open_application(actor=make_staff("employer_liaison"), application_id=application.pk)
    application.refresh_from_db()
    assert application.status == "sent"


def test_every_step_is_followed_by_the_jobseeker_and_recorded(actor, application):
    at = soon()
    shortlist(actor=actor, application_id=application.pk)
    invite_to_interview(actor=actor, application_id=application.pk, at=at, where="Main road 1", words="Please bring your licence")
    offer(actor=actor, application_id=application.pk)
    application.refresh_from_db()
    assert (application.status, application.interview_at, application.interview_where) == ("offered", at, "Main road 1")
    assert [s.status for s in application.steps.order_by("at", "pk")] == ["shortlisted", "interview", "offered"]
    assert application.steps.get(status="interview").words == "Please bring your licence"
    acts = set(ServiceEvent.objects.filter(person_id=application.person_id).values_list("act", flat=True))
    assert acts == {"placement.shortlisted", "placement.invited_to_interview", "placement.offered"}
    assert AuditEntry.objects.filter(target_id=application.pk, person_id=application.person_id).count() == 3


@pytest.mark.parametrize("act", [shortlist, offer])
def test_a_double_click_makes_one_step(actor, application, act):
    act(actor=actor, application_id=application.pk)
    act(actor=actor, application_id=application.pk)
    assert application.steps.count() == 1


def test_an_interview_is_moved_by_inviting_again(actor, application):
    invite_to_interview(actor=actor, application_id=application.pk, at=soon(), where="Here")
    later = soon() + dt.timedelta(days=1)
    invite_to_interview(actor=actor, application_id=application.pk, at=later, where="Here")
    invite_to_interview(actor=actor, application_id=application.pk, at=later, where="Here")
    application.refresh_from_db()
    assert application.interview_at == later
    assert application.steps.count() == 2


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"where": ""}, "where"),
        ({"at": dt.datetime(2020, 1, 1, tzinfo=dt.UTC)}, "at"),
        ({"at": dt.datetime(2099, 1, 1, tzinfo=dt.UTC)}, "at"),
        ({"words": "x" * 501}, "words"),
    ],
)
def test_an_interview_needs_a_time_to_come_and_a_place(actor, application, facts, field):
    with pytest.raises(InvalidInput) as error:
        invite_to_interview(actor=actor, application_id=application.pk, **{"at": soon(), "where": "Here", **facts})
    assert error.value.field == field


def test_the_calendar_file_is_read_back_and_names_nobody():
    from icalendar import Calendar

    at = dt.datetime(2026, 12, 1, 9, 30, tzinfo=dt.UTC)
    text = interview_calendar(uid="A-1", title="Interview: cook", where="Main road, 1; ground floor", at=at, made_at=at)
    (event,) = Calendar.from_ical(text).walk("VEVENT")
    assert event.decoded("dtstart") == at
    assert str(event["location"]) == "Main road, 1; ground floor"


@pytest.mark.parametrize(("reason", "words", "field"), [("", "", "reason"), ("age", "", "reason"), ("other", "", "words")])
def test_not_choosing_somebody_needs_a_reason_of_the_list(actor, application, reason, words, field):
    with pytest.raises(InvalidInput) as error:
        reject(actor=actor, application_id=application.pk, reason=reason, words=words)
    assert error.value.field == field


def test_a_person_who_was_not_chosen_can_come_back_to_the_shortlist(actor, application):
    reject(actor=actor, application_id=application.pk, reason="licence", words="C1 is needed for the van")
    application.refresh_from_db()
    assert (application.rejection_reason, application.rejection_words) == ("licence", "C1 is needed for the van")
    shortlist(actor=actor, application_id=application.pk)
    application.refresh_from_db()
    assert (application.status, application.rejection_reason, application.rejection_words) == ("shortlisted", "", "")


@pytest.mark.parametrize("status", ["withdrawn", "hired"])
def test_an_application_at_its_end_stays(actor, application, status):
    Application.objects.update(status=status)
    with pytest.raises((Conflict, NotFound)):
        offer(actor=actor, application_id=application.pk)


@pytest.mark.parametrize("who", ["other_employer", "visitor", "jobseeker", "partner_adviser", "administrator"])
def test_nobody_else_sees_or_decides(application, who):
    other = {
        "other_employer": make_employer_actor,
        "visitor": lambda: VISITOR,
        "jobseeker": make_client,
        "partner_adviser": lambda: make_staff("partner_adviser"),
        "administrator": lambda: make_staff("administrator"),
    }[who]()
    for act in (open_application, shortlist, offer):
        with pytest.raises(NotFound):
            act(actor=other, application_id=application.pk)
    assert not AccessLog.objects.exists()


def test_an_unverified_or_blocked_employer_sees_nobody():
    for employer in (EmployerFactory(unverified=True), EmployerFactory(blocked_at=clock.now(), blocked_reason="x")):
        application = ApplicationFactory(vacancy__employer=employer)
        actor = make_employer_actor(employer)
        assert not applications_seen(actor, application.vacancy).exists()
        with pytest.raises(NotFound):
            open_application(actor=actor, application_id=application.pk)


def test_who_hides_from_the_employer_is_not_seen_by_it(actor, application):
    EmployerBlock.objects.create(person=application.person, employer=application.vacancy.employer, at=clock.now())
    assert not applications_seen(actor, application.vacancy).exists()


def test_with_a_first_selection_the_employer_sees_only_whom_the_service_sent(actor, application):
    vacancy = application.vacancy
    vacancy.handling = Handling.PRESELECTION
    vacancy.save()
    referred = ApplicationFactory(
        vacancy=vacancy,
        referral=Referral.objects.create(reference="F-1", person=make_findable(), vacancy=vacancy, made_at=clock.now()),
    )
    assert list(applications_seen(actor, vacancy)) == [referred]
    shortlist(actor=make_staff("employer_liaison"), application_id=application.pk)
    assert applications_seen(actor, vacancy).count() == 2


def test_the_database_filter_and_the_rule_of_what_an_employer_sees_agree(actor, application):
    vacancy = application.vacancy
    for handling in (Handling.PUBLIC_APPLICATION, Handling.PRESELECTION):
        vacancy.handling = handling
        vacancy.save()
        for status in rules.APPLICATION_STEPS:
            Application.objects.update(status=status)
            expected = rules.employer_sees_application(handling=handling, status=status, referred=False)
            assert applications_seen(actor, vacancy).exists() is expected, (handling, status)


def test_a_cv_is_read_only_with_an_application_to_the_own_employer(actor, application):
    import uuid

    application.cv_file_id = uuid.uuid4()
    application.save()
    assert may_read_application_file(actor, application.cv_file_id)
    assert not may_read_application_file(make_employer_actor(), application.cv_file_id)
    assert not may_read_application_file(actor, uuid.uuid4())


# Invitations -----------------------------------------------------------------------------------------


def test_inviting_a_person_twice_makes_one_invitation():
    vacancy, person = VacancyFactory(), make_findable()
    actor = make_employer_actor(vacancy.employer)
    first = invite_person(actor=actor, vacancy_id=vacancy.pk, person_id=person.pk, message="Come and see us")
    assert invite_person(actor=actor, vacancy_id=vacancy.pk, person_id=person.pk) == first
    event = ServiceEvent.objects.get(act="placement.invited")
    assert (event.level, event.person_id) == (5, person.pk)


@pytest.mark.parametrize("why", ["hidden", "no_profile", "hides_from_employer"])
def test_who_does_not_want_to_be_found_is_not_invited(why):
    vacancy = VacancyFactory()
    actor = make_employer_actor(vacancy.employer)
    person = make_findable(visibility=Visibility.HIDDEN if why == "hidden" else Visibility.NAMELESS)
    if why == "no_profile":
        person.profile.delete()
    if why == "hides_from_employer":
        EmployerBlock.objects.create(person=person, employer=vacancy.employer, at=clock.now())
    with pytest.raises(NotFound):
        invite_person(actor=actor, vacancy_id=vacancy.pk, person_id=person.pk)
    assert not Invitation.objects.exists()


def test_an_unverified_employer_invites_nobody_and_a_closed_vacancy_either():
    person = make_findable()
    unverified = VacancyFactory(employer=EmployerFactory(unverified=True))
    with pytest.raises(NotAllowed):
        invite_person(actor=make_employer_actor(unverified.employer), vacancy_id=unverified.pk, person_id=person.pk)
    closed = VacancyFactory(status="closed")
    with pytest.raises(Conflict):
        invite_person(actor=make_employer_actor(closed.employer), vacancy_id=closed.pk, person_id=person.pk)


def test_one_employer_invites_at_most_twenty_people_a_day():
    vacancy = VacancyFactory()
    actor = make_employer_actor(vacancy.employer)
    for _ in range(rules.MOST_INVITATIONS_A_DAY):
        invite_person(actor=actor, vacancy_id=vacancy.pk, person_id=make_findable().pk)
    with pytest.raises(TooMany):
        invite_person(actor=actor, vacancy_id=vacancy.pk, person_id=make_findable().pk)


def test_a_yes_makes_an_application_and_a_no_shows_nothing():
    vacancy, yes, no = VacancyFactory(), make_findable(), make_findable("Ben", "Diaz")
    actor = make_employer_actor(vacancy.employer)
    for person, accept in ((yes, True), (no, False)):
        invitation = invite_person(actor=actor, vacancy_id=vacancy.pk, person_id=person.pk)
        for _ in range(2):
            answer_invitation(actor=client_of(person) if _ == 0 else SYSTEM, invitation_id=invitation.pk, accept=accept)
        with pytest.raises(Conflict):
            answer_invitation(actor=SYSTEM, invitation_id=invitation.pk, accept=not accept)
    assert [a.person for a in applications_seen(actor, vacancy)] == [yes]


def test_nobody_answers_for_somebody_else():
    vacancy, person = VacancyFactory(), make_findable()
    employer = make_employer_actor(vacancy.employer)
    invitation = invite_person(actor=employer, vacancy_id=vacancy.pk, person_id=person.pk)
    for other in (make_client(), employer, VISITOR):
        with pytest.raises(NotFound):
            answer_invitation(actor=other, invitation_id=invitation.pk, accept=True)


def test_unanswered_invitations_end_after_two_weeks():
    vacancy = VacancyFactory()
    actor = make_employer_actor(vacancy.employer)
    old = invite_person(actor=actor, vacancy_id=vacancy.pk, person_id=make_findable().pk)
    invite_person(actor=actor, vacancy_id=vacancy.pk, person_id=make_findable().pk)
    Invitation.objects.filter(pk=old.pk).update(sent_at=clock.now() - dt.timedelta(days=15))
    assert (expire_invitations(), expire_invitations()) == (1, 0)
    old.refresh_from_db()
    assert old.status == "expired"

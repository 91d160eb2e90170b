"""The pages of the training of staff: courses, places, attendance and tests, what is due."""

import datetime as dt

import pytest
from django.urls import reverse

from openpes.assessment.models import Course, CourseSession, TrainingEvent
from openpes.assessment.training import actions as acts
from openpes.base import clock
from openpes.people.models import Account, Organisation
from people.factories import OrganisationFactory, make_staff
from web.signing_in import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def head():
    return make_staff("manager", OrganisationFactory())


@pytest.fixture
def counsellor(head):
    return make_staff("counsellor", Organisation.objects.get(pk=head.organisation_id))


def account_of(actor) -> Account:
    return Account.objects.get(pk=actor.account_id)


def make_course(head, **facts) -> Course:
    return acts.record_course(
        actor=head, **{
            "title": "Safe use of data", "subject": "digital_rights", "method": "regular_training", "pass_mark": 60,
            "valid_months": 12, "required_of": ["front_desk"], **facts,
        },
    )  # fmt: skip


def test_a_course_with_a_session_is_recorded_and_a_counsellor_takes_a_place_and_gives_it_back(head, counsellor):
    client, own = signed_in(head), signed_in(counsellor)
    sent = {
        "title": "Safe use of data", "subject": "digital_rights", "method": "regular_training", "pass_mark": "60",
        "valid_months": "12", "required_of": ["front_desk"],
    }  # fmt: skip
    client.post(reverse("assessment:new_course"), sent)
    course = Course.objects.get()
    client.post(reverse("assessment:plan_session", args=[course.pk]), {"starts_on": clock.today().isoformat(), "places": "1"})
    session = CourseSession.objects.get()
    assert "Not done yet" in own.get(reverse("assessment:my_training")).content.decode()
    own.post(reverse("assessment:take_place", args=[session.pk]))
    event = TrainingEvent.objects.get()
    assert (event.account_id, event.category, event.attendance) == (counsellor.account_id, "front_desk", "booked")
    full = client.post(
        reverse("assessment:book_colleague", args=[session.pk]), {"owner": account_of(head).email}
    ).content.decode()
    assert "This session is full" in full
    own.post(reverse("assessment:give_place_back", args=[event.pk]))
    assert not TrainingEvent.objects.exists()


def test_a_passed_test_makes_the_course_valid_until_it_runs_out(head, counsellor):
    course = make_course(head)
    session = acts.plan_session(actor=head, course=course, starts_on=clock.today())
    event = acts.book(actor=head, session=session, account=account_of(counsellor))
    client = signed_in(head)
    address = reverse("assessment:training_result", args=[event.pk])
    client.post(address, {"attendance": "attended", "score": "40"})
    page = client.get(reverse("assessment:learner", args=[counsellor.account_id])).content.decode()
    assert "Test not passed" in page
    client.post(address, {"attendance": "attended", "score": "75"})
    event.refresh_from_db()
    assert event.passed is True
    assert event.expires_on.year == clock.today().year + 1
    page = signed_in(counsellor).get(reverse("assessment:my_training")).content.decode()
    assert "75 per cent, passed" in page


def test_attendance_without_the_result_of_the_test_does_not_count_yet(head, counsellor):
    course = make_course(head)
    session = acts.plan_session(actor=head, course=course, starts_on=clock.today())
    event = acts.book(actor=head, session=session, account=account_of(counsellor))
    acts.record_result(actor=head, event=event, attendance="attended")
    page = signed_in(counsellor).get(reverse("assessment:my_training")).content.decode()
    assert "The result of the test is missing" in page
    assert "Test not passed" in page


def test_nobody_gives_themself_the_result_of_a_test(counsellor, head):
    course = make_course(head)
    client = signed_in(counsellor)
    sent = {"method": "self_learning", "course": str(course.pk), "on": clock.today().isoformat(), "score": "100"}
    client.post(reverse("assessment:learned"), sent)
    event = TrainingEvent.objects.get()
    assert (event.score, event.passed, event.expires_on) == (None, False, None)


def test_a_manager_sees_what_is_due_and_how_many_learned_and_says_another_category(head, counsellor):
    make_course(head, pass_mark=None)
    acts.record_learning(
        actor=counsellor, account=account_of(counsellor), method="learning_by_doing", on=clock.today(), subject="basic_it"
    )
    client = signed_in(head)
    page = client.get(reverse("assessment:training_staff")).content.decode()
    assert "Not done yet" in page
    assert "1 of 1" in page
    client.post(reverse("assessment:staff_category", args=[counsellor.account_id]), {"category": "it"})
    page = client.get(reverse("assessment:learner", args=[counsellor.account_id])).content.decode()
    assert "Information technology" in page
    assert "No course is required" in page


def test_a_colleague_of_another_part_is_neither_seen_nor_recorded(head):
    stranger = make_staff("counsellor", OrganisationFactory())
    client = signed_in(head)
    for name in ("learner", "staff_category", "colleague_learned"):
        assert client.get(reverse(f"assessment:{name}", args=[stranger.account_id])).status_code == 404
    event = acts.record_learning(
        actor=stranger, account=account_of(stranger), method="self_learning", on=clock.today(), subject="basic_it"
    )
    assert client.post(reverse("assessment:give_place_back", args=[event.pk])).status_code == 404


def test_a_head_of_office_books_own_people_into_a_session_of_the_country_and_sees_only_them():
    country = OrganisationFactory()
    office, other = OrganisationFactory(parent=country), OrganisationFactory(parent=country)
    director, head = make_staff("manager", country), make_staff("manager", office)
    here, elsewhere = make_staff("counsellor", office), make_staff("counsellor", other)
    session = acts.plan_session(actor=director, course=make_course(director), starts_on=clock.today())
    acts.book(actor=elsewhere, session=session, account=account_of(elsewhere))
    client, page = signed_in(head), reverse("assessment:course_session", args=[session.pk])
    client.post(reverse("assessment:book_colleague", args=[session.pk]), {"owner": account_of(here).email})
    shown = client.get(page).content.decode()
    assert account_of(here).email in shown or account_of(here).display_name in shown
    names = {account_of(elsewhere).email, account_of(elsewhere).display_name} - {""}
    assert not any(name in shown for name in names)
    assert "Call it off" not in shown
    assert "Call it off" in signed_in(director).get(page).content.decode()
    event = TrainingEvent.objects.get(account_id=here.account_id)
    client.post(reverse("assessment:training_result", args=[event.pk]), {"attendance": "attended", "score": "80"})
    event.refresh_from_db()
    assert (event.attendance, event.passed) == ("attended", True)
    others = TrainingEvent.objects.get(account_id=elsewhere.account_id)
    assert client.get(reverse("assessment:training_result", args=[others.pk])).status_code == 404


def test_a_session_that_people_attended_is_not_called_off(head, counsellor):
    session = acts.plan_session(actor=head, course=make_course(head), starts_on=clock.today())
    event = acts.book(actor=head, session=session, account=account_of(counsellor))
    client = signed_in(head)
    acts.record_result(actor=head, event=event, attendance="attended", score=80)
    page = client.post(reverse("assessment:cancel_session", args=[session.pk]), follow=True).content.decode()
    assert "cannot be called off any more" in page


def test_the_lists_ask_for_the_same_number_of_rows_whatever_the_number_of_staff(head, django_assert_max_num_queries):
    office = Organisation.objects.get(pk=head.organisation_id)
    for number in range(3):
        make_course(head, title=f"Course {number}")
    for _number in range(8):
        make_staff("counsellor", office)
    client = signed_in(head)
    client.get(reverse("assessment:training_staff"))
    for name, most in (("training_staff", 24), ("courses", 16), ("my_training", 24)):
        with django_assert_max_num_queries(most):
            client.get(reverse(f"assessment:{name}"))


def test_a_date_in_the_future_is_refused_beside_the_field(counsellor):
    later = clock.today() + dt.timedelta(days=1)
    page = signed_in(counsellor).post(reverse("assessment:learned"), {"method": "self_learning", "on": later.isoformat()})
    assert "This day lies in the future" in page.content.decode()

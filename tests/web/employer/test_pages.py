import datetime as dt
import uuid

import pytest
from django.urls import reverse

from matching import world
from openpes.base import clock
from openpes.contact.models import ContactPoint
from openpes.people.models import Account
from openpes.placement.models import Application, EmployerBlock, Invitation, Placement
from openpes.placement.pseudonyms import token_of
from openpes.trust.keys import encrypt
from openpes.trust.models import AccessLog
from openpes.work.actions.contacts import invite_contact
from openpes.work.actions.vacancies import draft_vacancy
from openpes.work.models import Employer, EmployerContact, Vacancy
from people.factories import AccountFactory, make_person, make_staff
from placement.factories import ApplicationFactory
from web.signing_in import signed_in
from work.factories import EmployerFactory, VacancyFactory, make_employer_actor, make_facts

pytestmark = pytest.mark.django_db


def sign_in(client, actor):
    client.force_login(Account.objects.get(pk=actor.account_id))
    session = client.session
    if actor.role == "employer":
        session["acting_role"] = f"employer:{actor.employer_id}"
        session.save()
    return client


@pytest.fixture
def vacancy():
    world.build()
    return world.vacancy(
        "Cook in a school", "5120", "Lund", ("Cook meals", "Plan menus"), employer=EmployerFactory(), places_total=2
    )


@pytest.fixture
def actor(vacancy):
    return make_employer_actor(vacancy.employer)


@pytest.fixture
def employer_client(client, actor):
    return sign_in(client, actor)


@pytest.fixture
def application(vacancy):
    profile = world.profile(skills=("Cook meals",))
    person = profile.person
    ContactPoint.objects.create(person=person, kind="email", address="awa@example.org", folded="awa@example.org")
    return ApplicationFactory(
        vacancy=vacancy, person=person, letter_sealed=encrypt(person.pk, "I like to cook"), cv_file_id=uuid.uuid4()
    )


def url(name, row):
    return reverse(name, kwargs={"reference": row.reference})


def decide_url(application, name):
    return reverse("employer_decide", kwargs={"reference": application.reference, "name": name})


def test_a_visitor_reads_what_the_service_does_for_employers(client):
    response = client.get("/employer/")
    assert response.status_code == 200
    assert "Find people for your work" in response.content.decode()


def test_an_employer_sees_its_vacancies_with_counts(employer_client, application):
    page = employer_client.get("/employer/").content.decode()
    assert "Cook in a school" in page
    assert "1 application" in page
    assert "0 of 2 places filled" in page


def test_an_unverified_employer_reads_what_happens_next_and_sees_nobody(client, application):
    Employer.objects.filter(pk=application.vacancy.employer_id).update(tier=0)
    sign_in(client, make_employer_actor(application.vacancy.employer))
    start = client.get("/employer/").content.decode()
    assert "We are checking who you are" in start
    page = client.get(url("employer_vacancy", application.vacancy)).content.decode()
    assert "1 application" in page
    assert "Sarr" not in page
    people = client.get(url("employer_people", application.vacancy)).content.decode()
    assert "as soon as we have verified you" in people
    assert client.get(url("employer_application", application)).status_code == 404
    assert not AccessLog.objects.exists()


def test_applicants_are_listed_with_reasons_and_the_reading_is_logged_once_a_day(employer_client, application):
    for _ in range(2):
        page = employer_client.get(url("employer_vacancy", application.vacancy)).content.decode()
    assert "Awa Sarr" in page
    assert "1 of 2 skills: Cook meals; missing: Plan menus" in page
    log = AccessLog.objects.get(person_id=application.person_id)
    assert (log.role, log.what, log.purpose) == ("employer", "applicant list", f"vacancy {application.vacancy.reference}")


def test_an_application_shows_letter_contact_and_cv_and_no_protected_facts(employer_client, application):
    application.person.sex, application.person.birth_year = "female", 1961
    application.person.save()
    page = employer_client.get(url("employer_application", application)).content.decode()
    assert "I like to cook" in page
    assert "awa@example.org" in page
    assert f"/files/{application.cv_file_id}/" in page
    for hidden in ("1961", "female", "Woman"):
        assert hidden not in page
    application.refresh_from_db()
    assert application.status == "seen"


def test_who_does_not_share_contact_is_reached_through_the_service(employer_client, application):
    Application.objects.update(share_contact=False)
    page = employer_client.get(url("employer_application", application)).content.decode()
    assert "awa@example.org" not in page
    assert "through us" in page


def test_people_who_fit_have_no_name_and_nothing_that_tells_who_they_are(employer_client, vacancy):
    profile = world.profile(skills=("Cook meals",), pay_floor_minor=123456, pay_floor_currency="QSD", pay_floor_period="month")
    person = profile.person
    person.sex, person.birth_year = "female", 1961
    person.save()
    page = employer_client.get(url("employer_people", vacancy)).content.decode()
    assert token_of(vacancy.pk, person.pk) in page
    for hidden in ("Awa", "Sarr", "1961", "female", person.reference, str(person.pk), str(profile.pk), "1234", "floor"):
        assert hidden not in page, hidden
    assert "less than 5 km away" in page
    log = AccessLog.objects.get(person_id=person.pk)
    assert (log.role, log.what) == ("employer", "profile without name")


def test_who_hides_or_hides_from_this_employer_is_not_among_the_people(employer_client, vacancy):
    hidden = world.profile(visibility="hidden")
    blocks = world.profile()
    EmployerBlock.objects.create(person=blocks.person, employer=vacancy.employer, at=clock.now())
    page = employer_client.get(url("employer_people", vacancy)).content.decode()
    for profile in (hidden, blocks):
        assert token_of(vacancy.pk, profile.person_id) not in page
    assert "Nobody fits yet" in page


def test_inviting_takes_two_steps_and_the_name_stays_hidden(employer_client, vacancy):
    person = world.profile().person
    invite = reverse("employer_invite", kwargs={"reference": vacancy.reference, "token": token_of(vacancy.pk, person.pk)})
    assert "Invite person" in employer_client.get(invite).content.decode()
    assert not Invitation.objects.exists()
    too_long = employer_client.post(invite, {"message": "x" * 1001})
    assert too_long.status_code == 400
    assert "x" * 1001 in too_long.content.decode()
    assert employer_client.post(invite, {"message": "Come and see us"}).status_code == 302
    assert Invitation.objects.get().person == person
    assert "Sarr" not in employer_client.get(url("employer_vacancy", vacancy)).content.decode()
    Invitation.objects.update(status="accepted")
    assert "Awa Sarr" in employer_client.get(url("employer_vacancy", vacancy)).content.decode()


def test_a_made_up_token_finds_nobody(employer_client, vacancy):
    world.profile()
    for token in ("0" * 24, "x", token_of(uuid.uuid4(), uuid.uuid4())):
        made_up = reverse("employer_invite", kwargs={"reference": vacancy.reference, "token": token})
        assert employer_client.get(made_up).status_code == 404


def test_shortlist_interview_and_hire_from_the_pages(employer_client, application):
    assert employer_client.post(decide_url(application, "shortlist"), {"words": ""}).status_code == 302
    when = clock.today() + dt.timedelta(days=5)
    interview = {"day": when.isoformat(), "time": "10:30", "where": "Main road 1", "words": "Bring your licence"}
    assert employer_client.post(decide_url(application, "interview"), interview).status_code == 302
    file = employer_client.get(url("employer_interview_file", application))
    assert file["Content-Type"].startswith("text/calendar")
    assert b"Main road 1" in file.content
    assert b"Sarr" not in file.content
    hire = {"started_on": when.isoformat(), "contract": "permanent", "hours_per_week": "37.5", "written_contract": "True"}
    assert employer_client.post(decide_url(application, "hire"), hire).status_code == 302
    placement = Placement.objects.get()
    assert (placement.written_contract, float(placement.hours_per_week), placement.status) == (True, 37.5, "reported")
    assert "Hire reported" in employer_client.get(url("employer_application", application)).content.decode()


def test_an_interview_time_is_read_in_the_countrys_zone(employer_client, application):
    when = clock.today() + dt.timedelta(days=5)
    employer_client.post(decide_url(application, "interview"), {"day": when.isoformat(), "time": "10:30", "where": "Here"})
    application.refresh_from_db()
    assert application.interview_at == dt.datetime.combine(when, dt.time(4, 30), tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("step", "data", "said"),
    [
        ("reject", {"reason": "", "words": "Typed and kept"}, "Typed and kept"),
        ("reject", {"reason": "other", "words": ""}, "in a few words"),
        ("reject", {"reason": "age", "words": ""}, "Please check"),
        ("interview", {"day": "tomorrow", "time": "", "where": "Somewhere typed"}, "Somewhere typed"),
        ("interview", {"day": "2020-01-01", "time": "10:00", "where": "Here"}, "within the next six months"),
        ("hire", {"started_on": "1999-01-01", "contract": "permanent"}, "first day of work"),
        ("hire", {"started_on": "not a day", "contract": "piracy", "hours_per_week": "999999"}, "not a day"),
        ("shortlist", {"words": "y" * 501}, "y" * 501),
    ],
)
def test_bad_input_stands_beside_its_field_and_nothing_typed_is_lost(employer_client, application, step, data, said):
    response = employer_client.post(decide_url(application, step), data)
    assert response.status_code == 400
    assert said in response.content.decode()
    application.refresh_from_db()
    assert application.status == "sent"


def test_rejecting_shows_the_reason_to_choose_and_keeps_it(employer_client, application):
    page = employer_client.get(decide_url(application, "reject")).content.decode()
    assert "The person reads the reason" in page
    employer_client.post(decide_url(application, "reject"), {"reason": "skills", "words": "Menus are planned here"})
    application.refresh_from_db()
    assert (application.status, application.rejection_reason) == ("rejected", "skills")
    assert "Menus are planned here" in employer_client.get(url("employer_vacancy", application.vacancy)).content.decode()


PAGES = [
    "employer_vacancy", "employer_advert", "employer_people", "employer_vacancy_change", "employer_matched_by",
]  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_another_employers_vacancy_is_not_there(client, vacancy, name):
    sign_in(client, make_employer_actor())
    assert client.get(url(name, vacancy)).status_code == 404


def test_another_employers_application_is_not_there_and_cannot_be_decided(client, application):
    sign_in(client, make_employer_actor())
    assert client.get(url("employer_application", application)).status_code == 404
    assert client.get(url("employer_interview_file", application)).status_code == 404
    for step in ("shortlist", "interview", "offer", "hire", "reject"):
        assert client.post(decide_url(application, step), {"words": "", "reason": "skills"}).status_code == 404
    step = reverse("employer_vacancy_step", kwargs={"reference": application.vacancy.reference, "name": "close"})
    assert client.post(step, {"reason": "withdrawn"}).status_code == 404
    application.refresh_from_db()
    assert application.status == "sent"


@pytest.mark.parametrize("role", ["counsellor", "manager", "partner_adviser", "administrator"])
def test_other_roles_have_no_employers_pages(client, vacancy, role):
    client.force_login(Account.objects.get(pk=make_staff(role).account_id))
    assert client.get(url("employer_vacancy", vacancy)).status_code in {302, 403}


def test_a_visitor_is_sent_to_sign_in(client, vacancy):
    response = client.get(url("employer_vacancy", vacancy))
    assert response.status_code == 302
    assert "/account/login/" in response.url


def test_a_session_of_a_contact_who_was_ended_sees_nothing_more(employer_client, vacancy, actor):
    EmployerContact.objects.filter(account_id=actor.account_id).update(state="ended", ended_at=clock.now())
    assert employer_client.get(url("employer_vacancy", vacancy)).status_code == 403


@pytest.mark.parametrize("step", ["pause", "extend", "close"])
def test_each_step_of_a_vacancy_says_first_what_happens(employer_client, vacancy, step):
    where = reverse("employer_vacancy_step", kwargs={"reference": vacancy.reference, "name": step})
    assert employer_client.get(where).status_code == 200
    assert employer_client.post(where, {"reason": "withdrawn"}).status_code == 302
    vacancy.refresh_from_db()
    assert vacancy.status == {"pause": "paused", "extend": "published", "close": "closed"}[step]


def test_closing_needs_a_reason_and_an_unknown_step_is_not_there(employer_client, vacancy):
    where = reverse("employer_vacancy_step", kwargs={"reference": vacancy.reference, "name": "close"})
    assert employer_client.post(where, {}).status_code == 400
    nowhere = reverse("employer_vacancy_step", kwargs={"reference": vacancy.reference, "name": "explode"})
    assert employer_client.get(nowhere).status_code == 404


def test_a_step_that_is_no_longer_possible_says_so(employer_client, vacancy):
    Vacancy.objects.filter(pk=vacancy.pk).update(status="closed")
    where = reverse("employer_vacancy_step", kwargs={"reference": vacancy.reference, "name": "pause"})
    response = employer_client.post(where)
    assert response.status_code == 400
    assert "cannot be done now" in response.content.decode()


def test_changing_the_advert_keeps_what_was_typed_when_the_pay_is_below_the_minimum(employer_client, vacancy):
    data = {
        "title": "Cook, newly named", "description": "Typed text", "places_total": "3", "contract": "permanent",
        "hours": "full_time", "pay_min": "1.00", "pay_period": "hour", "telework": "none", "apply_by": "here",
    }  # fmt: skip
    response = employer_client.post(url("employer_vacancy_change", vacancy), data)
    assert response.status_code == 400
    page = response.content.decode()
    assert "Minimum Wage Order 2026" in page
    assert "Cook, newly named" in page
    assert employer_client.post(url("employer_vacancy_change", vacancy), data | {"pay_min": "12.50"}).status_code == 302
    vacancy.refresh_from_db()
    assert (vacancy.title, vacancy.pay_min_minor, vacancy.pay_currency, vacancy.places_total) == (
        "Cook, newly named",
        1250,
        "QSD",
        3,
    )
    assert vacancy.occupation_id is not None


def test_a_draft_shows_what_the_rules_ask_before_it_is_published(client):
    actor = make_employer_actor()
    draft = draft_vacancy(actor=actor, employer_id=actor.employer_id, facts=make_facts(description="Women only"))
    sign_in(client, actor)
    page = client.get(url("employer_advert", draft)).content.decode()
    assert "may shut out women or men" in page
    where = reverse("employer_vacancy_step", kwargs={"reference": draft.reference, "name": "submit"})
    assert client.post(where).status_code == 302
    draft.refresh_from_db()
    assert draft.status == "in_review"


def test_a_colleague_is_invited_accepts_and_is_ended(client, employer_client, actor):
    assert "Who acts for the firm" in employer_client.get("/employer/firm/").content.decode()
    data = {"name": "Kim", "email": "kim@example.org", "function": "Kitchen"}
    assert employer_client.post("/employer/firm/contacts/invite/", {"name": "", "email": "nobody"}).status_code == 400
    assert employer_client.post("/employer/firm/contacts/invite/", data).status_code == 302
    contact = EmployerContact.objects.get(email="kim@example.org")
    client.force_login(AccountFactory(email="kim@example.org"))
    assert "Yes, I act for this employer" in client.get("/employer/").content.decode()
    assert client.post(f"/employer/contacts/{contact.pk}/accept/").status_code == 302
    assert "Your vacancies" in client.get("/employer/").content.decode()
    sign_in(client, actor)
    end = f"/employer/firm/contacts/{contact.pk}/end/"
    assert client.get(end).status_code == 200
    assert client.post(end).status_code == 302
    contact.refresh_from_db()
    assert contact.state == "ended"


def test_an_invitation_of_somebody_else_is_not_there(client, actor):
    contact = invite_contact(actor=actor, employer_id=actor.employer_id, name="Kim", email="kim@example.org")
    client.force_login(AccountFactory(person=make_person()))
    assert client.post(f"/employer/contacts/{contact.pk}/accept/").status_code == 404


def test_the_firms_page_is_changed_and_errors_stand_beside_the_field(employer_client, vacancy):
    data = {"name": vacancy.employer.name, "size_band": "1-9", "website": "not a site", "description": "We cook"}
    bad = employer_client.post("/employer/firm/change/", data)
    assert bad.status_code == 400
    assert "not a site" in bad.content.decode()
    assert employer_client.post("/employer/firm/change/", data | {"website": "https://food.example"}).status_code == 302
    assert "We cook" in employer_client.get("/employer/firm/").content.decode()


def test_the_history_names_who_did_what(employer_client, vacancy):
    where = reverse("employer_vacancy_step", kwargs={"reference": vacancy.reference, "name": "pause"})
    employer_client.post(where)
    page = employer_client.get("/employer/history/").content.decode()
    assert "Contact Person" in page
    assert "Paused" in page


def test_lists_ask_a_fixed_number_of_queries(employer_client, vacancy, django_assert_max_num_queries, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def count(address):
        employer_client.get(address)
        with CaptureQueriesContext(
            connection,
        ) as seen:
            employer_client.get(address)
        return len(seen)

    def fill(n):
        for _ in range(n):
            ApplicationFactory(vacancy=vacancy, person=world.profile(skills=("Cook meals",)).person)
            world.profile(skills=("Cook meals",))
            VacancyFactory(employer=vacancy.employer)

    addresses = ["/employer/", url("employer_vacancy", vacancy), url("employer_people", vacancy), "/employer/history/"]
    fill(2)
    few = [count(a) for a in addresses]
    fill(8)
    many = [count(a) for a in addresses]
    assert few == many
    assert max(many) <= 50, many


def test_a_closing_reason_is_said_in_the_language_of_the_page(employer_client, vacancy):
    where = reverse("employer_vacancy_step", kwargs={"reference": vacancy.reference, "name": "close"})
    employer_client.post(where, {"reason": "filled_otherwise"})
    assert "Filled otherwise" in employer_client.get(url("employer_advert", vacancy)).content.decode()
    employer_client.cookies["django_language"] = "ar"
    assert "شُغلت بطريقة أخرى" in employer_client.get(url("employer_advert", vacancy)).content.decode()


def test_an_officer_posts_for_an_employer_on_the_assisted_screen(vacancy):
    client = signed_in(make_staff("employer_liaison"))
    begun = client.post("/d/start/work.post_vacancy/", {"employer": str(vacancy.employer_id), "channel": "phone"}, follow=True)
    assert begun.status_code == 200
    assert "What is the job called?" in begun.content.decode()


def test_occupation_and_skills_are_found_by_words_and_chosen(employer_client, vacancy):
    where = url("employer_matched_by", vacancy)
    nurse, first_aid = world.occupation("2221"), world.skill("First aid")
    found = employer_client.get(where, {"occupation_words": "nurse", "skill_words": "first aid"}).content.decode()
    assert str(nurse.pk) in found
    assert str(first_aid.pk) in found
    data = {"occupation_words": "nurse", "skill_words": "first aid", "occupation": str(nurse.pk), "skills": [str(first_aid.pk)]}
    assert employer_client.post(where, data).status_code == 302
    vacancy.refresh_from_db()
    assert vacancy.isco == "2221"
    assert [s.skill for s in vacancy.skills.all()] == [first_aid]
    assert employer_client.post(where, data | {"skills": [str(uuid.uuid4())]}).status_code == 400

import csv
import datetime as dt
import io
import json

import pytest
from django.core.cache import cache
from django.test import Client

from openpes.base import clock
from openpes.base.ids import new_reference, uuid7
from openpes.base.text import fold
from openpes.casework.models import Task
from openpes.contact.actions import tell
from openpes.people.models import Person, Place
from openpes.placement.actions.applications import apply
from openpes.placement.models import Application, EmployerBlock, Invitation, Referral, SavedVacancy
from openpes.trust.access import record_access
from openpes.trust.consent import is_given
from openpes.trust.models import ErasureRequest
from openpes.work.actions.profiles import save_profile
from people.factories import AccountFactory, OrganisationFactory, make_client, make_person, make_registration, make_staff
from web.signing_in import signed_in
from work.factories import VacancyFactory, make_occupation

pytestmark = pytest.mark.django_db
LISTS = ["", "profile/", "messages/", "matches/", "saved/", "applications/", "proposals/", "registration/", "data/", "data/readers/",
         "data/purposes/", "data/erasure/", "data/correction/"]  # fmt: skip


@pytest.fixture(autouse=True)
def _clean(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    cache.clear()


@pytest.fixture
def office():
    return OrganisationFactory()


@pytest.fixture
def me(office):
    """A registered jobseeker's actor with a profile."""
    person = make_person("Amina", "Diallo")
    make_registration(person, office)
    client = make_client(person)
    town = Place.objects.create(code="T-1", kind="town", name="Port Sarim", folded=fold("Port Sarim"), latitude=1, longitude=2)
    save_profile(
        actor=client, person=person, occupations=[make_occupation().pk], hours="full_time", places=[(town.pk, 30)], education=3
    )
    return client


@pytest.fixture
def browser(me):
    return signed_in(me)


def person_of(actor):
    return Person.objects.get(pk=actor.person_id)


def proposal(person, **facts):
    return Referral.objects.create(
        reference=new_reference("F"), person=person, vacancy=VacancyFactory(**facts), made_at=clock.now(), message="Try this"
    )


def invitation(person):
    return Invitation.objects.create(reference=new_reference("N"), person=person, vacancy=VacancyFactory(), sent_at=clock.now())


@pytest.mark.parametrize("page", LISTS)
def test_every_page_opens_for_a_jobseeker_and_not_for_others(browser, page):
    assert browser.get(f"/me/{page}").status_code == 200
    assert Client().get(f"/me/{page}").url.startswith("/account/login/")
    assert signed_in(make_staff()).get(f"/me/{page}").status_code == 403


@pytest.mark.parametrize("page", [p for p in LISTS if p != "registration/"])
def test_every_page_opens_before_there_is_a_record(page):
    browser = signed_in(make_client(make_person()))
    assert browser.get(f"/me/{page}").status_code == 200
    nobody = AccountFactory()
    client = Client()
    client.force_login(nobody, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(f"/me/{page}").status_code == 200


def test_the_first_page_names_one_next_step(office):
    person = make_person()
    actor = make_client(person)
    browser = signed_in(actor)
    assert "Register as a jobseeker" in browser.get("/me/").content.decode()
    make_registration(person, office)
    assert "Fill in my profile" in browser.get("/me/").content.decode()
    proposal(person)
    assert "1 proposal waits for your answer" in browser.get("/me/").content.decode()


def test_matches_show_reasons_and_misses_and_can_be_saved_and_hidden(browser, me):
    vacancy = VacancyFactory(isco="5120", occupation=make_occupation())
    page = browser.get("/me/matches/").content.decode()
    assert vacancy.title in page
    assert "the occupation you want" in page
    assert 'class="unknown"' in page
    browser.post(f"/me/vacancies/{vacancy.pk}/save/")
    assert vacancy.title in browser.get("/me/saved/").content.decode()
    browser.post(f"/me/vacancies/{vacancy.pk}/hide/")
    assert vacancy.title not in browser.get("/me/matches/").content.decode()
    browser.post(f"/me/vacancies/{vacancy.pk}/forget/")
    assert not SavedVacancy.objects.exists()
    assert vacancy.title in browser.get("/me/matches/").content.decode()


def test_hiding_from_an_employer_asks_first(browser, me):
    vacancy = VacancyFactory(isco="5120", occupation=make_occupation())
    url = f"/me/employers/{vacancy.employer_id}/hide/"
    assert vacancy.employer.name in browser.get(url).content.decode()
    assert not EmployerBlock.objects.exists()
    browser.post(url)
    assert vacancy.title not in browser.get("/me/matches/").content.decode()
    browser.post(f"/me/employers/{vacancy.employer_id}/show/")
    assert not EmployerBlock.objects.exists()


def test_an_application_is_followed_step_by_step_and_withdrawn_once_asked(browser, me):
    row = apply(actor=me, person=person_of(me), vacancy_id=VacancyFactory().pk, letter="Good day")
    page = browser.get(f"/me/applications/{row.reference}/").content.decode()
    assert "Good day" in page
    assert 'class="now"' in page
    url = f"/me/applications/{row.reference}/withdraw/"
    assert browser.get(url).status_code == 200
    assert Application.objects.get().status == "sent"
    for _again in range(2):
        assert browser.post(url, {"words": "Found work"}, follow=True).status_code == 200
    assert Application.objects.get().status == "withdrawn"


def test_proposals_and_invitations_are_answered_here(browser, me):
    one, two, three = proposal(person_of(me)), proposal(person_of(me)), invitation(person_of(me))
    page = browser.get("/me/proposals/").content.decode()
    assert page.count("Your counsellor proposes") == 2
    browser.post(f"/me/referrals/{one.pk}/answer/", {"answer": "yes"})
    browser.post(f"/me/referrals/{two.pk}/answer/", {"answer": "no", "reason": "Too far"})
    browser.post(f"/me/invitations/{three.pk}/answer/", {"answer": "yes", "share_contact": "yes"})
    assert [a.share_contact for a in Application.objects.order_by("sent_at")] == [False, True]
    assert "Nothing waits for your answer" in browser.get("/me/proposals/").content.decode()
    changed_mind = browser.post(f"/me/referrals/{two.pk}/answer/", {"answer": "yes"}, follow=True)
    assert "note bad" in changed_mind.content.decode()
    assert Application.objects.count() == 2


def test_things_of_somebody_else_are_not_found(browser, me):
    other = make_client()
    row = apply(actor=other, person=person_of(other), vacancy_id=VacancyFactory().pk)
    letter = tell(person_id=other.person_id, kind="x", subject="S", text="T", key="k")
    for url in (f"/me/applications/{row.reference}/", f"/me/applications/{row.reference}/withdraw/", f"/me/messages/{letter.pk}/",
                "/me/applications/A-0000-0000/"):  # fmt: skip
        assert browser.get(url).status_code == 404, url
    for url in (f"/me/applications/{row.reference}/withdraw/", f"/me/referrals/{proposal(person_of(other)).pk}/answer/",
                f"/me/invitations/{invitation(person_of(other)).pk}/answer/", f"/me/vacancies/{uuid7()}/save/",
                f"/me/employers/{uuid7()}/hide/"):  # fmt: skip
        assert browser.post(url, {"answer": "yes"}).status_code == 404, url


def test_a_message_is_read_once_and_counts_as_read(browser, me):
    row = tell(person_id=me.person_id, kind="x", subject="Subject <b>", text="Text", key="k", link="/me/proposals/")
    assert "New" in browser.get("/me/messages/").content.decode()
    page = browser.get(f"/me/messages/{row.pk}/").content.decode()
    assert "Subject &lt;b&gt;" in page
    row.refresh_from_db()
    assert row.read_at is not None


def test_the_profile_is_changed_line_by_line(browser, me):
    page = browser.get("/me/profile/").content.decode()
    assert "cook" in page
    assert "Full time" in page
    start = browser.post("/d/start/placement.profile/", {"slot": "education"})
    assert start.url.endswith("/q/education/")
    assert browser.post(start.url, {"education": "6"}).url.endswith("/q/available/"), "what was never answered is asked"


def test_the_certificate_is_a_page_and_a_pdf_that_anyone_can_verify(browser, me):
    row = person_of(me).registrations.get()
    page = browser.get("/me/registration/").content.decode()
    assert "Amina Diallo" in page
    assert "<svg" in page
    paper = browser.get("/me/registration/certificate.pdf")
    assert paper.content[:5] == b"%PDF-"
    shown = Client().get(f"/verify/{row.certificate_code}/").content.decode()
    assert "Valid" in shown
    assert "Amina" not in shown
    row.state, row.effective_until = "ended", clock.today()
    row.save()
    assert "Ended" in Client().get(f"/verify/{row.certificate_code.lower()}/").content.decode()
    assert Client().get("/verify/NOSUCHCODE/").status_code == 404


def test_a_sleeping_registration_wakes_when_the_person_looks_in(browser, me):
    row = person_of(me).registrations.get()
    row.state, row.last_sign_at = "dormant", clock.now() - dt.timedelta(days=90)
    row.save()
    assert browser.get("/me/").status_code == 200
    row.refresh_from_db()
    assert row.state == "open"


@pytest.mark.parametrize("kind", ["json", "csv", "pdf"])
def test_what_is_held_can_be_taken_along(browser, me, kind):
    apply(actor=me, person=person_of(me), vacancy_id=VacancyFactory().pk, letter="=cmd|' /C calc'!A0")
    sent = browser.get(f"/me/data/download.{kind}")
    assert sent.status_code == 200
    assert "attachment" in sent["Content-Disposition"]
    if kind == "json":
        assert json.loads(sent.content)["people"]["names"][0]["given"] == "Amina"
    if kind == "csv":
        rows = list(csv.reader(io.StringIO(sent.content.decode("utf-8-sig"))))
        assert not any(cell[:1] in "=+-@" for row in rows for cell in row if cell)
    if kind == "pdf":
        assert sent.content[:5] == b"%PDF-"
    assert browser.get("/me/data/download.exe").status_code == 404


def test_who_looked_is_shown_by_office_role_and_purpose_without_names(browser, me, office):
    staff = make_staff(organisation=office)
    record_access(actor=staff.with_purpose("first interview"), person_id=me.person_id, what="case file")
    page = browser.get("/me/data/readers/").content.decode()
    assert office.name in page
    assert "Counsellor" in page
    assert "first interview" in page
    assert "Staff" not in page


def test_agreeing_taking_back_and_objecting(browser, me):
    browser.post("/me/data/purposes/follow_up_survey/", {"state": "given"})
    assert is_given(me.person_id, "follow_up_survey")
    browser.post("/me/data/purposes/follow_up_survey/", {"state": "withdrawn"})
    assert not is_given(me.person_id, "follow_up_survey")
    browser.post("/me/data/purposes/placement/", {"state": "objected"})
    assert "You objected" in browser.get("/me/data/purposes/").content.decode()
    assert browser.post("/me/data/purposes/nothing/", {"state": "given"}).status_code == 404


def test_asking_to_be_forgotten_and_to_be_corrected_becomes_work_for_an_officer(browser, me):
    for _again in range(2):
        browser.post("/me/data/erasure/")
    assert ErasureRequest.objects.count() == 1
    assert browser.post("/me/data/correction/", {"words": " "}).status_code == 422
    too_long = browser.post("/me/data/correction/", {"words": "x" * 600})
    assert too_long.status_code == 422
    assert "x" * 600 in too_long.content.decode()
    browser.post("/me/data/correction/", {"words": "I was born in 1990"})
    words = set(Task.objects.filter(person_id=me.person_id).values_list("words", flat=True))
    assert words == {"Asks to be forgotten", "Correction: I was born in 1990"}


@pytest.mark.parametrize("page", ["matches/?page=abc", "matches/?page=-1", "matches/?page=99999", "matches/?page=٣"])
def test_nonsense_in_the_address_is_answered(browser, page):
    assert browser.get(f"/me/{page}").status_code == 200


def test_lists_take_a_bounded_number_of_queries(browser, me, django_assert_max_num_queries):
    def fill(count):
        for _n in range(count):
            vacancy = VacancyFactory(isco="5120", occupation=make_occupation())
            apply(actor=me, person=person_of(me), vacancy_id=vacancy.pk)
            proposal(person_of(me))
            SavedVacancy.objects.create(person_id=me.person_id, vacancy=VacancyFactory(), at=clock.now())
            tell(person_id=me.person_id, kind="x", subject="S", text="T", key=str(uuid7()))

    fill(2)
    browser.get("/me/")
    pages = ("", "matches/", "saved/", "applications/", "proposals/", "messages/")
    counts = {}
    for page in pages:
        with django_assert_max_num_queries(80) as seen:
            browser.get(f"/me/{page}")
        counts[page] = len(seen)
    fill(6)
    browser.get("/me/matches/")
    for page in pages:
        with django_assert_max_num_queries(counts[page] + 4):
            browser.get(f"/me/{page}")

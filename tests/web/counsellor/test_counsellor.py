import datetime as dt

import pytest

from casework.test_casework import task
from openpes.base import clock
from openpes.base.actor import SYSTEM
from openpes.casework.actions import assign_case
from openpes.casework.models import Note, Task
from openpes.people.actions import note_possible_duplicates
from openpes.people.enums import Role
from openpes.people.models import Account, Organisation
from openpes.placement.enums import ReferralStatus
from openpes.placement.models import Placement, Referral
from openpes.trust.models import AccessLog
from openpes.work.enums import Audience, VacancyStatus
from openpes.work.models import CodingQueueItem
from people.factories import make_client, make_person, make_registration, make_staff
from placement.factories import make_findable
from web.signing_in import signed_in
from work.factories import VacancyFactory, make_occupation

pytestmark = pytest.mark.django_db


@pytest.fixture
def counsellor():
    return make_staff()


@pytest.fixture
def browser(counsellor):
    return signed_in(counsellor)


@pytest.fixture
def office(counsellor):
    return Organisation.objects.get(pk=counsellor.organisation_id)


@pytest.fixture
def person(counsellor, office):
    row = make_findable()
    make_registration(row, office)
    assign_case(actor=SYSTEM, person=row, counsellor=Account.objects.get(pk=counsellor.account_id), organisation=office)
    return row


@pytest.fixture
def vacancy():
    return VacancyFactory(
        status=VacancyStatus.PUBLISHED,
        audience=Audience.PUBLIC,
        published_at=clock.now(),
        occupation=make_occupation(),
        isco="5120",
    )


def test_the_worklist_counts_lists_and_finishes_tasks(browser, office, person):
    late = task(office, person, due_on=clock.today() - dt.timedelta(days=1))
    page = browser.get("/office/").content.decode()
    assert person.display_name in page
    browser.post(f"/office/tasks/{late.pk}/", {"do": "done", "back": "/office/"})
    late.refresh_from_db()
    assert late.state == "done"


def test_a_way_back_never_leads_elsewhere(browser, office, person):
    row = task(office, person)
    for wanted in ("https://evil.example/", "//evil.example/", "javascript:alert(1)"):
        assert browser.post(f"/office/tasks/{row.pk}/", {"do": "client", "back": wanted}).url == "/office/"


def test_the_file_shows_everything_on_one_page_and_the_reading_is_logged(browser, person, vacancy, django_assert_max_num_queries):
    browser.get(f"/office/people/{person.reference}/")  # the match index is read once per process
    with django_assert_max_num_queries(75):
        page = browser.get(f"/office/people/{person.reference}/")
    assert page.status_code == 200
    assert AccessLog.objects.filter(person_id=person.pk).count() == 2


def test_a_note_is_written_from_the_file(browser, person):
    response = browser.post(
        f"/office/people/{person.reference}/note/", {"text": "Wants nights", "channel": "phone", "withheld": ""}
    )
    assert response.status_code == 302
    assert "Wants nights" in browser.get(f"/office/people/{person.reference}/").content.decode()
    refused = browser.post(
        f"/office/people/{person.reference}/note/", {"text": "Typed text", "channel": "phone", "withheld": "third_party"}
    )
    assert refused.status_code == 200
    assert "Typed text" in refused.content.decode()
    assert Note.objects.count() == 1


def test_a_vacancy_is_sent_to_several_people(browser, person, vacancy, counsellor, office):
    page = browser.get(f"/office/vacancies/{vacancy.reference}/send/")
    assert person.display_name in page.content.decode()
    browser.post(f"/office/vacancies/{vacancy.reference}/send/", {"person": [str(person.pk)], "do": "propose", "message": "Look"})
    assert Referral.objects.get().status == ReferralStatus.PROPOSED
    empty = browser.post(f"/office/vacancies/{vacancy.reference}/send/", {"do": "propose", "message": "Kept words"})
    assert "Kept words" in empty.content.decode()


def test_a_person_who_said_yes_is_sent_and_the_answer_recorded(browser, person, vacancy):
    browser.post(f"/office/vacancies/{vacancy.reference}/send/", {"person": [str(person.pk)], "do": "forward"})
    row = Referral.objects.get()
    assert row.status == ReferralStatus.SENT
    assert person.display_name in browser.get("/office/referrals/").content.decode()
    prefix = str(row.pk)[-6:]
    browser.post(f"/office/referrals/{row.pk}/answer/", {f"{prefix}-to": "rejected", f"{prefix}-words": "Filled"})
    row.refresh_from_db()
    assert row.status == ReferralStatus.ANSWERED


def test_a_placement_is_recorded_with_its_evidence(browser, person):
    data = {"employer_name": "Bakery", "started_on": str(clock.today()), "contract": "permanent", "words": "Contract seen"}
    assert browser.post(f"/office/people/{person.reference}/placement/", data).status_code == 302
    row = Placement.objects.get()
    assert row.status == "reported"
    more = {"source": "tax", "confirms": "yes", "words": "Extract of November"}
    assert browser.post(f"/office/placements/{row.pk}/evidence/", more).status_code == 302
    row.refresh_from_db()
    assert row.status == "confirmed"
    wrong = browser.post(f"/office/people/{person.reference}/placement/", {"started_on": "tomorrow", "words": "Kept"})
    assert wrong.status_code == 200
    assert "Kept" in wrong.content.decode()


def test_duplicates_are_merged_and_unmerged(browser, person, office):
    other = make_person("Awa", "Sar")
    make_registration(other, office)
    note_possible_duplicates(actor=SYSTEM, person=person, others=[(other.pk, ("similar_name",))])
    row = browser.get("/office/duplicates/").context["rows"][0]
    browser.post(f"/office/duplicates/{row.pk}/", {"do": "keep_first", "reason": "Same paper"})
    row.first.refresh_from_db()
    row.second.refresh_from_db()
    assert row.second.merged_into_id == row.first.pk
    page = browser.get(f"/office/people/{row.first.reference}/")
    merge = page.context["merges"][0]
    browser.post(f"/office/merges/{merge.pk}/undo/")
    row.second.refresh_from_db()
    assert row.second.merged_into_id is None


def test_a_doubtful_title_is_settled_and_learned(browser, vacancy):
    vacancy.coding = "doubtful"
    vacancy.save()
    CodingQueueItem.objects.create(vacancy=vacancy, title_key="kok", proposed=vacancy.occupation, confidence=0.3)
    assert vacancy.title in browser.get("/office/coding/?q=cook&at=x").content.decode()
    browser.post(f"/office/coding/{vacancy.pk}/", {"occupation": str(vacancy.occupation_id)})
    vacancy.refresh_from_db()
    assert vacancy.coding == "confirmed"
    assert browser.post(f"/office/coding/{vacancy.pk}/", {"occupation": "nonsense"}).status_code == 302


def test_a_declared_conflict_closes_the_file_at_once(browser, person):
    assert browser.post(f"/office/people/{person.reference}/conflict/", {"reason": "My aunt"}).status_code == 302
    assert browser.get(f"/office/people/{person.reference}/").status_code == 404


PERSON_PAGES = ["", "note/", "task/", "assign/", "matches/", "placement/", "conflict/"]


@pytest.mark.parametrize("page", PERSON_PAGES)
def test_another_offices_person_does_not_exist_for_us(page, person, browser):
    assert browser.get(f"/office/people/{person.reference}/{page}").status_code == 200
    assert signed_in(make_staff()).get(f"/office/people/{person.reference}/{page}").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "",
        "people/",
        "people/find/?q=awa",
        "people/register/?q=awa",
        "referrals/",
        "duplicates/",
        "vacancies/?q=cook",
        "checks/",
        "coding/",
    ],
)
def test_pages_open_for_counsellors_and_for_no_client_or_content_editor(path, browser, person, vacancy):
    assert browser.get(f"/office/{path}").status_code == 200
    assert signed_in(make_client()).get(f"/office/{path}").status_code == 403
    assert signed_in(make_staff(Role.CONTENT_EDITOR)).get(f"/office/{path}").status_code == 403


def test_a_new_task_stands_on_the_worklist_once(browser, person):
    data = {"kind": "contact_client", "words": "Ask about the course", "state": "waiting_us"}
    for _ in range(2):
        browser.post(f"/office/people/{person.reference}/task/", data)
    assert Task.objects.filter(words="Ask about the course").count() == 1


def test_a_counsellor_asks_why_a_vacancy_is_not_on_the_list_and_may_propose_it_all_the_same(browser, person, vacancy):
    address = f"/office/people/{person.reference}/matches/"
    page = browser.get(address, {"vacancy": vacancy.reference}).content.decode()
    assert "of 100" in page
    assert "Propose it" in page
    assert "There is no open vacancy under this reference." in browser.get(address, {"vacancy": "V-0000-0000"}).content.decode()

"""The page of one vacancy: open, closed, hidden, for people and for programs."""

import io
import json
import re

import pytest
import segno

from openpes.people.models import Account
from openpes.web.public import ways
from openpes.work.enums import Handling
from openpes.work.models import JobseekerProfile, ProfileOccupation
from people.factories import AccountFactory, make_person
from web.public.world import SomeVacancies
from work.factories import VacancyFactory, make_employer_actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def some() -> SomeVacancies:
    return SomeVacancies.make()


def posting(text: str) -> dict:
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)[1])


def test_an_open_vacancy_says_what_matters(client, some):
    text = client.get(f"/vacancies/{some.open.reference}/").content.decode()
    for words in ("€1,850 to €2,100.50 a month", "Full time", "Permanent", "Harbour Town", "2 places", "Hygiene card",
                  "The law asks for it.", "Kitchen and Sons", "in 2 days", "<li>plan meals</li>"):  # fmt: skip
        assert words in text, words


def test_unknown_pay_is_said(client, some):
    assert "Pay not stated" in client.get(f"/vacancies/{some.other.reference}/").content.decode()


def test_a_closed_one_says_so_and_offers_similar_ones(client, some):
    answer = client.get(f"/vacancies/{some.closed.reference}/")
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "The place is filled." in text
    assert some.open.reference in text
    assert "ld+json" not in text
    assert 'content="noindex"' in text


@pytest.mark.parametrize("path", ["", "print/", "qr.svg"])
def test_an_internal_one_is_not_there_for_visitors(client, some, path):
    assert client.get(f"/vacancies/{some.internal.reference}/{path}").status_code == 404


def test_a_draft_is_not_there(client):
    draft = VacancyFactory(status="draft", published_at=None)
    assert client.get(f"/vacancies/{draft.reference}/").status_code == 404


@pytest.mark.parametrize("reference", ["x", "%00", "V-%F0%9F%98%80", "a" * 300])
def test_an_address_that_names_nothing_is_a_404_that_helps(client, some, reference):
    answer = client.get(f"/vacancies/{reference}/")
    assert answer.status_code == 404
    assert "What you can do now" in answer.content.decode()


def test_small_letters_lead_to_the_one_address(client, some):
    answer = client.get(f"/vacancies/{some.open.reference.lower()}/")
    assert answer.status_code == 301
    assert answer["Location"] == f"/vacancies/{some.open.reference}/"


def test_programs_read_the_same_facts(client, some):
    data = posting(client.get(f"/vacancies/{some.open.reference}/").content.decode())
    assert data["@type"] == "JobPosting"
    assert data["title"] == some.open.title
    assert data["employmentType"] == "FULL_TIME"
    assert data["baseSalary"]["currency"] == "EUR"
    assert data["baseSalary"]["value"] == {
        "@type": "QuantitativeValue",
        "unitText": "MONTH",
        "minValue": 1850.0,
        "maxValue": 2100.5,
    }
    assert data["jobLocation"]["address"]["addressLocality"] == "Harbour Town"
    assert data["hiringOrganization"]["name"] == "Kitchen and Sons"
    assert data["totalJobOpenings"] == 2


def test_no_title_breaks_out_of_the_page_or_the_data(client, some):
    text = client.get(f"/vacancies/{some.unsafe.reference}/").content.decode()
    assert "<script>alert" not in text
    assert posting(text)["title"] == some.unsafe.title


def test_the_data_needs_no_exception_in_the_content_security_policy(client, some):
    policy = client.get(f"/vacancies/{some.open.reference}/")["Content-Security-Policy"]
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy


def test_an_employer_that_wants_no_name_is_named_nowhere(client):
    hidden = VacancyFactory(handling=Handling.CONFIDENTIAL_EMPLOYER)
    for path in ("", "print/"):
        text = client.get(f"/vacancies/{hidden.reference}/{path}").content.decode()
        assert hidden.employer.name not in text
    listed = client.get("/").content.decode()
    assert hidden.employer.name not in listed


def test_the_preview_of_a_shared_link_has_an_absolute_address_and_picture(client, some):
    text = client.get(f"/vacancies/{some.open.reference}/").content.decode()
    address = f"http://testserver/vacancies/{some.open.reference}/"
    assert f'<link rel="canonical" href="{address}">' in text
    assert f'<meta property="og:url" content="{address}">' in text
    assert 'content="http://testserver/static/design/share.png"' in text


def test_the_sheet_for_printing_has_the_code_and_the_code_holds_the_address(client, some):
    text = client.get(f"/vacancies/{some.open.reference}/print/").content.decode()
    assert f"/vacancies/{some.open.reference}/qr.svg" in text
    answer = client.get(f"/vacancies/{some.open.reference}/qr.svg")
    assert answer["Content-Type"] == "image/svg+xml"
    expected = io.BytesIO()
    code = segno.make(f"http://testserver/vacancies/{some.open.reference}/", error="m")
    code.save(expected, kind="svg", scale=4, border=4, dark="#000", light="#fff", title=some.open.reference)
    assert answer.content == expected.getvalue()


def test_the_sitemap_holds_open_public_vacancies_only(client, some):
    text = client.get("/sitemap.xml").content.decode()
    assert f"http://testserver/vacancies/{some.open.reference}/" in text
    assert some.closed.reference not in text
    assert some.internal.reference not in text
    assert "/pages/employers/" in text


def test_robots_are_told_where_the_sitemap_is(client):
    text = client.get("/robots.txt").content.decode()
    assert "Sitemap: http://testserver/sitemap.xml" in text
    assert "Disallow: /me/" in text


def test_a_jobseeker_sees_how_it_fits_and_a_visitor_does_not(client, some):
    person = make_person()
    account = AccountFactory(person=person)
    profile = JobseekerProfile.objects.create(person=person)
    ProfileOccupation.objects.create(profile=profile, occupation=some.open.occupation)
    path = f"/vacancies/{some.open.reference}/"
    assert "How it fits you" not in client.get(path).content.decode()
    client.force_login(account)
    text = client.get(path).content.decode()
    assert "How it fits you" in text
    assert '<li class="met">' in text


def test_areas_add_what_else_can_be_done_and_visitors_get_no_token(client, some, monkeypatch):
    monkeypatch.setattr(ways, "_providers", [])
    path = f"/vacancies/{some.open.reference}/"

    def save(request, vacancy):
        if request.user.is_authenticated:
            yield ways.Way("Keep it", "/me/save/", "save", post=True, fields=(("vacancy", vacancy.reference),))

    ways.add(save)
    ways.add(save)
    assert "csrfmiddlewaretoken" not in client.get(path).content.decode()
    client.force_login(AccountFactory())
    assert client.get(path).content.decode().count("Keep it") == 1


def test_applying_and_reporting_begin_from_the_page_with_the_vacancy_named(client, some):
    text = client.get(f"/vacancies/{some.open.reference}/").content.decode()
    links = re.findall(r'href="(/d/start/[^"]+)"', text)
    assert {link.split("/")[3] for link in links} == {"placement.apply", "work.report_vacancy"}
    client.force_login(AccountFactory(person=make_person()))
    for link in links:
        answer = client.get(link)
        assert answer.status_code == 200
        assert "There is no such vacancy" not in answer.content.decode()


def test_a_closed_vacancy_cannot_be_applied_to_from_its_page(client, some):
    text = client.get(f"/vacancies/{some.closed.reference}/").content.decode()
    assert "placement.apply" not in text
    assert "work.report_vacancy" in text


def test_nobody_is_offered_a_service_that_is_not_open_to_their_role(client, some):
    employer = make_employer_actor()
    client.force_login(Account.objects.get(pk=employer.account_id))
    session = client.session
    session["acting_role"] = f"employer:{employer.employer_id}"
    session.save()
    assert "placement.apply" not in client.get(f"/vacancies/{some.open.reference}/").content.decode()
    assert "placement.register_jobseeker" not in client.get("/").content.decode()

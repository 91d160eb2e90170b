"""Home, offices and content pages."""

import datetime as dt

import pytest

from openpes.base import clock
from openpes.information.models import ContentPage
from openpes.web.public.asked import minor_of
from openpes.web.public.offices import hours_words
from web.public.world import SomeVacancies

pytestmark = pytest.mark.django_db


def test_home_leads_to_every_service_and_to_a_person(client):
    SomeVacancies.make()
    text = client.get("/").content.decode()
    for words in ("Find work that fits you", "3 open vacancies", "Talk to a counsellor", "Find people", "Harbour office"):
        assert words in text, words


def test_home_stands_without_a_single_vacancy(client):
    assert "There are no open vacancies yet." in client.get("/").content.decode()


def test_the_office_for_a_place_comes_first(client):
    SomeVacancies.make()
    text = client.get("/offices/", {"near": "harbour town"}).content.decode()
    assert "your office is Harbour office" in text
    assert "Monday to Tuesday" in text


def test_an_unknown_place_shows_all_offices_and_says_so(client):
    SomeVacancies.make()
    text = client.get("/offices/", {"near": "Xyzzyville"}).content.decode()
    assert "We do not know a place" in text
    assert "Harbour office" in text


def test_following_days_with_the_same_hours_are_said_together():
    hours = {"mon": "08:00-16:00", "tue": "08:00-16:00", "wed": "", "thu": "10:00-18:00"}
    assert hours_words(hours) == [("Monday to Tuesday", "08:00-16:00"), ("Thursday", "10:00-18:00")]


def test_a_page_of_the_country_is_shown_in_the_language_of_the_reader(client):
    assert "Five signs" in client.get("/pages/false-job-offers/").content.decode()
    arabic = client.get("/pages/false-job-offers/", headers={"accept-language": "ar"}).content.decode()
    assert 'dir="rtl"' in arabic
    assert "Five signs" not in arabic


def test_what_the_office_published_wins_and_drafts_do_not(client):
    now = clock.now()
    ContentPage.objects.create(
        slug="employers", language="en", version=1, title="Ours", body="Our *own* words.", published_at=now
    )
    ContentPage.objects.create(slug="employers", language="en", version=2, title="Draft", body="Not yet.")
    text = client.get("/pages/employers/").content.decode()
    assert "Our <em>own</em> words." in text
    assert "Not yet." not in text


def test_a_withdrawn_version_gives_way_to_the_one_before(client):
    now = clock.now()
    facts = {"slug": "news", "language": "en", "body": "x", "published_at": now}
    ContentPage.objects.create(version=1, title="First", **facts)
    ContentPage.objects.create(version=2, title="Second", withdrawn_at=now + dt.timedelta(hours=1), **facts)
    assert "First" in client.get("/pages/news/").content.decode()


def test_a_page_that_is_nowhere_is_a_404(client):
    assert client.get("/pages/no-such-page/").status_code == 404


def test_a_missing_translation_is_said(client):
    ContentPage.objects.create(slug="only", language="en", version=1, title="Only English", body="x", published_at=clock.now())
    text = client.get("/pages/only/", headers={"accept-language": "sw"}).content.decode()
    assert 'lang="en" dir="ltr"' in text
    assert 'class="note"' in text


@pytest.mark.parametrize(
    ("typed", "minor"),
    [
        ("1500", 150_000), ("1 500", 150_000), ("1,500", 150_000), ("1.500", 150_000), ("1.500,50", 150_050), ("1,500.50", 150_050),
        ("15.5", 1_550), ("١٥٠٠", 150_000), ("0", 0), ("-5", None), ("abc", None), ("", None), ("NaN", None), ("9" * 30, None),
    ],
)  # fmt: skip
def test_amounts_are_read_as_people_type_them(typed, minor):
    assert minor_of(typed, "EUR") == minor

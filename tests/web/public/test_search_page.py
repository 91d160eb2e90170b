"""The search page: what it says, what it weighs, what it asks of the database."""

import gzip
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test.utils import CaptureQueriesContext

from openpes.base.models import ServiceEvent
from web.public.world import SomeVacancies
from work.factories import EmployerFactory, VacancyFactory, make_occupation

pytestmark = pytest.mark.django_db
FIRST_ROUND_TRIP = 14 * 1024
CLIENT_PAGE = 50 * 1024


@pytest.fixture
def some() -> SomeVacancies:
    return SomeVacancies.make()


def weight(content: bytes) -> int:
    return len(gzip.compress(content, 6))


def stylesheet() -> int:
    return weight(Path(finders.find("design/client.css")).read_bytes())


def fill(n: int) -> None:
    """``n`` vacancies of different employers with long, differing words, as real ones have."""
    from openpes.matching.index import indexer

    for i in range(n):
        VacancyFactory(
            title=f"Senior waste-water treatment operator number {i} for district {i * 37 % 101}",
            employer=EmployerFactory(name=f"Municipal Works and Environment Department {i * 7919 % 1009}"),
            occupation=make_occupation("waste-water operator", "3132"),
            isco="3132",
            contract="fixed_term",
            hours="full_time",
            pay_min_minor=100_000 + i * 1_733,
            pay_max_minor=150_000 + i * 1_933,
            pay_currency="EUR",
            pay_period="month",
        )
    indexer.rebuild()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_first_view_fits_into_the_first_round_trip(client, language):
    fill(40)
    answer = client.get("/vacancies/", {"q": "operator"}, headers={"accept-language": language})
    assert answer.content.count(b'class="card go"') == 15
    assert weight(answer.content) + stylesheet() <= FIRST_ROUND_TRIP


@pytest.mark.parametrize("path", ["/", "/vacancies/", "/vacancies/{ref}/", "/offices/", "/pages/", "/pages/employers/"])
def test_a_client_page_with_all_it_loads_stays_small(client, some, path):
    fill(40)
    answer = client.get(path.format(ref=some.open.reference))
    script = weight(Path(finders.find("django_htmx/htmx-2.min.js")).read_bytes()) if b"htmx-2.min.js" in answer.content else 0
    assert weight(answer.content) + stylesheet() + script <= CLIENT_PAGE


def test_the_list_asks_the_database_as_often_for_many_as_for_few(client, some, django_assert_max_num_queries):
    from django.db import connection

    client.get("/vacancies/")
    with CaptureQueriesContext(connection) as few:
        client.get("/vacancies/")
    fill(30)
    client.get("/vacancies/")
    with CaptureQueriesContext(connection) as many:
        client.get("/vacancies/")
    assert len(many) <= len(few)
    assert len(many) <= 16


def test_a_search_leaves_one_service_event_and_browsing_or_narrowing_none(client, some):
    client.get("/vacancies/")
    client.get("/vacancies/", {"q": "cook", "page": "2"})
    client.get("/vacancies/", {"q": "cook", "hours": "full_time"}, headers={"hx-request": "true"})
    assert not ServiceEvent.objects.exists()
    client.get("/vacancies/", {"q": "cook"}, headers={"accept-language": "ar"})
    event = ServiceEvent.objects.get()
    assert (event.service, event.level, event.channel, event.language) == ("job_matching", 2, "web", "ar")
    assert event.person_id is None


def test_every_result_says_why_it_is_there(client, some):
    text = client.get("/vacancies/", {"q": "cook", "near": "Harbour Town"}).content.decode()
    found = text.split('id="found"')[1]
    assert some.open.title in found
    assert "is in the title" in found
    assert "Harbour Town" in found


def test_only_open_public_vacancies_are_listed(client, some):
    text = client.get("/vacancies/").content.decode()
    assert some.open.reference in text
    assert some.closed.reference not in text
    assert some.internal.reference not in text


def test_an_unknown_word_is_named_and_ways_on_are_offered(client, some):
    text = client.get("/vacancies/", {"q": "qqqzzzxx"}).content.decode()
    assert "Nothing found" in text
    assert "qqqzzzxx" in text
    assert "All open vacancies" in text


def test_an_unknown_place_is_named(client, some):
    text = client.get("/vacancies/", {"q": "cook", "near": "Xyzzyville"}).content.decode()
    assert "Xyzzyville" in text
    assert "We do not know a place" in text


def test_filters_that_leave_nothing_can_be_taken_off_one_by_one(client, some):
    text = client.get("/vacancies/", {"q": "cook", "contract": "volunteer"}).content.decode()
    assert "Without the filters" in text
    assert "Voluntary work" in text


def test_unknown_pay_is_said_and_not_left_out(client, some):
    assert "Pay not stated" in client.get("/vacancies/", {"q": "cook"}).content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "page=-1", "page=99999999999999999999", "page=x", "radius=abc", "radius=-5", "pay=lots", "pay=1e999", "pay=NaN",
        "posted=%00", "sort=;drop", "isco=%D9%A1", "region=1", "q=%00%00", "q=" + "a" * 9000, "near=" + "%F0%9F%98%80" * 300,
        "contract=x&contract=permanent", "hours=&telework=", "q=%22%5B%5D()*%3F%5E~%3A%2F", "stated=2",
    ],
)  # fmt: skip
def test_no_address_breaks_the_page(client, some, query):
    assert client.get(f"/vacancies/?{query}").status_code == 200


def test_an_amount_that_cannot_be_read_is_named_and_kept_out(client, some):
    text = client.get("/vacancies/", {"pay": "lots"}).content.decode()
    assert "is not an amount" in text
    assert some.open.reference in text


def test_what_was_typed_is_escaped_everywhere(client, some):
    text = client.get("/vacancies/", {"q": '"><script>alert(1)</script>', "near": "<b>"}).content.decode()
    assert "<script>alert" not in text


def test_a_page_beyond_the_last_shows_the_last(client, some):
    assert some.open.reference in client.get("/vacancies/?page=400").content.decode()

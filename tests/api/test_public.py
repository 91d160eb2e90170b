"""The vacancy search and the open feed, without a key."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from api.calling import Program, problem
from openpes.base.actor import SYSTEM
from openpes.base.addresses import address_of
from openpes.base.text import fold
from openpes.matching.index import indexer
from openpes.work.actions.vacancy_steps import close_vacancy
from openpes.work.enums import Handling
from web.public.world import SomeVacancies
from work.factories import EmployerFactory, VacancyFactory, make_occupation

pytestmark = pytest.mark.django_db
BRIEF = {
    "id", "title", "employer", "occupation", "reasons", "url", "distance_km", "places", "openings", "pay", "contract", "hours",
    "telework", "posted_on", "expires_on", "synthetic",
}  # fmt: skip


@pytest.fixture
def world():
    return SomeVacancies.make()


def lines(response) -> list[dict]:
    return [json.loads(line) for line in b"".join(response.streaming_content).decode().splitlines()]


def test_a_search_answers_in_the_promised_shape(world):
    answer = Program().get("/vacancies?q=cook&near=&radius_km=&limit=").json()
    assert set(answer) == {"total", "results", "understood", "facets", "near_words"}
    assert answer["total"] == len(answer["results"]) == 3
    first = next(r for r in answer["results"] if r["id"] == world.open.reference)
    assert set(first) == BRIEF
    assert first["employer"] == "Kitchen and Sons"
    assert first["occupation"] == {"isco08": "5120", "label": "cook"}
    assert first["reasons"][0]["code"] == "word_title"
    assert first["reasons"][0]["text"]
    assert first["url"].endswith(f"/vacancies/{world.open.reference}/")
    assert first["pay"] == {
        "min_minor": 185_000, "max_minor": 210_050, "currency": "EUR", "minor_digits": 2, "period": "month", "words": "",
    }  # fmt: skip


def test_filters_narrow_and_a_place_gives_the_distance(world):
    answer = Program().get("/vacancies?near=Harbour+Town&hours=full_time&contract=permanent&occupation=51").json()
    assert [r["id"] for r in answer["results"]] == [world.open.reference]
    assert answer["results"][0]["distance_km"] == 0
    assert answer["understood"]["place"] == "Harbour Town"


def test_every_value_to_filter_by_has_a_name_and_a_count(world):
    facets = Program().get("/vacancies?q=cook").json()["facets"]
    assert {"value": "full_time", "label": "Full time", "count": 1, "chosen": False} in facets["hours"]
    assert all(value["label"] for name in ("contract", "hours", "telework") for value in facets[name])


def test_an_unknown_word_says_so_instead_of_a_silent_empty_list(world):
    answer = Program().get("/vacancies?q=zzyzzx").json()
    assert answer["total"] == 0
    assert answer["understood"]["unknown"][0]["typed"] == "zzyzzx"


def test_pages_go_on_where_the_last_one_ended(world):
    whole = [r["id"] for r in Program().get("/vacancies?q=cook").json()["results"]]
    parts = [Program().get(f"/vacancies?q=cook&limit=1&offset={n}").json()["results"][0]["id"] for n in range(3)]
    assert parts == whole


def test_the_answer_comes_in_the_language_asked_for(world):
    by_header = Program(language="ar").get("/vacancies?q=cook")
    by_name = Program().get("/vacancies?q=cook&language=ar")
    assert by_header.headers["Content-Language"] == by_name.headers["Content-Language"] == "ar"
    assert by_header.json() == by_name.json()


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("limit=0", "limit"), ("limit=101", "limit"), ("limit=x", "limit"), ("limit=" + "9" * 5000, "limit"), ("offset=-1", "offset"),
        ("radius_km=0", "radius_km"), ("lat=nan&lon=1", "lat"), ("lat=1", "lon"), ("lat=91&lon=1", "lat"), ("pay_min=inf", "pay_min"),
        ("pay_min=-1", "pay_min"), ("currency=EURO", "currency"), ("contract=slavery", "contract.0"), ("sort=best", "sort"),
        ("occupation=12345", "occupation.0"), ("language=xx", "language"), ("q=" + "a" * 201, "q"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_named(world, query, field):
    response = Program().get(f"/vacancies?{query}")
    assert response.status_code == 422
    assert problem(response)["field"] == field


@pytest.mark.parametrize("q", ["%00", "%ff%fe", "%22%20OR%201=1", "'%20--", "a" * 200, "%E2%80%AE", "((((", "*", "AND"])
def test_strange_words_are_only_words(world, q):
    assert Program().get(f"/vacancies?q={q}&near={q}").status_code == 200


def test_one_vacancy_tells_what_its_page_tells(world):
    told = Program().get(f"/vacancies/{world.open.reference.lower()}").json()
    assert told["id"] == world.open.reference
    assert told["open"] is True
    assert told["skills"] == ["prepare meals"]
    assert told["requirements"] == [{"kind": "licence", "label": "Hygiene card", "level": None, "reason": "The law asks for it."}]


def test_a_closed_vacancy_says_that_it_is_closed(world):
    VacancyFactory._meta.model.objects.filter(pk=world.closed.pk).update(published_at=world.closed.published_at)
    told = Program().get(f"/vacancies/{world.closed.reference}").json()
    assert (told["open"], told["state"], told["closing_reason"]) == (False, "closed", "filled_by_service")


@pytest.mark.parametrize("reference", ["V-0000-0000", "x", "%00", "a" * 300, "..", "-"])
def test_what_does_not_exist_is_not_found(world, reference):
    response = Program().get(f"/vacancies/{reference}")
    assert response.status_code == 404
    assert problem(response)["code"] == "not_found"


def test_drafts_and_internal_vacancies_are_not_found(world):
    draft = VacancyFactory(status="draft", published_at=None)
    for hidden in (world.internal, draft):
        assert Program().get(f"/vacancies/{hidden.reference}").status_code == 404


def test_a_confidential_employer_is_never_named(world):
    secret = EmployerFactory(name="Quiet Holdings", folded=fold("Quiet Holdings"))
    cook = make_occupation("cook", "5120")
    vacancy = VacancyFactory(
        title="Discreet cook", employer=secret, handling=Handling.CONFIDENTIAL_EMPLOYER, occupation=cook, isco="5120"
    )
    indexer.rebuild()
    program = Program()
    found = program.get("/vacancies?q=discreet")
    one = program.get(f"/vacancies/{vacancy.reference}")
    assert [r["employer"] for r in found.json()["results"]] == [None]
    assert one.json()["employer"] is None
    everything = found.content + one.content + b"".join(program.get("/vacancies/feed.jsonl").streaming_content)
    assert b"Quiet" not in everything


def test_a_search_takes_a_fixed_number_of_queries(world):
    program = Program()
    program.get("/vacancies?q=cook")
    with CaptureQueriesContext(connection) as few:
        assert len(program.get("/vacancies?q=cook&limit=100").json()["results"]) == 3
    for _ in range(5):
        VacancyFactory(occupation=world.open.occupation, isco="5120")
    indexer.rebuild()
    program.get("/vacancies?q=cook")
    with CaptureQueriesContext(connection) as many:
        assert len(program.get("/vacancies?q=cook&limit=100").json()["results"]) == 8
    assert len(many) == len(few) <= 14


def test_the_feed_holds_every_open_public_vacancy_as_a_job_posting(world):
    found = lines(Program().get("/vacancies/feed.jsonl"))
    assert {d["identifier"]["value"] for d in found} == {world.open.reference, world.other.reference, world.unsafe.reference}
    assert all(d["@type"] == "JobPosting" for d in found)


def test_the_feed_is_sent_again_only_after_a_change(world):
    program = Program()
    first = program.get("/vacancies/feed.jsonl")
    tag = first.headers["ETag"]
    assert "Last-Modified" in first.headers
    assert program.get("/vacancies/feed.jsonl", **{"If-None-Match": tag}).status_code == 304
    close_vacancy(actor=SYSTEM, vacancy_id=world.other.pk, reason="withdrawn")
    again = program.get("/vacancies/feed.jsonl", **{"If-None-Match": tag})
    assert again.status_code == 200
    assert len(lines(again)) == 2


def test_a_page_of_another_site_may_read_open_data_but_nothing_with_a_key(world):
    assert Program().get("/vacancies").headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Origin" not in Program("opes_nothing").get("/me").headers


def test_occupations_skills_and_places_are_found_by_ordinary_words(world):
    program = Program()
    assert program.get("/places?q=harbour").json()["results"][0]["name"] == "Harbour Town"
    for kind in ("occupations", "skills"):
        assert isinstance(program.get(f"/{kind}?q=cook").json()["results"], list)
    assert problem(program.get("/skills?q="))["field"] == "q"


def test_a_long_feed_is_handed_over_in_parts(world, monkeypatch):
    monkeypatch.setattr("openpes.api.public.FEED_PART", 2)
    program = Program()
    first = program.get("/vacancies/feed.jsonl")
    onwards = first.headers["Link"].split(";")[0].strip("<>").split("/api/v1")[1]
    second = program.get(onwards)
    assert "Link" not in second.headers
    assert first.headers["ETag"] != second.headers["ETag"]
    seen = [d["identifier"]["value"] for d in (*lines(first), *lines(second))]
    assert len(seen) == len(set(seen)) == 3


def test_limits_count_the_caller_behind_our_own_proxy_and_believe_nobody_else(settings, rf):
    call = rf.get("/", REMOTE_ADDR="10.0.0.1", headers={"X-Forwarded-For": "1.2.3.4, 203.0.113.7"})
    assert address_of(call) == "10.0.0.1"
    settings.TRUSTED_PROXIES = 1
    assert address_of(call) == "203.0.113.7"
    assert address_of(rf.get("/", REMOTE_ADDR="10.0.0.1")) == "10.0.0.1"

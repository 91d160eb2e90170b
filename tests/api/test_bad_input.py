"""Bad input gets a sentence in one shape, never an error of ours."""

import pytest

from api.calling import Program, problem
from openpes.api.parsing import LARGEST_BODY
from people.factories import make_client
from work.factories import make_employer_actor

pytestmark = pytest.mark.django_db

UNREADABLE = {
    "nothing": "", "not JSON": "{", "NaN": '{"hours_per_week": NaN}', "Infinity": '{"hours_per_week": Infinity}',
    "deep": '{"title": ' + "[" * 5000 + "]" * 5000 + "}", "long number": '{"places_total": ' + "9" * 5000 + "}",
    "not UTF-8": b'{"title": "\xff"}',
}  # fmt: skip
REFUSED = {
    "null": "null", "list": "[]", "text": '"x"', "no title": {}, "title a number": {"title": 1}, "title null": {"title": None},
    "surrogate": '{"title": "\\ud800abc"}', "only invisible": {"title": "\u200b\u200b\u200b\u200b"}, "NUL": {"title": "\u0000\u0000\u0000"},
    "unknown field": {"title": "Cook", "colour": "red"}, "no such skill": {"title": "Cook", "skills": [{"id": "018f0000-0000-7000-8000-000000000000"}]},
    "places": {"title": "Cook", "places_total": 10**18}, "pay": {"title": "Cook", "pay_min_minor": 5, "pay_max_minor": 4, "pay_currency": "EUR"},
    "link": {"title": "Cook", "apply_by": "link", "apply_to": "javascript:alert(1)"}, "past": {"title": "Cook", "expires_on": "2001-01-01"},
}  # fmt: skip


@pytest.fixture
def employer():
    return Program.of(make_employer_actor(), "vacancies:read", "vacancies:write")


@pytest.mark.parametrize("body", UNREADABLE.values(), ids=UNREADABLE.keys())
def test_what_is_not_json_is_said_to_be_unreadable(employer, body):
    response = employer.post("/employer/vacancies", body)
    assert response.status_code in {400, 422}
    assert problem(response)["message"]


@pytest.mark.parametrize("body", REFUSED.values(), ids=REFUSED.keys())
def test_what_does_not_fit_is_refused_with_a_sentence(employer, body):
    response = employer.post("/employer/vacancies", body)
    assert response.status_code == 422, response.content
    assert problem(response)["message"]
    assert employer.get("/employer/vacancies").json()["total"] == 0


def test_a_text_with_control_characters_is_cleaned(employer):
    made = employer.post(
        "/employer/vacancies", {"title": "Cook\u0000 \u202egnp", "description": "a\u0000b", "apply_to": "\u0000"}
    )
    assert made.status_code == 201
    assert made.json()["title"] == "Cook gnp"
    assert made.json()["description"] == "ab"


def test_a_body_that_is_too_big_is_not_read(employer):
    response = employer.post("/employer/vacancies", {"title": "Cook", "description": "x" * LARGEST_BODY})
    assert response.status_code == 413
    assert problem(response)["code"] == "too_big"


def test_only_json_is_taken(employer):
    response = employer.client.post("/api/v1/employer/vacancies", {"title": "Cook"}, headers=employer.headers)
    assert response.status_code == 415
    problem(response)


def test_an_address_that_is_not_ours_and_a_wrong_method_answer_in_the_same_shape():
    program = Program()
    assert problem(program.get("/nothing/here"))["code"] == "not_found"
    wrong = program.call("DELETE", "/vacancies")
    assert wrong.status_code == 405
    assert wrong.headers["Allow"] == "GET"
    assert problem(wrong)["code"] == "wrong_method"


def test_an_error_of_ours_tells_nothing_about_the_inside(monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("secret inside")

    monkeypatch.setattr("openpes.api.public.search_vacancies", broken)
    response = Program().get("/vacancies")
    assert response.status_code == 500
    assert problem(response)["code"] == "server_error"
    assert b"secret" not in response.content


@pytest.mark.parametrize(
    "change",
    [
        {"occupations": ["018f0000-0000-7000-8000-000000000000"]}, {"places": [{"place_id": "018f0000-0000-7000-8000-000000000000"}]},
        {"languages": [{"language": "en", "level": 2}, {"language": "EN", "level": 3}]}, {"languages": [{"language": "en", "level": 7}]},
        {"experience": [{"kind": "employee", "title": "\u200b"}]}, {"experience": [{"kind": "employee", "title": "x", "began": "2020-13"}]},
        {"hours_min": 30, "hours_max": 20}, {"pay_floor": {"minor": 10**30, "currency": "EUR", "period": "month"}},
        {"visibility": "nameless"}, {"hours": None}, {"education": 99}, {"skills": "all"},
    ],
)  # fmt: skip
def test_a_profile_takes_nothing_that_it_could_not_hold(change):
    program = Program.of(make_client(), "profile:read", "profile:write")
    response = program.patch("/me/profile", change)
    assert response.status_code == 422, response.content
    assert problem(response)["field"]

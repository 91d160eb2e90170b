"""An employer's own vacancies by key, through the same acts as the pages."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from api.calling import Program, problem
from openpes.base.models import ServiceEvent
from openpes.trust.models import AuditEntry
from openpes.work.models import Vacancy
from work.factories import (
    EmployerFactory,
    PlaceFactory,
    VacancyFactory,
    make_employer_actor,
    make_occupation,
    make_skill,
)

pytestmark = pytest.mark.django_db
BOTH = ("vacancies:read", "vacancies:write")
PATH = "/employer/vacancies"


@pytest.fixture
def firm():
    return EmployerFactory(name="Kitchen and Sons")


@pytest.fixture
def ours(firm):
    return Program.of(make_employer_actor(firm), *BOTH)


@pytest.fixture
def facts():
    return {
        "title": "Cook in a school kitchen", "description": "You cook lunch for 200 children.", "places_total": 2,
        "occupation_id": str(make_occupation().pk), "places": [{"place_id": str(PlaceFactory().pk)}], "contract": "permanent",
        "hours": "part_time", "hours_per_week": 20.5, "pay_min_minor": 900_000, "pay_currency": "EUR", "pay_period": "month",
        "skills": [{"id": str(make_skill().pk)}], "shifts": ["day"],
        "requirements": [{"kind": "licence", "label": "Hygiene card", "reason": "The law asks for it in kitchens."}],
    }  # fmt: skip


def test_a_vacancy_goes_from_draft_to_the_public_and_is_closed(ours, facts):
    made = ours.post(PATH, facts)
    assert made.status_code == 201, made.content
    reference = made.json()["id"]
    assert (made.json()["status"], made.json()["url"]) == ("draft", None)
    assert Program().get(f"/vacancies/{reference}").status_code == 404
    here = f"{PATH}/{reference}"
    sent = ours.post(f"{here}/submit")
    assert sent.status_code == 200, sent.content
    assert sent.json()["status"] in {"published", "in_review"}
    Vacancy.objects.filter(reference=reference, status="in_review").update(status="published")
    assert ours.post(f"{here}/pause", {"reason": "holidays"}).json()["status"] == "paused"
    assert ours.post(f"{here}/resume").json()["status"] == "published"
    assert ours.post(f"{here}/extend").json()["expires_on"]
    closed = ours.post(f"{here}/close", {"reason": "filled_otherwise"}).json()
    assert (closed["status"], closed["closing_reason"]) == ("closed", "filled_otherwise")
    again = ours.patch(here, {"title": "Another title"})
    assert (again.status_code, problem(again)["code"]) == (409, "closed")
    assert set(ServiceEvent.objects.filter(act__startswith="work.vacancy").values_list("channel", flat=True)) == {"api"}
    assert AuditEntry.objects.filter(act="work.vacancy_closed", channel="api").exists()


def test_a_change_leaves_alone_what_it_does_not_name(ours, facts):
    before = ours.post(PATH, facts).json()
    after = ours.patch(f"{PATH}/{before['id']}", {"title": "Head cook", "pay_words": "free lunch"}).json()
    same = set(before) - {"title", "pay", "changed_at"}
    assert {n: after[n] for n in same} == {n: before[n] for n in same}
    assert after["pay"]["min_minor"] == 900_000
    assert after["title"] == "Head cook"


def test_the_same_idempotency_key_makes_one_vacancy(ours, facts):
    one = ours.post(PATH, facts, **{"Idempotency-Key": "order 7"}).json()
    two = ours.post(PATH, facts, **{"Idempotency-Key": "order 7"}).json()
    other = ours.post(PATH, facts, **{"Idempotency-Key": "order 8"}).json()
    assert one["id"] == two["id"] != other["id"]
    assert ours.get(PATH).json()["total"] == 2


def test_a_condition_without_a_reason_is_refused_with_the_rule(ours, facts):
    facts["requirements"] = [{"kind": "physical", "label": "Strong", "reason": ""}]
    reference = ours.post(PATH, facts).json()["id"]
    response = ours.post(f"{PATH}/{reference}/submit")
    assert response.status_code == 422
    assert problem(response)["field"].startswith("requirements")


def test_money_asked_from_workers_is_refused(ours, facts):
    reference = ours.post(PATH, facts).json()["id"]
    assert ours.post(f"{PATH}/{reference}/submit", {"fee_asked": True}).status_code == 422


def test_another_employers_vacancy_is_not_found(ours):
    theirs = VacancyFactory()
    here = f"{PATH}/{theirs.reference}"
    answers = [ours.get(here), ours.patch(here, {"title": "Mine now"})]
    answers += [ours.post(f"{here}/{step}", {}) for step in ("submit", "pause", "resume", "extend")]
    answers.append(ours.post(f"{here}/close", {"reason": "withdrawn"}))
    assert {a.status_code for a in answers} == {404}
    theirs.refresh_from_db()
    assert (theirs.title, theirs.status) == ("Cook in a school kitchen", "published")
    assert ours.get(PATH).json() == {"total": 0, "results": []}


def test_another_employers_workplace_cannot_be_used(ours, facts):
    from openpes.work.models import Establishment

    facts["establishment_id"] = str(Establishment.objects.create(employer=EmployerFactory()).pk)
    response = ours.post(PATH, facts)
    assert (response.status_code, problem(response)["field"]) == (422, "establishment_id")


def test_a_key_for_reading_does_not_write(firm, facts):
    program = Program.of(make_employer_actor(firm), "vacancies:read")
    response = program.post(PATH, facts)
    assert (response.status_code, problem(response)["code"]) == (403, "scope_missing")


def test_the_list_is_filtered_and_takes_a_fixed_number_of_queries(ours, firm):
    VacancyFactory(employer=firm)
    with CaptureQueriesContext(connection) as few:
        assert ours.get(f"{PATH}?status=published").json()["total"] == 1
    VacancyFactory.create_batch(5, employer=firm)
    VacancyFactory(employer=firm, status="closed")
    with CaptureQueriesContext(connection) as many:
        assert ours.get(f"{PATH}?status=published").json()["total"] == 6
    assert len(many) <= len(few) <= 12

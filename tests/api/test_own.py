"""A jobseeker's own record by key: profile, matches, applications, kept vacancies; and never somebody else's."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from api.calling import Program, problem
from openpes.base.actor import Actor
from openpes.base.models import ServiceEvent
from openpes.matching.index import indexer
from openpes.people.models import ApiToken
from openpes.placement.models import Application
from openpes.trust.models import AccessLog, AuditEntry
from people.factories import AccountFactory, OrganisationFactory, make_client, make_person, make_registration
from web.public.world import SomeVacancies
from work.factories import make_occupation, make_skill

pytestmark = pytest.mark.django_db
ALL = ("profile:read", "profile:write", "applications:write")


@pytest.fixture
def world():
    return SomeVacancies.make()


@pytest.fixture
def me():
    return make_client()


@pytest.fixture
def mine(me):
    return Program.of(me, *ALL)


def test_me_tells_name_and_registration(mine, me):
    from openpes.people.models import Person

    person = Person.objects.get(pk=me.person_id)
    assert mine.get("/me").json()["registration"] is None
    make_registration(person, OrganisationFactory(name="Harbour office"))
    told = mine.get("/me").json()
    assert told["reference"] == person.reference
    assert told["registration"]["office"] == "Harbour office"


def test_an_account_without_a_person_is_told_to_register_first():
    account = AccountFactory()
    program = Program.of(Actor(role="jobseeker", account_id=account.pk), *ALL)
    assert program.get("/me").json()["reference"] is None
    for response in (
        program.get("/me/profile"),
        program.get("/me/matches"),
        program.post("/me/applications", {"vacancy": "V-0000-0000"}),
    ):
        assert response.status_code == 409
        assert problem(response)["code"] == "register_first"


def test_a_profile_is_empty_then_saved_in_parts_and_nothing_else_changes(mine):
    assert mine.get("/me/profile").json()["occupations"] == []
    cook, skill = make_occupation(), make_skill()
    change = {
        "occupations": [str(cook.pk)], "skills": [str(skill.pk)], "hours": "part_time", "languages": [{"language": "en", "level": 4}],
        "experience": [{"kind": "informal", "title": "Cook at the market", "began": "2020-01"}], "summary": "I cook\u0000 well.",
        "pay_floor": {"minor": 150_000, "currency": "EUR", "period": "month"},
    }  # fmt: skip
    told = mine.patch("/me/profile", change).json()
    assert told["occupations"] == [{"id": str(cook.pk), "label": "cook"}]
    assert told["summary"] == "I cook well."
    assert told["experience"][0]["began"] == "2020-01-01"
    assert told["pay_floor"] == change["pay_floor"]
    again = mine.patch("/me/profile", {"hours": "full_time", "pay_floor": None}).json()
    assert (again["hours"], again["pay_floor"]) == ("full_time", None)
    assert again["skills"] == told["skills"]
    assert again["visibility"] == "hidden"
    event = ServiceEvent.objects.filter(act="work.profile_saved").last()
    assert event.channel == "api"


def test_matches_come_with_every_reason_and_every_miss(mine, world):
    assert mine.get("/me/matches").json()["has_profile"] is False
    mine.patch("/me/profile", {"occupations": [str(world.open.occupation_id)]})
    told = mine.get("/me/matches?limit=2").json()
    assert told["total"] == 3
    assert len(told["results"]) == 2
    first = told["results"][0]
    assert {r["good"] for r in first["reasons"]} >= {True}
    assert all(r["text"] for r in first["reasons"])
    assert first["vacancy"]["id"].startswith("V-")


def test_matches_take_a_fixed_number_of_queries(mine, world):
    mine.patch("/me/profile", {"occupations": [str(world.open.occupation_id)]})
    mine.get("/me/matches")
    counts = []
    for limit in (1, 3):
        with CaptureQueriesContext(connection) as queries:
            mine.get(f"/me/matches?limit={limit}")
        counts.append(len(queries))
    assert counts[1] <= counts[0] + 6  # names of places, skills and licences, when there are any
    assert counts[1] <= 50


def test_one_applies_follows_the_steps_and_takes_it_back(mine, world):
    sent = mine.post("/me/applications", {"vacancy": world.open.reference, "letter": "I like to cook."})
    assert sent.status_code == 201
    reference = sent.json()["reference"]
    assert sent.json()["status"] == "sent"
    row = Application.objects.get()
    assert row.channel == "api"
    assert ServiceEvent.objects.filter(channel="api", act__startswith="placement.").exists()
    assert AuditEntry.objects.filter(act="placement.application_sent", channel="api").exists()
    twice = mine.post("/me/applications", {"vacancy": world.open.reference})
    assert (twice.status_code, problem(twice)["code"]) == (409, "applied")
    assert [a["reference"] for a in mine.get("/me/applications").json()["results"]] == [reference]
    back = mine.post(f"/me/applications/{reference}/withdraw")
    assert back.json()["status"] == "withdrawn"
    assert [s["status"] for s in back.json()["steps"]] == ["sent", "withdrawn"]


def test_nobody_applies_for_what_is_closed_internal_or_unknown(mine, world):
    for reference, status in (
        (world.closed.reference, 409),
        (world.internal.reference, 404),
        ("V-0000-0000", 404),
        ("\u0000", 404),
    ):
        response = mine.post("/me/applications", {"vacancy": reference})
        assert response.status_code in {status, 404}, reference


def test_somebody_elses_application_is_not_found(mine, world):
    reference = mine.post("/me/applications", {"vacancy": world.open.reference}).json()["reference"]
    other = Program.of(make_client(make_person("Binta", "Diop")), *ALL)
    for response in (other.get(f"/me/applications/{reference}"), other.post(f"/me/applications/{reference}/withdraw")):
        assert response.status_code == 404
    assert other.get("/me/applications").json()["results"] == []
    assert mine.get(f"/me/applications/{reference}").json()["status"] == "sent"


def test_vacancies_are_kept_hidden_and_forgotten(mine, world):
    path = f"/me/kept/{world.open.reference}"
    assert [v["id"] for v in mine.call("PUT", path).json()["saved"]] == [world.open.reference]
    hidden = mine.post(f"{path}/hide", {"reason": "too far"}).json()
    assert (hidden["saved"], [v["id"] for v in hidden["hidden"]]) == ([], [world.open.reference])
    assert mine.call("DELETE", path).json() == {"saved": [], "hidden": []}
    assert mine.call("PUT", f"/me/kept/{world.internal.reference}").status_code == 404


def test_reading_ones_own_record_is_no_entry_in_the_access_log(mine, world):
    mine.get("/me/profile")
    mine.get("/me/applications")
    assert not AccessLog.objects.exists()


def test_the_key_itself_is_stored_nowhere(me):
    from api.calling import make_key

    key = make_key(me, "profile:read")
    row = ApiToken.objects.get()
    assert key.removeprefix("opes_") not in str(row.__dict__)
    indexer.rebuild()

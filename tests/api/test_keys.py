"""What a key opens, and what it does not."""

import datetime as dt

import pytest

from api.calling import Program, make_key, problem
from openpes.base import clock
from openpes.base.actor import SYSTEM
from openpes.people.actions import end_role, revoke_token
from openpes.people.models import Account, ApiToken, RoleAssignment
from openpes.work.models import EmployerContact
from people.factories import make_client, make_staff
from work.factories import make_employer_actor

pytestmark = pytest.mark.django_db
EVERY_SCOPE = {
    "profile:read": "/me", "profile:write": "/me/profile", "applications:write": "/me/applications",
    "vacancies:read": "/employer/vacancies", "vacancies:write": "/employer/vacancies", "events:read": "/events",
}  # fmt: skip


def test_without_a_key_the_answer_says_which_header_to_send():
    for headers in ({}, {"Authorization": "Basic YTpi"}, {"Authorization": "Bearer"}, {"Authorization": "Bearer opes_wrong"}):
        response = Program().get("/me", **headers)
        assert response.status_code == 401
        assert "Authorization: Bearer" in problem(response)["message"]
        assert response.headers["WWW-Authenticate"].startswith("Bearer")


def test_a_cookie_of_a_signed_in_browser_opens_nothing():
    program = Program()
    program.client.force_login(Account.objects.get(pk=make_client().account_id))
    assert program.get("/me").status_code == 401


def test_a_key_in_force_says_what_it_may_do():
    told = Program.of(make_client(), "profile:read").get("/key").json()
    assert (told["role"], told["scopes"]) == ("jobseeker", ["profile:read"])


def test_a_missing_scope_is_named():
    response = Program.of(make_client(), "profile:read").post("/me/applications", {"vacancy": "V-0000-0000"})
    assert response.status_code == 403
    assert problem(response)["code"] == "scope_missing"
    assert "applications:write" in problem(response)["message"]


@pytest.mark.parametrize(
    "maker", [make_client, make_employer_actor, lambda: make_staff("manager")], ids=["own", "employer", "manager"]
)
def test_a_key_opens_only_what_its_role_may(maker):
    from openpes.people.scopes import scopes_of

    actor = maker()
    program = Program.of(actor, *scopes_of(actor.role))
    for scope, path in EVERY_SCOPE.items():
        if scope not in scopes_of(actor.role):
            assert program.get(path).status_code in {403, 405}, path


def test_a_revoked_key_is_refused():
    actor = make_client()
    key = make_key(actor, "profile:read")
    revoke_token(actor=actor, token_id=ApiToken.objects.get().pk)
    response = Program(key).get("/me")
    assert (response.status_code, problem(response)["code"]) == (401, "revoked")


def test_a_key_past_its_last_day_is_refused():
    key = make_key(make_client(), "profile:read", days=1)
    ApiToken.objects.update(expires_at=clock.now() - dt.timedelta(seconds=1))
    response = Program(key).get("/me")
    assert (response.status_code, problem(response)["code"]) == (401, "expired")


def test_a_closed_account_closes_its_keys():
    actor = make_client()
    key = make_key(actor, "profile:read")
    Account.objects.filter(pk=actor.account_id).update(is_active=False)
    response = Program(key).get("/me")
    assert (response.status_code, problem(response)["code"]) == (401, "inactive")


def test_an_ended_role_closes_its_keys():
    actor = make_staff("manager")
    key = make_key(actor, "events:read")
    assert Program(key).get("/events").status_code == 200
    end_role(actor=SYSTEM, assignment=RoleAssignment.objects.get(pk=actor.role_id))
    response = Program(key).get("/events")
    assert (response.status_code, problem(response)["code"]) == (401, "role_ended")


def test_who_no_longer_acts_for_an_employer_cannot_by_key_either():
    actor = make_employer_actor()
    key = make_key(actor, "vacancies:read")
    assert Program(key).get("/employer/vacancies").status_code == 200
    EmployerContact.objects.update(ended_at=clock.now())
    response = Program(key).get("/employer/vacancies")
    assert (response.status_code, problem(response)["code"]) == (401, "role_ended")


def test_the_last_use_is_noted_at_most_once_a_minute():
    key = make_key(make_client(), "profile:read")
    Program(key).get("/me")
    first = ApiToken.objects.get().last_used_at
    Program(key).get("/me")
    assert first is not None
    assert ApiToken.objects.get().last_used_at == first
    ApiToken.objects.update(last_used_at=clock.now() - dt.timedelta(minutes=2))
    Program(key).get("/me")
    assert ApiToken.objects.get().last_used_at > first


def test_too_many_calls_are_told_when_to_come_again(monkeypatch):
    monkeypatch.setattr("openpes.api.auth.PER_MINUTE", 2)
    program = Program.of(make_client(), "profile:read")
    assert [program.get("/me").status_code for _ in range(3)] == [200, 200, 429]
    response = program.get("/me")
    assert problem(response)["code"] == "too_many"
    assert 1 <= int(response.headers["Retry-After"]) <= 60


def test_answers_to_a_key_are_kept_nowhere():
    assert Program.of(make_client(), "profile:read").get("/me").headers["Cache-Control"] == "no-store"

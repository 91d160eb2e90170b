"""Every role at every address with its own record and with somebody else's: let in as the table says, refused otherwise."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

from openpes.api.urls import api
from openpes.base.errors import NotAllowed
from openpes.matching.index import indexer
from openpes.people import actions as people
from openpes.web.design import palette
from web.permissions import table
from web.permissions.table import OPERATIONS, OWN_ACCOUNT_PAGES, PAGES, SIGN_IN_PAGES, Row
from web.permissions.world import ROLES, STAFF, Side, World
from web.signing_in import signed_in

pytestmark = pytest.mark.django_db
TO_SIGN_IN, TO_SECOND_FACTOR = "/account/login/", "/account/second-factor/"
PARTS_OF_ALLAUTH = SIGN_IN_PAGES | OWN_ACCOUNT_PAGES
API_DOOR = {"api:openapi-json", "api:api-root", "api:nothing"}


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[World]:
    from django.test import override_settings

    files = tmp_path_factory.mktemp("files")
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=files), transaction.atomic():
        yield World()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _fresh(world, monkeypatch):
    """Nothing counted yet, an index of this test, and a country with colours of its own."""
    monkeypatch.setattr(palette, "of_country", lambda: palette.Palette(":root{--accent:#036}"))
    cache.clear()
    indexer.rebuild()
    yield
    cache.clear()


def addresses(patterns: list[Any], spaces: tuple[str, ...] = ()) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, (*spaces, pattern.namespace) if pattern.namespace else spaces)
        else:
            yield ":".join([*spaces, pattern.name or str(pattern.pattern)])


def operations() -> dict[str, tuple[str, str]]:
    """{operation: (method, path)} of the OpenAPI document."""
    paths = api.get_openapi_schema()["paths"]
    return {op["operationId"]: (method.upper(), path) for path, ops in paths.items() for method, op in ops.items()}


def test_every_address_and_every_operation_stands_in_the_table_and_nothing_else_does():
    pages = {name for name in addresses(get_resolver().url_patterns) if not name.startswith("api:") or name in API_DOOR}
    assert sorted(pages - PAGES.keys() - PARTS_OF_ALLAUTH - API_DOOR) == [], "addresses without a row"
    assert sorted((PAGES.keys() | PARTS_OF_ALLAUTH | API_DOOR) - pages) == [], "rows without an address"
    assert sorted(operations().keys() ^ OPERATIONS.keys()) == []
    assert {role for row in (*PAGES.values(), *OPERATIONS.values()) for role in row.who} == set(ROLES)


def refused(response: HttpResponse) -> bool:
    if response.status_code in (301, 302, 303):
        return urlsplit(response["Location"]).path in (TO_SIGN_IN, TO_SECOND_FACTOR)
    return response.status_code in (401, 403, 404)


def ask(client: Client, method: str, path: str, **more: Any) -> HttpResponse:
    """One request, after which the world is as before."""
    with transaction.atomic():
        response = getattr(client, method)(path, **more)
        transaction.set_rollback(True)
    return response


def answers(client: Client, row: Row, side: Side, *, every: bool) -> Iterator[tuple[str, HttpResponse]]:
    """What GET gives, or POST where GET is not for this address; both when ``every``."""
    path = reverse(row.address, kwargs=row.about(side) if row.about else {})
    got = ask(client, "get", path)
    if got.status_code != 405:
        yield f"GET {path}", got
    if every or got.status_code == 405:
        sent = ask(client, "post", path, data=row.send(side))
        if sent.status_code != 405:
            yield f"POST {path}", sent


def client_of(world: World, role: str, *, second_factor: bool = True) -> Client:
    if role != "visitor":
        return signed_in(world.actor(role), second_factor=second_factor)
    client = Client()
    session = client.session
    session["dialogue_owner"] = world.north.owner
    session.save()
    client.cookies["sessionid"] = session.session_key
    return client


def wrong(where: str, response: HttpResponse, let_in: bool) -> str:
    if response.status_code >= 500 and response.status_code != 503:  # not ready is an answer of /health/ready
        return f"{where} breaks: {response.status_code}"
    if refused(response) == let_in:
        return f"{where} gives {response.status_code} {response.headers.get('Location', '')}, should be {'open' if let_in else 'closed'}"
    return ""


@pytest.mark.parametrize("role", ROLES)
def test_a_role_opens_its_own_pages_and_records_and_no_others(world, role):
    client = client_of(world, role)
    problems = []
    for row in PAGES.values():
        mine = role in row.who
        sides = [("own", world.own(role), mine)]
        if row.about:
            sides.append(("other's", world.other(role), mine and row.anybodys))
        for whose, side, let_in in sides:
            found = list(answers(client, row, side, every=mine))
            assert found, f"{row.address} answers neither GET nor POST"
            problems += filter(None, (wrong(f"{row.address} ({whose}) {what}", response, let_in) for what, response in found))
    assert not problems, "\n".join(problems)


OPEN_TO_ALL = {row.address for row in PAGES.values() if set(row.who) == set(ROLES)}
OPEN_TO_ANY_ACCOUNT = {row.address for row in table.ACCOUNT} | {"employer_contact_accept"}


@pytest.mark.parametrize("role", STAFF)
def test_staff_without_a_second_factor_get_no_further_than_setting_it_up(world, role):
    client = client_of(world, role, second_factor=False)
    problems = []
    for row in PAGES.values():
        if row.address in OPEN_TO_ALL | OPEN_TO_ANY_ACCOUNT or row in table.DIALOGUES:
            continue
        for what, response in answers(client, row, world.own(role), every=False):
            problems.append(wrong(f"{row.address} {what}", response, False))
    assert not any(problems), "\n".join(filter(None, problems))
    landed = ask(client, "get", reverse("account_start"))
    assert landed["Location"] == TO_SECOND_FACTOR


@pytest.mark.parametrize("role", ["visitor", "jobseeker", "manager"])
def test_the_pages_of_the_own_account_are_for_those_who_signed_in(world, role):
    client = client_of(world, role)
    for name in sorted(PARTS_OF_ALLAUTH):
        path = _allauth_path(name)
        response = ask(client, "get", path)
        assert response.status_code < 500, name
        if role == "visitor" and name in OWN_ACCOUNT_PAGES:
            assert refused(response), name


def _allauth_path(name: str) -> str:
    arguments = {
        "account_reset_password_from_key": {"uidb36": "1", "key": "a-b"},
        "mfa_remove_webauthn": {"pk": 1},
        "mfa_edit_webauthn": {"pk": 1},
    }
    return reverse(name, kwargs=arguments.get(name, {}))


@pytest.mark.parametrize("role", ROLES)
def test_a_key_does_what_its_role_may_with_its_own_records(world, role):
    key = world.north.keys.get(role)
    if key is None and role != "visitor":
        with pytest.raises(NotAllowed):
            people.create_token(actor=world.actor(role), name="Trial", scopes=["profile:read"])
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    documented = operations()
    problems = []
    for row in OPERATIONS.values():
        may = role in row.who or set(row.who) == set(ROLES)
        sides = [("own", world.own(role), may)]
        if row.about:
            sides.append(("other's", world.other(role), may and row.anybodys))
        for whose, side, let_in in sides:
            method, path = documented[row.address]
            parts = row.about(side) if row.about else {}
            path = path.format(**parts) + (f"?{parts['?']}" if "?" in parts else "")
            more = {} if method == "GET" else {"data": row.send(side), "content_type": "application/json"}
            response = ask(Client(), method.lower(), path, headers=headers, **more)
            problems.append(wrong(f"{row.address} ({whose}) {method} {path}", response, let_in))
            if not let_in:
                problems.append("" if response.status_code in (401, 403, 404) else f"{row.address}: {response.status_code}")
    assert not any(problems), "\n".join(filter(None, problems))


def test_staff_without_a_second_factor_can_still_act_for_themselves_as_jobseekers(world):
    client = client_of(world, "counsellor", second_factor=False)
    assert refused(ask(client, "get", reverse("me:home")))
    client.post(reverse("act_as"), {"role": "jobseeker"})
    assert not refused(ask(client, "get", reverse("me:home")))
    assert refused(ask(client, "get", reverse("office:worklist")))

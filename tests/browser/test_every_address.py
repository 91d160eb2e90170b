"""Every page of the permission table in a real browser: axe, no sideways scrolling, a quiet console, two languages, two widths.

The ordinary suite looks at every template once, languages and widths in turn; ``--long`` at every page of every role in all four.
"""

from collections.abc import Iterator
from itertools import cycle

import pytest
from django.test import Client
from django.urls import reverse

from browser.accessibility import assert_fits, assert_no_axe_violations
from web.permissions.table import OWN_ACCOUNT_PAGES, PAGES, SIGN_IN_PAGES
from web.permissions.world import ROLES, World
from web.signing_in import signed_in

pytestmark = pytest.mark.django_db(transaction=True)
VIEWS = [
    {"language": "en", "width": 320, "scheme": "light"},
    {"language": "ar", "width": 1280, "scheme": "dark"},
    {"language": "ar", "width": 320, "scheme": "light"},
    {"language": "en", "width": 1280, "scheme": "dark"},
]
WITH_WORDS = {
    "office:find": "?q=Awa",
    "office:register": "?q=Awa+Sarr",
    "office:coding": "?q=cook",
    "public:vacancies": "?q=cook",
}
ARGUMENTS_NEEDED = {"account_reset_password_from_key", "mfa_remove_webauthn", "mfa_edit_webauthn", "account_logout"}


@pytest.fixture
def world(settings, tmp_path) -> World:
    settings.MEDIA_ROOT = tmp_path
    return World()


def paths_of(world: World, role: str) -> Iterator[str]:
    side = world.own(role)
    for row in PAGES.values():
        if role in row.who:
            yield reverse(row.address, kwargs=row.about(side) if row.about else {}) + WITH_WORDS.get(row.address, "")
    for name in sorted((SIGN_IN_PAGES if role == "visitor" else OWN_ACCOUNT_PAGES) - ARGUMENTS_NEEDED):
        yield reverse(name)


def pages_of(world: World, role: str) -> Iterator[tuple[str, str, list[dict[str, str]]]]:
    """(path, template, cookies) of everything that the role gets as a page, by asking once without a browser."""
    client = Client() if role == "visitor" else signed_in(world.actor(role))
    cookies = [{"name": "sessionid", "value": client.cookies["sessionid"].value}] if role != "visitor" else []
    for path in paths_of(world, role):
        answer = client.get(path)
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html") and answer.templates:
            yield path, answer.templates[0].name, cookies


def problems_on(page) -> list[str]:
    problems = []
    for check in (assert_fits, assert_no_axe_violations):
        try:
            check(page)
        except AssertionError as problem:
            problems.append(str(problem))
    return problems


def look(open_page, role: str, path: str, cookies: list[dict[str, str]], view: dict) -> list[str]:
    try:
        page = open_page(path, cookies=cookies, **view)
    except AssertionError as problem:
        return [f"{role} {path} {view}: {problem}"]
    found = [f"{role} {view}: {problem}" for problem in problems_on(page)]
    page.context.close()
    return found


def test_every_template_once_languages_and_widths_in_turn(open_page, world):
    views, seen, problems = cycle(VIEWS), set(), []
    for role in ("jobseeker", "employer", "counsellor", "manager", "administrator", "visitor"):
        for path, template, cookies in list(pages_of(world, role)):
            if template not in seen:
                seen.add(template)
                problems += look(open_page, role, path, cookies, next(views))
    assert not problems, "\n\n".join(problems)
    assert len(seen) > 60, sorted(seen)


@pytest.mark.long
@pytest.mark.parametrize("role", ROLES)
def test_every_page_of_every_role_in_both_languages_and_widths(open_page, world, role):
    problems = []
    for path, _template, cookies in list(pages_of(world, role)):
        for view in VIEWS:
            problems += look(open_page, role, path, cookies, view)
    assert not problems, "\n\n".join(problems)

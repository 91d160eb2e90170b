"""Every page of the permission table in a real browser: axe, no sideways scrolling, a quiet console, two languages, two widths.

The ordinary suite looks at every template once, languages and widths in turn; ``--long`` at every page of every role in all four,
and at what each person of the demo country reaches by links, with the full lists that only the demo has. With OPENPES_PICTURES=FOLDER
every page looked at is left there as a picture, for a person to look at.
"""

import os
import re
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from browser.accessibility import assert_fits, assert_no_axe_violations
from openpes.matching.index import indexer
from web.permissions.table import OWN_ACCOUNT_PAGES, PAGES, SIGN_IN_PAGES
from web.permissions.test_query_counts import PEOPLE, person_of_the_demo
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
# The same for all roles: looked at as a visitor.
FOR_EVERYBODY = re.compile(r"^/($|pages/|offices/|vacancies/|demo/|design/|verify/)")
MOST = 30  # pages of different kinds for one person of the demo
NOT_PAGES = re.compile(r"logout|export|download|qr\.svg|\.csv|\.xlsx|\.pdf|\.json|\.ics|/api/")
OF_ONE_RECORD = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{20,}|\b[A-Z]-[0-9A-Z]{4}-[0-9A-Z]{4}\b|\d+")
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


def cookies_of(client: Client) -> list[dict[str, str]]:
    return [{"name": "sessionid", "value": client.cookies["sessionid"].value}]


def pages_of(world: World, role: str) -> Iterator[tuple[str, str, list[dict[str, str]]]]:
    """(path, template, cookies) of everything that the role gets as a page, by asking once without a browser."""
    client = Client() if role == "visitor" else signed_in(world.actor(role))
    cookies = [] if role == "visitor" else cookies_of(client)
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


def keep_picture(page, role: str, path: str, view: dict) -> None:
    folder = os.environ.get("OPENPES_PICTURES")
    if folder:
        name = re.sub(r"\W+", "-", kind_of(path)).strip("-") or "home"
        file = f"{role}-{name}-{view['language']}-{view['width']}-{view['scheme']}.png".replace(" ", "-")
        page.screenshot(path=Path(folder) / file, full_page=True)


def look(
    open_page, role: str, path: str, cookies: list[dict[str, str]], *views: dict, links: list[str] | None = None
) -> list[str]:
    """What is wrong with a page in views of one language; it is loaded once and then made narrower or wider, lighter or darker."""
    try:
        page = open_page(path, cookies=cookies, status=(200, 409), **views[0])  # 409: a service that says why not
    except AssertionError as problem:
        return [f"{role} {path} {views[0]}: {problem}"]
    problems = []
    for view in views:
        page.set_viewport_size({"width": view["width"], "height": 800})
        page.emulate_media(color_scheme=view["scheme"])
        problems += [f"{role} {view}: {problem}" for problem in problems_on(page)]
        keep_picture(page, role, path, view)
    if links is not None:
        links += links_on(page)
    page.context.close()
    return problems


def look_at_all(open_page, role: str, path: str, cookies: list[dict[str, str]], links: list[str] | None = None) -> list[str]:
    of = {language: [view for view in VIEWS if view["language"] == language] for language in ("en", "ar")}
    return [problem for views in of.values() for problem in look(open_page, role, path, cookies, *views, links=links)]


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
    pages = [page for page in pages_of(world, role) if role == "visitor" or not FOR_EVERYBODY.match(page[0])]
    problems = [found for path, _template, cookies in pages for found in look_at_all(open_page, role, path, cookies)]
    assert len(pages) > 4
    assert not problems, "\n\n".join(problems)


def kind_of(path: str) -> str:
    """Pages of the same kind for different records are looked at once."""
    parts = urlsplit(path)
    return OF_ONE_RECORD.sub("#", parts.path) + ("?" if parts.query else "")


def links_on(page) -> list[str]:
    found = page.eval_on_selector_all("a[href^='/']", "links => links.map(link => link.getAttribute('href'))")
    return [path.split("#")[0] for path in found if not NOT_PAGES.search(path)]


@pytest.mark.long
@pytest.mark.parametrize("role", PEOPLE)
def test_every_kind_of_page_that_a_person_of_the_demo_reaches_by_links(open_page, role):
    from openpes.console.demo import load_demo

    load_demo()
    indexer.rebuild()
    cookies = cookies_of(signed_in(person_of_the_demo(role)))
    waiting, problems = ["/account/start/"], []
    kinds = {kind_of(path) for path in waiting}
    for _page in range(MOST):
        if not waiting:
            break
        path, links = waiting.pop(0), []
        problems += look_at_all(open_page, f"demo-{role}", path, cookies, links)
        for link in links:
            if kind_of(link) not in kinds and not FOR_EVERYBODY.match(link):
                kinds.add(kind_of(link))
                waiting.append(link)
    assert len(kinds) > 4, kinds
    assert not problems, "\n\n".join(dict.fromkeys(problems))

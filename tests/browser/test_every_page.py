"""Every page that a person in each role can reach by links, through axe, narrow and wide, in both directions of writing."""

import re
from urllib.parse import urlsplit

import pytest
from allauth.account.internal.flows.login import _AUTHENTICATION_METHODS_USER_SESSION_KEY as PROVED_BY
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY as PROOFS
from django.test import Client
from django.utils import timezone

from browser.accessibility import assert_fits, assert_no_axe_violations
from openpes.people.models import Account

VIEWS = [{"language": "en", "width": 320, "scheme": "light"}, {"language": "ar", "width": 1280, "scheme": "dark"}]
ROLES = {
    "a visitor": "",
    "a jobseeker": "amina@",
    "an employer": "lena@",
    "a counsellor": "joseph@",
    "an employer-liaison officer": "ines@",
    "a manager": "ruth@",
    "an administrator": "samir@",
}
MOST = 30  # pages of different kinds for one role
NOT_PAGES = re.compile(r"logout|export|download|qr\.svg|\.csv|\.xlsx|\.pdf|\.json|\.ics|/api/")
FOR_EVERYBODY = re.compile(r"^/(pages|offices|vacancies|demo|account|design)/")  # the same for all roles: looked at once
OF_ONE_RECORD = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{20,}|\b[A-Z]-[0-9A-Z]{4}-[0-9A-Z]{4}\b|\d+")


def signed_in(email: str) -> list[dict[str, str]]:
    """Cookies of a session of the demo person with that e-mail address, with a second factor proved."""
    if not email:
        return []
    account = Account.objects.get(email__startswith=email)
    client = Client()
    client.force_login(account)
    session = client.session
    now = timezone.now().timestamp()
    session[PROOFS] = [{"method": "password", "at": now}, {"method": "mfa", "type": "totp", "at": now}]
    session[PROVED_BY] = str(account.pk)
    session.save()
    return [{"name": "sessionid", "value": client.cookies["sessionid"].value}]


def kind_of(path: str) -> str:
    """Pages of the same kind for different records are looked at once."""
    parts = urlsplit(path)
    return OF_ONE_RECORD.sub("#", parts.path) + ("?" if parts.query else "")


def links_on(page) -> list[str]:
    found = page.eval_on_selector_all("a[href^='/']", "links => links.map(link => link.getAttribute('href'))")
    return [path.split("#")[0] for path in found if not NOT_PAGES.search(path)]


def problems_on(page) -> list[str]:
    problems = []
    for check in (assert_fits, assert_no_axe_violations):
        try:
            check(page)
        except AssertionError as problem:
            problems.append(str(problem))
    return problems


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
def test_axe_finds_nothing_on_any_page_of_any_role(open_page):
    from openpes.console.demo import load_demo
    from openpes.matching.index import indexer

    load_demo()
    indexer.rebuild()
    problems, seen, shared = [], {}, set()
    for role, email in ROLES.items():
        cookies = signed_in(email)
        waiting = ["/account/start/" if email else "/"]
        kinds = {kind_of(path) for path in waiting} | shared
        for _ in range(MOST):
            if not waiting:
                break
            path = waiting.pop(0)
            for view in VIEWS:
                page = open_page(path, cookies=cookies, status=(200, 409), **view)  # 409: a service that says why not
                problems += [f"{role}: {problem}" for problem in problems_on(page)]
                for link in links_on(page):
                    if kind_of(link) not in kinds:
                        kinds.add(kind_of(link))
                        waiting.append(link)
                page.context.close()
        seen[role] = len(kinds)
        shared |= {kind for kind in kinds if FOR_EVERYBODY.match(kind)}
    assert not problems, "\n\n".join(dict.fromkeys(problems))
    assert all(n > 4 for n in seen.values()), seen

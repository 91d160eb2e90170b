"""How many queries every list takes on the demo country's full lists: no more than when it was last looked at.

A count that grows with the rows of a list shows here, because the lists of the demo are long. After a page was changed on purpose:
``OPENPES_RECORD_QUERIES=1`` writes what is measured into query_counts.json.
"""

import json
import os
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from openpes.base.actor import Actor
from openpes.matching.index import indexer
from openpes.people.acting import current_roles
from openpes.people.models import Account
from web.permissions.table import PAGES
from web.signing_in import signed_in

pytestmark = pytest.mark.django_db
SNAPSHOT = Path(__file__).with_name("query_counts.json")
PEOPLE = {
    "jobseeker": "amina@",
    "employer": "lena@",
    "counsellor": "joseph@",
    "employer_liaison": "ines@",
    "manager": "ruth@",
    "administrator": "samir@",
    "data_protection": "tomas@",
}
MOST = 75  # of any page at all: most of it is the frame and the access rules
SLACK = 2  # a session or a cache that has to be read anew


def person_of_the_demo(role: str) -> Actor:
    """The demo person who is known for this role."""
    account = Account.objects.get(email__startswith=PEOPLE[role])
    held = [assignment for assignment in current_roles(account) if assignment.role == role]
    contact = account.employer_contacts.first() if role == "employer" else None
    return Actor(
        role=role,
        account_id=account.pk,
        role_id=held[0].pk if held else None,
        employer_id=contact.employer_id if contact else None,
    )


def measured(role: str, client: Client) -> dict[str, int]:
    found = {}
    for row in PAGES.values():
        if role not in row.who or row.about:
            continue
        path = reverse(row.address)
        first = client.get(path)  # fills what is kept in memory
        if first.status_code != 200 or not first.headers["Content-Type"].startswith("text/html"):
            continue
        with CaptureQueriesContext(connection) as seen:
            client.get(path)
        found[row.address] = len(seen)
    return found


def test_no_list_asks_more_of_the_database_than_when_it_was_last_looked_at():
    from openpes.console.demo import load_demo

    load_demo()
    indexer.rebuild()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # what the database learns by itself overnight: without it a join may take minutes
    clients = {"visitor": Client()} | {role: signed_in(person_of_the_demo(role)) for role in PEOPLE}
    now = {role: measured(role, client) for role, client in clients.items()}
    if os.environ.get("OPENPES_RECORD_QUERIES"):
        SNAPSHOT.write_text(json.dumps(now, indent=1, sort_keys=True) + "\n")
    then = json.loads(SNAPSHOT.read_text())
    pages = [(role, page, count) for role, counts in now.items() for page, count in counts.items()]
    assert len(pages) > 60
    assert [one for one in pages if one[1] not in then.get(one[0], {})] == [], "pages without a count"
    assert [(*one, then[one[0]][one[1]]) for one in pages if one[2] > then[one[0]][one[1]] + SLACK] == []
    assert [one for one in pages if one[2] > MOST] == []

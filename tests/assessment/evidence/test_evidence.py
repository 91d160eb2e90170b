"""Each item answers when its records are there, and says so when they are not."""

import csv
import datetime as dt
import os
from pathlib import Path

import pytest
from django.db import connection, transaction

from assessment.evidence.arrangements import CASES, contacts, ledger, strategy
from openpes.assessment.evidence import rules, wording
from openpes.assessment.evidence.catalogue import QUERIES
from openpes.assessment.evidence.queries import evidence
from openpes.assessment.models import EvidenceDecision
from openpes.assessment.span import span_for
from openpes.base import clock, ledgers
from openpes.base.actor import SYSTEM
from openpes.base.errors import NotAllowed
from openpes.base.models import ServiceEvent
from openpes.base.readonly import WriteRefused, read_only
from people.factories import OrganisationFactory, make_staff

pytestmark = pytest.mark.django_db
SHARED = Path(os.environ.get("OPENPES_SHARED") or Path(__file__).parents[4] / "shared") / "survey" / "evidence.csv"
MOTIVES = {item for item in QUERIES if item.startswith("q1_1.")}


@pytest.fixture(autouse=True)
def _own_ledgers(monkeypatch):
    """What a test registers is gone after it."""
    monkeypatch.setattr(ledgers, "_readers", dict(ledgers._readers))


def about(item: str, **facts):
    span = span_for(actor=SYSTEM, **{"synthetic": False, **facts})
    return evidence(actor=SYSTEM, span=span, items=[item])[0].finding


def test_every_item_but_the_motives_has_an_arrangement():
    assert len(QUERIES) == 118
    assert QUERIES.keys() - MOTIVES == CASES.keys()


@pytest.mark.shared_data
def test_the_items_are_those_of_the_survey():
    if not SHARED.exists():
        pytest.skip(f"NOT RUN: {SHARED} is missing. Set OPENPES_SHARED to the folder with survey/.")
    with SHARED.open(encoding="utf-8") as file:
        assert {row["item"] for row in csv.DictReader(file)} == QUERIES.keys()


@pytest.mark.parametrize("item", sorted(MOTIVES))
def test_no_record_shows_a_motive(item):
    contacts(40)
    assert about(item).state == "not_observable"
    assert about(item).answer == ""


@pytest.mark.parametrize("item", sorted(CASES))
def test_an_arrangement_of_records_flips_the_answer(item):
    case = CASES[item]
    before = about(item)
    assert (before.state, before.answer) == (case.before, "")
    case.arrange()
    after = about(item)
    assert (after.state, after.answer) == ("answered", case.answer)
    assert after.counts
    assert all(wording.count_name(name) for name in after.counts)
    assert wording.answer(item, after.answer)


@pytest.mark.parametrize("item", sorted(item for item in CASES if item.startswith(("q1_2", "q2_", "q4_", "q5_1.v"))))
def test_made_up_records_answer_nothing_for_a_real_service(item):
    contacts(200, synthetic=True)
    strategy(synthetic=True)
    assert about(item).answer == ""
    assert about("q4_1.collection", synthetic=True).answer == "yes"


def test_nothing_on_record_is_never_no():
    found = evidence(actor=SYSTEM, span=span_for(actor=SYSTEM, synthetic=False))
    assert len(found) == 118
    assert not [each.item for each in found if each.finding.answer]
    assert {each.finding.why for each in found} == {"motive", "no_ledger", "not_seen"}


def test_too_little_stays_unknown():
    contacts(9, service="registration")
    finding = about("q2_1.online.registration")
    assert (finding.state, finding.why, finding.counts["contacts"]) == ("unknown", "below", 9)
    assert about("q2_2.full_transaction").why == "too_few"
    assert about("q2_3").why == "too_few"


def test_a_level_that_is_not_the_usual_one_is_answered_no():
    contacts(30, level=2, service="registration")
    assert about("q2_2.proactive").answer == "no"


def test_contacts_outside_the_period_or_undone_do_not_count():
    contacts(40, service="registration", outcome="failed")
    contacts(40, service="registration", days=400)
    assert about("q2_1.online.registration").why == "not_seen"
    earlier = about("q2_1.online.registration", until=clock.today() - dt.timedelta(days=395))
    assert earlier.answer == "yes"


def test_a_manager_sees_the_own_part_of_the_tree():
    root = OrganisationFactory()
    mine, other = OrganisationFactory(parent=root), OrganisationFactory(parent=root)
    contacts(40, service="registration", organisation_id=other.pk)
    manager = make_staff("manager", mine)
    found = evidence(actor=manager, span=span_for(actor=manager, synthetic=False), items=["q2_1.online.registration"])
    assert found[0].finding.why == "not_seen"
    chief = make_staff("manager", root)
    assert evidence(actor=chief, span=span_for(actor=chief, synthetic=False), items=["q2_1.online.registration"])[
        0
    ].finding.answer
    counsellor = make_staff("counsellor", root)
    with pytest.raises(NotAllowed):
        evidence(actor=counsellor, span=span_for(actor=counsellor))


def test_a_strategy_of_the_country_is_every_office_s():
    root = OrganisationFactory()
    mine, other = OrganisationFactory(parent=root), OrganisationFactory(parent=root)
    manager = make_staff("manager", mine)
    span = span_for(actor=manager, synthetic=False)
    strategy(organisation=other)
    assert not evidence(actor=manager, span=span, items=["q1_2"])[0].finding.answer
    strategy(organisation=root)
    assert evidence(actor=manager, span=span, items=["q1_2"])[0].finding.answer == "yes"


def test_a_stored_query_cannot_write():
    def write_something(_span):
        contacts(1)
        return {}

    ledgers.register("sharing", write_something)
    with pytest.raises(WriteRefused), transaction.atomic():
        about("q1_3.third_party_sharing")
    assert not ServiceEvent.objects.exists()


@pytest.mark.parametrize(
    "sql",
    [
        "INSERT INTO base_heartbeat (name, at) VALUES ('x', '2026-01-01')",
        "  update base_heartbeat SET name = 'x'",
        "DELETE FROM base_heartbeat",
        "WITH gone AS (DELETE FROM base_heartbeat RETURNING name) SELECT name FROM gone",
        "SELECT name FROM base_heartbeat FOR UPDATE",
        "DROP TABLE base_heartbeat",
    ],
)
def test_only_plain_reading_passes(sql):
    with read_only(), connection.cursor() as cursor, pytest.raises(WriteRefused):
        cursor.execute(sql)


def test_a_column_named_like_a_command_may_be_read():
    with read_only(), connection.cursor() as cursor:
        cursor.execute('SELECT 1 AS "update"')
        assert cursor.fetchone() == (1,)
        with pytest.raises(WriteRefused):
            cursor.executemany("SELECT %s", [(1,), (2,)])


def test_the_number_of_queries_does_not_grow_with_the_records(django_assert_max_num_queries):
    for case in ("q2_1.phone.counselling", "q1_2_1.resource_allocation", "q5_2.transparency"):
        CASES[case].arrange()
    with django_assert_max_num_queries(60):
        evidence(actor=SYSTEM, span=span_for(actor=SYSTEM, synthetic=False))


def test_a_ledger_that_a_room_withdraws_is_not_recorded_again():
    ledger("client_courses", coaching=1)
    assert about("q3_x.coaching").answer == "yes"
    ledgers.withdraw("client_courses")
    assert about("q3_x.coaching").why == "no_ledger"
    with pytest.raises(ValueError, match="No ledger"):
        ledgers.register("something else", lambda _span: {})


def test_every_query_says_what_it_counts_and_what_it_cannot_see():
    for query in QUERIES.values():
        assert query.counts_text
        assert query.blind_text
        assert "%(" not in query.counts_text
        assert query.version >= 1
        assert rules.cluster_of(query.item) in rules.CLUSTERS
        assert wording.part_of(query.item) not in {"", query.item}
        assert wording.question_of(query.item) not in {"", query.item}


def test_reading_leaves_no_decision():
    evidence(actor=SYSTEM, span=span_for(actor=SYSTEM))
    assert not EvidenceDecision.objects.exists()

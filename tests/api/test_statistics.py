"""Service events and tables for managers: the own part of the tree, nobody named, small cells hidden, every reading on record."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from api.calling import Program, problem
from openpes.base import clock
from openpes.base.models import ServiceEvent
from openpes.insight.models import StatisticsExport
from people.factories import OrganisationFactory, make_person, make_staff

pytestmark = pytest.mark.django_db


def contact(office, *, synthetic=False, ago=dt.timedelta(hours=1), **facts):
    at = clock.now() - ago
    return ServiceEvent.objects.create(
        **{
            "service": "counselling", "act": "casework.talked", "channel": "counter", "level": 4, "language": "en",
            "organisation_id": office.pk, "person_id": make_person().pk, "started_at": at, "ended_at": at,
            "local_date": clock.today(), "synthetic": synthetic, **facts,
        }
    )  # fmt: skip


@pytest.fixture
def manager():
    OrganisationFactory(code="country")
    agency = OrganisationFactory(code="agency", parent=OrganisationFactory._meta.model.objects.get(code="country"))
    return make_staff("manager", agency)


@pytest.fixture
def office(manager):
    agency = OrganisationFactory._meta.model.objects.get(pk=manager.organisation_id)
    return OrganisationFactory(code="own-office", parent=agency)


@pytest.fixture
def program(manager, office):
    manager = make_staff("manager", OrganisationFactory._meta.model.objects.get(pk=manager.organisation_id))
    return Program.of(manager, "events:read")


def test_events_of_the_own_part_of_the_tree_are_told_without_naming_anybody(program, office):
    mine = contact(office)
    contact(OrganisationFactory())
    told = program.get("/events").json()
    assert [e["id"] for e in told["results"]] == [str(mine.pk)]
    assert told["results"][0]["office"] == "own-office"
    assert not {"person_id", "staff_account_id", "employer_id"} & set(told["results"][0])
    assert str(mine.person_id) not in str(told)


def test_pages_go_on_by_cursor_and_miss_nothing(program, office):
    ids = [str(contact(office).pk) for _ in range(5)]
    seen, cursor = [], ""
    for _ in range(4):
        page = program.get(f"/events?limit=2&cursor={cursor}").json()
        seen += [e["id"] for e in page["results"]]
        cursor = page["next_cursor"]
    assert seen == ids
    assert page["more"] is False
    late = contact(office)
    assert [e["id"] for e in program.get(f"/events?cursor={cursor}").json()["results"]] == [str(late.pk)]


def test_an_event_is_told_a_minute_later_so_that_no_reader_misses_one(program, office):
    contact(office, ago=dt.timedelta(seconds=5))
    assert program.get("/events").json()["results"] == []


def test_made_up_and_real_events_are_never_mixed(program, office):
    real, made_up = contact(office), contact(office, synthetic=True)
    for asked, event in (("false", real), ("true", made_up)):
        told = program.get(f"/events?synthetic={asked}").json()
        assert [e["id"] for e in told["results"]] == [str(event.pk)]
        assert told["synthetic"] is (asked == "true")


def test_a_table_hides_small_cells_and_is_entered_in_the_register(program, office):
    contact(office, count=40)
    contact(office, count=3, channel="phone")
    told = program.get("/statistics?rows=service&columns=channel").json()
    assert told["suppressed"] >= 1
    assert 3 not in told["lines"][0]["cells"]
    assert StatisticsExport.objects.filter(what="events:service:channel").count() == 1
    program.get("/events")
    assert StatisticsExport.objects.filter(what="events:single").count() == 1


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("since=2026-02-01&until=2026-01-01", "until"), ("since=1990-01-01", "since"), ("since=yesterday", "since"),
        ("rows=service&columns=service", "columns"), ("rows=person", "rows"), ("service=all", "service"), ("synthetic=perhaps", "synthetic"),
    ],
)  # fmt: skip
def test_a_question_that_makes_no_sense_is_named(program, query, field):
    response = program.get(f"/statistics?{query}")
    assert (response.status_code, problem(response)["field"]) == (422, field)


def test_a_page_of_events_takes_a_fixed_number_of_queries(program, office):
    contact(office)
    program.get("/events")
    with CaptureQueriesContext(connection) as few:
        program.get("/events")
    for _ in range(5):
        contact(office)
    with CaptureQueriesContext(connection) as many:
        program.get("/events")
    assert len(many) == len(few) <= 16


def test_a_counsellor_makes_no_key_for_statistics():
    from openpes.base.errors import NotAllowed

    with pytest.raises(NotAllowed):
        Program.of(make_staff("counsellor"), "events:read")

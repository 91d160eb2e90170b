import datetime as dt
import threading

import pytest
from django.db import connection

from openpes.base import clock, hooks
from openpes.base.actor import SYSTEM, Actor
from openpes.base.errors import Conflict, InvalidInput, NotAllowed, NotFound
from openpes.placement.actions.placements import (
    Terms,
    add_evidence,
    answer_follow_up,
    ask_due_follow_ups,
    record_placement,
    report_hire,
)
from openpes.placement.models import Placement, PlacementEvidence
from openpes.work.models import Vacancy
from people.factories import make_client, make_person, make_staff
from placement.factories import ApplicationFactory
from work.factories import VacancyFactory, make_employer_actor

pytestmark = pytest.mark.django_db


def terms(**facts):
    return Terms(**{"started_on": clock.today(), **facts})


@pytest.fixture
def application():
    return ApplicationFactory(vacancy__places_total=1)


@pytest.fixture
def actor(application):
    return make_employer_actor(application.vacancy.employer)


def own(person):
    return Actor(role="jobseeker", account_id=make_client().account_id, person_id=person.pk)


def test_a_reported_hire_fills_a_place_and_is_one_placement_with_the_employers_word(actor, application):
    first = report_hire(actor=actor, application_id=application.pk, terms=terms(contract="permanent"))
    again = report_hire(actor=actor, application_id=application.pk, terms=terms())
    assert first == again
    assert (first.status, first.origin, first.contract) == ("reported", "application", "permanent")
    assert [(e.source, e.confirms) for e in first.evidence.all()] == [("employer", True)]
    vacancy = Vacancy.objects.get()
    assert (vacancy.places_filled, vacancy.status, vacancy.closing_reason) == (1, "closed", "filled_by_service")
    application.refresh_from_db()
    assert application.status == "hired"


def test_no_more_people_are_hired_than_places_are_wanted(actor, application):
    report_hire(actor=actor, application_id=application.pk, terms=terms())
    second = ApplicationFactory(vacancy=application.vacancy)
    with pytest.raises(Conflict) as error:
        report_hire(actor=actor, application_id=second.pk, terms=terms())
    assert error.value.code == "full"
    second.refresh_from_db()
    assert second.status == "sent"
    assert Placement.objects.count() == 1


def test_a_full_vacancy_stays_open_when_the_employer_wishes(actor, application):
    report_hire(actor=actor, application_id=application.pk, terms=terms(), close_when_full=False)
    assert Vacancy.objects.get().status == "published"


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"started_on": dt.date(2001, 1, 1)}, "started_on"),
        ({"started_on": dt.date(2101, 1, 1)}, "started_on"),
        ({"ends_on": dt.date(2001, 1, 1)}, "ends_on"),
        ({"contract": "x"}, "contract"),
        ({"hours_per_week": 0}, "hours_per_week"),
    ],
)
def test_terms_that_cannot_be_are_named(actor, application, facts, field):
    with pytest.raises(InvalidInput) as error:
        report_hire(actor=actor, application_id=application.pk, terms=terms(**facts))
    assert error.value.field == field


def test_the_jobseekers_own_word_confirms_and_a_register_extract_counts_too(actor, application):
    placement = report_hire(actor=actor, application_id=application.pk, terms=terms())
    add_evidence(actor=own(application.person), placement_id=placement.pk, source="jobseeker", confirms=True)
    placement.refresh_from_db()
    assert placement.status == "confirmed"
    add_evidence(actor=SYSTEM, placement_id=placement.pk, source="tax", confirms=False, words="No contribution since May")
    placement.refresh_from_db()
    assert placement.status == "contested"


def test_evidence_is_only_added_to_and_the_same_word_twice_is_one(actor, application):
    placement = report_hire(actor=actor, application_id=application.pk, terms=terms())
    person = own(application.person)
    for _ in range(2):
        add_evidence(actor=person, placement_id=placement.pk, source="jobseeker", confirms=False, words="I never began")
    add_evidence(actor=person, placement_id=placement.pk, source="jobseeker", confirms=True)
    assert PlacementEvidence.objects.filter(source="jobseeker").count() == 2


def test_when_the_employer_takes_its_word_back_the_place_is_free_again(actor, application):
    placement = report_hire(actor=actor, application_id=application.pk, terms=terms(), close_when_full=False)
    with pytest.raises(InvalidInput):
        add_evidence(actor=actor, placement_id=placement.pk, source="employer", confirms=False)
    add_evidence(actor=actor, placement_id=placement.pk, source="employer", confirms=False, words="Did not come")
    placement.refresh_from_db()
    assert (placement.status, Vacancy.objects.get().places_filled) == ("cancelled", 0)


def test_nobody_speaks_for_another_source(actor, application):
    placement = report_hire(actor=actor, application_id=application.pk, terms=terms())
    with pytest.raises(NotAllowed):
        add_evidence(actor=own(application.person), placement_id=placement.pk, source="tax", confirms=True)
    for other, source in (
        (make_employer_actor(), "employer"),
        (actor, "jobseeker"),
        (own(make_person("Another", "One")), "jobseeker"),
        (make_staff("administrator"), "counsellor"),
    ):
        with pytest.raises((NotFound, NotAllowed)):
            add_evidence(actor=other, placement_id=placement.pk, source=source, confirms=True)
    assert PlacementEvidence.objects.count() == 1


def test_a_counsellor_records_work_found_elsewhere_once_and_own_account_work():
    counsellor, person = make_staff("counsellor"), make_person()
    first = record_placement(
        actor=counsellor, person_id=person.pk, terms=terms(formal=False), source="counsellor", employer_name="A farm"
    )
    again = record_placement(actor=counsellor, person_id=person.pk, terms=terms(), source="jobseeker", employer_name="a farm")
    assert (first.pk, again.status, first.origin) == (again.pk, "confirmed", "elsewhere")
    with pytest.raises(InvalidInput):
        record_placement(actor=counsellor, person_id=person.pk, terms=terms(), source="counsellor")
    stall = record_placement(actor=counsellor, person_id=person.pk, terms=terms(own_account=True), source="jobseeker")
    assert stall.own_account


def test_the_employers_report_after_the_jobseekers_own_is_the_same_placement(actor, application):
    mine = record_placement(
        actor=own(application.person),
        person_id=application.person_id,
        terms=terms(),
        source="jobseeker",
        vacancy_id=application.vacancy_id,
    )
    theirs = report_hire(actor=actor, application_id=application.pk, terms=terms())
    assert (mine.pk, theirs.status) == (theirs.pk, "confirmed")
    assert Vacancy.objects.get().places_filled == 1


def test_still_in_work_is_asked_once_per_question_by_one_key(actor, application, monkeypatch):
    asked = []
    placement = report_hire(actor=actor, application_id=application.pk, terms=terms())
    monkeypatch.setattr(hooks, "publish", lambda topic, **said: asked.append(said["months"]) if "follow_up" in topic else None)
    assert ask_due_follow_ups() == 0
    Placement.objects.update(started_on=clock.today() - dt.timedelta(days=95))
    assert ask_due_follow_ups() == 1
    assert asked == [3]
    answer_follow_up(actor=actor, placement_id=placement.pk, months=3, in_work=True, source="employer")
    assert ask_due_follow_ups() == 0
    with pytest.raises(InvalidInput):
        answer_follow_up(actor=actor, placement_id=placement.pk, months=6, in_work=True, source="employer")


@pytest.mark.django_db(transaction=True)
def test_two_hires_at_once_never_fill_more_places_than_are_wanted():
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        pytest.skip("threads need a database in a file: OPENPES_TEST_SQLITE=/some/file (./pes test sets it)")
    vacancy = VacancyFactory(places_total=3)
    actor = make_employer_actor(vacancy.employer)
    applications = [ApplicationFactory(vacancy=vacancy) for _ in range(8)]
    results = []

    def hire(application):
        try:
            report_hire(actor=actor, application_id=application.pk, terms=terms(), close_when_full=False)
            results.append("hired")
        except Conflict as error:
            results.append(error.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=hire, args=(a,)) for a in applications]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=600)
    vacancy.refresh_from_db()
    assert sorted(results) == ["full"] * 5 + ["hired"] * 3
    assert (vacancy.places_filled, Placement.objects.count()) == (3, 3)

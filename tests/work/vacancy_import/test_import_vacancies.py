import csv
import datetime as dt
import io

import pytest

from openpes.base import countrypack, hooks
from openpes.base.actor import Actor
from openpes.base.errors import Conflict, InvalidInput, NotAllowed
from openpes.base.locking import file_lock
from openpes.base.models import ServiceEvent
from openpes.people.models import Place
from openpes.trust.models import AuditEntry
from openpes.work.enums import Audience, ClosingReason, CodingState, ImportOutcome, VacancyStatus
from openpes.work.models import CodingQueueItem, Employer, ImportBatch, ImportRow, Vacancy, VacancyStatusChange
from openpes.work.vacancy_import import actions, queries
from openpes.work.vacancy_import.actions import import_vacancies

from .files import write

pytestmark = pytest.mark.django_db

HEADER = "ref,title,employer,for,low,high,posted,closes,place,country,text\n"
MAPPING = b"""
[columns]
reference = "ref"
title = "title"
employer = "employer"
audience = "for"
pay_min = "low"
pay_max = "high"
posted = "posted"
closes = "closes"
locality = "place"
country = "country"
description = "text"
[constants]
currency = "USD"
pay_period = "hour"
[audience]
public = ["all"]
internal = ["staff"]
"""
COOK = "1,Cook,Cafe,all,12,15,2026-01-02,,Leeds,GB,<p>Cook well</p>"
NURSE = "2,Staff Nurse,Clinic,staff,,,2026-01-03,,,,"
DRIVER = "3,Bus driver,CAFÉ,all,20,20,2026-01-04,2020-01-01,,,"


@pytest.fixture
def told():
    """Ids of vacancies that the index was told of."""
    ids = []

    def listen(**payload):
        ids.extend(payload["ids"])

    hooks.subscribe("vacancy.changed", listen)
    yield ids
    hooks._subscribers["vacancy.changed"].remove(listen)


@pytest.fixture
def bring(tmp_path, admin, occupations):
    """Import rows of the table above."""

    def run(*rows, actor=admin, **options):
        path = write(tmp_path, "jobs.csv", HEADER + "\n".join(rows) + "\n")
        return import_vacancies(actor=actor, path=path, format="csv", **{"source": "jobs", "mapping": MAPPING, **options})

    return run


def numbers(report):
    found = report.as_dict()
    del found["seconds"]
    return list(found.values())


def test_a_first_import_makes_vacancies_employers_places_and_codes(bring, occupations):
    assert numbers(bring(COOK, NURSE)) == [2, 2, 0, 0, 0, 1, 2, 0]
    cook = Vacancy.objects.get(source_reference="1")
    assert (cook.title, cook.description, cook.status, cook.audience) == (
        "Cook",
        "Cook well",
        VacancyStatus.PUBLISHED,
        Audience.PUBLIC,
    )
    assert (cook.pay_min_minor, cook.pay_max_minor, cook.pay_currency, cook.pay_period) == (1200, 1500, "USD", "hour")
    assert (cook.occupation, cook.isco, cook.coding) == (occupations["cook"], "5120", CodingState.AUTOMATIC)
    assert cook.reference.startswith("V-")
    assert [(p.text, p.country, p.place) for p in cook.places.all()] == [("Leeds", "GB", None)]
    assert (cook.employer.name, cook.employer.tier, cook.employer.contacts.count()) == ("Cafe", 0, 0)


def test_an_internal_vacancy_is_stored_and_never_public(bring):
    bring(NURSE)
    nurse = Vacancy.objects.get()
    assert nurse.audience == Audience.EMPLOYER_INTERNAL
    assert not Vacancy.objects.public().exists()


def test_an_expired_vacancy_comes_in_closed(bring):
    assert numbers(bring(DRIVER.replace("2026-01-04", "2019-12-01"))) == [1, 1, 0, 0, 0, 0, 1, 0]
    driver = Vacancy.objects.get()
    assert (driver.status, driver.closing_reason) == (VacancyStatus.CLOSED, ClosingReason.EXPIRED)


def test_the_same_file_again_changes_nothing_and_tells_nobody(bring, told):
    bring(COOK, NURSE)
    before = (list(Vacancy.objects.order_by("pk").values()), ServiceEvent.objects.count(), AuditEntry.objects.count())
    told.clear()
    assert numbers(bring(COOK, NURSE)) == [2, 0, 0, 2, 0, 1, 2, 0]
    assert before == (list(Vacancy.objects.order_by("pk").values()), ServiceEvent.objects.count(), AuditEntry.objects.count())
    assert told == []


def test_a_changed_row_updates_its_vacancy_only(bring, told):
    bring(COOK, NURSE)
    cook = Vacancy.objects.get(source_reference="1")
    told.clear()
    assert numbers(bring(COOK.replace("Leeds", "York").replace(",15,", ",16,"), NURSE)) == [2, 0, 1, 1, 0, 1, 2, 0]
    after = Vacancy.objects.get(source_reference="1")
    assert (after.pk, after.reference, after.created_at, after.pay_max_minor) == (cook.pk, cook.reference, cook.created_at, 1600)
    assert [place.text for place in after.places.all()] == ["York"]
    assert told == [cook.pk]


def test_rows_with_one_reference_become_one_vacancy_and_the_report_says_so(bring):
    report = bring(COOK.replace(",all,", ",staff,"), COOK, NURSE)
    assert numbers(report) == [3, 2, 0, 0, 0, 1, 2, 0]
    row = ImportRow.objects.get(outcome=ImportOutcome.MERGED)
    assert (row.line, row.reference, row.reason) == (3, "1", "merged: 2")


def test_one_event_and_one_audit_entry_for_a_thousand_rows(bring, monkeypatch, told):
    monkeypatch.setattr(actions, "BATCH", 2)
    bring(*(f"{n},Cook,Cafe,all,,,,,,," for n in range(5)))
    events = ServiceEvent.objects.filter(act="work.vacancies_imported")
    assert sorted(events.values_list("count", flat=True)) == [1, 2, 2]
    assert AuditEntry.objects.filter(act="work.vacancies_imported").count() == 3
    assert len(told) == 5


def test_employers_of_one_source_are_told_apart_by_folded_name(bring):
    bring(COOK, DRIVER, NURSE)
    bring(COOK.replace("1,", "9,", 1), source="other jobs")
    assert sorted(Employer.objects.values_list("name", "source__name")) == [
        ("Cafe", "jobs"),
        ("Cafe", "other jobs"),
        ("Clinic", "jobs"),
    ]


def test_a_complete_file_withdraws_what_is_missing_and_a_plain_one_does_not(bring, told):
    bring(COOK, NURSE)
    bring(NURSE)
    assert Vacancy.objects.open().count() == 2
    told.clear()
    report = bring(NURSE, complete=True)
    cook = Vacancy.objects.get(source_reference="1")
    assert report.tallies["withdrawn"] == 1
    assert (cook.status, cook.closing_reason) == (VacancyStatus.CLOSED, ClosingReason.WITHDRAWN)
    assert told == [cook.pk]
    assert VacancyStatusChange.objects.filter(vacancy=cook, reason="withdrawn").exists()


def test_a_withdrawn_vacancy_that_comes_back_is_open_again(bring):
    bring(COOK, NURSE)
    bring(NURSE, complete=True)
    assert bring(COOK, NURSE).tallies["updated"] == 1
    cook = Vacancy.objects.get(source_reference="1")
    assert (cook.status, cook.closing_reason, cook.closed_at) == (VacancyStatus.PUBLISHED, "", None)


def test_a_vacancy_that_the_service_refused_stays_closed(bring):
    bring(COOK)
    Vacancy.objects.update(status=VacancyStatus.CLOSED, closing_reason=ClosingReason.REFUSED)
    bring(COOK.replace("Leeds", "York"))
    cook = Vacancy.objects.get()
    assert (cook.status, cook.closing_reason) == (VacancyStatus.CLOSED, ClosingReason.REFUSED)


def test_a_rejected_row_of_a_complete_file_does_not_withdraw_its_vacancy(bring):
    bring(COOK, NURSE)
    report = bring(COOK.replace("Cafe", ""), NURSE, complete=True)
    assert (report.tallies["rejected"], report.tallies["withdrawn"]) == (1, 0)
    assert Vacancy.objects.open().count() == 2


def test_a_complete_file_that_was_cut_off_withdraws_nothing(bring, tmp_path, admin):
    jobs = [f"{n},Cook,Cafe,all,,,,,,," for n in range(50)]
    bring(*jobs)
    report = bring(*jobs[:10], complete=True)
    assert (report.stopped, report.tallies["withdrawn"], Vacancy.objects.open().count()) == ("withdraws_too_much: 40", 0, 50)
    assert bring(*jobs[:10], complete=True, withdraw_many=True).tallies["withdrawn"] == 40


def test_what_expired_since_the_last_import_is_closed_by_the_next(bring, monkeypatch):
    soon = COOK.replace("2026-01-02,,", "2026-01-02,2030-06-30,")
    bring(soon, NURSE)
    monkeypatch.setenv("OPENPES_NOW", "2030-07-01T09:00:00+00:00")
    report = bring(NURSE)
    assert report.tallies["expired"] == 1
    assert Vacancy.objects.get(source_reference="1").closing_reason == ClosingReason.EXPIRED


def test_days_are_shifted_by_one_number_for_the_whole_file_and_marked(bring, monkeypatch):
    monkeypatch.setenv("OPENPES_NOW", "2026-11-23T09:00:00+00:00")
    report = bring(COOK, NURSE, DRIVER.replace("2020-01-01", "2026-02-03"), rebase_onto=dt.date(2026, 11, 23))
    assert report.days_rebased == 323
    found = Vacancy.objects.order_by("source_reference").values_list("posted_on", "expires_on", "dates_rebased")
    assert list(found) == [
        (dt.date(2026, 11, 21), None, True), (dt.date(2026, 11, 22), None, True), (dt.date(2026, 11, 23), dt.date(2026, 12, 23), True),
    ]  # fmt: skip


def test_pay_below_the_legal_minimum_waits_for_a_person_who_decides_once(bring, admin):
    poor = COOK.replace(",12,15,", ",0.01,0.02,")
    mapping = MAPPING.replace(b"USD", countrypack.current().currency.code.encode())
    report = bring(poor, mapping=mapping)
    cook = Vacancy.objects.get()
    assert (cook.status, report.tallies["held"], report.tallies["public"]) == (VacancyStatus.IN_REVIEW, 1, 0)
    (line,) = queries.report_lines(admin, report.batch_id)
    assert line[3].startswith("The pay is below the legal minimum.")
    Vacancy.objects.update(status=VacancyStatus.PUBLISHED)
    assert bring(poor, mapping=mapping).tallies["unchanged"] == 1
    assert Vacancy.objects.open().exists()


def test_what_a_blocked_employer_posts_elsewhere_waits_for_a_person(bring):
    bring(COOK)
    Employer.objects.update(blocked_at="2026-01-01T00:00:00Z", blocked_reason="Asked for money")
    report = bring(COOK, COOK.replace("1,", "2,", 1))
    assert (report.tallies["held"], report.tallies["accepted"]) == (1, 1)
    assert Vacancy.objects.get(source_reference="2").status == VacancyStatus.IN_REVIEW


def test_a_place_of_our_own_gazetteer_is_recognised_and_a_foreign_namesake_is_not(bring):
    town = Place.objects.create(code="QS-T", kind="town", name="Leeds", folded="leeds", latitude=1.0, longitude=2.0)
    bring(COOK, COOK.replace("1,", "5,", 1).replace("GB", ""))
    found = {v.source_reference: v.places.get() for v in Vacancy.objects.prefetch_related("places")}
    assert (found["1"].place, found["1"].latitude) == (None, None)
    assert (found["5"].place, found["5"].latitude) == (town, 1.0)


def test_a_title_that_says_nothing_waits_for_a_person(bring):
    report = bring("1,Xyzzy Plugh,Cafe,all,,,,,,,")
    assert (report.tallies["coded"], report.tallies["doubtful"]) == (0, 1)
    item = CodingQueueItem.objects.get()
    assert (item.vacancy.occupation, item.vacancy.coding, item.decided_at) == (None, CodingState.DOUBTFUL, None)


def test_the_report_names_line_reference_outcome_and_reason_and_holds_no_formula(bring, admin):
    report = bring("=1+1,Cook,,all,,,,,,,", COOK.replace("2026-01-02", "=cmd|x"))
    rows = list(csv.reader(io.StringIO("".join(queries.report_csv(admin, report.batch_id)))))
    assert rows[0] == ["Line", "Reference", "Outcome", "Reason"]
    assert rows[1] == ["2", "'=1+1", "Rejected", "The employer is missing. (Cook)"]
    assert rows[2][:3] == ["3", "1", "New"]
    assert rows[2][3].startswith("A date cannot be read")


@pytest.mark.parametrize("role", ["visitor", "jobseeker", "employer", "counsellor", "partner_adviser", "manager"])
def test_only_administrators_may_import(bring, role):
    with pytest.raises(NotAllowed):
        bring(COOK, actor=Actor(role=role))
    assert not Vacancy.objects.exists()


@pytest.mark.parametrize("role", ["visitor", "jobseeker", "employer", "counsellor", "partner_adviser"])
def test_only_administrators_and_managers_read_reports(bring, role):
    report = bring(COOK)
    with pytest.raises(NotAllowed):
        list(queries.report_lines(Actor(role=role), report.batch_id))


def test_a_mapping_that_cannot_be_used_is_named(tmp_path, admin):
    with pytest.raises(InvalidInput) as caught:
        import_vacancies(actor=admin, path=tmp_path / "x.csv", format="csv", mapping=b"[columns]")
    assert (caught.value.field, caught.value.code) == ("mapping", "mapping_without_title")


def test_two_imports_of_one_source_do_not_run_at_once(bring, settings):
    import hashlib

    mark = hashlib.sha256(b"jobs").hexdigest()[:16]
    with file_lock(settings.DATA / "locks" / f"import-{mark}.lock"), pytest.raises(Conflict):
        bring(COOK)


@pytest.mark.parametrize("apart", [True, False])
def test_reading_in_another_process_gives_the_same(bring, monkeypatch, apart):
    monkeypatch.setattr("openpes.work.vacancy_import.reading_process.WORTH_A_PROCESS", 0 if apart else 10**9)
    rows = [f"{n % 700},Cook,Cafe,all,12,15,2026-01-02,,Leeds,GB,text {n % 700}" for n in range(900)]
    assert numbers(bring(*rows, "x,,Cafe,all")) == [901, 700, 0, 0, 1, 700, 700, 0]
    assert ImportBatch.objects.get().counts["merged"] == 200


def test_a_reader_that_dies_is_reported_and_nothing_is_withdrawn(bring, monkeypatch, tmp_path):
    bring(COOK, NURSE)
    monkeypatch.setattr("openpes.work.vacancy_import.reading_process.WORTH_A_PROCESS", 0)
    monkeypatch.setattr("openpes.work.vacancy_import.reading_process._MAX_MEMORY", 1)
    monkeypatch.setattr("openpes.work.vacancy_import.reading_process._read", _dies)
    report = bring(COOK, complete=True)
    assert (report.stopped, report.tallies["withdrawn"], Vacancy.objects.open().count()) == ("reader_ended", 0, 2)


def _dies(*arguments):
    import os

    os._exit(9)

"""The two real files, end to end."""

import datetime as dt
from pathlib import Path

import pytest

from openpes.work.enums import Audience
from openpes.work.models import Vacancy
from openpes.work.vacancy_import.actions import import_vacancies

from .shared import real_file

pytestmark = [pytest.mark.shared_data, pytest.mark.django_db]
MAPPING = Path(__file__).resolve().parents[3] / "examples" / "nyc_jobs.mapping.toml"


def test_the_city_of_new_york(admin, occupations):
    path = real_file("nyc_jobs.csv")
    report = import_vacancies(actor=admin, path=path, format="csv", mapping=MAPPING.read_bytes())
    assert (report.source, report.rows, report.tallies["accepted"], report.tallies["rejected"]) == ("nyc-jobs", 3773, 2073, 0)
    assert (report.tallies["public"], report.tallies["merged"]) == (1634, 1700)
    assert Vacancy.objects.public().count() == 1634
    assert Vacancy.objects.filter(audience=Audience.EMPLOYER_INTERNAL).count() == 439
    assert not Vacancy.objects.exclude(pay_period="").exists()
    assert set(Vacancy.objects.values_list("pay_currency", flat=True)) == {"USD"}
    again = import_vacancies(actor=admin, path=path, format="csv", mapping=MAPPING.read_bytes())
    assert (again.tallies["unchanged"], again.tallies["accepted"], again.tallies["updated"], again.tallies["public"]) == (
        2073,
        0,
        0,
        1634,
    )


def test_the_british_health_service(admin, occupations, monkeypatch):
    path = real_file("nhs_jobs.jsonl.gz")
    monkeypatch.setenv("OPENPES_NOW", "2026-11-23T09:00:00+00:00")
    report = import_vacancies(actor=admin, path=path, format="jsonld", rebase_onto=dt.date(2026, 11, 23))
    assert (report.rows, report.tallies["accepted"], report.tallies["rejected"], report.tallies["public"]) == (
        5000,
        5000,
        0,
        5000,
    )
    assert Vacancy.objects.order_by("-posted_on").values_list("posted_on", flat=True).first() == dt.date(2026, 11, 23)
    assert not Vacancy.objects.filter(description__contains="&lt;").exists()
    assert not Vacancy.objects.filter(description__contains="<p").exists()
    hourly = Vacancy.objects.filter(pay_words="£23.13 Including Holiday Pay").values_list("pay_min_minor", "pay_period").first()
    assert hourly == (2313, "")
    assert Vacancy.objects.filter(pay_words="Band 5/6").values_list("pay_min_minor", flat=True).first() is None
    assert Vacancy.objects.filter(places__latitude__isnull=False).count() == 5000


def test_without_rebasing_the_old_adverts_come_in_closed(admin, occupations):
    path = real_file("nhs_jobs.jsonl.gz")
    report = import_vacancies(actor=admin, path=path, format="jsonld")
    assert (report.tallies["accepted"], report.tallies["public"]) == (5000, 0)

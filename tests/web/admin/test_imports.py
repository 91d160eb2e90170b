import csv
import io

import pytest

from openpes.base.ids import uuid7
from openpes.people.enums import OrganisationKind, Role
from openpes.work.models import ImportBatch
from openpes.work.vacancy_import.actions import import_vacancies
from people.factories import OrganisationFactory, make_staff
from web.signing_in import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin():
    return make_staff(Role.ADMINISTRATOR, OrganisationFactory(kind=OrganisationKind.AGENCY))


@pytest.fixture
def batch(admin, tmp_path):
    path = tmp_path / "jobs.csv"
    path.write_text("reference,title,employer\n1,Cook,Cafe\n=2,,Cafe\n")
    report = import_vacancies(actor=admin, path=path, format="csv", source="City jobs")
    return ImportBatch.objects.get(pk=report.batch_id)


def test_an_administrator_sees_what_came_in(admin, batch):
    page = signed_in(admin).get("/admin/imports/").content.decode()
    assert "City jobs" in page
    assert f"/admin/imports/{batch.pk}/report.csv" in page


def test_the_list_costs_the_same_number_of_queries_however_long_it_is(admin, batch, django_assert_max_num_queries):
    client = signed_in(admin)
    client.get("/admin/imports/")
    for _ in range(10):
        ImportBatch.objects.create(source=batch.source, file_name="x.csv", file_digest="x", started_at=batch.started_at)
    with django_assert_max_num_queries(20):
        assert client.get("/admin/imports/").status_code == 200


def test_the_report_is_a_table_with_line_and_reason(admin, batch):
    response = signed_in(admin).get(f"/admin/imports/{batch.pk}/report.csv")
    rows = list(csv.reader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))
    assert rows == [["Line", "Reference", "Outcome", "Reason"], ["3", "'=2", "Rejected", "The title is missing."]]
    assert "attachment" in response["Content-Disposition"]


def test_a_report_that_is_not_there_is_not_found(admin):
    assert signed_in(admin).get(f"/admin/imports/{uuid7()}/report.csv").status_code == 404


@pytest.mark.parametrize("role", [Role.COUNSELLOR, Role.EMPLOYER_LIAISON, Role.CONTENT_EDITOR])
def test_others_may_not_read_imports(batch, role):
    client = signed_in(make_staff(role, OrganisationFactory(kind=OrganisationKind.OFFICE)))
    for address in ("/admin/imports/", f"/admin/imports/{batch.pk}/report.csv"):
        assert client.get(address).status_code in {302, 403, 404}

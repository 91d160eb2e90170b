import io

import pytest
from python_calamine import CalamineWorkbook

from insight.test_insight import events
from openpes.insight.models import StatisticsExport
from openpes.people.enums import Role
from openpes.people.models import Organisation
from people.factories import OrganisationFactory, make_client, make_staff
from web.signing_in import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return make_staff(Role.MANAGER, OrganisationFactory())


@pytest.fixture
def office(manager):
    return Organisation.objects.get(pk=manager.organisation_id)


def test_the_page_shows_exact_counts_as_chart_and_table(manager, office):
    events(1234, office)
    events(7, office, channel="sms")
    page = signed_in(manager).get("/manage/").content.decode()
    assert "1,241" in page
    assert "<svg" in page
    assert "<table" in page


def test_the_page_takes_a_bounded_number_of_queries(manager, office, django_assert_max_num_queries):
    events(300, office)
    client = signed_in(manager)
    with django_assert_max_num_queries(22):
        client.get("/manage/")


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_an_export_hides_small_cells(manager, office, kind):
    events(40, office)
    events(7, office, channel="sms")
    events(55, office, service="registration")
    response = signed_in(manager).post("/manage/export/", {"format": kind})
    assert response.status_code == 200
    if kind == "xlsx":
        rows = CalamineWorkbook.from_filelike(io.BytesIO(response.content)).get_sheet_by_index(0).to_python()
        values = {str(v).removesuffix(".0") for row in rows for v in row}
    else:
        values = {v for line in response.content.decode("utf-8-sig").splitlines() for v in line.split(",")}
    assert "7" not in values
    assert "…" in values
    assert StatisticsExport.objects.count() == 1


@pytest.mark.parametrize(
    "query",
    [
        "since=yesterday",
        "since=2026-02-01&until=2026-01-01",
        "since=1900-01-01&until=2026-01-01",
        "rows=drop",
        "office=none",
        "rows=week&columns=week",
    ],
)
def test_wrong_filters_give_a_page_with_a_message_and_never_an_error(manager, office, query):
    events(3, office)
    assert signed_in(manager).get(f"/manage/?{query}").status_code == 200


@pytest.mark.parametrize("role", [Role.COUNSELLOR, Role.CONTENT_EDITOR, Role.CONTACT_AGENT])
def test_other_roles_do_not_read_statistics(role):
    assert signed_in(make_staff(role)).get("/manage/").status_code == 403


def test_clients_do_not_and_staff_without_second_factor_do_not(manager):
    assert signed_in(make_client()).get("/manage/").status_code == 403
    assert signed_in(manager, second_factor=False).get("/manage/").url == "/account/second-factor/"

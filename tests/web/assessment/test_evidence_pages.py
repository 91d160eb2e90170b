"""The pages of the evidence and of the matrix, as a manager uses them without scripts."""

import pytest

from assessment.evidence.arrangements import contacts
from openpes.assessment.models import EvidenceDecision, EvidenceThreshold
from people.factories import OrganisationFactory, make_staff
from web.signing_in import signed_in

pytestmark = pytest.mark.django_db
ITEM = "/assessment/evidence/q2_1.online.registration/"


@pytest.fixture
def client():
    return signed_in(make_staff("manager", OrganisationFactory()))


@pytest.mark.parametrize(
    "cluster", ["governance", "service_delivery", "skilling", "data_processing", "challenges_opportunities", "x"]
)
def test_every_cluster_shows_its_items(client, cluster, django_assert_max_num_queries):
    contacts(40, service="registration", synthetic=True)
    with django_assert_max_num_queries(75):
        page = client.get("/assessment/evidence/", {"cluster": cluster})
    assert page.status_code == 200
    assert "Made-up data" in page.content.decode()


def test_an_item_is_accepted(client):
    contacts(40, service="registration", synthetic=True)
    assert 'value="accept"' in client.get(ITEM).content.decode()
    assert client.post(ITEM, {"do": "accept", "seen": "yes"}).status_code == 302
    assert EvidenceDecision.objects.get().accepted
    assert "accepted" in client.get(ITEM).content.decode()


def test_what_is_left_open_offers_no_acceptance_and_says_so(client):
    page = client.get(ITEM).content.decode()
    assert 'value="accept"' not in page
    assert "Not seen in this system" in page
    assert client.post(ITEM, {"do": "accept", "seen": "yes"}).status_code == 200
    assert not EvidenceDecision.objects.exists()


def test_an_answer_without_a_reason_comes_back_with_what_was_typed(client):
    page = client.post(ITEM, {"do": "override", "answer": "no", "reason": ""})
    assert page.status_code == 200
    content = page.content.decode()
    assert 'value="no"' in content.split(" checked")[0].split("<input")[-1]
    assert not EvidenceDecision.objects.exists()
    assert client.post(ITEM, {"do": "override", "answer": "no", "reason": "<b>Not</b> here"}).status_code == 302
    assert "&lt;b&gt;Not&lt;/b&gt; here" in client.get(ITEM).content.decode()


@pytest.mark.parametrize(
    "query", ["since=2026-13-01", "since=2026-05-02&until=2026-05-01", "since=1999-01-01", "since=x&until=y", "month=x"]
)
def test_a_period_that_cannot_be_used_is_explained(client, query):
    for path in ("/assessment/evidence/", "/assessment/matrix/"):
        assert client.get(f"{path}?{query}").status_code == 200


def test_a_period_is_kept_on_the_way(client):
    page = client.get("/assessment/evidence/?since=2026-01-01&until=2026-06-30").content.decode()
    assert "since=2026-01-01&amp;until=2026-06-30" in page
    assert "cluster=skilling&amp;since=2026-01-01" in page


def test_a_threshold_is_set_with_a_reason(client):
    path = "/assessment/evidence/thresholds/"
    page = client.post(path, {"key": "approach.mostly", "value": "300", "reason": "So it is"}).content.decode()
    assert "Give a number from 1 to 100." in page
    assert client.post(path, {"key": "approach.mostly", "value": "80", "reason": "So it is"}).status_code == 302
    assert EvidenceThreshold.objects.get().value == 80
    assert "So it is" in client.get(path).content.decode()


def test_writing_without_a_sheet_says_why(client):
    page = client.post("/assessment/evidence/sheet/", follow=True).content.decode()
    assert "There is no answer sheet of your agency" in page


def test_an_unknown_item_is_not_found(client):
    assert client.get("/assessment/evidence/q9/").status_code == 404


def test_the_matrix_shows_counts_and_levels(client, django_assert_max_num_queries):
    contacts(1234, channel="web", level=3, synthetic=True)
    contacts(3, channel="sms", level=2, synthetic=True)
    with django_assert_max_num_queries(30):
        page = client.get("/assessment/matrix/").content.decode()
    assert "1,234, up to level 3" in page
    assert "3, up to level 2" in page
    assert "Made-up data" in page


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_matrix_leaves_the_house_without_small_cells(client, kind):
    contacts(40, channel="web", level=3, synthetic=True)
    contacts(3, channel="web", level=2, synthetic=True)
    answer = client.post("/assessment/matrix/export/", {"format": kind})
    assert answer.headers["Content-Disposition"].endswith(f'.{kind}"')
    if kind == "csv":
        text = answer.content.decode("utf-8-sig")
        assert ",3," not in text
        assert "Made-up data" in text

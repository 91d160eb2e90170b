"""The benchmark of an agency as page and as paper, in five languages; a network of agencies."""

import json
import re

import pytest
from django.urls import reverse

from assessment.benchmark.test_queries import members
from assessment.factories import make_agency, make_lead, make_verified, whole_answers
from openpes.assessment.models import SurveyAgency
from people.factories import OrganisationFactory
from web.signing_in import signed_in

pytestmark = pytest.mark.django_db
LANGUAGES = ("en", "fr", "es", "ar", "sw")


@pytest.fixture
def lead():
    return make_lead()


@pytest.fixture
def agency(lead):
    return make_verified(lead, whole_answers(q1_3__consent="0", q2_3="face_to_face")).agency


def page(lead, name="benchmark", language="en", **query):
    return signed_in(lead).get(reverse(f"assessment:{name}"), query, headers={"accept-language": language})


def test_the_peers_are_said_in_a_sentence_with_share_and_interval(lead, agency):
    shown = page(lead).content.decode()
    assert "23 of 25 upper-middle-income services have this." in shown
    assert "<bdi>92 % (75 – 97.8)</bdi>" in shown
    assert "61 of 69 services have this." in shown
    assert "13 of 14 services that work mostly face to face have this." in shown
    assert "not published by approach or region" in shown
    assert "2020" in shown


def test_the_approach_stands_beside_the_own_region(lead, agency):
    SurveyAgency.objects.update(region="africa")
    shown = page(lead).content.decode()
    assert "1 of 7 services of this region have this." in shown
    assert "14 % (" not in shown[shown.index("1 of 7") : shown.index("1 of 7") + 80], "below ten services there is no share"


def test_only_gaps_are_shown_when_asked_for(lead, agency):
    shown = page(lead, show="gaps").content.decode()
    assert shown.count('role="rowheader"') == 1
    assert "23 of 25 upper-middle-income" in shown


def test_the_own_agency_is_led_to_its_evidence_and_from_a_gap_to_an_action(lead, agency):
    shown = page(lead, show="gaps").content.decode()
    assert reverse("assessment:evidence_item", args=["q1_3.consent"]) in shown
    assert reverse("assessment:new_action") + "?item=q1_3.consent" in shown


def test_the_records_of_this_service_are_no_evidence_for_another_agency(lead, agency):
    other = make_agency(lead, name="Elsewhere")
    shown = page(lead, agency=str(other.pk)).content.decode()
    assert reverse("assessment:evidence_item", args=["q1_3.consent"]) not in shown


def test_an_invented_agency_is_labelled(lead, agency):
    assert "Made-up data" not in page(lead).content.decode()
    SurveyAgency.objects.update(synthetic=True)
    assert "Made-up data" in page(lead).content.decode()


def test_without_an_agency_the_page_says_what_to_do(lead):
    assert "No agency yet" in page(lead).content.decode()


def test_without_a_sheet_the_peers_stand_alone(lead):
    make_agency(lead)
    shown = page(lead).content.decode()
    assert "There is no answer sheet yet" in shown
    assert "upper-middle-income services have this" in shown


@pytest.mark.parametrize("name", ["benchmark", "benchmark-report"])
@pytest.mark.parametrize("asked", ["x", "0190a5c2-0000-7000-8000-000000000000"])
def test_an_agency_that_is_not_there_is_not_found(lead, agency, name, asked):
    assert page(lead, name, agency=asked).status_code == 404


def test_an_agency_elsewhere_in_the_tree_is_not_found(lead, agency):
    elsewhere = make_agency(make_lead(OrganisationFactory()))
    assert page(lead, agency=str(elsewhere.pk)).status_code == 404


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_is_a_tagged_pdf_in_the_language_of_the_reader(lead, agency, language):
    response = page(lead, "benchmark-report", language=language)
    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF")
    assert b"/StructTreeRoot" in response.content
    assert re.search(rb"/Marked\s+true", response.content)
    assert re.search(rb"/Lang\s*\(" + language.encode(), response.content)


def test_on_paper_shares_intervals_and_errata_stand_where_the_number_stands(lead, agency, monkeypatch):
    written = {}
    monkeypatch.setattr("typst.compile", lambda _source, **given: written.update(json.loads(given["sys_inputs"]["data"])) or b"")
    page(lead, "benchmark-report")
    rows = [row for section in written["sections"] for row in section["rows"]]
    rules = next(row for row in rows if row["label"].startswith("Sharing of client data"))
    assert rules["label"].endswith("(E09)")
    assert [line.split(":")[0] for line in written["errata"] if line.startswith("E09")] == ["E09"]
    assert rules["share"] == f"{rules['percent']} % ({rules['low']} – {rules['high']})"


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_and_network_open_in_every_language(lead, agency, language):
    members(lead, "1" * 11)
    assert f'lang="{language}"' in page(lead, language=language).content.decode()
    assert f'lang="{language}"' in page(lead, "benchmark-network", language=language).content.decode()


def test_a_network_is_tested_only_where_there_are_enough_answers(lead):
    members(lead, "0" * 12)
    shown = page(lead, "benchmark-network", network="north").content.decode()
    assert "0 of 12" in shown
    assert shown.count('class="tag on"') == shown.count('role="rowheader"') == 1
    assert "p &lt; 0.001" in shown
    assert "High income</option>" in shown


def test_a_network_below_ten_answers_is_not_tested(lead):
    members(lead, "0" * 9)
    shown = page(lead, "benchmark-network", network="north").content.decode()
    assert "0 of 9" in shown
    assert "too few to test" in shown


def test_without_a_network_the_page_says_what_to_do(lead):
    assert "No network yet" in page(lead, "benchmark-network").content.decode()


def test_the_page_takes_a_bounded_number_of_queries(lead, agency, django_assert_max_num_queries):
    client = signed_in(lead)
    with django_assert_max_num_queries(22):
        client.get(reverse("assessment:benchmark"))

"""The published results: every number with its count, errata where the number stands, files to take away."""

import csv
import io

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from openpes.assessment.data import published
from openpes.assessment.tables.specification import GROUPS
from openpes.web.assessment.results import words

pytestmark = pytest.mark.django_db
LANGUAGES = ("en", "fr", "es", "ar", "sw")


def page(client, name, *args, language="en", **query):
    response = client.get(reverse(f"assessment:{name}", args=args), query, headers={"accept-language": language})
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("number", range(4, 18))
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_table_opens_in_every_language(client, number, language):
    shown = page(client, "results-table", number, language=language)
    assert f'lang="{language}"' in shown
    assert shown.count("<figure") == (3 if number == 10 else 1)


@pytest.mark.parametrize("number", [3, 18])
def test_a_table_that_the_report_does_not_have_is_not_found(client, number):
    assert client.get(reverse("assessment:results-table", args=[number])).status_code == 404


def test_a_cell_shows_the_share_its_count_and_its_interval(client):
    shown = page(client, "results-table", 5)
    assert "20 of 30" in shown
    assert "67&nbsp;%" in shown
    assert "48.8 – 80.8" in shown


def test_the_total_of_table_8_is_struck_through_with_its_reason(client):
    shown = page(client, "results-table", 8)
    assert shown.count("<s><bdi>") == 4
    assert "between 18 and 51 of 69" in shown
    assert 'href="#E01"' in shown
    assert 'id="E01"' in shown
    drawing = shown[shown.index("<figure") : shown.index("</figure>")]
    assert "At least one of these services" not in drawing, "an impossible number is not drawn"


@pytest.mark.parametrize(("group", "n"), [("H", 30), ("U", 25), ("L", 14)])
def test_one_group_alone(client, group, n):
    shown = page(client, "results-table", 13, group=group)
    assert f"of {n}<" in shown
    assert "of 69<" not in shown


def test_an_unknown_group_shows_all(client):
    assert "of 69" in page(client, "results-table", 13, group="M")


def test_an_erratum_of_a_row_is_linked_where_the_number_stands(client):
    for number in range(4, 18):
        shown = page(client, "results-table", number)
        rows = [p for p in published.printed() if p.table == number]
        for erratum in {each.id for each in published.errata() for p in rows if (p.table, p.row_group, p.row) in each.rows}:
            assert f'href="#{erratum}"' in shown
            assert f'id="{erratum}"' in shown


def test_all_69_services_stand_in_the_list_and_on_the_map(client):
    shown = page(client, "results-services")
    assert shown.count("</bdi>") >= 69
    svg = shown[shown.index('<svg role="img" viewBox') :]
    assert svg[: svg.index("</svg>")].count("<title>") == 70


def test_services_of_one_approach(client):
    shown = page(client, "results-services", approach="face_to_face")
    assert "Japan" in shown
    assert "India" not in shown


def test_every_percentage_of_the_prose_is_there_and_contradictions_are_marked(client):
    shown = page(client, "results-prose")
    wrong = [fact for fact in published.facts() if fact.status in words.WRONG]
    assert shown.count('<tr role="row"><th scope="row"') == len(published.facts()) + len(words.figures()["known"])
    assert shown.count("tag bad") == len(wrong) > 5


def test_every_erratum_is_told(client):
    shown = page(client, "results-errata")
    for each in published.errata():
        assert f'id="{each.id}"' in shown


@pytest.mark.parametrize("name", ["tables", "services", "prose", "figures", "errata", "sdmx"])
def test_every_set_is_a_csv(client, name):
    response = client.get(reverse("assessment:results-download", args=[f"{name}.csv"]))
    assert response["Content-Type"].startswith("text/csv")
    lines = list(csv.reader(io.StringIO(response.content.decode())))
    assert len({len(line) for line in lines}) == 1
    assert len(lines) > 30


def test_the_statistical_file_has_one_line_a_key_and_no_value_for_what_is_impossible(client):
    response = client.get(reverse("assessment:results-download", args=["sdmx.csv"]))
    lines = list(csv.DictReader(io.StringIO(response.content.decode())))
    keys = {tuple(line[name] for name in ("TABLE", "ITEM", "APPROACH", "INCOME_GROUP", "TIME_PERIOD")) for line in lines}
    assert len(keys) == len(lines) == 360
    assert list(lines[0])[:3] == ["STRUCTURE", "STRUCTURE_ID", "ACTION"]
    missing = [line for line in lines if line["OBS_STATUS"] == "M"]
    assert [(line["TABLE"], line["OBS_VALUE"]) for line in missing] == [("T8", "")] * len(GROUPS)
    assert all("E01" in line["COMMENT_OBS"] for line in missing)


def test_the_workbook_names_its_source_first(client):
    response = client.get(reverse("assessment:results-download", args=["results.xlsx"]))
    book = CalamineWorkbook.from_filelike(io.BytesIO(response.content))
    assert book.sheet_names == ["about", "tables", "services", "prose", "figures", "errata"]
    assert "ILO" in book.get_sheet_by_name("about").to_python()[0][0]
    assert len(book.get_sheet_by_name("tables").to_python()) == 361


@pytest.mark.parametrize("name", ["tables.pdf", "synthetic.csv", "x", "../settings.csv"])
def test_other_files_are_not_there(client, name):
    path = reverse("assessment:results") + "download/" + name
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("name", ["results", "results-services", "results-prose", "results-errata"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_source_is_named_on_every_page(client, name, language):
    assert "CC BY 3.0 IGO" in page(client, name, language=language)

"""The e-government indices: two published forms, wrong lines named, nothing half taken in, shown beside the approach.

The file beside this is made up: its numbers belong to no country.
"""

from pathlib import Path

import pytest
from django.urls import reverse

from assessment.factories import make_lead
from openpes.assessment.data import published
from openpes.assessment.egov import queries, reading
from openpes.assessment.egov.actions import load_index
from openpes.assessment.egov.reading import UnreadableIndex, Value, country_code
from openpes.assessment.models import EgovValue
from openpes.base.actor import Actor
from openpes.base.errors import InvalidInput, NotAllowed

MADE_UP = Path(__file__).with_name("made_up_egdi.csv").read_bytes()
HEAD = "Country Name,E-Government Index\n"


def read(text, index="egdi", year=2020):
    return reading.read(text.encode() if isinstance(text, str) else text, index=index, year=year)


def test_the_form_of_the_knowledge_base_is_read_for_one_year():
    assert read(MADE_UP) == [Value("AL", 5000, 3), Value("IN", 6000, 2), Value("JP", 9501, 1), Value("TR", 4000, 4)]
    assert read(MADE_UP, year=2018) == [Value("AL", 1000, 9)]


def test_the_other_index_comes_from_the_same_file():
    assert read(MADE_UP, index="epi")[1] == Value("IN", 9000, 1)


def test_the_form_with_country_codes_is_read():
    text = "country-code,country-name,e-gov-rank,e-gov-index,e-pat-index,osi,hci,tii\nJPN,Japan,10,0.5,0.25,0.1,0.1,0.1\n"
    assert read(text) == [Value("JP", 5000, 10)]
    assert read(text, index="epi") == [Value("JP", 2500, None)]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Atlantis,0.5", "Atlantis"),
        ("Japan,1.5", "1.5"),
        ("Japan,", "no index"),
        ("Japan,nan", "nan"),
        ("Japan,high", "high"),
        ("Japan,0.5\nJapan,0.6", "twice"),
    ],
)
def test_a_wrong_line_is_named_and_nothing_is_read(line, said):
    with pytest.raises(UnreadableIndex, match=said) as caught:
        read(f"{HEAD}India,0.5\n{line}\n")
    assert "line " in str(caught.value)


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "Country Name,Something\nJapan,1\n", b"\xff\xfe\x00", HEAD])
def test_a_file_that_is_no_index_is_refused(text):
    with pytest.raises(UnreadableIndex):
        read(text)


def test_a_year_that_the_file_does_not_have_is_refused():
    with pytest.raises(UnreadableIndex, match="2022"):
        read(MADE_UP, year=2022)


def test_every_country_of_the_survey_but_kosovo_is_a_member_state_that_we_know():
    known = set(reading._codes().values())
    assert {r.iso2 for r in published.respondents()} - known == {"XK"}
    assert len(known) == 193


@pytest.mark.parametrize(
    ("words", "code"), [("Turkey", "TR"), ("TÜRKIYE", "TR"), ("jpn", "JP"), ("Côte d'Ivoire", "CI"), ("", ""), ("Nowhere", "")]
)
def test_a_country_is_known_by_its_names_and_its_code(words, code):
    assert country_code(words) == code


def load(index="egdi", year=2020, *, synthetic=True, actor=None):
    return load_index(
        actor=actor or make_lead(), index=index, year=year, values=read(MADE_UP, index), source="made_up.csv", synthetic=synthetic
    )


@pytest.mark.django_db
def test_taking_in_the_same_file_twice_changes_nothing():
    assert load() == (4, 0)
    before = sorted(EgovValue.objects.values_list("country", "value", "rank"))
    assert load() == (4, 4)
    assert sorted(EgovValue.objects.values_list("country", "value", "rank")) == before


@pytest.mark.django_db
def test_only_those_who_lead_take_an_index_in():
    with pytest.raises(NotAllowed):
        load(actor=Actor(role="counsellor"))


@pytest.mark.django_db
@pytest.mark.parametrize(("index", "year"), [("hdi", 2020), ("egdi", 1999), ("egdi", 3000)])
def test_an_unknown_index_or_year_is_refused(index, year):
    with pytest.raises(InvalidInput):
        load_index(actor=make_lead(), index=index, year=year, values=[Value("JP", 1, None)], source="x")


@pytest.mark.django_db
def test_the_index_stands_beside_the_approach_of_the_services():
    load()
    (found,) = queries.latest()
    by = {each.approach: each for each in found.approaches}
    assert [(s.agency, v) for s, v in by["face_to_face"].values] == [("Japan", 0.9501)]
    assert [s.agency for s, _v in by["selected_services"].values] == ["Albania", "Turkey"]
    assert by["selected_services"].mean == pytest.approx(0.45)
    assert sum(each.n + each.missing for each in found.approaches) == 69
    assert found.synthetic


@pytest.mark.django_db
def test_the_year_of_the_survey_is_shown_before_a_newer_one():
    load()
    load_index(actor=make_lead(), index="egdi", year=2022, values=[Value("JP", 1, None)], source="x")
    assert [each.year for each in queries.latest()] == [2020]


@pytest.mark.django_db
def test_the_page_says_that_made_up_values_are_made_up(client):
    assert "No index has been taken in yet" in client.get(reverse("assessment:results-egov")).content.decode()
    load()
    load("epi")
    shown = client.get(reverse("assessment:results-egov")).content.decode()
    assert shown.count("<figure") == 2
    assert shown.count("Made-up data") == 2
    assert "Japan" in shown

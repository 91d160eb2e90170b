import pytest
from hypothesis import given
from hypothesis import strategies as st

from openpes.work.vacancy_import.places import coordinates, places_of, telework_of
from openpes.work.vacancy_import.records import Place

ADDRESS = {"@type": "PostalAddress", "addressLocality": "Hull", "postalCode": "HU9 2BH", "addressCountry": "gb"}


def test_a_place_has_what_the_source_says_and_no_more():
    places, codes = places_of({"address": ADDRESS, "geo": {"latitude": "53.75", "longitude": "-.308104"}})
    assert places == (Place("Hull", "", "HU9 2BH", "GB", "", 53.75, -0.308104),)
    assert codes == []


def test_a_list_of_places_gives_several_without_repeats():
    places, _ = places_of([{"address": ADDRESS}, "Leeds", {"address": ADDRESS}, {"address": "1 High Street, York"}])
    assert [place.locality or place.street for place in places] == ["Hull", "Leeds", "1 High Street, York"]


@pytest.mark.parametrize("value", [None, {}, [], 5, "", {"address": {}}, [[[["x"]]]]])
def test_an_unknown_place_stays_unknown(value):
    assert places_of(value)[0] == ()


@pytest.mark.parametrize("pair", [("91", "0"), ("0", "0"), ("north", "west"), ("nan", "1"), ("1e400", "2")])
def test_impossible_coordinates_are_left_out_and_named(pair):
    assert coordinates(*pair) == (None, None, "bad_coordinates")


def test_work_from_afar_and_where_applicants_must_live():
    where = [{"@type": "Country", "name": "Kenya"}, {"@type": "Country", "name": "ug"}]
    assert telework_of("TELECOMMUTE", where) == (True, ("Kenya", "UG"))
    assert telework_of(None, None) == (None, ())


json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(st.sampled_from(["address", "geo", "name", "latitude", "longitude", "addressLocality", "addressCountry"]), inner, max_size=4),
)  # fmt: skip


@given(json_values)
def test_any_value_gives_places_or_none(value):
    places, _ = places_of(value)
    assert len(places) <= 20
    telework_of(value, value)

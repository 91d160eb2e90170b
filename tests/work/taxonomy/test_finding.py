"""Finding occupations and skills by ordinary words, in five languages, with misspellings."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openpes.base import clock
from openpes.base.actor import SYSTEM
from openpes.base.text import fold
from openpes.work.models import IscoGroup, Occupation, OccupationLabel, Skill, TaxonomyRelease
from openpes.work.taxonomy import package, queries
from openpes.work.taxonomy.actions import load_taxonomy
from openpes.work.taxonomy.wordindex import IndexedLabel, WordIndex, edits_allowed


@pytest.fixture
def loaded(db):
    load_taxonomy(actor=SYSTEM, content=package.read(), isco=package.isco08())


def first(text, language="en"):
    found = queries.find_occupations(text, language, 5)
    return found[0].code if found else ""


@pytest.mark.parametrize(
    ("text", "language", "code"),
    [
        ("nurse", "en", "o.nurse"),
        ("NURSES", "en", "o.nurse"),
        ("HGV driver", "en", "o.lorry-driver"),
        ("trucker", "en", "o.lorry-driver"),
        ("truckdriver", "en", "o.lorry-driver"),
        ("lorry drivr", "en", "o.lorry-driver"),
        ("driver lorry", "en", "o.lorry-driver"),
        ("secratary", "en", "o.secretary"),
        ("electrisian", "en", "o.electrician"),
        ("acountant", "en", "o.accountant"),
        ("fork lift", "en", "o.forklift-driver"),
        ("elec", "en", "o.electrician"),
        ("experienced lorry driver wanted for night work near the port", "en", "o.lorry-driver"),
        ("infirmière", "fr", "o.nurse"),
        ("infirmiere", "fr", "o.nurse"),
        ("chef de projet", "fr", "o.project-manager"),
        ("aide soignante", "fr", "o.care-assistant"),
        ("femme de ménage", "fr", "o.domestic-worker"),
        ("enfermera", "es", "o.nurse"),
        ("albanil", "es", "o.bricklayer"),
        ("camionero", "es", "o.lorry-driver"),
        ("ممرضة", "ar", "o.nurse"),
        ("الممرضه", "ar", "o.nurse"),
        ("سائق شاحنة", "ar", "o.lorry-driver"),
        ("كهربائي", "ar", "o.electrician"),
        ("fundi umeme", "sw", "o.electrician"),
        ("mama lishe", "sw", "o.street-food-seller"),
        ("bodaboda", "sw", "o.motorcycle-driver"),
        ("chauffeur poids lourd", "en", "o.lorry-driver"),
    ],
)
def test_ordinary_words_lead_to_the_occupation(loaded, text, language, code):
    assert first(text, language) == code


def test_every_occupation_is_found_by_its_name_in_every_language(loaded):
    names = OccupationLabel.objects.filter(kind="preferred").order_by("pk").values_list("language", "text", "occupation__code")
    missed = [(language, text) for language, text, code in names if first(text, language) != code]
    assert missed == []


def test_what_is_found_is_named_in_the_language_asked_for_with_the_words_that_matched(loaded):
    (found, *_) = queries.find_occupations("trucker", "ar")
    assert (found.label, found.language, found.matched, found.isco) == ("سائق شاحنة / سائقة شاحنة", "ar", "trucker", "8332")
    assert 0 < found.score <= 1


@pytest.mark.parametrize("text", ["", "   ", "qzxwv", "%", "'; DROP TABLE", "\u202e\x00", "x" * 10_000, "a " * 500, "🦑"])
def test_odd_input_gives_an_empty_or_short_list(loaded, text):
    assert len(queries.find_occupations(text, "en", 5)) <= 5
    assert len(queries.find_skills(text, "xx", 5)) <= 5


def test_the_limit_is_kept(loaded):
    assert len(queries.find_occupations("worker", "en", 3)) == 3
    assert queries.find_occupations("worker", "en", 0) == []
    assert len(queries.find_occupations("o", "en", 10_000)) <= queries.MOST_RESULTS


@pytest.mark.parametrize(
    ("text", "language", "code"),
    [
        ("forklift", "en", "l.forklift"),
        ("exel", "en", "s.spreadsheets"),
        ("python", "en", "s.program-python"),
        ("HGV licence", "en", "l.driving-truck"),
        ("tableur", "fr", "s.spreadsheets"),
        ("soldar", "es", "s.weld"),
        ("القياس", "ar", "s.count-and-measure"),
        ("kukamua maziwa", "sw", "s.milk-animals"),
    ],
)
def test_skills_are_found_by_ordinary_words(loaded, text, language, code):
    assert code in [each.code for each in queries.find_skills(text, language, 3)]


def test_a_search_takes_a_bounded_number_of_queries(loaded, django_assert_max_num_queries):
    queries.find_occupations("nurse", "en")
    with django_assert_max_num_queries(5):
        queries.find_occupations("driver", "ar", 50)


def name_a_nurse(word):
    nurse = Occupation.objects.get(code="o.nurse")
    nurse.labels.create(language="en", kind="alternative", text=word, folded=word)


def make_the_index_large_and_slow(monkeypatch):
    """As after an hour of building: whether a test runs fast or slowly does not matter."""
    monkeypatch.setattr(queries, "LARGE", 0)
    monkeypatch.setattr(queries._OCCUPATIONS, "_took", 3600.0)


def test_new_labels_and_retired_concepts_show_at_once_however_long_building_takes(loaded, monkeypatch):
    assert first("telegraphist") == ""
    monkeypatch.setattr(queries._OCCUPATIONS, "_took", 3600.0)
    name_a_nurse("telegraphist")
    assert first("telegraphist") == "o.nurse"
    Occupation.objects.filter(code="o.nurse").update(retired_at="2026-01-01T00:00:00Z")
    assert first("telegraphist") == ""


def test_a_large_index_is_not_built_again_for_every_batch_of_a_running_import(loaded, monkeypatch):
    assert first("telegraphist") == ""
    make_the_index_large_and_slow(monkeypatch)
    name_a_nurse("telegraphist")
    assert first("telegraphist") == ""
    monkeypatch.setattr(queries._OCCUPATIONS, "_took", 0.0)
    assert first("telegraphist") == "o.nurse"


def test_a_complete_release_shows_at_once_however_large_the_index_is(loaded, monkeypatch):
    assert first("telegraphist") == ""
    make_the_index_large_and_slow(monkeypatch)
    name_a_nurse("telegraphist")
    TaxonomyRelease.objects.create(scheme="esco", version="1.2", digest="x", loaded_at=clock.now())
    assert first("telegraphist") == "o.nurse"


def test_the_same_occupation_in_two_schemes_is_offered_once_and_each_scheme_can_be_asked_alone(loaded):
    twin = Occupation.objects.create(scheme="esco", code="http://x/plumber", label="plumber", isco_id="7126")
    twin.labels.create(language="en", kind="preferred", text="plumber", folded="plumber")
    twin.labels.create(language="en", kind="alternative", text="pipe wizard", folded="pipe wizard")
    assert [each.code for each in queries.find_occupations("plumber", "en")] == ["o.plumber"]
    assert first("pipe wizard") == "o.plumber"
    assert [each.code for each in queries.find_occupations("plumber", "en", schemes=["esco"])] == [twin.code]


def test_skills_are_suggested_from_occupations_essential_first(loaded):
    cook, helper = (Occupation.objects.get(code=code).pk for code in ("o.cook", "o.kitchen-helper"))
    suggested = queries.suggest_skills([cook, helper], "fr")
    assert [each.essential for each in suggested] == sorted([each.essential for each in suggested], reverse=True)
    assert suggested[0].named_by == 2
    assert "hygiène alimentaire" in [each.label for each in suggested[:3]]
    known = {suggested[0].id}
    assert known.isdisjoint(each.id for each in queries.suggest_skills([cook, helper], "fr", without=known))
    assert queries.suggest_skills([]) == []


def test_suggestions_take_a_bounded_number_of_queries(loaded, django_assert_max_num_queries):
    ids = list(Occupation.objects.order_by("pk").values_list("pk", flat=True)[:30])
    with django_assert_max_num_queries(4):
        queries.suggest_skills(ids, "ar", 100)


def test_a_retired_skill_is_not_suggested(loaded):
    Skill.objects.filter(code="s.cook-meals").update(retired_at="2026-01-01T00:00:00Z")
    cook = Occupation.objects.get(code="o.cook")
    assert "cook meals" not in [each.label for each in queries.suggest_skills([cook.pk])]


def test_the_way_down_to_a_group_and_the_groups_below(loaded):
    way = queries.isco_ancestors("8332", "ar")
    assert [each.code for each in way] == ["8", "83", "833", "8332"]
    assert {each.language for each in way} == {"ar"}
    assert queries.isco_ancestors("8332", "sw")[-1].language == "en"
    assert queries.isco_ancestors("8339") == []
    assert queries.isco_ancestors("") == []
    assert len(queries.isco_children()) == 10
    assert [each.code for each in queries.isco_children("833")] == ["8331", "8332"]


def test_occupations_are_browsed_by_group_with_names_in_the_language(loaded):
    names = [name for _, name, _ in queries.occupations_in("83", "fr")]
    assert "Cariste" in names
    assert names == sorted(names, key=str.casefold)


def test_one_and_many_names(loaded):
    nurse = Occupation.objects.get(code="o.nurse")
    assert queries.occupation_label(nurse, "sw") == "Muuguzi"
    assert queries.occupation_labels([nurse.pk], "de") == {nurse.pk: ("Nurse", "en")}
    assert queries.skill_label(Skill.objects.get(code="s.weld"), "es") == "soldar metal"


def test_groups_without_a_title_in_the_language_are_named_in_english(loaded):
    IscoGroup.objects.filter(code="8").update(titles={"en": "Operators"})
    assert queries.isco_ancestors("8", "ar")[0].title == "Operators"


def index(*labels):
    return WordIndex(IndexedLabel(number, fold(text), "en", "preferred") for number, text in enumerate(labels))


word = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=12)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(word, min_size=1, max_size=4).map(" ".join), min_size=1, max_size=20, unique=True), st.data())
def test_a_label_is_always_found_by_itself(labels, data):
    number = data.draw(st.integers(0, len(labels) - 1))
    hits = index(*labels).find(labels[number], "en", len(labels))
    best = max(each.score for each in hits)
    assert any(each.concept == number and each.score == best for each in hits)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.text(max_size=20), max_size=10), st.text(max_size=60), st.integers(1, 5))
def test_any_text_gives_ordered_scores_from_0_to_1_and_each_concept_once(labels, text, limit):
    hits = index(*labels).find(text, "en", limit)
    scores = [each.score for each in hits]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1.0001 for score in scores)
    assert len({each.concept for each in hits}) == len(hits) <= limit


@settings(max_examples=100, deadline=None)
@given(st.text("abcdefghij", min_size=4, max_size=12), st.data())
def test_one_wrong_letter_does_not_hide_a_word_of_four_letters_or_more(right, data):
    place = data.draw(st.integers(0, len(right) - 1))
    wrong = right[:place] + "z" + right[place + 1 :]
    assert edits_allowed(wrong) >= 1
    assert [each.concept for each in index(right, "something else").find(wrong, "en", 1)] == [0]

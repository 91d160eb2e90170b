"""The published questionnaire: what is in it, sealed, worded in five languages."""

import csv
import json
import os
import shutil
import string
from pathlib import Path

import pytest

from openpes.assessment import instrument
from openpes.assessment.instrument import store

NEWEST = instrument.newest()
SHARED = Path(os.environ.get("OPENPES_SHARED") or Path(__file__).parents[4] / "shared")


def test_the_questionnaire_of_the_report_has_17_questions_114_items_and_120_cells():
    assert len(NEWEST.questions) == 17
    assert len(NEWEST.items) == 114
    assert len(NEWEST.cells) == 120
    assert len(NEWEST.columns) == 118


@pytest.mark.parametrize(
    ("item", "kind", "choices"),
    [
        ("q1_1.lower_costs", "rank", ("1", "2", "3", "4", "5", "6")),
        ("q1_2", "yes_no", ("1", "0")),
        ("q1_5", "yes_no", ("1", "0")),
        ("q2_1.phone.registration", "yes_no", ("1", "0")),
        ("q2_2", "one_of", ("information_only", "one_way", "two_way", "full_transaction", "proactive")),
        ("q2_3", "one_of", ("predominantly_technology", "selected_services", "face_to_face")),
        ("q3_1.regular_training.it", "yes_no", ("1", "0")),
        ("q5_1.staff_upskilling", "scale", ("3", "2", "1", "0")),
        ("q5_2.access", "yes_no", ("1", "0")),
    ],
)
def test_ids_and_kinds_of_items_stay_as_they_were_published(item, kind, choices):
    assert (NEWEST.items[item].kind, NEWEST.items[item].choices) == (kind, choices)


def test_gates_stand_before_what_they_close():
    order = list(NEWEST.items)
    gated = [item for item in NEWEST.items.values() if item.gate]
    assert {item.gate for item in gated} == {("q1_2", "1"), ("q1_5", "1")}
    assert all(order.index(item.gate[0]) < order.index(item.id) for item in gated)


def test_every_item_is_asked_on_exactly_one_page():
    asked = [item.id for step in NEWEST.steps.values() for item in step.items]
    assert sorted(asked) == sorted(NEWEST.items)


def test_the_four_matrices_that_the_report_does_not_print_say_so():
    assert [q.id for q in NEWEST.questions if q.reconstructed] == ["q2_1", "q3_1", "q5_1", "q5_2"]


@pytest.mark.parametrize("language", instrument.LANGUAGES)
def test_every_language_has_every_word_of_the_questionnaire(language):
    words = instrument.words(NEWEST, language)
    english = instrument.words(NEWEST, "en")
    assert words.texts.keys() == english.texts.keys()
    assert all(text.strip() for text in words.texts.values())
    for item in NEWEST.items.values():
        assert words.item(item)
        if item.kind == "one_of":
            assert all(words.choice(item, value) != value for value in item.choices)


@pytest.mark.parametrize("language", [code for code in instrument.LANGUAGES if code != "en"])
def test_hardly_a_word_is_left_in_english(language):
    own, english = instrument.words(NEWEST, language).texts, instrument.words(NEWEST, "en").texts
    same = {key for key, text in own.items() if text == english[key]}
    assert same <= {"q2_1.hint.social_media"}


@pytest.mark.parametrize("language", instrument.LANGUAGES)
def test_every_language_credits_the_ilo_and_disclaims_its_approval(language):
    words = instrument.words(NEWEST, language)
    assert "CC BY 3.0 IGO" in words.text("credit")
    assert any(name in words.text("disclaimer") for name in ("ILO", "OIT", "منظمة العمل الدولية"))


def test_arabic_words_are_in_arabic_letters():
    texts = instrument.words(NEWEST, "ar").texts
    assert not [key for key, text in texts.items() if all(c in string.printable for c in text)]


@pytest.mark.parametrize("name", store.SEALED)
def test_a_changed_file_of_a_published_version_is_refused(tmp_path, name):
    shutil.copytree(store.FOLDER, tmp_path / "copy")
    path = tmp_path / "copy" / NEWEST.version / name
    content = json.loads(path.read_text("utf-8"))
    content["title"] = "Something else"
    path.write_text(json.dumps(content), "utf-8")
    with pytest.raises(instrument.DefinitionError, match="never changes"):
        instrument.load(NEWEST.version, tmp_path / "copy")


def test_a_file_that_is_only_laid_out_differently_is_still_the_published_one(tmp_path):
    shutil.copytree(store.FOLDER, tmp_path / "copy")
    path = tmp_path / "copy" / NEWEST.version / "definition.json"
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")), indent=4), "utf-8")
    assert instrument.load(NEWEST.version, tmp_path / "copy") == NEWEST


def test_an_unknown_version_is_named_with_those_that_exist():
    with pytest.raises(instrument.DefinitionError, match=r"1999.*2019\.1"):
        instrument.load("1999")


OWN = """
prefix = "sol_"
[[question]]
id = "sol_boat"
cluster = "service_delivery"
type = "many_of"
text.en = "Where does the boat office land?"
options = [{id = "north", text = {en = "North", ar = "الشمال"}}, {id = "south", text = {en = "South"}}]
"""


def test_a_country_adds_questions_without_touching_those_of_the_survey(tmp_path):
    (tmp_path / "2026.1.toml").write_text(OWN, "utf-8")
    longer = instrument.extended(NEWEST, "2026.1", tmp_path)
    assert longer.items.keys() - NEWEST.items.keys() == {"sol_boat.north", "sol_boat.south"}
    assert {i: longer.items[i] for i in NEWEST.items} == NEWEST.items
    words = instrument.words(longer, "ar", tmp_path)
    assert words.part(longer.items["sol_boat.north"]) == "الشمال"
    assert words.part(longer.items["sol_boat.south"]) == "South"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("sol_boat", "q1_2"), "own prefix"),
        (('prefix = "sol_"', 'prefix = "q"'), "own prefix"),
        (("service_delivery", "boats"), "does not exist"),
        (("many_of", "guess"), "cannot be read"),
        (("[[question]]", "[[question"), "cannot be read"),
    ],
)
def test_own_questions_that_could_be_taken_for_the_surveys_are_refused(tmp_path, change, message):
    (tmp_path / "2026.1.toml").write_text(OWN.replace(*change), "utf-8")
    with pytest.raises(instrument.DefinitionError, match=message):
        instrument.extended(NEWEST, "2026.1", tmp_path)


@pytest.mark.shared_data
def test_the_columns_are_those_of_the_evidence_and_hold_those_of_the_microdata():
    def rows(name):
        path = SHARED / "survey" / name
        if not path.is_file():
            pytest.skip(f"NOT RUN: {path} is missing. Set OPENPES_SHARED to the folder with survey/{name}.")
        with path.open(encoding="utf-8") as file:
            return list(csv.DictReader(file))

    assert {row["item"] for row in rows("evidence.csv")} == set(NEWEST.columns)
    facts = {"respondent", "synthetic", "income_group"}
    assert {f"q{column}" for column in rows("synthetic_microdata.csv")[0].keys() - facts} <= set(NEWEST.columns)

"""Letters, near word forms, covered names: what the rankers promise, whatever the words."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openpes.work.coding import Coder, Label, SkillRanker
from openpes.work.coding.alignment import AlignedWords
from openpes.work.coding.letters import LetterRanker, pieces_across, pieces_within
from openpes.work.coding.titles import TitleRanker
from openpes.work.coding.wordforms import WordForms, words_of
from openpes.work.coding.words import both_forms

NAMES = ["nurse", "lorry driver", "psicólogo clínico/psicóloga clínica", "Krankenpfleger", "chef de projet", "νοσοκόμα", "готвач"]
RANKER = TitleRanker(NAMES, list(range(len(NAMES))))
SKILLS = SkillRanker(
    [
        ("forklift", "drive forklift trucks"),
        ("first-aid", "first aid"),
        ("paediatric-first-aid", "paediatric first aid"),
        ("report", "write reports"),
        ("excel", "use spreadsheets"),
        ("excel", "Excel"),
        ("menus", "élaborer des menus"),
    ],
    {"report": 200, "forklift": 3},
)
words = st.text(alphabet="abcdeéßñωж /-+#'", max_size=40)


def test_pieces_within_words_mark_the_edges_and_never_cross_them():
    assert pieces_within("Ab cd", 2, 3) == [" a", "ab", "b ", " ab", "ab ", " c", "cd", "d ", " cd", "cd "]


def test_pieces_across_words_keep_the_space():
    assert pieces_across("a b", 1, 2) == ["a", " ", "b", "a ", " b"]


@given(st.lists(words, min_size=1, max_size=8))
def test_a_name_is_most_like_itself_by_letters(names):
    ranker = LetterRanker(names, pieces_within)
    for i, name in enumerate(names):
        scores = ranker.scores(name)
        assert scores.shape == (len(names),)
        assert np.all((scores >= 0) & (scores <= 1 + 1e-9))
        if pieces_within(name):
            assert scores[i] == pytest.approx(1.0)


@given(st.lists(words, min_size=1, max_size=8), words)
def test_aligned_words_score_between_0_and_1_and_a_name_beside_itself_1(names, title):
    aligned = AlignedWords([words_of(name) for name in names])
    scores = aligned.scores(dict.fromkeys(words_of(title), 1.0))
    assert np.all((scores >= 0) & (scores <= 1 + 1e-6))
    own = aligned.scores(dict.fromkeys(words_of(names[0]), 1.0))
    if words_of(names[0]):
        assert own[0] == pytest.approx(1.0)


def test_forms_of_a_word_are_near_and_other_words_are_not():
    forms = WordForms([["enfermero"], ["driver"], ["krankenpfleger"], ["baker"]])
    near = {word: {list(forms.number)[i] for i in forms.near(word)[0]} for word in ("enfermeros", "drivers", "pfleger", "zebra")}
    assert near == {"enfermeros": {"enfermero"}, "drivers": {"driver"}, "pfleger": {"krankenpfleger"}, "zebra": set()}


@pytest.mark.parametrize(
    ("title", "place"),
    [
        ("NURSES", 0),
        ("Lorry drivers", 1),
        ("PSICÓLOGOS CLÍNICOS", 2),
        ("Krankenpflegerin", 3),
        ("Chef / Cheffe de projet", 4),
        ("Νοσοκόμα", 5),
        ("готвачка", 6),
    ],
)
def test_a_title_finds_its_name_in_any_script_and_form(title, place):
    assert int(np.argmax(RANKER.scores(title))) == place


@settings(max_examples=60)
@given(st.text(max_size=60))
def test_any_title_is_scored_without_an_error(title):
    scores = RANKER.scores(title)
    assert scores.shape == (len(NAMES),)
    assert np.all(np.isfinite(scores))


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("Chef / Cheffe de projet", ["Chef de projet", "Cheffe de projet"]),
        ("postman/postwoman", ["postman", "postwoman"]),
        (
            "Accueillant familial / Accueillante familiale de jour",
            ["Accueillant familial de jour", "Accueillante familiale de jour"],
        ),
        ("Porter/Housekeeper", ["Porter/Housekeeper"]),
        ("a/b/c", ["a/b/c"]),
        ("/", ["/"]),
        ("nurse /", ["nurse /"]),
        ("", [""]),
    ],
)
def test_two_forms_of_one_name_are_two_names(text, forms):
    assert both_forms(text) == forms


def test_the_coder_reads_a_title_that_gives_both_forms_as_one_occupation():
    coder = Coder.build(
        [Label("a", "5311", "accueillant familial"), Label("b", "2432", "chargé de relations"), Label("c", "5120", "cuisinier")],
        everyday=False,
    )
    coding = coder.code("Accueillant familial / Accueillante familiale")
    assert (coding.occupation_code, coding.source) == ("a", "exact")


def test_the_coder_finds_plurals_of_other_languages():
    coder = Coder.build([Label("a", "2221", "enfermero"), Label("b", "5120", "cocinero")], everyday=False)
    assert coder.code("ENFERMEROS DE EMPRESA").occupation_code == "a"


def test_a_skill_is_ranked_by_how_much_of_its_name_is_said():
    ranked = SKILLS.rank("You drive a forklift truck.")
    assert ranked[0].skill_code == "forklift"
    assert 0.85 < ranked[0].covered < 1


def test_of_two_skills_with_one_name_the_one_more_asked_for_comes_first():
    ranker = SkillRanker([("rare", "first aid"), ("common", "first aid")], {"common": 50})
    assert [skill.skill_code for skill in ranker.rank("first aid")] == ["common", "rare"]


@pytest.mark.parametrize("text", ["", "   ", "the of and", "zzzz qqqq", "😀"])
def test_a_text_without_any_word_of_a_name_has_no_skills(text):
    assert SKILLS.rank(text) == []
    assert SKILLS.offer(text) == []


def test_no_skills_loaded_is_no_error():
    assert SkillRanker([]).offer("first aid") == []


def test_offers_leave_out_what_a_better_name_says_already():
    assert [s.skill_code for s in SKILLS.offer("You hold a paediatric first aid certificate.")] == ["paediatric-first-aid"]


def test_offers_are_read_part_by_part_and_most_often_named_comes_first():
    found = SKILLS.offer("Excel.\nFirst aid; first aid.\nVous savez élaborer des menus")
    assert [(s.skill_code, s.count) for s in found] == [("first-aid", 2), ("excel", 1), ("menus", 1)]


def test_half_a_name_is_no_offer():
    assert SKILLS.offer("You drive a car") == []


@settings(max_examples=60)
@given(st.text(max_size=200))
def test_offers_name_each_skill_once_and_never_more_than_asked(text):
    found = SKILLS.offer(text, limit=2)
    codes = [skill.skill_code for skill in found]
    assert len(codes) == len(set(codes)) <= 2
    assert all(skill.count >= 1 for skill in found)

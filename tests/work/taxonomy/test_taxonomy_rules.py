"""What a release changes, decided on plain values."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openpes.work.taxonomy import rules
from openpes.work.taxonomy.content import ConceptEntry, Label, forms_of, unique_labels, version_key
from openpes.work.taxonomy.rules import Known


def entry(code, label="nurse", isco="2221", alt=()):
    labels = (Label("en", "preferred", label), *(Label("en", "alternative", each) for each in alt))
    return ConceptEntry(code, label, "", labels, isco=isco)


def test_concepts_are_new_changed_unchanged_or_retired():
    same, other, back = entry("same"), entry("other", "cook"), entry("back")
    result = rules.plan(
        {each.code: each for each in (entry("new"), same, other, back)},
        {
            "same": Known(same.digest(), False),
            "other": Known("another digest", False),
            "back": Known(back.digest(), True),
            "gone": Known("x", False),
            "held": Known("x", False),
            "long gone": Known("x", True),
        },
        {"held"},
    )
    assert (result.new, result.changed, result.unchanged, result.retired) == (["new"], ["other", "back"], ["same"], ["gone"])


@given(st.sets(st.integers(0, 40)), st.sets(st.integers(0, 40)), st.sets(st.integers(0, 40)))
def test_every_concept_has_exactly_one_fate_and_a_second_run_changes_nothing(in_release, stored, held):
    entries = {str(number): entry(str(number), f"job {number}") for number in in_release}
    known = {str(number): Known("old", False) for number in stored}
    result = rules.plan(entries, known, {str(number) for number in held})
    fates = [*result.new, *result.changed, *result.unchanged, *result.retired]
    assert len(fates) == len(set(fates))
    assert set(fates) == entries.keys() | (known.keys() - {str(number) for number in held})
    after = {code: Known(each.digest(), False) for code, each in entries.items()}
    after |= {code: Known("old", True) for code in result.retired}
    again = rules.plan(entries, after, ())
    assert again == rules.Plan(unchanged=list(entries))


@pytest.mark.parametrize(
    ("kept", "dropped", "too_much"), [(80, 20, False), (79, 21, True), (0, 19, False), (0, 20, True), (3000, 40, False)]
)
def test_a_release_that_drops_more_than_a_fifth_needs_a_person(kept, dropped, too_much):
    result = rules.Plan(unchanged=["x"] * kept, retired=["y"] * dropped)
    assert rules.retires_too_much(result) is too_much


@pytest.mark.parametrize(
    ("version", "loaded", "newer"),
    [
        ("1.1.1", ["1.0"], ""),
        ("1.1", ["1.1.1"], "1.1.1"),
        ("1.10", ["1.9"], ""),
        ("1.9", ["1.10", "1.2"], "1.10"),
        ("1.1", [], ""),
        ("2022-05-04", ["1.2"], ""),
        ("1.2", ["2022-05-04"], ""),
        ("1.2", ["1.2"], ""),
    ],
)
def test_an_older_release_is_recognised_by_its_numbers(version, loaded, newer):
    assert rules.is_older(version, loaded) == newer


def test_versions_are_compared_as_numbers_and_other_words_are_not_versions():
    assert version_key("1.10.0") > version_key("1.9")
    assert version_key("v1") is None
    assert version_key("²") is None


def test_a_successor_is_named_only_when_words_leave_no_doubt():
    retired = {
        "same name": entry("same name", "Telephonist", "4223"),
        "now alternative": entry("now alternative", "typist", "4131"),
        "alternative elsewhere": entry("alternative elsewhere", "porter", "9621"),
        "two have it": entry("two have it", "clerk", "4110"),
        "nobody": entry("nobody", "knocker-up", "9629"),
    }
    release = [
        entry("a", "telephonist", "4222"),
        entry("b", "word processing operator", "4131", alt=["Typist"]),
        entry("c", "kitchen helper", "9412", alt=["porter"]),
        entry("d", "office clerk", "4110", alt=["clerk"]),
        entry("e", "filing clerk", "4110", alt=["clerk"]),
    ]
    found = rules.replacements(retired, {each.code: each for each in release})
    assert found == {"same name": "a", "now alternative": "b"}


@pytest.mark.parametrize(
    ("language", "expected"), [("fr", ("infirmière", "fr")), ("fr-CA", ("infirmière", "fr")), ("sw", ("nurse", "en"))]
)
def test_a_label_falls_back_to_english(language, expected):
    labels = [("en", "preferred", "nurse"), ("fr", "preferred", "infirmière"), ("sw", "alternative", "nesi")]
    assert rules.label_in(labels, language, "name") == expected
    assert rules.label_in([], language, "name") == ("name", "en")


@pytest.mark.parametrize(
    ("label", "forms"),
    [
        ("Infirmier / infirmière", ["Infirmier", "infirmière"]),
        ("Chef / cheffe de projet", ["Chef de projet", "cheffe de projet"]),
        ("Peón / peona de obras públicas", ["Peón de obras públicas", "peona de obras públicas"]),
        ("فني أشعة / فنية أشعة", ["فني أشعة", "فنية أشعة"]),
        ("Nurse", []),
        ("HTML/CSS", []),
    ],
)
def test_the_forms_of_a_label_for_men_and_women_are_both_found(label, forms):
    assert forms_of(label) == forms


def test_a_text_is_a_label_once_and_preferred_goes_before_hidden():
    labels = [Label("en", "hidden", "Nurse "), Label("en", "preferred", "nurse"), Label("en", "alternative", ""),
    Label("fr", "hidden", "nurse")]  # fmt: skip
    assert list(unique_labels(labels)) == [Label("en", "preferred", "nurse"), Label("fr", "hidden", "nurse")]

import datetime as dt

from dialogues.sample import dialogue
from openpes.base.actor import VISITOR
from openpes.base.countrypack import PhonePlan
from openpes.dialogues import rules
from openpes.dialogues.definitions import Slot, Turn
from openpes.dialogues.values import Local


def turn(**answers):
    return Turn(answers, VISITOR, {})


def names(slots):
    return [slot.name for slot in slots]


def test_a_question_is_asked_only_when_it_applies():
    d = dialogue()
    assert "hours" not in names(rules.asked(d, turn(has_work=False)))
    assert "hours" in names(rules.asked(d, turn(has_work=True)))


def test_the_next_question_is_the_first_without_an_answer():
    d = dialogue()
    assert rules.next_slot(d, turn()).name == "name"
    assert rules.next_slot(d, turn(name="A", has_work=False, born={"year": 1990})).name == "kind"
    assert rules.next_slot(d, turn(name="A", has_work=False, born={"year": 1990}, kind=None)) is None


def test_after_a_correction_the_dialogue_goes_on_with_what_is_still_open():
    d = dialogue()
    answers = {"name": "A", "has_work": True, "born": {"year": 1990}, "kind": None}
    assert rules.slot_after(d, turn(**answers), "has_work").name == "hours"
    assert rules.slot_after(d, turn(**answers, hours=20), "name") is None


def test_progress_counts_the_questions_that_apply_and_the_minutes_left():
    d = dialogue(minutes=4)
    assert rules.progress(d, turn(), "name") == rules.Progress(1, 4, 4)
    assert rules.progress(d, turn(has_work=True), "kind") == rules.Progress(5, 5, 1)


def test_answers_of_questions_no_longer_asked_do_not_go_along():
    d = dialogue()
    sent = rules.commit_answers(d, turn(name="A", has_work=False, hours=20, born={"year": 1990}, kind="a"))
    assert "hours" not in sent
    assert sent["kind"] == "a"


def test_an_answer_is_overwritten_only_when_it_changed_to_something_else_since_the_page_was_loaded():
    at, stored = {"name": 5}, {"name": "B"}
    assert rules.overwritten("name", "A", stored, at, 4)
    assert not rules.overwritten("name", "A", stored, at, 5)
    assert not rules.overwritten("name", "B", stored, at, 4)
    assert not rules.overwritten("kind", "a", stored, at, 0)


def test_every_missing_and_every_bad_answer_is_found_in_the_order_of_the_questions():
    d = dialogue()
    local = Local(PhonePlan("", "999", "0", (8,), ("5",)), "QSD", 2, dt.date(2026, 6, 1))
    assert list(rules.problems(d, turn(), local))[:2] == ["name", "has_work"]
    found = rules.problems(d, turn(name="A", has_work=True, hours=99), local)
    assert (next(iter(found)), found["hours"].code) == ("hours", "high")


def test_a_form_groups_neighbours_under_their_heading():
    slots = [Slot("a", "text", "?", step="You"), Slot("b", "text", "?", step="You"), Slot("c", "text", "?", step="Work")]
    assert [(title, names(group)) for title, group in rules.groups(slots)] == [("You", ["a", "b"]), ("Work", ["c"])]

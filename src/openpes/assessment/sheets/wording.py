"""What is said about a problem, and an answer in words."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openpes.assessment.instrument import Given, Item, ItemKind, Problem, Words
from openpes.assessment.instrument.rules import State

PROBLEMS = {
    "not_a_rank": gettext_lazy("Give a rank from 1 to the number of reasons."),
    "not_yes_or_no": gettext_lazy("Answer with 1 (yes) or 0 (no)."),
    "not_an_option": gettext_lazy("Choose one of the options of the list."),
    "not_a_rating": gettext_lazy("Give a rating from 0 (not met) to 3 (most important)."),
    "tied": gettext_lazy("Rank %(about)s is given twice. Each rank stands once."),
    "rank_missing": gettext_lazy("Give this a rank too, or mark all of them with “No answer”."),
    "only_alone": gettext_lazy("This cannot stand together with another “yes” of the same question."),
    "yes_but_nothing": gettext_lazy("You said yes, but every part of it is no. Correct one of the two."),
}
STATES = {
    State.ANSWERED: gettext_lazy("Answered"),
    State.NO_ANSWER: gettext_lazy("No answer"),
    State.NOT_APPLICABLE: gettext_lazy("Not applicable"),
    State.NOT_REACHED: gettext_lazy("Not yet reached"),
}


def of_problem(problem: Problem) -> str:
    return str(PROBLEMS[problem.code]) % {"about": problem.about}


def of_value(item: Item, value: str, words: Words) -> str:
    """A value as people say it: yes, no, a rank, an option, a rating."""
    if item.kind is ItemKind.YES_NO:
        return _("Yes") if value == "1" else _("No")
    if item.kind is ItemKind.ONE_OF:
        return words.choice(item, value)
    if item.kind is ItemKind.SCALE:
        return words.text(f"q5_1.scale.{value}") or value
    return value


def of_answer(item: Item, given: Given | None, words: Words) -> str:
    if given is None:
        return str(STATES[State.NOT_REACHED])
    return of_value(item, given.value, words) if given.value else str(STATES[State.NO_ANSWER])

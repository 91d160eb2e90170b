"""What may be answered together: states of items, and what is wrong with a sheet. Pure.

"No", "no answer" and "not applicable" are three things: *no* is an answer; *no answer* leaves the item out of its row's base;
*not applicable* means that an answer before it closes the question.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from .definition import Definition, Item, ItemKind, Question, QuestionKind


class State(StrEnum):
    ANSWERED = "answered"
    NO_ANSWER = "no_answer"
    NOT_APPLICABLE = "not_applicable"
    NOT_REACHED = "not_reached"


@dataclass(frozen=True, slots=True)
class Given:
    """What an officer gave for an item: a value (1 or 0, a rank, a rating, the code of an option), or openly no answer."""

    value: str = ""

    @property
    def state(self) -> State:
        return State.ANSWERED if self.value else State.NO_ANSWER


NO_ANSWER = Given()
Answers = Mapping[str, Given]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with an item. ``code`` is worded by ``assessment.wording``; ``about`` fills its sentence."""

    item: str
    code: str
    about: str = ""


def value_problem(item: Item, value: str) -> str:
    """ "" when ``value`` may stand in the item, else the code of what is wrong with it."""
    if value in item.choices:
        return ""
    return {
        ItemKind.RANK: "not_a_rank",
        ItemKind.YES_NO: "not_yes_or_no",
        ItemKind.ONE_OF: "not_an_option",
        ItemKind.SCALE: "not_a_rating",
    }[item.kind]


def states(definition: Definition, answers: Answers) -> dict[str, State]:
    """The state of every item. An item behind a gate that is closed is not applicable, whatever was once answered there.

    A gate left without an answer leaves what is behind it without one too.
    """
    found: dict[str, State] = {}
    for item in definition.items.values():  # a gate stands before what it closes
        found[item.id] = _state(item, answers, found)
    return found


def _state(item: Item, answers: Answers, before: Mapping[str, State]) -> State:
    if item.gate:
        gate, opens = item.gate
        if before[gate] is not State.ANSWERED:
            return before[gate]
        if answers[gate].value != opens:
            return State.NOT_APPLICABLE
    given = answers.get(item.id)
    return given.state if given else State.NOT_REACHED


def in_force(definition: Definition, answers: Answers) -> dict[str, str]:
    """The values that count: of answered items whose gates are open."""
    return {item: answers[item].value for item, state in states(definition, answers).items() if state is State.ANSWERED}


def problems(definition: Definition, answers: Answers, questions: Iterable[str] | None = None) -> list[Problem]:
    """Everything that must be put right before the sheet may be submitted, but not what is still missing."""
    found: list[Problem] = []
    values = in_force(definition, answers)
    for question in definition.questions if questions is None else (definition.by_id[q] for q in questions):
        mine = {item.id: values[item.id] for item in question.items if item.id in values}
        found += [Problem(i, code) for i, value in mine.items() if (code := value_problem(definition.items[i], value))]
        if question.kind is QuestionKind.RANKING:
            found += _ranking_problems(question, mine, answers)
        found += _exclusive_problems(question, mine)
        if question.kind is QuestionKind.YES_NO_THEN_MANY:
            found += _nothing_chosen(question, mine)
    return found


def _ranking_problems(question: Question, values: Mapping[str, str], answers: Answers) -> list[Problem]:
    """A ranking is whole and without ties, or not answered at all."""
    times = Counter(values.values())
    tied = [Problem(item, "tied", rank) for item, rank in values.items() if times[rank] > 1]
    left = [item.id for item in question.items if item.id in answers and item.id not in values]
    if tied or not values or not left:
        return tied
    return [Problem(item, "rank_missing") for item in left]


def _exclusive_problems(question: Question, values: Mapping[str, str]) -> list[Problem]:
    alone = [item.id for item in question.items if item.exclusive and values.get(item.id) == "1"]
    others = [item.id for item in question.items if not item.exclusive and values.get(item.id) == "1"]
    return [Problem(item, "only_alone") for item in alone] if others else []


def _nothing_chosen(question: Question, values: Mapping[str, str]) -> list[Problem]:
    """ "Yes, there is one", but every part of it answered with no: one of the two is a mistake."""
    parts = [item.id for item in question.items if item.option]
    if values.get(question.id) == "1" and all(values.get(part) == "0" for part in parts):
        return [Problem(question.id, "yes_but_nothing")]
    return []


def missing(definition: Definition, answers: Answers) -> list[str]:
    """Items that nobody has reached yet."""
    return [item for item, state in states(definition, answers).items() if state is State.NOT_REACHED]

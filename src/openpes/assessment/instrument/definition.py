"""What a version of the questionnaire consists of: questions, the items answered one by one, and the cells of the wide form.

An *item* is what one officer answers with one value: 114 in the version of 2019. A *cell* is what a table counts: a question with
one choice out of several is one item and as many cells as it has options, which makes 120.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from typing import Any


class QuestionKind(StrEnum):
    RANKING = "ranking"
    YES_NO = "yes_no"
    ONE_OF = "one_of"
    MANY_OF = "many_of"
    YES_NO_THEN_MANY = "yes_no_then_many"
    MATRIX_MANY = "matrix_many"
    MATRIX_SCALE = "matrix_scale"
    MATRIX_YES_NO = "matrix_yes_no"


class ItemKind(StrEnum):
    """How one item is answered: a rank, 1 or 0, the code of an option, or a rating (0: not experienced)."""

    RANK = "rank"
    YES_NO = "yes_no"
    ONE_OF = "one_of"
    SCALE = "scale"


@dataclass(frozen=True, slots=True)
class Option:
    """An option, row or column. ``exclusive``: only alone ("none of these"); ``confidence`` "low" or "inferred": not printed so."""

    id: str
    exclusive: bool = False
    level: int = 0
    confidence: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One answer. ``gate`` is (item, value) that must stand for this item to be asked; ``choices`` are all values it may take."""

    id: str
    question: str
    cluster: str
    kind: ItemKind
    choices: tuple[str, ...]
    gate: tuple[str, str] | None = None
    option: str = ""
    row: str = ""
    column: str = ""
    exclusive: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """What a table counts: an item, or (``option``) one option of an item with one choice."""

    id: str
    item: str
    option: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """What one page asks: a question, or one row or column of a large matrix."""

    id: str
    question: str
    cluster: str
    part: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """One question. ``reconstructed``: the report prints "[a matrix was provided]" without the matrix.

    ``line`` is the line of the report's text; ``pages_by`` says whether a matrix is asked by "row" or "column";
    ``cell_order`` how its cell ids are put together; ``wide`` whether a choice is one column ("code") or one per option.
    """

    id: str
    no: str
    cluster: str
    kind: QuestionKind
    options: tuple[Option, ...] = ()
    rows: tuple[Option, ...] = ()
    columns: tuple[Option, ...] = ()
    gate: tuple[str, str] | None = None
    reconstructed: bool = False
    published_in: tuple[str, ...] = ()
    line: int = 0
    pages_by: str = ""
    cell_order: str = "row.column"
    wide: str = "options"
    scale: tuple[int, int] = (0, 3)
    extension: str = ""

    @property
    def items(self) -> tuple[Item, ...]:
        return tuple(_ITEMS_OF[self.kind](self))

    @property
    def steps(self) -> tuple[Step, ...]:
        if not self.pages_by:
            return (Step(self.id, self.id, self.cluster, "", self.items),)
        parts = self.rows if self.pages_by == "row" else self.columns
        return tuple(
            Step(
                f"{self.id}.{part.id}",
                self.id,
                self.cluster,
                part.id,
                tuple(item for item in self.items if part.id in (item.row, item.column)),
            )
            for part in parts
        )


YES_NO = ("1", "0")


def _ranking(question: Question) -> list[Item]:
    ranks = tuple(str(n) for n in range(1, len(question.options) + 1))
    return [_item(question, option, ItemKind.RANK, ranks) for option in question.options]


def _single(question: Question, kind: ItemKind, choices: tuple[str, ...]) -> Item:
    return Item(question.id, question.id, question.cluster, kind, choices, question.gate)


def _item(question: Question, option: Option, kind: ItemKind, choices: tuple[str, ...], gate: Any = None) -> Item:
    return Item(
        f"{question.id}.{option.id}",
        question.id,
        question.cluster,
        kind,
        choices,
        gate or question.gate,
        option=option.id,
        exclusive=option.exclusive,
    )


def _many(question: Question) -> list[Item]:
    return [_item(question, option, ItemKind.YES_NO, YES_NO) for option in question.options]


def _yes_no_then_many(question: Question) -> list[Item]:
    first = _single(question, ItemKind.YES_NO, YES_NO)
    return [first, *(_item(question, option, ItemKind.YES_NO, YES_NO, (question.id, "1")) for option in question.options)]


def _matrix(question: Question) -> list[Item]:
    found = []
    outer, inner = question.rows, question.columns
    by_column = question.cell_order == "column.row"
    if by_column:
        outer, inner = inner, outer
    for first in outer:
        for second in inner:
            row, column = (second.id, first.id) if by_column else (first.id, second.id)
            found.append(
                Item(
                    f"{question.id}.{first.id}.{second.id}",
                    question.id,
                    question.cluster,
                    ItemKind.YES_NO,
                    YES_NO,
                    question.gate,
                    row=row,
                    column=column,
                )
            )
    return found


def _rows(question: Question, kind: ItemKind, choices: tuple[str, ...]) -> list[Item]:
    return [
        Item(f"{question.id}.{row.id}", question.id, question.cluster, kind, choices, question.gate, row=row.id)
        for row in question.rows
    ]


def _scale(question: Question) -> list[Item]:
    low, high = question.scale
    return _rows(question, ItemKind.SCALE, tuple(str(n) for n in range(high, low - 1, -1)))


_ITEMS_OF = {
    QuestionKind.RANKING: _ranking,
    QuestionKind.YES_NO: lambda q: [_single(q, ItemKind.YES_NO, YES_NO)],
    QuestionKind.ONE_OF: lambda q: [_single(q, ItemKind.ONE_OF, tuple(o.id for o in q.options))],
    QuestionKind.MANY_OF: _many,
    QuestionKind.YES_NO_THEN_MANY: _yes_no_then_many,
    QuestionKind.MATRIX_MANY: _matrix,
    QuestionKind.MATRIX_SCALE: _scale,
    QuestionKind.MATRIX_YES_NO: lambda q: _rows(q, ItemKind.YES_NO, YES_NO),
}


@dataclass(frozen=True)
class Definition:
    """One version of the questionnaire, with the own questions of a country when it has any."""

    version: str
    clusters: tuple[str, ...]
    questions: tuple[Question, ...]
    extension: str = ""
    source: str = ""
    fieldwork: str = ""
    credits: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def items(self) -> dict[str, Item]:
        return {item.id: item for question in self.questions for item in question.items}

    @cached_property
    def steps(self) -> dict[str, Step]:
        return {step.id: step for question in self.questions for step in question.steps}

    @cached_property
    def by_id(self) -> dict[str, Question]:
        return {question.id: question for question in self.questions}

    @cached_property
    def cells(self) -> dict[str, Cell]:
        """Every cell that a table can count: 120 in the version of 2019."""
        found: dict[str, Cell] = {}
        for item in self.items.values():
            if item.kind is ItemKind.ONE_OF:
                found |= {f"{item.id}.{choice}": Cell(f"{item.id}.{choice}", item.id, choice) for choice in item.choices}
            else:
                found[item.id] = Cell(item.id, item.id)
        return found

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The columns of the wide form, with the q: a choice is one column or one per option, as the microdata have it."""
        found: list[str] = []
        for item in self.items.values():
            if item.kind is ItemKind.ONE_OF and self.by_id[item.question].wide == "options":
                found += [f"{item.id}.{choice}" for choice in item.choices]
            else:
                found.append(item.id)
        return tuple(found)

    def steps_of(self, cluster: str) -> list[Step]:
        return [step for step in self.steps.values() if step.cluster == cluster]

    def with_questions(self, extension: str, questions: tuple[Question, ...]) -> "Definition":
        """The same version with the own questions of a country behind those of their cluster."""
        own = tuple(replace(question, extension=extension) for question in questions)
        ordered = [q for cluster in self.clusters for q in (*self.questions, *own) if q.cluster == cluster]
        return replace(self, questions=tuple(ordered), extension=extension)


def parse(data: Mapping[str, Any]) -> Definition:
    """A definition from its file. Raises KeyError or ValueError when the file is not one."""
    return Definition(
        version=str(data["version"]),
        clusters=tuple(data["clusters"]),
        questions=tuple(parse_question(entry) for entry in data["questions"]),
        source=str(data["source"]),
        fieldwork=str(data["fieldwork"]),
    )


def parse_question(entry: Mapping[str, Any]) -> Question:
    facts = dict(entry)
    facts["kind"] = QuestionKind(facts.pop("type"))
    for name in ("options", "rows", "columns"):
        facts[name] = tuple(Option(**option) for option in facts.get(name, ()))
    for name in ("gate", "published_in", "scale"):
        if name in facts:
            facts[name] = tuple(facts[name])
    return Question(**facts)

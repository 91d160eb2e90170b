"""Answers in the form in which tables are counted: one value per cell, as in the microdata of the survey. Pure."""

from collections.abc import Mapping

from .definition import Definition, ItemKind
from .rules import Answers, Given, in_force

Value = int | str
# Which ratings Table 16 counts is not printed. Ours: the highest one only.
COUNTED_RATING = "3"


def cell_values(definition: Definition, answers: Answers) -> dict[str, Value]:
    """{cell id: value}: 1 or 0, the rank, or the code of an option; a cell without an answer in force is missing.

    A rating is 1 when it is the highest one ("most important") and 0 otherwise, because that is what the microdata hold;
    ``ratings`` gives the rating itself.
    """
    found: dict[str, Value] = {}
    for item_id, value in in_force(definition, answers).items():
        item = definition.items[item_id]
        if item.kind is ItemKind.ONE_OF and definition.by_id[item.question].wide == "options":
            found |= {f"{item_id}.{choice}": int(choice == value) for choice in item.choices}
        elif item.kind is ItemKind.ONE_OF:
            found[item_id] = value
        elif item.kind is ItemKind.SCALE:
            found[item_id] = int(value == COUNTED_RATING)
        else:
            found[item_id] = int(value)
    return found


def ratings(definition: Definition, answers: Answers) -> dict[str, int]:
    """{item: rating from 0 (not experienced) to 3 (most important)}."""
    values = in_force(definition, answers)
    return {item: int(values[item]) for item in values if definition.items[item].kind is ItemKind.SCALE}


def of_cell(definition: Definition, cell_id: str, value: Value) -> tuple[str, Given] | None:
    """The item and answer that a cell's value stands for; None when it says too little (an option that is not the one).

    Raises KeyError for an unknown cell.
    """
    if cell_id in definition.items:
        return cell_id, Given(str(value))
    cell = definition.cells[cell_id]
    return (cell.item, Given(cell.option)) if str(value) == "1" else None


def mapped(answers: Answers, into: Definition) -> dict[str, Given]:
    """Answers to another version of the questionnaire, item by item with the same id; what the other version lacks is left out.

    A value that the item no longer allows is left out too: it has to be asked again.
    """
    return {
        item: given
        for item, given in answers.items()
        if item in into.items and (not given.value or given.value in into.items[item].choices)
    }


def lost_in(answers: Mapping[str, object], into: Definition) -> list[str]:
    """Items that were answered and that the other version does not have."""
    return sorted(item for item in answers if item not in into.items)

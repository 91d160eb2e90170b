"""Which question comes next, and what an answer may be. Pure: plain values in, plain values out.

A problem is a code with parameters; ``wording.py`` has the words.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from openpes.dialogues.definitions import Dialogue, Option, Slot, Turn
from openpes.dialogues.values import Local, Problem, check_shape

EMPTY: tuple[Any, ...] = (None, "", [], {})


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a question stands: "question 3 of 7, about 4 minutes"."""

    number: int
    total: int
    minutes: int


def options_of(slot: Slot, turn: Turn) -> list[Option]:
    """The choices of a slot, computed when they depend on the turn."""
    return list(slot.options(turn) if callable(slot.options) else slot.options)


def asked(dialogue: Dialogue, turn: Turn) -> list[Slot]:
    """The slots that are asked with these answers, in order."""
    return [slot for slot in dialogue.slots if slot.when is None or slot.when(turn)]


def is_answered(slot: Slot, turn: Turn) -> bool:
    """An optional slot counts as answered once it was passed, even when left empty."""
    return slot.name in turn.answers and (not slot.required or turn.answers[slot.name] not in EMPTY)


def next_slot(dialogue: Dialogue, turn: Turn) -> Slot | None:
    """The first question without an answer; None when all are answered and the review is due."""
    return next((slot for slot in asked(dialogue, turn) if not is_answered(slot, turn)), None)


def slot_after(dialogue: Dialogue, turn: Turn, name: str) -> Slot | None:
    """The next unanswered question after ``name``, else the first unanswered one, else None."""
    slots = asked(dialogue, turn)
    place = next((number for number, slot in enumerate(slots) if slot.name == name), -1)
    rest = slots[place + 1 :] + slots[: place + 1]
    return next((slot for slot in rest if not is_answered(slot, turn)), None)


def slot_before(dialogue: Dialogue, turn: Turn, name: str) -> Slot | None:
    """The question before ``name``, or None at the first."""
    slots = asked(dialogue, turn)
    place = next((number for number, slot in enumerate(slots) if slot.name == name), 0)
    return slots[place - 1] if place else None


def progress(dialogue: Dialogue, turn: Turn, name: str) -> Progress:
    """Number of this question, how many there are with these answers, and minutes still to go (at least one)."""
    slots = asked(dialogue, turn)
    total = max(1, len(slots))
    number = next((n for n, slot in enumerate(slots, start=1) if slot.name == name), total)
    return Progress(number, total, max(1, math.ceil(dialogue.minutes * (total - number + 1) / total)))


def check(slot: Slot, value: Any, turn: Turn, local: Local) -> Any:
    """The answer in its stored form. Raises Problem; a slot's own ``validate`` comes last."""
    if value in EMPTY or (slot.kind == "confirm" and value is not True):
        if slot.required:
            raise Problem("confirm" if slot.kind == "confirm" else "required")
        return False if slot.kind in {"confirm"} else None
    value = check_shape(slot, value, options_of(slot, turn), local)
    words = slot.validate(value, turn) if slot.validate else None
    if words:
        raise Problem("own", words=words)
    return value


def commit_answers(dialogue: Dialogue, turn: Turn) -> dict[str, Any]:
    """Only the answers of slots that are asked: what was answered before a change of mind does not go along."""
    return {slot.name: turn.answers.get(slot.name) for slot in asked(dialogue, turn)}


def overwritten(slot: str, new: Any, stored: Mapping[str, Any], changed_at: Mapping[str, int], seen_revision: int) -> bool:
    """True when this slot was changed to something else after the page with ``seen_revision`` was loaded (another tab or door)."""
    return changed_at.get(slot, 0) > seen_revision and stored.get(slot) != new


def problems(
    dialogue: Dialogue, turn: Turn, local: Local, *, known: Callable[[Slot, Any], Any] | None = None
) -> dict[str, Problem]:
    """The asked slots whose answer is missing or no longer good, with why, in the order of the questions; ``known`` looks ids up."""
    found = {}
    for slot in asked(dialogue, turn):
        if slot.name not in turn.answers and not slot.required:
            found[slot.name] = Problem("required")
            continue
        try:
            value = check(slot, turn.answers.get(slot.name), turn, local)
            if known is not None:
                known(slot, value)
        except Problem as problem:
            found[slot.name] = problem
    return found


def groups(slots: Sequence[Slot]) -> list[tuple[object, list[Slot]]]:
    """Slots under their ``step`` headings, neighbours together, for the one-page form."""
    out: list[tuple[object, list[Slot]]] = []
    for slot in slots:
        if not out or str(out[-1][0]) != str(slot.step):
            out.append((slot.step, []))
        out[-1][1].append(slot)
    return out

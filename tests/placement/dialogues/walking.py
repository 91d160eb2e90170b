"""Walking through a dialogue as a renderer does: the first open question gets its answer, its proposal, or is passed."""

from typing import Any

from openpes.base.actor import Actor
from openpes.dialogues import actions, queries, rules
from openpes.dialogues.models import DialogueSession

TICKED = {"occupations", "skills", "licences"}


def walk(actor: Actor, dialogue: str, said: dict[str, Any], *, owner: str = "", **begin: Any) -> DialogueSession:
    """Answer every question and commit. What is not in ``said`` takes what the dialogue proposes."""
    session = actions.start(actor=actor, dialogue=dialogue, owner=owner, **begin)
    for _ in range(60):
        found = queries.running(actor=actor, session_id=session.pk, owner=owner)
        slot = rules.next_slot(found.dialogue, found.turn)
        if slot is None:
            return actions.commit(actor=actor, session_id=session.pk, owner=owner)
        if slot.name in said:
            value = said[slot.name]
        else:
            value = slot.suggest(found.turn) if slot.suggest else None
            if slot.kind in TICKED and value:
                value = value[: slot.maximum or 40]
        actions.answer(actor=actor, session_id=session.pk, slot=slot.name, value=value, owner=owner)
    raise AssertionError("the dialogue does not end")

"""Going through a dialogue in a test, as any door does."""

from openpes.dialogues import actions
from openpes.dialogues.models import DialogueSession


def go_through(actor, name, answers, *, context=None, person_id=None) -> DialogueSession:
    """Start, answer everything one by one, commit."""
    session = actions.start(actor=actor, dialogue=name, context=context, person_id=person_id, owner="browser")
    for slot, value in answers.items():
        actions.answer(actor=actor, session_id=session.pk, slot=slot, value=value, owner="browser")
    return actions.commit(actor=actor, session_id=session.pk, owner="browser")

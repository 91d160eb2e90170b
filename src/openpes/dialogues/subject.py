"""What dialogue sessions hold about a person, and how it is erased."""

import json
import uuid
from typing import Any

from openpes.dialogues.models import DialogueSession
from openpes.dialogues.queries import LIVE, receipt_answers
from openpes.trust import files
from openpes.trust.keys import decrypt, destroy


def export_subject(person_id: uuid.UUID) -> dict[str, Any]:
    """Every session of the person with the answers that are still kept."""
    rows = []
    for session in DialogueSession.objects.filter(person_id=person_id).order_by("started_at"):
        if session.state in LIVE:
            text = decrypt(session.pk, session.answers_sealed, "")
            answers = json.loads(text)["values"] if text else {}
        else:
            answers = receipt_answers(session)
        rows.append(
            {
                "dialogue": session.dialogue,
                "state": session.state,
                "started_at": session.started_at,
                "committed_at": session.committed_at,
                "doors": session.channels,
                "answers": answers,
            }
        )
    return {"sessions": rows}


def erase_subject(person_id: uuid.UUID) -> int:
    """Delete the person's sessions with keys and files; returns how many rows went."""
    rows = DialogueSession.objects.filter(person_id=person_id)
    for session_id in rows.values_list("pk", flat=True):
        files.forget_all(subject_id=session_id)
        destroy(session_id)
    return rows.delete()[0]

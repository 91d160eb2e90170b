"""What casework holds about a person."""

import uuid
from typing import Any

from openpes.casework.models import CaseAssignment, Note, Task
from openpes.trust.keys import decrypt


def export_subject(person_id: uuid.UUID) -> dict[str, Any]:
    """Notes that are not withheld with their text, withheld ones as a fact with the class, tasks, counsellors by office."""
    notes = Note.objects.filter(person_id=person_id).select_related("organisation").order_by("recorded_at")
    return {
        "notes": [
            {
                "day": n.happened_on,
                "office": n.organisation.name,
                "text": "" if n.withheld else decrypt(person_id, n.text_sealed),
                "withheld": n.get_withheld_display() if n.withheld else "",
            }
            for n in notes
        ],
        "tasks": list(Task.objects.filter(person_id=person_id).values("kind", "state", "due_on", "created_at", "done_at")),
        "counsellors": list(
            CaseAssignment.objects.filter(person_id=person_id).values("organisation__name", "valid_from", "valid_until")
        ),
    }


def erase_subject(person_id: uuid.UUID) -> int:
    """Delete notes and the words of tasks; assignments stay for statistics."""
    count = Note.objects.filter(person_id=person_id).delete()[0]
    return count + Task.objects.filter(person_id=person_id).update(words="", result="")

"""What the contact room holds about a person, and how it is erased."""

import uuid
from typing import Any

from openpes.contact.models import ContactPoint, Message
from openpes.contact.queries import opened_all


def export_subject(person_id: uuid.UUID) -> dict[str, Any]:
    """Addresses and numbers, and every message with its text."""
    return {
        "contact_points": list(
            ContactPoint.objects.filter(person_id=person_id)
            .order_by("created_at")
            .values("kind", "address", "verified_at", "shared", "preferred", "ended_at")
        ),
        "messages": [
            {
                "at": letter.message.created_at,
                "subject": letter.subject,
                "text": letter.text,
                "door": letter.message.channel,
                "read_at": letter.message.read_at,
            }
            for letter in opened_all(Message.objects.filter(person_id=person_id).order_by("created_at"))
        ],
    }


def erase_subject(person_id: uuid.UUID) -> int:
    """Delete contact points and messages; returns how many rows went."""
    return ContactPoint.objects.filter(person_id=person_id).delete()[0] + Message.objects.filter(person_id=person_id).delete()[0]

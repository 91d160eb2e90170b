"""What the placement room holds about a person, and how it is erased."""

import uuid
from typing import Any

from openpes.placement.models import (
    Application,
    ApplicationStep,
    EmployerBlock,
    Invitation,
    Placement,
    Referral,
    SavedVacancy,
)
from openpes.trust.keys import decrypt


def export_subject(person_id: uuid.UUID) -> dict[str, Any]:
    """Saved and hidden vacancies, hidden employers, applications with letters and steps, proposals, invitations, placements."""
    applications = Application.objects.filter(person_id=person_id).select_related("vacancy").prefetch_related("steps")
    return {
        "saved_and_hidden": list(
            SavedVacancy.objects.filter(person_id=person_id)
            .order_by("at")
            .values("vacancy__reference", "vacancy__title", "hidden", "at")
        ),
        "hidden_from_employers": list(
            EmployerBlock.objects.filter(person_id=person_id).order_by("at").values("employer__name", "at")
        ),
        "applications": [
            {
                "reference": a.reference,
                "vacancy": a.vacancy.title,
                "status": a.status,
                "sent_at": a.sent_at,
                "letter": decrypt(person_id, a.letter_sealed),
                "contact_shared": a.share_contact,
                "match": a.match,
                "steps": [{"at": s.at, "status": s.status, "words": s.words} for s in a.steps.all()],
            }
            for a in applications.order_by("sent_at")
        ],
        "proposals": list(
            Referral.objects.filter(person_id=person_id)
            .order_by("made_at")
            .values("reference", "vacancy__title", "status", "message", "decline_reason", "made_at", "answered_at")
        ),
        "invitations": list(
            Invitation.objects.filter(person_id=person_id)
            .order_by("sent_at")
            .values("reference", "vacancy__title", "status", "message", "sent_at", "answered_at")
        ),
        "placements": list(
            Placement.objects.filter(person_id=person_id)
            .order_by("started_on")
            .values("reference", "employer_name", "employer__name", "status", "started_on", "ends_on", "own_account")
        ),
    }


def erase_subject(person_id: uuid.UUID) -> int:
    """Delete lists and words; applications, proposals and placements stay for statistics without a text."""
    count = SavedVacancy.objects.filter(person_id=person_id).delete()[0]
    count += EmployerBlock.objects.filter(person_id=person_id).delete()[0]
    count += Application.objects.filter(person_id=person_id).update(letter_sealed=None, cv_file_id=None, match={})
    count += ApplicationStep.objects.filter(application__person_id=person_id).update(words="")
    count += Referral.objects.filter(person_id=person_id).update(message="", decline_reason="")
    return count + Invitation.objects.filter(person_id=person_id).update(message="")

"""What matching holds about a person: a row of the index, drawn from the profile and gone with it."""

import uuid
from typing import Any

from openpes.matching.actions import note_profiles
from openpes.matching.index.loading import findable_profiles
from openpes.work.models import JobseekerProfile


def export_subject(person_id: uuid.UUID) -> dict[str, Any]:
    """Whether employers can find the person; everything in the index is in the profile already."""
    return {"can_be_found_by_employers": findable_profiles().filter(person_id=person_id).exists()}


def erase_subject(person_id: uuid.UUID) -> int:
    """Have the row taken out of the index: out of every answer at once, out of the files when they are next put together."""
    ids = list(JobseekerProfile.objects.filter(person_id=person_id).values_list("id", flat=True))
    note_profiles(ids)
    return len(ids)

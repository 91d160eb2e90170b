"""What matching holds about a person: a row of the index, drawn from the profile and gone with it."""

import uuid
from typing import Any

from openpes.matching.actions import note_profiles
from openpes.matching.index.loading import findable_profiles
from openpes.matching.models import SuggestedVacancy
from openpes.work.models import JobseekerProfile


def export_subject(person_id: uuid.UUID) -> dict[str, Any]:
    """Whether employers can find the person, and the list suggested last; everything in the index is in the profile already."""
    ids = JobseekerProfile.objects.filter(person_id=person_id).values("id")
    suggested = SuggestedVacancy.objects.filter(profile_id__in=ids).order_by("rank").values_list("rank", "vacancy_id", "score")
    return {
        "can_be_found_by_employers": findable_profiles().filter(person_id=person_id).exists(),
        "suggested_vacancies": [{"rank": rank, "vacancy": str(pk), "score": score} for rank, pk, score in suggested],
    }


def erase_subject(person_id: uuid.UUID) -> int:
    """Remove the suggestions and have the row taken out of the index: out of every answer at once, out of the files when they are next put together."""
    ids = list(JobseekerProfile.objects.filter(person_id=person_id).values_list("id", flat=True))
    note_profiles(ids)
    SuggestedVacancy.objects.filter(profile_id__in=ids).delete()
    return len(ids)

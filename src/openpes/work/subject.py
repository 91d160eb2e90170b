"""What the work room holds about a person: the profile, and how it is erased."""

import uuid
from typing import Any

from openpes.work.models import JobseekerProfile


def export_subject(person_id: uuid.UUID) -> dict[str, Any]:
    """The profile with everything in it as plain values."""
    profile = JobseekerProfile.objects.filter(person_id=person_id).first()
    if profile is None:
        return {}
    fields = ("summary", "education", "hours", "hours_min", "hours_max", "shifts_unwanted", "contracts", "pay_floor_minor",
              "pay_floor_currency", "pay_floor_period", "telework", "abroad", "available_from", "visibility", "changed_at")  # fmt: skip
    return {name: getattr(profile, name) for name in fields} | {
        "occupations": list(profile.occupations.values_list("occupation__label", flat=True)),
        "skills": list(profile.skills.order_by("pk").values("skill__label", "source")),
        "licences": list(profile.licences.order_by("pk").values("skill__label", "valid_until")),
        "languages": list(profile.languages.order_by("language").values("language", "level")),
        "experience": list(profile.experience.order_by("pk").values("kind", "title", "where", "began", "ended", "months")),
        "education_records": list(profile.education_records.order_by("pk").values("level", "title", "where", "year")),
        "places": list(profile.places.order_by("pk").values("place__name", "radius_km")),
    }


def erase_subject(person_id: uuid.UUID) -> int:
    """Delete the profile with all its parts."""
    return JobseekerProfile.objects.filter(person_id=person_id).delete()[0]

"""Between the JSON of a profile and the rooms that keep it."""

import uuid
from collections.abc import Collection
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from openpes.api.own_schemas import ProfileChange
from openpes.base.errors import InvalidInput
from openpes.base.text import clean, clean_line
from openpes.people.models import Place
from openpes.work.enums import SkillKind, SkillSource
from openpes.work.models import JobseekerProfile, Occupation, Skill
from openpes.work.taxonomy.queries import occupation_labels, skill_labels

SAME = (
    "summary", "education", "hours", "hours_min", "hours_max", "shifts_unwanted", "contracts", "telework", "abroad",
    "available_from", "visibility",
)  # fmt: skip


def profile_out(profile: JobseekerProfile) -> dict[str, Any]:
    """A profile as ``Profile``. At most eleven queries."""
    language = get_language() or "en"
    jobs = [row.occupation_id for row in profile.occupations.all()]
    skills = list(profile.skills.filter(source=SkillSource.CONFIRMED).order_by("pk").values_list("skill_id", flat=True))
    licences = list(profile.licences.order_by("pk").values_list("skill_id", flat=True))
    job_names, skill_names = occupation_labels(jobs, language), skill_labels([*skills, *licences], language)
    floor = None
    if profile.pay_floor_minor:
        floor = {
            "minor": profile.pay_floor_minor, "currency": profile.pay_floor_currency, "period": profile.pay_floor_period,
        }  # fmt: skip
    return {
        **{name: getattr(profile, name) for name in SAME},
        "pay_floor": floor,
        "occupations": [{"id": pk, "label": job_names[pk][0]} for pk in jobs],
        "skills": [{"id": pk, "label": skill_names[pk][0]} for pk in skills],
        "licences": [{"id": pk, "label": skill_names[pk][0]} for pk in licences],
        "languages": list(profile.languages.order_by("-level", "language").values("language", "level")),
        "experience": list(
            profile.experience.order_by("pk").values("kind", "title", "where", "began", "ended", "months", "occupation_id")
        ),
        "places": [
            {"place_id": row.place_id, "name": row.place.name if row.place else "", "radius_km": row.radius_km}
            for row in profile.places.select_related("place").order_by("pk")
        ],
        "changed_at": profile.changed_at,
    }


def parts_of(change: ProfileChange) -> dict[str, Any]:
    """What was named, as ``work.actions.profiles.save_profile`` takes it. Raises InvalidInput naming the field."""
    named = change.dict(exclude_unset=True)
    parts: dict[str, Any] = {
        name: named[name] for name in named if name not in {"summary", "pay_floor", "experience", "places", "languages"}
    }
    if "summary" in named:
        parts["summary"] = clean(change.summary)
    if "pay_floor" in named:
        floor = change.pay_floor
        parts["pay_floor_minor"] = floor.minor if floor else None
        parts["pay_floor_currency"] = floor.currency if floor else ""
        parts["pay_floor_period"] = floor.period.value if floor else ""
    for name in ("shifts_unwanted", "contracts"):
        if name in named:
            parts[name] = [each.value for each in getattr(change, name)]
    if "hours" in named:
        parts["hours"] = change.hours.value
    if change.hours_min is not None and change.hours_max is not None and change.hours_max < change.hours_min:
        raise InvalidInput(_("The most hours are fewer than the least."), field="hours_max")
    _known("occupations", change.occupations, Occupation.objects.all())
    _known("skills", change.skills, Skill.objects.exclude(kind=SkillKind.LICENCE))
    _known("licences", change.licences, Skill.objects.filter(kind=SkillKind.LICENCE))
    if "languages" in named:
        parts["languages"] = _languages(change)
    if "experience" in named:
        _known("experience", [e.occupation_id for e in change.experience if e.occupation_id], Occupation.objects.all())
        parts["experience"] = [_experience(change, number) for number in range(len(change.experience))]
    if "places" in named:
        _known("places", [p.place_id for p in change.places], Place.objects.all())
        parts["places"] = list({p.place_id: (p.place_id, p.radius_km) for p in change.places}.values())
    return parts


def _known(field: str, ids: Collection[uuid.UUID], rows: "QuerySet[Any, Model]") -> None:
    if ids and rows.filter(pk__in=ids).count() != len(set(ids)):
        raise InvalidInput(_("One of these is not known. Look them up first."), field=field)


def _languages(change: ProfileChange) -> list[dict[str, Any]]:
    tags = [row.language.lower() for row in change.languages]
    if len(set(tags)) != len(tags):
        raise InvalidInput(_("Each language can stand here once."), field="languages")
    return [{"language": row.language, "level": int(row.level)} for row in change.languages]


def _experience(change: ProfileChange, number: int) -> dict[str, Any]:
    row = change.experience[number]
    title = clean_line(row.title)
    if not title:
        raise InvalidInput(_("This is missing."), field=f"experience.{number}.title")
    if row.began and row.ended and row.ended < row.began:
        raise InvalidInput(_("The work ends before it begins."), field=f"experience.{number}.ended")
    return {**row.dict(), "kind": row.kind.value, "title": title, "where": clean_line(row.where)}

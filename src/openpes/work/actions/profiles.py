"""A jobseeker's profile: what the person can and wants. Saved as a whole or in parts; what is not named stays."""

import datetime as dt
import uuid
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from openpes.base import clock, hooks
from openpes.base.actor import Actor
from openpes.base.enums import InteractionLevel, Service
from openpes.base.events import record_event
from openpes.base.locking import write
from openpes.people.models import Person
from openpes.people.perms import require_may_change
from openpes.trust.audit import audit
from openpes.trust.history import save_changes
from openpes.work.enums import SkillSource, Visibility
from openpes.work.models import (
    Experience,
    HeldLicence,
    JobseekerProfile,
    LanguageSkill,
    ProfileOccupation,
    ProfilePlace,
    ProfileSkill,
)

PLAIN = frozenset(
    {"summary", "education", "hours", "hours_min", "hours_max", "shifts_unwanted", "contracts", "telework", "abroad",
     "available_from", "visibility", "pay_floor_minor", "pay_floor_currency", "pay_floor_period"}
)  # fmt: skip


def _first_of_month(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(f"{text}-01") if text else None


def _occupations(profile: JobseekerProfile, ids: Iterable[uuid.UUID]) -> bool:
    wanted = list(dict.fromkeys(uuid.UUID(str(pk)) for pk in ids))
    if list(profile.occupations.values_list("occupation_id", flat=True)) == wanted:
        return False
    profile.occupations.all().delete()
    ProfileOccupation.objects.bulk_create(
        [ProfileOccupation(profile=profile, occupation_id=pk, rank=rank) for rank, pk in enumerate(wanted)]
    )
    return True


def _skills(profile: JobseekerProfile, ids: Iterable[uuid.UUID]) -> bool:
    wanted = {uuid.UUID(str(pk)) for pk in ids}
    held = {row.skill_id: row for row in profile.skills.all()}
    gone = held.keys() - wanted
    profile.skills.filter(skill_id__in=gone).delete()
    unsure = [row.pk for pk, row in held.items() if pk in wanted and row.source != SkillSource.CONFIRMED]
    ProfileSkill.objects.filter(pk__in=unsure).update(source=SkillSource.CONFIRMED)
    new = wanted - held.keys()
    ProfileSkill.objects.bulk_create([ProfileSkill(profile=profile, skill_id=pk) for pk in new])
    return bool(gone or unsure or new)


def _licences(profile: JobseekerProfile, ids: Iterable[uuid.UUID]) -> bool:
    wanted = {uuid.UUID(str(pk)) for pk in ids}
    held = set(profile.licences.values_list("skill_id", flat=True))
    profile.licences.filter(skill_id__in=held - wanted).delete()
    HeldLicence.objects.bulk_create([HeldLicence(profile=profile, skill_id=pk) for pk in wanted - held])
    return held != wanted


def _languages(profile: JobseekerProfile, rows: Iterable[Mapping[str, Any]]) -> bool:
    wanted = {(row["language"], row["level"]) for row in rows}
    if set(profile.languages.values_list("language", "level")) == wanted:
        return False
    profile.languages.all().delete()
    LanguageSkill.objects.bulk_create(
        [LanguageSkill(profile=profile, language=tag, level=level) for tag, level in sorted(wanted)]
    )
    return True


def _experience(profile: JobseekerProfile, rows: Iterable[Mapping[str, Any]]) -> bool:
    """``rows`` as the dialogue slot of that kind stores them."""
    wanted = [
        (row["kind"], row["title"], row.get("where") or "", _first_of_month(row.get("began")), _first_of_month(row.get("ended")),
         row.get("months"), uuid.UUID(str(row["occupation_id"])) if row.get("occupation_id") else None)
        for row in rows
    ]  # fmt: skip
    names = ("kind", "title", "where", "began", "ended", "months", "occupation_id")
    if list(profile.experience.order_by("pk").values_list(*names)) == wanted:
        return False
    profile.experience.all().delete()
    Experience.objects.bulk_create([Experience(profile=profile, **dict(zip(names, row, strict=True))) for row in wanted])
    return True


def _places(profile: JobseekerProfile, rows: Iterable[tuple[uuid.UUID, int]]) -> bool:
    """(place id, radius in km) pairs."""
    wanted = [(uuid.UUID(str(pk)), radius) for pk, radius in rows]
    if list(profile.places.order_by("pk").values_list("place_id", "radius_km")) == wanted:
        return False
    profile.places.all().delete()
    ProfilePlace.objects.bulk_create([ProfilePlace(profile=profile, place_id=pk, radius_km=radius) for pk, radius in wanted])
    return True


LISTS: dict[str, Callable[[JobseekerProfile, Any], bool]] = {
    "occupations": _occupations,
    "skills": _skills,
    "licences": _licences,
    "languages": _languages,
    "experience": _experience,
    "places": _places,
}


def save_profile(*, actor: Actor, person: Person, started_at: dt.datetime | None = None, **parts: Any) -> JobseekerProfile:
    """Set the named parts of a person's profile; saving the same again changes nothing. Made hidden at first use.

    occupations, skills (confirmed), licences: ids; languages: {"language", "level"}; experience: rows as the dialogue stores them;
    places: (place id, radius km); else the fields of the model. Raises NotFound for somebody else's record, KeyError for an unknown part.
    """
    require_may_change(actor, person)
    unknown = set(parts) - PLAIN - set(LISTS)
    if unknown:
        raise KeyError(sorted(unknown)[0])
    with write():
        profile, made = JobseekerProfile.objects.select_for_update().get_or_create(
            person=person, defaults={"visibility": Visibility.HIDDEN, "synthetic": person.synthetic}
        )
        plain = {name: value for name, value in parts.items() if name in PLAIN}
        changed = set(save_changes(actor=actor, row=profile, person_id=person.pk, **plain))
        changed |= {name for name, setter in LISTS.items() if name in parts and setter(profile, parts[name])}
        if not changed and not made:
            return profile
        JobseekerProfile.objects.filter(pk=profile.pk).update(changed_at=clock.now())
        record_event(
            actor=actor, service=Service.JOB_MATCHING, act="work.profile_saved", level=InteractionLevel.TRANSACTION,
            person_id=person.pk, started_at=started_at, synthetic=person.synthetic,
        )  # fmt: skip
        audit(
            actor=actor, act="work.profile_saved", target=profile, person_id=person.pk,
            changes={name: parts[name] for name in sorted(changed)},
        )  # fmt: skip
        hooks.publish("profile.changed", ids=[profile.pk])
    return profile

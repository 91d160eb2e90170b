"""What answers point at: places, occupations, skills, files; and what depends on the country."""

import uuid
from typing import Any

from django.utils.translation import get_language

from openpes.base import clock, countrypack
from openpes.base.text import fold
from openpes.dialogues.definitions import Slot
from openpes.dialogues.rules import EMPTY
from openpes.dialogues.values import Local, Problem
from openpes.people.models import Place
from openpes.people.queries import find_places
from openpes.trust.models import StoredFile
from openpes.work.enums import SkillKind
from openpes.work.models import Occupation, Skill
from openpes.work.taxonomy.queries import (
    find_occupations,
    find_skills,
    occupation_labels,
    skill_labels,
)


def local() -> Local:
    """Telephone plan, currency and today's date of the country in force."""
    pack = countrypack.current()
    return Local(phone=pack.phone, currency=pack.currency.code, minor_digits=pack.currency.minor_units, today=clock.today())


def place_label(place: Place) -> str:
    """ "Town, District"."""
    return f"{place.name}, {place.parent.name}" if place.parent and place.parent.name != place.name else place.name


def _place(value: dict[str, Any]) -> dict[str, Any]:
    if not value.get("place_id"):
        return value
    place = Place.objects.select_related("parent").filter(pk=value["place_id"]).first()
    if place is None:
        raise Problem("unknown")
    return {"place_id": str(place.pk), "label": place_label(place)}


def _concepts(slot: Slot, value: list[dict[str, str]]) -> list[dict[str, str]]:
    """Ids that are in our lists, named in the reader's language; what a form says about names is not believed."""
    ids = [uuid.UUID(entry["id"]) for entry in value]
    if slot.kind == "occupations":
        known: set[uuid.UUID] = set(Occupation.objects.filter(pk__in=ids).values_list("pk", flat=True))
        names = occupation_labels(known, get_language() or "en")
    else:
        skills = Skill.objects.filter(pk__in=ids)
        if slot.kind == "licences":
            skills = skills.filter(kind=SkillKind.LICENCE)
        known = set(skills.values_list("pk", flat=True))
        names = skill_labels(known, get_language() or "en")
    if len(known) != len(set(ids)):
        raise Problem("unknown")
    return [{"id": str(pk), "label": names[pk][0]} for pk in ids]


def _file(value: dict[str, str]) -> dict[str, str]:
    if not StoredFile.objects.filter(pk=value["file_id"], deleted_at__isnull=True).exists():
        raise Problem("file_gone")
    return value


def known(slot: Slot, value: Any) -> Any:
    """``value`` with its ids looked up and its labels as our lists have them. Raises Problem. A bounded number of queries."""
    if value in EMPTY:
        return value
    if slot.kind == "place":
        return _place(value)
    if slot.kind in {"occupations", "skills", "licences"}:
        return _concepts(slot, value)
    if slot.kind == "file":
        return _file(value)
    return value


def find(slot: Slot, words: str, limit: int = 8) -> list[dict[str, str]]:
    """What the ordinary words of a person may mean, best first: {"id", "label"}; for a place {"place_id", "label", "exact"}."""
    tongue = get_language() or "en"
    if slot.kind == "place":
        return [
            {"place_id": str(place.pk), "label": place_label(place), "exact": "1" if fold(words) == place.folded else ""}
            for place in find_places(words, limit)
        ]
    if slot.kind == "occupations":
        return [{"id": str(found.id), "label": found.label} for found in find_occupations(words, tongue, limit)]
    wanted = slot.kind == "licences"
    found = [f for f in find_skills(words, tongue, limit * 3) if (f.kind == SkillKind.LICENCE) == wanted]
    return [{"id": str(f.id), "label": f.label} for f in found[:limit]]

"""What answers point at: places, occupations, skills, files; and what depends on the country."""

import uuid
from typing import Any

from openpes.base import clock, countrypack
from openpes.dialogues.definitions import Slot
from openpes.dialogues.rules import EMPTY
from openpes.dialogues.values import Local, Problem
from openpes.people.models import Place
from openpes.trust.models import StoredFile
from openpes.work.enums import SkillKind
from openpes.work.models import Occupation, Skill


def local() -> Local:
    """Telephone plan, currency and today's date of the country in force."""
    pack = countrypack.current()
    return Local(phone=pack.phone, currency=pack.currency.code, minor_digits=pack.currency.minor_units, today=clock.today())


def place_label(place: Place) -> str:
    """ "Town, District"."""
    return f"{place.name}, {place.parent.name}" if place.parent else place.name


def _place(value: dict[str, Any]) -> dict[str, Any]:
    if not value.get("place_id"):
        return value
    place = Place.objects.select_related("parent").filter(pk=value["place_id"]).first()
    if place is None:
        raise Problem("unknown")
    return {"place_id": str(place.pk), "label": place_label(place)}


def _concepts(slot: Slot, value: list[dict[str, str]]) -> list[dict[str, str]]:
    ids = [entry["id"] for entry in value]
    if slot.kind == "occupations":
        known = dict(Occupation.objects.filter(pk__in=ids).values_list("pk", "label"))
    else:
        skills = Skill.objects.filter(pk__in=ids)
        if slot.kind == "licences":
            skills = skills.filter(kind=SkillKind.LICENCE)
        known = dict(skills.values_list("pk", "label"))
    if len(known) != len(set(ids)):
        raise Problem("unknown")
    return [{"id": e["id"], "label": e["label"] or known[uuid.UUID(e["id"])]} for e in value]


def _file(value: dict[str, str]) -> dict[str, str]:
    if not StoredFile.objects.filter(pk=value["file_id"], deleted_at__isnull=True).exists():
        raise Problem("file_gone")
    return value


def known(slot: Slot, value: Any) -> Any:
    """``value`` with its ids looked up and its labels as our lists have them. Raises Problem. At most one query."""
    if value in EMPTY:
        return value
    if slot.kind == "place":
        return _place(value)
    if slot.kind in {"occupations", "skills", "licences"}:
        return _concepts(slot, value)
    if slot.kind == "file":
        return _file(value)
    return value

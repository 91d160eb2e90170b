"""Occupations, skills and places by ordinary words: their ids are needed to write a profile or a vacancy."""

import uuid
from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language
from ninja import Query, Router, Schema
from pydantic import Field

from openpes.api.documents import answers
from openpes.api.vacancy_schemas import Language
from openpes.base.text import clean_line
from openpes.people.queries import find_places
from openpes.work.taxonomy.queries import find_occupations, find_skills

router = Router(tags=["Lists to choose from"])


class Wanted(Schema):
    q: str = Field(min_length=1, max_length=200, description="Ordinary words; small spelling mistakes are understood")
    limit: int = Field(10, ge=1, le=20)
    language: Language | None = None


class OccupationFound(Schema):
    id: uuid.UUID
    label: str
    isco08: str


class SkillFound(Schema):
    id: uuid.UUID
    label: str
    kind: str


class PlaceFound(Schema):
    id: uuid.UUID
    name: str
    within: str
    latitude: float | None
    longitude: float | None


class Occupations(Schema):
    results: list[OccupationFound]


class Skills(Schema):
    results: list[SkillFound]


class Places(Schema):
    results: list[PlaceFound]


@router.get("/occupations", response=answers(Occupations), summary="Find an occupation")
def occupations(request: HttpRequest, wanted: Query[Wanted]) -> dict[str, Any]:
    """Best first; empty when nothing is near."""
    found = find_occupations(clean_line(wanted.q), get_language() or "en", wanted.limit)
    return {"results": [{"id": f.id, "label": f.label, "isco08": f.isco} for f in found]}


@router.get("/skills", response=answers(Skills), summary="Find a skill or licence")
def skills(request: HttpRequest, wanted: Query[Wanted]) -> dict[str, Any]:
    """Best first; ``kind`` is skill, knowledge or licence."""
    found = find_skills(clean_line(wanted.q), get_language() or "en", wanted.limit)
    return {"results": [{"id": f.id, "label": f.label, "kind": f.kind} for f in found]}


@router.get("/places", response=answers(Places), summary="Find a place")
def places(request: HttpRequest, wanted: Query[Wanted]) -> dict[str, Any]:
    """Towns, districts and regions by name in any language."""
    return {
        "results": [
            {
                "id": p.pk,
                "name": p.name,
                "within": p.parent.name if p.parent else "",
                "latitude": p.latitude,
                "longitude": p.longitude,
            }
            for p in find_places(clean_line(wanted.q), limit=wanted.limit)
        ]
    }

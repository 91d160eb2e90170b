"""What is proposed from a pasted advert: each part is shown, and the person confirms or changes it."""

import functools
import uuid
from typing import Any

from django.utils.translation import get_language

from openpes.base import country
from openpes.dialogues.definitions import Turn
from openpes.matching.gazetteer import gazetteer
from openpes.people.models import Place
from openpes.work.advert_reading import AdvertReading, read_advert
from openpes.work.coder_in_force import coder_in_force, occupation_of
from openpes.work.skills_in_text import skills_named_in
from openpes.work.taxonomy.queries import find_occupations, occupation_labels, skill_labels, suggest_skills

MOST_OCCUPATIONS, MOST_SKILLS = 5, 24


@functools.lru_cache(maxsize=64)
def _read(text: str, currency: str) -> AdvertReading:
    return read_advert(text, currency=currency)


def reading(turn: Turn) -> AdvertReading:
    """The pasted advert as read; an empty reading when nothing was pasted."""
    return _read(str(turn.answers.get("advert") or ""), country.currency())


def title(turn: Turn) -> str | None:
    return reading(turn).title or None


def description(turn: Turn) -> str | None:
    return reading(turn).description or None


def occupations(turn: Turn) -> list[dict[str, str]]:
    """Occupations that the title may mean, the likeliest first."""
    words, language = str(turn.answers.get("title") or ""), get_language() or "en"
    if not words:
        return []
    coding = coder_in_force().code(words, str(turn.answers.get("description") or "")[:5000])
    codes = [coding.occupation_code, *(a.occupation_code for a in coding.alternatives)]
    ids = [pk for pk in (occupation_of(code) for code in codes) if pk]
    ids += [found.id for found in find_occupations(words, language, limit=MOST_OCCUPATIONS)]
    ids = list(dict.fromkeys(ids))[:MOST_OCCUPATIONS]
    names = occupation_labels(ids, language)
    return [{"id": str(pk), "label": names[pk][0]} for pk in ids if pk in names]


def skills(turn: Turn) -> list[dict[str, str]]:
    """Skills that the text names, then those that usually go with the occupation."""
    language = get_language() or "en"
    ids = skills_named_in(f"{turn.answers.get('title') or ''}\n{turn.answers.get('description') or ''}")
    chosen = [uuid.UUID(entry["id"]) for entry in turn.answers.get("occupation") or []]
    if chosen:
        ids += [s.id for s in suggest_skills(chosen, language, limit=MOST_SKILLS, without=ids)]
    ids = list(dict.fromkeys(ids))[:MOST_SKILLS]
    names = skill_labels(ids, language)
    return [{"id": str(pk), "label": names[pk][0]} for pk in ids if pk in names]


def place(turn: Turn) -> dict[str, str] | None:
    """The first place named in the advert that we know; else the place in the advert's words; else the employer's own."""
    words = reading(turn).place_words
    places = gazetteer()
    for name in words:
        spot = places.find(name)
        if spot is not None and spot.place_id is not None:
            return {"place_id": str(spot.place_id), "label": spot.name}
    if words:
        return {"label": words[0]}
    return None


def workplace(employer_id: uuid.UUID | None) -> dict[str, str] | None:
    """The place of the employer's first workplace."""
    own = Place.objects.filter(establishment__employer_id=employer_id, establishment__closed_at__isnull=True).first()
    return {"place_id": str(own.pk), "label": own.name} if own else None


def pay(turn: Turn, end: str) -> dict[str, Any] | None:
    """One end of the pay, when the advert says it in the country's currency with its period."""
    found = reading(turn).pay
    minor = found.minimum if end == "from" else found.maximum
    if end == "to" and found.minimum == found.maximum:
        return None
    known_period = found.period in {"hour", "day", "week", "month", "year"}
    if minor is None or not known_period or found.currency != country.currency():
        return None
    return {"minor": minor, "currency": found.currency, "period": found.period}

"""Places by name: the country's gazetteer, and the places that vacancies themselves name with coordinates."""

from __future__ import annotations

import threading
import time
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection
from django.db.models import Avg, Count
from rapidfuzz import process
from rapidfuzz.distance import OSA

from openpes.base.text import fold
from openpes.people.models import Place, PlaceName
from openpes.work.models import VacancyPlace

KEEP_SECONDS = 60.0
_lock = threading.Lock()
_kept: dict[str, tuple[float, Gazetteer]] = {}
LONGEST_NAME = 4


@dataclass(frozen=True, slots=True)
class Spot:
    """A place with coordinates. ``place_id`` is None for one that only adverts name."""

    name: str
    latitude: float
    longitude: float
    place_id: uuid.UUID | None = None
    weight: int = 0


class Gazetteer:
    """Names to places; of several places with one name the largest, then the most often named."""

    def __init__(self, spots: Iterable[tuple[str, Spot]]) -> None:
        self._spots: dict[str, Spot] = {}
        for folded, spot in spots:
            before = self._spots.get(folded)
            if folded and (before is None or _rank(spot) > _rank(before)):
                self._spots[folded] = spot

    def find(self, name: str) -> Spot | None:
        """The place of exactly this name, however it is written."""
        return self._spots.get(fold(name))

    def nearest(self, name: str) -> Spot | None:
        """The place whose name is one or two letters away, or None. Short names must be exact."""
        key = fold(name)
        if len(key) < 4:
            return None
        found = process.extract(key, self._spots.keys(), scorer=OSA.distance, score_cutoff=1 if len(key) < 7 else 2, limit=5)
        best = min(found, key=lambda f: (f[1], -self._spots[f[0]].weight, f[0]), default=None)
        return self._spots[best[0]] if best else None

    def names_like(self, word: str, limit: int = 3) -> list[str]:
        """Names of places near to a word, nearest first."""
        found = process.extract(
            word, self._spots.keys(), scorer=OSA.distance, score_cutoff=2 if len(word) > 4 else 1, limit=limit
        )
        return [self._spots[key].name for key, *_ in found]


def _rank(spot: Spot) -> tuple[bool, int]:
    return spot.place_id is not None, spot.weight


def gazetteer() -> Gazetteer:
    """All places with coordinates; read again after a minute."""
    key = str(connection.settings_dict["NAME"])
    with _lock:
        kept = _kept.get(key)
        if kept and time.monotonic() - kept[0] < KEEP_SECONDS:
            return kept[1]
        made = Gazetteer([*_named_by_adverts(), *_of_the_country()])
        _kept[key] = (time.monotonic(), made)
        return made


def _of_the_country() -> list[tuple[str, Spot]]:
    found = []
    spots = {}
    rows = Place.objects.filter(latitude__isnull=False, longitude__isnull=False).order_by("code")
    for pk, name, folded, lat, lon, people in rows.values_list("id", "name", "folded", "latitude", "longitude", "population"):
        spots[pk] = Spot(name, float(lat or 0.0), float(lon or 0.0), pk, people or 0)
        found.append((folded, spots[pk]))
    for pk, folded in PlaceName.objects.filter(place_id__in=spots).order_by("id").values_list("place_id", "folded"):
        found.append((folded, spots[pk]))
    return found


def _named_by_adverts() -> list[tuple[str, Spot]]:
    named = VacancyPlace.objects.filter(place__isnull=True, latitude__isnull=False, longitude__isnull=False).exclude(text="")
    rows = named.values("text").annotate(lat=Avg("latitude"), lon=Avg("longitude"), n=Count("id")).order_by("text")
    return [(fold(r["text"]), Spot(r["text"].title(), r["lat"], r["lon"], None, r["n"])) for r in rows]

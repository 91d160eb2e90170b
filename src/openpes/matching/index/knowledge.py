"""Taxonomy and weights in force, read once for each process and again when they change."""

from __future__ import annotations

import datetime as dt
import threading
import time
import uuid
from dataclasses import dataclass, replace

from django.db import connection

from openpes.base import clock
from openpes.base.locking import write
from openpes.matching import transitions
from openpes.matching.engine import Weights
from openpes.matching.engine.codes import low64
from openpes.matching.engine.weights import DEFAULT_PARTS, KIN, kin_of
from openpes.matching.index import loading, taxonomy
from openpes.matching.index.named import Context
from openpes.matching.models import MatchWeights
from openpes.people.enums import PlaceKind
from openpes.people.models import Place
from openpes.work.models import IscoGroup

CHECK_SECONDS = 5.0
LEARN_AFTER = dt.timedelta(days=30)
_lock = threading.Lock()
_kept: dict[str, tuple[float, tuple[str, int, int], Knowledge]] = {}


@dataclass(frozen=True)
class Knowledge:
    """What the engine is told besides the rows themselves."""

    taxonomy: taxonomy.Taxonomy
    weights: Weights
    regions: dict[uuid.UUID, int]
    region_names: dict[int, tuple[uuid.UUID, str]]
    group_titles: dict[str, dict[str, str]]

    def group_title(self, code: str, language: str) -> str:
        """The title of an ISCO-08 group in a language, else in English, else its code."""
        titles = self.group_titles.get(code, {})
        return titles.get(language) or titles.get("en") or code

    def context(self) -> Context:
        return Context(self.taxonomy, dict(self.weights.idf), self.regions)


def read_knowledge(*, fresh: bool = False) -> Knowledge:
    """Taxonomy and weights in force; what is in memory is compared with the database at most every five seconds."""
    place = str(connection.settings_dict["NAME"])
    with _lock:
        kept = _kept.get(place)
        if kept and not fresh and time.monotonic() - kept[0] < CHECK_SECONDS:
            return kept[2]
        mark = _mark()
        if kept and kept[1] == mark:
            _kept[place] = (time.monotonic(), mark, kept[2])
            return kept[2]
        known = taxonomy.load()
        names = {low64(pk): (pk, name) for pk, name in Place.objects.filter(kind=PlaceKind.REGION).values_list("id", "name")}
        titles = dict(IscoGroup.objects.values_list("code", "titles"))
        row = _row_in_force(known)
        moves = transitions.from_stored(row.weights.get("moves", {}))
        kin = kin_of(known.broader, row.weights["kin"]) if row.weights.get("kin") else {}
        known = replace(known, knowledge=known.knowledge.with_moves(moves, kin))
        made = Knowledge(known, _as_weights(row), loading.regions_of_places(), names, titles)
        _kept[place] = (time.monotonic(), _mark(), made)
        return made


def forget() -> None:
    """Drop what is in memory."""
    with _lock:
        _kept.clear()


def _mark() -> tuple[str, int, int]:
    today = clock.today()
    version = MatchWeights.objects.filter(in_force_from__lte=today).order_by("-version").values_list("version", flat=True).first()
    return taxonomy.stamp() + str(IscoGroup.objects.count()), version or 0, Place.objects.count()


def _row_in_force(known: taxonomy.Taxonomy) -> MatchWeights:
    """The newest version in force. Where nobody has agreed on weights, versions are written by themselves: one for each taxonomy."""
    row = MatchWeights.objects.filter(in_force_from__lte=clock.today()).order_by("-version").first()
    if row is None or (not row.approved_by and row.weights.get("taxonomy") != known.stamp):
        row = _automatic_weights(known, row)
    return row


def _as_weights(row: MatchWeights) -> Weights:
    idf = {int(key, 16): int(value) for key, value in row.weights.get("idf", {}).items()}
    return Weights(row.version, dict(row.weights["parts"]), frozenset(row.weights["hard"]), idf)


def learn_again() -> bool:
    """Where nobody has agreed on weights: a next version when placements tell other moves than a month ago, or when the last one did
    not look at the tree of occupations; whether one was written.

    Agreed weights learn when the next version is agreed on.
    """
    row = MatchWeights.objects.filter(in_force_from__lte=clock.today()).order_by("-version").first()
    if row is None or row.approved_by or row.in_force_from > clock.today() - LEARN_AFTER:
        return False
    if "kin" in row.weights and transitions.as_stored(transitions.learned()) == row.weights.get("moves", {}):
        return False
    _automatic_weights(taxonomy.load(), row)
    return True


def as_stored(parts: dict[str, int], hard: list[str], known: taxonomy.Taxonomy, *, synthetic: bool = False) -> dict:
    """The JSON of a version of the weights, with the IDF and the moves between occupations counted now and frozen, and what an
    occupation earns that is directly related in the tree of its taxonomy.

    Made-up weights learn from made-up placements, and real ones from real placements only.
    """
    idf = {f"{key:x}": value for key, value in sorted(taxonomy.frozen_idf(known).items())}
    moves = transitions.as_stored(transitions.learned(synthetic=synthetic))
    return {"parts": parts, "hard": hard, "idf": idf, "taxonomy": known.stamp, "moves": moves, "kin": KIN}


def _automatic_weights(known: taxonomy.Taxonomy, before: MatchWeights | None) -> MatchWeights:
    parts = before.weights["parts"] if before else dict(DEFAULT_PARTS)
    hard = before.weights["hard"] if before else sorted(Weights().hard)
    with write():
        newest = MatchWeights.objects.order_by("-version").values_list("version", flat=True).first() or 0
        row, _ = MatchWeights.objects.get_or_create(
            version=newest + 1, defaults={"weights": as_stored(parts, hard, known), "in_force_from": clock.today()}
        )
    return row

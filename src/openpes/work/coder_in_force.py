"""The coder over the occupations that are loaded now, with what people have corrected.

Kept in the process and on disk; made anew when labels or corrections change. ``Coding.occupation_code`` of this coder is
the id of an occupation row, so that several taxonomies can stand side by side.
"""

import threading
import uuid
from pathlib import Path

from django.conf import settings
from django.db.models import Count, Max

from openpes.work.coding import Coder, Correction, Label, load_or_build
from openpes.work.models import CodingCorrection, IscoGroup, Occupation, OccupationLabel, TaxonomyRelease

_lock = threading.Lock()
_kept: tuple[object, object, Coder] | None = None


def coder_in_force() -> Coder:
    """The coder to use now. The first call of a process takes seconds (labels read, index from disk or built); later ones two queries."""
    global _kept
    with _lock:
        labels_state, corrections_state = _labels_state(), _corrections_state()
        if _kept is None or _kept[0] != labels_state:
            coder = load_or_build(_labels(), _corrections(), Path(settings.DATA) / "cache" / "coder")
            _kept = (labels_state, corrections_state, coder)
        elif _kept[1] != corrections_state:
            _kept[2].corrections = _corrections()
            _kept = (labels_state, corrections_state, _kept[2])
        return _kept[2]


def occupation_of(code: str | None) -> uuid.UUID | None:
    """The id of the occupation row that a coding of this coder names."""
    return uuid.UUID(code) if code else None


def _labels_state() -> object:
    releases = TaxonomyRelease.objects.aggregate(n=Count("pk"), last=Max("loaded_at"))
    return (
        releases["n"],
        releases["last"],
        OccupationLabel.objects.aggregate(last=Max("pk"))["last"],
        OccupationLabel.objects.count(),
        Occupation.objects.order_by("-pk").values_list("pk", flat=True).first(),
        IscoGroup.objects.count(),
        Occupation.objects.filter(retired_at__isnull=False).count(),
    )


def _corrections_state() -> object:
    state = CodingCorrection.objects.aggregate(n=Count("pk"), last=Max("at"))
    return state["n"], state["last"]


def _labels() -> list[Label]:
    found = [
        Label(str(occupation), isco, text, kind)
        for occupation, isco, text, kind in OccupationLabel.objects.filter(occupation__retired_at__isnull=True)
        .order_by("pk")
        .values_list("occupation_id", "occupation__isco_id", "text", "kind")
        .iterator(chunk_size=5000)
    ]
    for code, titles in IscoGroup.objects.filter(level=4).order_by("code").values_list("code", "titles"):
        found += [Label(None, code, title, "isco") for _, title in sorted(titles.items()) if title]
    return found


def _corrections() -> dict[str, Correction]:
    rows = CodingCorrection.objects.values_list("title_key", "occupation_id", "occupation__isco_id")
    return {key: Correction(str(occupation), isco) for key, occupation, isco in rows}

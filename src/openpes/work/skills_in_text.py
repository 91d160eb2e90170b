"""Skills that a text names, over the skills that are loaded now. Kept in the process; made anew when a release is loaded."""

import threading
import uuid

from django.db.models import Count

from openpes.work.coding import SkillRanker
from openpes.work.models import OccupationSkill, SkillLabel, TaxonomyRelease

_lock = threading.Lock()
_kept: tuple[object, SkillRanker] | None = None


def skills_named_in(text: str, limit: int = 15) -> list[uuid.UUID]:
    """Ids of the skills in use that an advert or a CV names, in any loaded language, most often named first.

    Two small queries once the names are read; reading them takes seconds for the whole of ESCO.
    """
    return [uuid.UUID(found.skill_code) for found in _ranker().offer(text, limit)]


def _ranker() -> SkillRanker:
    global _kept
    stamp = (
        TaxonomyRelease.objects.order_by("-loaded_at", "-pk").values_list("pk", "loaded_at").first(),
        SkillLabel.objects.order_by("-pk").values_list("pk", flat=True).first(),
    )
    with _lock:
        if _kept is None or _kept[0] != stamp:
            _kept = (stamp, _build())
        return _kept[1]


def _build() -> SkillRanker:
    rows = SkillLabel.objects.filter(skill__retired_at__isnull=True).order_by("pk").values_list("skill_id", "text", "kind")
    names = sorted(rows.iterator(chunk_size=5000), key=lambda row: row[2] != "preferred")
    asked_for = OccupationSkill.objects.order_by("skill_id").values_list("skill_id").annotate(n=Count("pk"))
    return SkillRanker(
        ((str(skill), text) for skill, text, _ in names), {str(skill): count for skill, count in asked_for.iterator()}
    )

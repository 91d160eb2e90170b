"""Skills that a text names, over the skills that are loaded now. Kept in the process; made anew when a release is loaded."""

import threading
import uuid

from openpes.work.coding import SkillFinder
from openpes.work.coding import SkillLabel as NamedSkill
from openpes.work.models import SkillLabel, TaxonomyRelease

_lock = threading.Lock()
_kept: tuple[object, SkillFinder] | None = None


def skills_named_in(text: str, limit: int = 15) -> list[uuid.UUID]:
    """Ids of the skills in use that the text names, most often named first. Two small queries once the names are read."""
    return [uuid.UUID(found.skill_code) for found in _finder().find(text, limit)]


def _finder() -> SkillFinder:
    global _kept
    stamp = (
        TaxonomyRelease.objects.order_by("-loaded_at", "-pk").values_list("pk", "loaded_at").first(),
        SkillLabel.objects.order_by("-pk").values_list("pk", flat=True).first(),
    )
    with _lock:
        if _kept is None or _kept[0] != stamp:
            rows = SkillLabel.objects.filter(skill__retired_at__isnull=True).order_by("pk")
            names = (NamedSkill(str(skill), text, kind) for skill, text, kind in rows.values_list("skill_id", "text", "kind"))
            _kept = (stamp, SkillFinder.build(names))
        return _kept[1]

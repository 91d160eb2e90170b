"""What the engine needs to know of the taxonomy: one key per skill whatever the scheme, near skills, and how telling a skill is."""

from __future__ import annotations

import math
import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from django.db.models import Count, F

from openpes.base.text import fold
from openpes.matching.engine import SkillKnowledge
from openpes.matching.engine.codes import low64
from openpes.matching.engine.weights import ONE
from openpes.work.coding.words import tokens
from openpes.work.enums import Relation, SkillKind
from openpes.work.models import Occupation, OccupationSkill, Skill, SkillLabel, TaxonomyRelease

_IMPLIED = 12
_FILLER = frozenset({"a", "an", "and", "for", "in", "of", "on", "or", "other", "the", "to", "with", "use", "using"})


def text_key(text: str) -> int:
    """A key for something known by words only, such as a licence that is in no taxonomy."""
    return int.from_bytes(sha256(fold(text).encode()).digest()[:8], "big")


@dataclass(frozen=True)
class Taxonomy:
    """Skills as the engine sees them. ``key_of`` maps every skill row to its key: the same for one skill in two schemes.

    ``broader``: the occupation directly above each that has one in its unit group, by keys.
    """

    stamp: str
    key_of: dict[uuid.UUID, int]
    by_code: dict[str, int]
    licences: frozenset[int]
    names: dict[int, str]
    knowledge: SkillKnowledge
    broader: dict[int, int]

    def skill_ids(self, keys: Iterable[int]) -> dict[uuid.UUID, int]:
        """The rows behind some keys, each with its key."""
        wanted = set(keys)
        return {skill_id: key for skill_id, key in self.key_of.items() if key in wanted}

    def key(self, skill_id: uuid.UUID) -> int:
        return self.key_of.get(skill_id) or low64(skill_id)

    def licence_key(self, code: str, label: str = "") -> int:
        """The key of a licence named by code, or else by its words."""
        return self.by_code.get(code) or text_key(label or code)


def stamp() -> str:
    """Changes whenever a taxonomy was loaded: keys and near skills may then differ and the index is built anew."""
    releases = TaxonomyRelease.objects.order_by("scheme", "version", "digest").values_list("scheme", "version", "digest")
    return sha256(repr(list(releases)).encode()).hexdigest()[:16]


def load() -> Taxonomy:
    """Read the skills and their English names. About 0.3 s for the whole of ESCO."""
    mark = stamp()
    rows = list(Skill.objects.order_by("id").values_list("id", "scheme", "code", "label", "kind"))
    labels: dict[uuid.UUID, list[str]] = defaultdict(list)
    if len({scheme for _, scheme, *_ in rows}) > 1:
        for skill_id, folded in SkillLabel.objects.filter(language="en").values_list("skill_id", "folded"):
            labels[skill_id].append(folded)
    key_of: dict[uuid.UUID, int] = {}
    first_with: dict[str, tuple[str, int]] = {}
    names: dict[int, str] = {}
    for skill_id, scheme, _code, label, _kind in rows:
        own = fold(label)
        other = first_with.get(own) or next((first_with[x] for x in labels.get(skill_id, ()) if x in first_with), None)
        same = other is not None and other[0] != scheme
        key = other[1] if other is not None and same else low64(skill_id)
        key_of[skill_id] = key
        first_with.setdefault(own, (scheme, key))
        names.setdefault(key, label)
    key_of |= {old: key_of[new] for old, new in _replaced().items() if new in key_of}
    words = ((key, frozenset(w for w in tokens(name) if w not in _FILLER)) for key, name in names.items())
    return Taxonomy(
        stamp=mark,
        key_of=key_of,
        by_code={code: key_of[skill_id] for skill_id, _, code, _, _ in rows},
        licences=frozenset(key_of[skill_id] for skill_id, *_, kind in rows if kind == SkillKind.LICENCE),
        names=names,
        knowledge=SkillKnowledge(words),
        broader=_broader(),
    )


def _replaced() -> dict[uuid.UUID, uuid.UUID]:
    """Retired skills with what stands for each today, however many times it was replaced: a profile and a vacancy that name the old one
    and the new one mean the same. A retired skill without successor stays itself.
    """
    retired = Skill.objects.filter(retired_at__isnull=False, replaced_by__isnull=False)
    successor = dict(retired.values_list("id", "replaced_by_id"))
    found = {}
    for old in successor:
        now, seen = old, {old}
        while now in successor and successor[now] not in seen:
            now = successor[now]
            seen.add(now)
        found[old] = now
    return found


def _broader() -> dict[int, int]:
    """Within a unit group only, as ESCO has it: what is told of a pair, that both are in one unit group, is then always true."""
    within = Occupation.objects.filter(broader__isnull=False, isco=F("broader__isco"))
    rows = within.order_by("id").values_list("id", "broader_id")
    return {low64(child): low64(parent) for child, parent in rows}


def frozen_idf(taxonomy: Taxonomy) -> dict[int, int]:
    """Inverse document frequency of each skill over the occupations, in millionths: ln((1 + N) / (1 + n)) + 1."""
    total = Occupation.objects.count()
    counts: dict[int, int] = defaultdict(int)
    for skill_id, number in OccupationSkill.objects.values_list("skill_id").annotate(Count("id")).order_by("skill_id"):
        counts[taxonomy.key(skill_id)] += number
    return {key: round((math.log((1 + total) / (1 + min(n, total))) + 1) * ONE) for key, n in counts.items()}


def implied_skills(
    taxonomy: Taxonomy, occupations: Iterable[uuid.UUID], idf: dict[int, int]
) -> dict[uuid.UUID, tuple[tuple[int, ...], tuple[int, ...]]]:
    """For each occupation its usual skills, the most telling first, at most twelve, and its usual licences."""
    found: dict[uuid.UUID, set[int]] = defaultdict(set)
    relations = OccupationSkill.objects.filter(occupation_id__in=set(occupations), relation=Relation.ESSENTIAL)
    for occupation_id, skill_id in relations.values_list("occupation_id", "skill_id"):
        found[occupation_id].add(taxonomy.key(skill_id))
    return {
        occupation: (
            tuple(sorted(keys - taxonomy.licences, key=lambda k: (-idf.get(k, 0), k))[:_IMPLIED]),
            tuple(sorted(keys & taxonomy.licences)),
        )
        for occupation, keys in found.items()
    }

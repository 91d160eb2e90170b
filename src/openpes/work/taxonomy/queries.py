"""Finding occupations and skills by ordinary words in any language, and naming them.

The words are kept in memory per process (a `WordIndex` over all labels in use) and built again when the labels change.
"""

import threading
import time
import uuid
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar

from django.db.models import Count

from openpes.base.text import fold
from openpes.work.enums import LabelKind, Relation
from openpes.work.models import (
    IscoGroup,
    Occupation,
    OccupationLabel,
    OccupationSkill,
    Skill,
    SkillLabel,
    TaxonomyRelease,
)
from openpes.work.taxonomy.rules import label_in
from openpes.work.taxonomy.wordindex import IndexedLabel, WordIndex

MOST_RESULTS = 100
LONGEST_CHAIN = 20
LARGE = 20_000
"""Labels from which an index is not built for every batch of a running import. A number, not a time: a busy machine is no reason
to show old labels."""


@dataclass(frozen=True, slots=True)
class FoundConcept:
    """An occupation or skill to choose.

    ``label`` is in ``language`` (the one asked for, else English); ``matched`` are the words it was found by, "" when they are
    the label. ``isco`` is for occupations, ``kind`` for skills. ``score`` is from 0 to 1.
    """

    id: uuid.UUID
    code: str
    scheme: str
    label: str
    language: str
    matched: str
    score: float
    isco: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class SuggestedSkill:
    """A skill that goes with occupations. ``named_by`` of the occupations given name it."""

    id: uuid.UUID
    label: str
    language: str
    kind: str
    essential: bool
    named_by: int


@dataclass(frozen=True, slots=True)
class GroupTitle:
    """A group of ISCO-08 with its title in ``language``."""

    code: str
    level: int
    title: str
    language: str


class _Stamp(NamedTuple):
    """What an index was built from: the newest label and the newest complete release."""

    label: tuple[object, ...] | None
    release: tuple[object, ...] | None


class _Words:
    """The index over one table of labels, shared by the threads of this process."""

    def __init__(self, model: type[Any], label_model: type[Any], owner: str, own: str):
        self.model, self.label_model, self.owner, self.own = model, label_model, owner, own
        self._lock = threading.Lock()
        self._stamp: _Stamp | None = None
        self._built_at = self._took = 0.0
        self._index = WordIndex(())
        self._concepts: list[list[uuid.UUID]] = []
        self._labels: list[int] = []

    def find(self, text: str, language: str, limit: int) -> list[tuple[list[uuid.UUID], int, float]]:
        """(concepts that are the same in different schemes, primary key of the matching label, score), best first."""
        index, concepts, labels = self._current()
        return [(concepts[hit.concept], labels[hit.label], hit.score) for hit in index.find(text, language, limit)]

    def _current(self) -> tuple[WordIndex, list[list[uuid.UUID]], list[int]]:
        stamp = self._stamp_now()
        with self._lock:
            if stamp != self._stamp and not self._may_wait(stamp):
                began = time.monotonic()
                self._build()
                self._stamp, self._built_at = stamp, time.monotonic()
                self._took = self._built_at - began
            return self._index, self._concepts, self._labels

    def forget(self) -> None:
        """Build anew at the next question, e.g. for another database."""
        with self._lock:
            self._stamp, self._built_at, self._took = None, 0.0, 0.0

    def _may_wait(self, stamp: _Stamp) -> bool:
        """A large index is not built for every batch of a running import: at most a thirtieth of the time goes into building.

        A release that is complete shows at once, whatever the size.
        """
        if self._stamp is None or stamp.release != self._stamp.release or len(self._labels) < LARGE:
            return False
        return time.monotonic() - self._built_at < self._took * 30

    def _stamp_now(self) -> _Stamp:
        """Changes when labels are added or a release is completed. Two small queries."""
        last = self.label_model.objects.order_by("-pk").values_list("pk", f"{self.owner}_id").first()
        release = TaxonomyRelease.objects.order_by("-loaded_at", "-pk").values_list("pk", "loaded_at").first()
        return _Stamp(last, release)

    def _build(self) -> None:
        """Concepts with the same English name and the same group or kind are one to choose: the one that was loaded first."""
        same: dict[tuple[str, str], int] = {}
        number_of: dict[uuid.UUID, int] = {}
        concepts: list[list[uuid.UUID]] = []
        in_use = self.model.objects.filter(retired_at__isnull=True).order_by("pk").values_list("pk", "label", self.own)
        for concept, name, own in in_use.iterator(chunk_size=5000):
            number = same.setdefault((fold(name), own), len(concepts))
            if number == len(concepts):
                concepts.append([])
            concepts[number].append(concept)
            number_of[concept] = number
        labels: list[int] = []
        rows = self.label_model.objects.order_by("pk").values_list("pk", f"{self.owner}_id", "folded", "language", "kind")

        def entries() -> Iterable[IndexedLabel]:
            for key, owner, folded, language, kind in rows.iterator(chunk_size=5000):
                if owner in number_of:
                    labels.append(key)
                    yield IndexedLabel(number_of[owner], folded, language, kind)

        self._index = WordIndex(entries())
        self._concepts, self._labels = concepts, labels


_OCCUPATIONS = _Words(Occupation, OccupationLabel, "occupation", "isco_id")
_SKILLS = _Words(Skill, SkillLabel, "skill", "kind")


def forget_words() -> None:
    """Let this process read all labels again at the next search."""
    _OCCUPATIONS.forget()
    _SKILLS.forget()


def find_occupations(text: str, language: str, limit: int = 10, schemes: Collection[str] | None = None) -> list[FoundConcept]:
    """Occupations in use for the ordinary words of a person, best first. At most five SQL queries.

    Any of the loaded languages is understood, so are beginnings of words and misspellings; an empty list when nothing is near.
    Where two schemes have the same name in the same ISCO-08 group, the one that was loaded first is given.
    ``schemes``: only these.
    """
    return _find(_OCCUPATIONS, text, language, limit, schemes)


def find_skills(text: str, language: str, limit: int = 10, schemes: Collection[str] | None = None) -> list[FoundConcept]:
    """Skills, fields of knowledge and licences in use, found as `find_occupations` finds occupations."""
    return _find(_SKILLS, text, language, limit, schemes)


def _find(table: _Words, text: str, language: str, limit: int, schemes: Collection[str] | None) -> list[FoundConcept]:
    limit = max(0, min(limit, MOST_RESULTS))
    found = table.find(text, language, limit if schemes is None else MOST_RESULTS * 3)
    # A concept may have been retired since the index was built.
    concepts = table.model.objects.filter(
        pk__in=[each for same, _, _ in found for each in same], retired_at__isnull=True
    ).order_by()
    if schemes is not None:
        concepts = concepts.filter(scheme__in=schemes)
    rows = {row["pk"]: row for row in concepts.values("pk", "code", "scheme", "label", table.own)}
    chosen = [(present[0], label, score) for same, label, score in found if (present := [each for each in same if each in rows])][
        :limit
    ]
    matched = dict(table.label_model.objects.filter(pk__in=[label for _, label, _ in chosen]).values_list("pk", "text"))
    names = _preferred(table, [concept for concept, _, _ in chosen], language)
    results = []
    for concept, label, score in chosen:
        row = rows[concept]
        name, name_language = label_in(names[concept], language, row["label"])
        words = matched.get(label, "")
        results.append(
            FoundConcept(
                id=concept,
                code=row["code"],
                scheme=row["scheme"],
                label=name,
                language=name_language,
                matched="" if words.casefold() == name.casefold() else words,
                score=round(score, 4),
                **{table.own.removesuffix("_id"): row[table.own]},
            )
        )
    return results


def _preferred(table: _Words, concepts: Collection[uuid.UUID], language: str) -> dict[uuid.UUID, list[tuple[str, str, str]]]:
    """For each concept (language, kind, text) of its preferred labels in the language and in English."""
    owner = f"{table.owner}_id"
    wanted = {language, language.split("-")[0], "en"}
    rows = table.label_model.objects.filter(
        kind=LabelKind.PREFERRED, language__in=wanted, **{f"{owner}__in": list(concepts)}
    ).order_by()
    found: dict[uuid.UUID, list[tuple[str, str, str]]] = {each: [] for each in concepts}
    for concept, each_language, kind, text in rows.values_list(owner, "language", "kind", "text"):
        found[concept].append((each_language, kind, text))
    return found


def occupation_labels(ids: Collection[uuid.UUID], language: str) -> dict[uuid.UUID, tuple[str, str]]:
    """{occupation: (label, its language)} for showing many at once. Two SQL queries; retired ones are named too."""
    return _names(_OCCUPATIONS, ids, language)


def skill_labels(ids: Collection[uuid.UUID], language: str) -> dict[uuid.UUID, tuple[str, str]]:
    """{skill: (label, its language)}, as `occupation_labels`."""
    return _names(_SKILLS, ids, language)


def _names(table: _Words, ids: Collection[uuid.UUID], language: str) -> dict[uuid.UUID, tuple[str, str]]:
    names = dict(table.model.objects.filter(pk__in=list(ids)).order_by().values_list("pk", "label"))
    shown = _preferred(table, names, language)
    return {each: label_in(shown[each], language, name) for each, name in names.items()}


def occupation_label(occupation: Occupation, language: str) -> str:
    """The name of one occupation in ``language``, else in English. For lists use `occupation_labels`."""
    return label_in(
        occupation.labels.filter(kind=LabelKind.PREFERRED).order_by().values_list("language", "kind", "text"),
        language,
        occupation.label,
    )[0]


def skill_label(skill: Skill, language: str) -> str:
    """The name of one skill in ``language``, else in English. For lists use `skill_labels`."""
    return label_in(
        skill.labels.filter(kind=LabelKind.PREFERRED).order_by().values_list("language", "kind", "text"), language, skill.label
    )[0]


def suggest_skills(
    occupation_ids: Collection[uuid.UUID], language: str = "en", limit: int = 40, without: Collection[uuid.UUID] = ()
) -> list[SuggestedSkill]:
    """Skills in use that the given occupations name, to be confirmed by the person. Three SQL queries.

    Essential ones first, then those that more of the occupations name, then those that fewer occupations at all name (they say
    more about the person). ``without``: skills the person has already.
    """
    named: dict[uuid.UUID, set[str]] = defaultdict(set)
    times: Counter[uuid.UUID] = Counter()
    relations = OccupationSkill.objects.filter(occupation_id__in=list(occupation_ids), skill__retired_at__isnull=True).order_by()
    for skill, relation in relations.values_list("skill_id", "relation"):
        named[skill].add(relation)
        times[skill] += 1
    for skill in without:
        named.pop(skill, None)
    rows = Skill.objects.filter(pk__in=list(named)).annotate(everywhere=Count("occupation_relations")).order_by()
    kinds = {pk: (kind, everywhere) for pk, kind, everywhere in rows.values_list("pk", "kind", "everywhere")}
    names = _names(_SKILLS, kinds, language)
    ranked = sorted(kinds, key=lambda each: (Relation.ESSENTIAL not in named[each], -times[each], kinds[each][1], names[each][0]))
    return [
        SuggestedSkill(each, *names[each], kinds[each][0], Relation.ESSENTIAL in named[each], times[each])
        for each in ranked[: max(limit, 0)]
    ]


def isco_ancestors(code: str, language: str = "en") -> list[GroupTitle]:
    """The groups that a code lies in, from the major group down to itself; empty for an unknown code. One SQL query."""
    rows = IscoGroup.objects.filter(code__in=[code[:length] for length in range(1, len(code) + 1)]).order_by("level")
    titles = [_title(row, language) for row in rows]
    return titles if titles and titles[-1].code == code else []


def isco_children(code: str = "", language: str = "en") -> list[GroupTitle]:
    """The groups right below a group, or the ten major groups for "". One SQL query."""
    rows = IscoGroup.objects.filter(level=len(code) + 1, code__startswith=code).order_by("code")
    return [_title(row, language) for row in rows]


def occupations_in(code: str, language: str = "en", schemes: Collection[str] | None = None) -> list[tuple[uuid.UUID, str, str]]:
    """(id, label, its language) of the occupations in use in an ISCO-08 group of any level, by label; for choosing by browsing."""
    rows = Occupation.objects.filter(isco__code__startswith=code, retired_at__isnull=True)
    if schemes is not None:
        rows = rows.filter(scheme__in=schemes)
    names = _names(_OCCUPATIONS, list(rows.order_by().values_list("pk", flat=True)), language)
    return sorted(((each, *name) for each, name in names.items()), key=lambda each: each[1].casefold())


def _title(row: IscoGroup, language: str) -> GroupTitle:
    for wanted in (language, language.split("-")[0]):
        if row.titles.get(wanted):
            return GroupTitle(row.code, row.level, row.titles[wanted], wanted)
    return GroupTitle(row.code, row.level, row.titles.get("en", row.code), "en")


ConceptKind = TypeVar("ConceptKind", Occupation, Skill)


def stands_for(concept: ConceptKind) -> ConceptKind:
    """What an occupation or a skill stands for today: itself, or what replaced it, however many times.

    A retired one without successor stands for itself.
    """
    seen = {concept.pk}
    while concept.retired_at and concept.replaced_by_id and concept.replaced_by_id not in seen and len(seen) < LONGEST_CHAIN:
        concept = type(concept)._default_manager.get(pk=concept.replaced_by_id)
        seen.add(concept.pk)
    return concept


def releases() -> list[TaxonomyRelease]:
    """What is loaded, newest first, at most 50."""
    return list(TaxonomyRelease.objects.order_by("-loaded_at", "-pk")[:50])

"""Ten real-life profiles against the vacancies that were imported: how many of the first ten are of the same kind of work.

Judged twice: by the ISCO-08 minor group that the vacancy was coded to, which leans on the coder, and by words of the title that the
writer of the profile set down beforehand, which does not. The titles are shown, so that a person can judge for themself.
"""

from __future__ import annotations

import tomllib
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from openpes.base import clock
from openpes.base.text import fold
from openpes.matching import reasons
from openpes.matching.engine import Columns, Person, explain, rank_vacancies
from openpes.matching.engine.codes import HOURS, from_halves, isco_number, low64, pack
from openpes.matching.index import loading, memory
from openpes.matching.index.best import whole_vacancies
from openpes.matching.index.knowledge import Knowledge, read_knowledge
from openpes.work.coder_in_force import coder_in_force
from openpes.work.coding import SkillFinder
from openpes.work.coding import SkillLabel as SkillName
from openpes.work.models import SkillLabel, Vacancy

PROFILES = Path(__file__).resolve().parents[3] / "examples" / "profiles"
FIRST = 10
TARGET = 8


@dataclass(frozen=True)
class Profile:
    """One shipped profile: what the engine is told, and what the bench expects."""

    key: str
    name: str
    facts: dict[str, Any]

    @property
    def groups(self) -> list[str]:
        return self.facts["expected"]["isco_minor_groups"]

    def fits_title(self, title: str) -> bool:
        folded = fold(title)
        return any(fold(word) in folded for word in self.facts["expected"]["title_words"])


def shipped_profiles() -> list[Profile]:
    """The profiles in ``examples/profiles``, by name of file."""
    found = []
    for path in sorted(PROFILES.glob("*.toml")):
        facts = tomllib.loads(path.read_text("utf-8"))
        found.append(Profile(path.stem, facts["name"], facts))
    return found


def real_vacancies(view: memory.View) -> np.ndarray:
    """A mask of the vacancies in the index that came by import and are not made up."""
    ids = Vacancy.objects.filter(source__isnull=False, synthetic=False).values_list("id", flat=True)
    return np.isin(whole_vacancies(view).low, np.array([low64(pk) for pk in ids], dtype=np.uint64))


class Bench:
    """Profiles become persons through the same coder and the same names of skills that the pages use."""

    def __init__(self) -> None:
        self.knowledge: Knowledge = read_knowledge()
        self.view = memory.current()
        self.columns = whole_vacancies(self.view)
        self.coder = coder_in_force()
        names = SkillLabel.objects.filter(language="en").order_by("id").values_list("skill_id", "text", "kind")
        self.finder = SkillFinder.build(SkillName(str(pk), text, kind) for pk, text, kind in names)

    def person(self, profile: Profile) -> Person:
        """What the engine sees of a profile. No place and no pay floor: the real files lie in two countries."""
        facts = profile.facts
        found = [skill for words in (*facts["skills"], *facts.get("licences", ())) for skill in self.finder.find(words)]
        keys = dict.fromkeys(self.knowledge.taxonomy.key(uuid.UUID(f.skill_code)) for f in found)
        licences = self.knowledge.taxonomy.licences
        return Person(
            id=uuid.UUID(int=1),
            occupations=tuple(self._occupation(words) for words in facts["occupations"]),
            skills=tuple(k for k in keys if k not in licences),
            licences=tuple(k for k in keys if k in licences),
            hours=HOURS.index(facts["hours"]),
            education=facts["education"],
            languages=tuple((pack(tag), level) for tag, level in facts["languages"].items()),
            experience=tuple((self._occupation(spell["occupation"])[0], spell["months"]) for spell in facts["experience"]),
        )

    def run(self, profile: Profile, allowed: np.ndarray) -> dict[str, Any]:
        """The first ten of one profile, how many are of the kind, and how many such vacancies there are at all."""
        columns: Columns = self.columns
        weights, skills = self.knowledge.weights, self.knowledge.taxonomy.knowledge
        person = self.person(profile)
        today = clock.today().toordinal()
        open_now = (columns.expires == 0) | (columns.expires >= today)
        ranked = rank_vacancies(person, columns, weights, skills, today=today, limit=FIRST, allowed=allowed & open_now)
        ids = [from_halves(columns.high[row], columns.low[row]) for row in ranked.rows]
        titles = dict(Vacancy.objects.filter(pk__in=ids).values_list("id", "title"))
        why = self._reasons(person, ids)
        shown: list[dict[str, Any]] = []
        for pk, row, score in zip(ids, ranked.rows, ranked.scores, strict=True):
            isco = f"{int(columns.isco[row]):04d}" if columns.isco[row] >= 0 else ""
            shown.append(
                {
                    "title": titles[pk],
                    "isco08": isco,
                    "score": int(score),
                    "same_group": isco[:3] in profile.groups,
                    "same_by_title": profile.fits_title(titles[pk]),
                    "reasons": why[pk],
                }
            )
        minor = columns.isco[allowed & open_now].astype(np.int64) // 10
        return {
            "profile": profile.key,
            "groups": profile.groups,
            "skills_known": len(person.skills),
            "available": int(np.isin(minor, [int(group) for group in profile.groups]).sum()),
            "same_group": sum(x["same_group"] for x in shown),
            "same_by_title": sum(x["same_by_title"] for x in shown),
            "met": sum(x["same_group"] for x in shown) >= TARGET,
            "first": shown,
        }

    def _reasons(self, person: Person, ids: list[uuid.UUID]) -> dict[uuid.UUID, list[str]]:
        """The sentences that the person would read beside each vacancy."""
        names, knowledge = self.knowledge.taxonomy.names, self.knowledge
        today = clock.today().toordinal()
        found = {}
        for record in loading.vacancy_records(ids, knowledge.context()):
            made = explain(person, record, knowledge.weights, knowledge.taxonomy.knowledge, today)
            age = max(0, today - record.posted) if record.posted else None
            given = reasons.of_match(made, person, record, lambda key: names.get(key, ""), age)
            found[record.id] = [reasons.sentence(reason) for reason in given]
        return found

    def _occupation(self, words: str) -> tuple[int, int]:
        coding = self.coder.code(words)
        key = low64(uuid.UUID(coding.occupation_code)) if coding.occupation_code else 0
        return isco_number(coding.isco08), key

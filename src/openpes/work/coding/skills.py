"""Text to skills: names of skills found in a text, the longest name winning where several overlap."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from openpes.work.coding.words import tokens

_FILLER = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "to",
        "and",
        "in",
        "for",
        "with",
        "your",
        "our",
        "their",
        "any",
        "some",
        "using",
        "use",
    ]
)


@dataclass(frozen=True, slots=True)
class SkillLabel:
    """One name of a skill."""

    skill_code: str
    text: str
    kind: str = "alt"


@dataclass(frozen=True, slots=True)
class FoundSkill:
    """A skill named in a text: how often, and the words that named it first (as stems)."""

    skill_code: str
    count: int
    words: str


class SkillFinder:
    """Finds skills by name. Single words match only when they are a skill's own preferred name or at least five letters long."""

    def __init__(self, names: dict[str, dict[tuple[str, ...], str]]) -> None:
        self._names = names

    @classmethod
    def build(cls, labels: Iterable[SkillLabel]) -> SkillFinder:
        names: dict[str, dict[tuple[str, ...], str]] = defaultdict(dict)
        for label in sorted(labels, key=lambda x: (x.kind != "preferred", x.skill_code)):
            words = tuple(w for w in tokens(label.text) if w not in _FILLER)
            if not words or len(words) > 8:
                continue
            if len(words) == 1 and label.kind != "preferred" and len(words[0]) < 5:
                continue
            names[words[0]].setdefault(words, label.skill_code)
        return cls(dict(names))

    def find(self, text: str, limit: int = 40) -> list[FoundSkill]:
        """Skills named in the text, most often named first, then in order of appearance; at most ``limit``."""
        words = [w for w in tokens(text[:60_000]) if w not in _FILLER]
        counts: dict[str, int] = {}
        first: dict[str, str] = {}
        i = 0
        while i < len(words):
            best: tuple[str, ...] = ()
            code = ""
            for name, skill in self._names.get(words[i], {}).items():
                if len(name) > len(best) and tuple(words[i : i + len(name)]) == name:
                    best, code = name, skill
            if best:
                counts[code] = counts.get(code, 0) + 1
                first.setdefault(code, " ".join(best))
                i += len(best)
            else:
                i += 1
        order = {code: n for n, code in enumerate(counts)}
        ranked = sorted(counts, key=lambda c: (-counts[c], order[c]))
        return [FoundSkill(code, counts[code], first[code]) for code in ranked[:limit]]

"""Texts to skills: which names of skills a text covers, word by word and form by form.

A name is covered by the share of its words (by rarity, squared) that the text says in this or a near form; long names that are
covered whole tell more than short ones. A skill has its best name's score, and a little more when many occupations ask for it.
What was chosen by looking at what: docs/matching.md.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from openpes.work.coding.meaning import Meaning
from openpes.work.coding.tables import little_words
from openpes.work.coding.wordforms import WordForms, words_of

COVERED, LONG, COMMON = 2.0, 0.5, 0.1
"""Exponents of the covered share and of the mass of a name; weight of how many occupations ask for the skill."""
MEANING = 6.0
"""Weight of the optional model's likeness, which differs by hundredths."""
NAMED = 0.9
"""Share of a name that a text must cover before the skill is offered to a person."""
_FROM_ONE_PART = 4
_LOOKED_AT = 12
_PART = re.compile(r"[.;:!?•\u2022\n\r]+")
_LONGEST_TEXT = 60_000
_LIKENESS = 2.0  # near forms count by the square of their likeness


@dataclass(frozen=True, slots=True)
class RankedSkill:
    """A skill for a text: ``score`` (0..1.1) beside the best of the text, ``covered`` (0..1) of its best name, that name."""

    skill_code: str
    score: float
    covered: float
    name: str


@dataclass(frozen=True, slots=True)
class OfferedSkill:
    """A skill that a text names: how often, and the name that it covers."""

    skill_code: str
    count: int
    name: str


class SkillRanker:
    """Ranks skills for a sentence or a short text. Build once, use for many; safe to share between threads."""

    def __init__(
        self,
        names: Iterable[tuple[str, str]],
        asked_for: Mapping[str, int] | None = None,
        meaning: Meaning | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> None:
        """``names``: (code, name) in any order, preferred names first; ``asked_for``: occupations that need each skill.

        With the optional model the meaning of each preferred name counts too; ``progress`` hears how the model gets on.
        """
        by_code: dict[str, dict[str, None]] = {}
        for code, name in names:
            if not little_words().issuperset(words_of(name)):
                by_code.setdefault(code, {})[name] = None
        self.codes = list(by_code)
        self._names = [name for of_one in by_code.values() for name in of_one]
        counts = [len(of_one) for of_one in by_code.values()]
        self._first = np.concatenate(([0], np.cumsum(counts)[:-1])).astype(np.int64) if counts else np.zeros(0, dtype=np.int64)
        self._counts = np.array(counts, dtype=np.int64)
        split = [words_of(name) for name in self._names]
        self._words = WordForms(split)
        self._rarity2 = self._by_skill(split) ** 2
        self._mass = np.bincount(self._words.row_of, weights=self._rarity2[self._words.term_of], minlength=max(len(split), 1))
        asked = np.log1p(np.array([(asked_for or {}).get(code, 0) for code in self.codes], dtype=np.float64))
        self._asked = asked / asked.max() if len(asked) and asked.max() else asked
        self._meaning = meaning
        if meaning is not None:
            self._vectors = meaning.vectors([self._names[first] for first in self._first], progress)

    def _by_skill(self, split: list[list[str]]) -> np.ndarray:
        """Rarity of each word among skills: a word in ten names of one skill is as telling as in one, a little word never."""
        frequency = np.zeros(len(self._words.number))
        begin = 0
        for count in self._counts:
            said = {word for words in split[begin : begin + count] for word in words}
            for word in said:
                frequency[self._words.number[word]] += 1
            begin += count
        rarity = np.log((len(self.codes) + 1) / (frequency + 0.5))
        rarity[[number for word, number in self._words.number.items() if word in little_words()]] = 0.0
        return rarity

    def rank(self, text: str, limit: int = 10) -> list[RankedSkill]:
        """The skills that the text covers best, best first; none when no word of it is near any name."""
        said = self._said(text)
        if not said:
            return []
        covered = np.zeros(len(self._names))
        for word, (likeness, _) in said.items():
            covered[self._words.labels_with(word)] += likeness * self._rarity2[word]
        covered /= np.maximum(self._mass, 1e-9)
        score = covered**COVERED * self._mass**LONG
        best = np.maximum.reduceat(score, self._first)
        final = best / max(float(best.max()), 1e-9) + COMMON * self._asked
        if self._meaning is not None:
            final += MEANING * (self._vectors @ self._meaning.vectors([text])[0])
        final[best <= 0] = 0.0
        result = []
        for skill in np.argsort(-final, kind="stable")[:limit]:
            if best[skill] <= 0:
                break
            begin = self._first[skill]
            row = begin + int(np.argmax(score[begin : begin + self._counts[skill]]))
            result.append(RankedSkill(self.codes[skill], float(final[skill]), min(1.0, float(covered[row])), self._names[row]))
        return result

    def offer(self, text: str, limit: int = 40) -> list[OfferedSkill]:
        """Skills to offer for an advert or a CV, most often named first, then in order of appearance; at most ``limit``.

        The text is read part by part (sentences, lines); of a part at most four skills, each nearly whole in it. A skill that
        uses only some of the words of a better one is left out: "paediatric first aid" does not offer "first aid" as well.
        """
        text = text[:_LONGEST_TEXT]
        counts = Counter(words_of(text))
        found: dict[str, OfferedSkill] = {}
        for part in _PART.split(text):
            said, taken = self._said(part), list[set[str]]()
            for skill in self.rank(part, _LOOKED_AT) if said else []:
                words = words_of(skill.name)
                used = {said[n][1] for word in words if (n := self._words.number[word]) in said}
                if skill.covered < NAMED or len(taken) == _FROM_ONE_PART or any(used < other for other in taken):
                    continue
                taken.append(used)
                often = min(counts[word] for word in used)
                found.setdefault(skill.skill_code, OfferedSkill(skill.skill_code, often, skill.name))
        return sorted(found.values(), key=lambda skill: -skill.count)[:limit]

    def _said(self, text: str) -> dict[int, tuple[float, str]]:
        """Words of names that the text says: the square of the likeness of the form that it uses, and that form."""
        said: dict[int, tuple[float, str]] = {}
        for word in dict.fromkeys(words_of(text)):
            if word in little_words():
                continue
            ids, likeness = self._words.near(word)
            for near, alike in zip(ids.tolist(), likeness.tolist(), strict=True):
                if alike**_LIKENESS > said.get(near, (0.0, ""))[0]:
                    said[near] = alike**_LIKENESS, word
        return said

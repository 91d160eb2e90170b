"""Texts to skills: which names of skills a text covers, word by word and form by form.

A name is covered by the share of its words (by rarity, squared) that the text says in this or a near form; long names that are
covered whole tell more than short ones. A skill has its best name's score, and a little more when many occupations ask for it.
What was chosen by looking at what: docs/matching.md.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from openpes.work.coding.tables import little_words
from openpes.work.coding.wordforms import WordForms, words_of

COVERED, LONG, COMMON = 2.0, 0.5, 0.1
"""Exponents of the covered share and of the mass of a name; weight of how many occupations ask for the skill."""
_LIKENESS = 2.0  # near forms count by the square of their likeness


@dataclass(frozen=True, slots=True)
class RankedSkill:
    """A skill for a text: ``score`` (0..1.1) beside the best of the text, ``covered`` (0..1) of its best name, that name."""

    skill_code: str
    score: float
    covered: float
    name: str


class SkillRanker:
    """Ranks skills for a sentence or a short text. Build once, use for many; safe to share between threads."""

    def __init__(self, names: Iterable[tuple[str, str]], asked_for: Mapping[str, int] | None = None) -> None:
        """``names``: (code, name) in any order, preferred names first; ``asked_for``: occupations that need each skill."""
        by_code: dict[str, dict[str, None]] = {}
        for code, name in names:
            if words_of(name):
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

    def _by_skill(self, split: list[list[str]]) -> np.ndarray:
        """Rarity of each word among skills: a word in ten names of one skill is as telling as in one."""
        frequency = np.zeros(len(self._words.number))
        begin = 0
        for count in self._counts:
            said = {word for words in split[begin : begin + count] for word in words}
            for word in said:
                frequency[self._words.number[word]] += 1
            begin += count
        return np.log((len(self.codes) + 1) / (frequency + 0.5))

    def rank(self, text: str, limit: int = 10) -> list[RankedSkill]:
        """The skills that the text covers best, best first; none when no word of it is near any name."""
        said = self._said(text)
        if not said:
            return []
        covered = np.zeros(len(self._names))
        for word, likeness in said.items():
            covered[self._words.labels_with(word)] += likeness * self._rarity2[word]
        covered /= np.maximum(self._mass, 1e-9)
        score = covered**COVERED * self._mass**LONG
        best = np.maximum.reduceat(score, self._first)
        final = best / max(float(best.max()), 1e-9) + COMMON * self._asked
        final[best <= 0] = 0.0
        result = []
        for skill in np.argsort(-final, kind="stable")[:limit]:
            if best[skill] <= 0:
                break
            begin = self._first[skill]
            row = begin + int(np.argmax(score[begin : begin + self._counts[skill]]))
            result.append(RankedSkill(self.codes[skill], float(final[skill]), min(1.0, float(covered[row])), self._names[row]))
        return result

    def _said(self, text: str) -> dict[int, float]:
        """Words of names that the text says, with the square of the likeness of the form that it uses."""
        said: dict[int, float] = {}
        for word in set(words_of(text)) - little_words():
            ids, likeness = self._words.near(word)
            for near, alike in zip(ids.tolist(), likeness.tolist(), strict=True):
                said[near] = max(said.get(near, 0.0), math.pow(alike, _LIKENESS))
        return said

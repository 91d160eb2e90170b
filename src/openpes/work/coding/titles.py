"""Titles to occupations in any language: three views of a title beside each label, added up.

1. letter pieces within words, TF-IDF, cosine: robust where words are glued together or misspelt;
2. words, each beside the word of the label that is most like it, weighed by rarity: a rare word that fits outweighs many
   common letters (after Cohen, Ravikumar and Fienberg's SoftTFIDF, 2003);
3. all names of the occupation together, so that a title which borrows from several of its names finds it.

Names that give two forms ("Chef / cheffe de projet") count as two names. What was chosen by looking at what: docs/matching.md.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence

import numpy as np

from openpes.work.coding.letters import LetterRanker, pieces_within, plain
from openpes.work.coding.wordforms import WordForms, words_of

LETTERS, WORDS, TOGETHER = 0.5, 0.5, 0.1
"""Weights of the three views."""
_SLASH = re.compile(r"\s*/\s*")
_SAME_START = 3


def both_forms(text: str) -> list[str]:
    """A name that gives the forms for men and women as two names: "Chef / cheffe de projet", "postman/postwoman".

    They are taken for two forms when the first words on both sides begin alike; the longer tail belongs to both.
    """
    parts = [part.split() for part in _SLASH.split(plain(text).strip())]
    if len(parts) != 2 or not all(parts):
        return [plain(text)]
    first, second = parts
    length = min(_SAME_START, len(first[0]), len(second[0]))
    if first[0][:length] != second[0][:length]:
        return [plain(text)]
    return [" ".join([*first, *second[len(first) :]]), " ".join(second)]


class TitleRanker:
    """Ranks the labels of a classification for a title. Build once; the same input always gives the same scores."""

    def __init__(self, labels: Sequence[str], occupations: Sequence[Hashable]) -> None:
        """``occupations[i]`` is the occupation that ``labels[i]`` is a name of."""
        names = [both_forms(label) for label in labels]
        flat = [name for forms in names for name in forms]
        self.size = len(names)
        self._first = np.concatenate(([0], np.cumsum([len(forms) for forms in names])[:-1])).astype(np.int64)
        self._letters = LetterRanker(flat, pieces_within)
        split = [words_of(name) for name in flat]
        self._words = WordForms(split)
        mass = np.bincount(self._words.row_of, weights=self._words.rarity[self._words.term_of] ** 2, minlength=max(len(flat), 1))
        self._length = np.sqrt(np.maximum(mass, 1e-9))
        numbers: dict[Hashable, int] = {}
        self._occupation = np.array([numbers.setdefault(o, len(numbers)) for o in occupations], dtype=np.int64)
        vocabulary: list[dict[str, None]] = [{} for _ in numbers]
        for label, occupation in zip(labels, self._occupation, strict=True):
            vocabulary[occupation].update(dict.fromkeys(plain(label).split()))
        self._together = LetterRanker((" ".join(words) for words in vocabulary), pieces_within, damped=True)

    def scores(self, title: str) -> np.ndarray:
        """How well each label fits the title (0..1.1), in the order of the labels."""
        forms = both_forms(title)
        best = np.max([LETTERS * self._letters.scores(form) + WORDS * self._by_words(form) for form in forms], axis=0)
        together = np.max([self._together.scores(form) for form in forms], axis=0)
        return np.maximum.reduceat(best, self._first) + TOGETHER * together[self._occupation]

    def _by_words(self, form: str) -> np.ndarray:
        words = self._words
        total = np.zeros(words.size)
        mass = 0.0
        for word in set(words_of(form)):
            ids, likeness = words.near(word)
            own = words.number.get(word)
            if own is not None:
                rarity = float(words.rarity[own])
            else:
                rarity = float(np.max(words.rarity[ids] * likeness)) if len(ids) else words.unknown / 2
            mass += rarity**2
            best = np.zeros(words.size)
            for near, alike in zip(ids, likeness, strict=True):
                rows = words.labels_with(near)
                best[rows] = np.maximum(best[rows], alike * rarity * words.rarity[near])
            total += best
        return total / (self._length * (np.sqrt(mass) or 1.0))

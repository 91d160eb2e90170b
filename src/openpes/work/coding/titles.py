"""Titles to occupations in any language: three views of a title beside each label, added up.

1. letter pieces within words, TF-IDF, cosine: robust where words are glued together or misspelt;
2. words, each beside the word of the label that is most like it, weighed by rarity (``alignment``);
3. all names of the occupation together, so that a title which borrows from several of its names finds it.

Names that give two forms ("Chef / cheffe de projet") count as two names. What was chosen by looking at what: docs/matching.md.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np

from openpes.work.coding.alignment import AlignedWords
from openpes.work.coding.letters import LetterRanker, pieces_within, plain
from openpes.work.coding.wordforms import words_of
from openpes.work.coding.words import both_forms

LETTERS, WORDS, TOGETHER = 0.5, 0.5, 0.1
"""Weights of the three views."""


class TitleRanker:
    """Ranks the labels of a classification for a title. Build once; the same input always gives the same scores."""

    def __init__(self, labels: Sequence[str], occupations: Sequence[Hashable]) -> None:
        """``occupations[i]`` is the occupation that ``labels[i]`` is a name of."""
        names = [both_forms(label) for label in labels]
        flat = [name for forms in names for name in forms]
        self.size = len(names)
        self._first = np.concatenate(([0], np.cumsum([len(forms) for forms in names])[:-1])).astype(np.int64)
        self._letters = LetterRanker(flat, pieces_within)
        self._words = AlignedWords([words_of(name) for name in flat])
        numbers: dict[Hashable, int] = {}
        self._occupation = np.array([numbers.setdefault(o, len(numbers)) for o in occupations], dtype=np.int64)
        vocabulary: list[dict[str, None]] = [{} for _ in numbers]
        for label, occupation in zip(labels, self._occupation, strict=True):
            vocabulary[occupation].update(dict.fromkeys(plain(label).split()))
        self._together = LetterRanker((" ".join(words) for words in vocabulary), pieces_within, damped=True)

    def scores(self, title: str) -> np.ndarray:
        """How well each label fits the title (0..1.1), in the order of the labels."""
        forms = both_forms(title)
        best = np.max(
            [
                LETTERS * self._letters.scores(form) + WORDS * self._words.scores(dict.fromkeys(words_of(form), 1.0))
                for form in forms
            ],
            axis=0,
        )
        together = np.max([self._together.scores(form) for form in forms], axis=0)
        return np.maximum.reduceat(best, self._first) + TOGETHER * together[self._occupation]

"""Titles to occupations in any language: three views of a title beside each label, added up.

1. letter pieces within words, TF-IDF, cosine: robust where words are glued together or misspelt;
2. words, each beside the word of the label that is most like it, weighed by rarity (``alignment``);
3. all names of the occupation together, so that a title which borrows from several of its names finds it;
4. only when the optional model is given: the meaning of the title beside each name, and beside all names of the occupation.

Names that give two forms ("Chef / cheffe de projet") count as two names. What was chosen by looking at what: docs/matching.md.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence

import numpy as np

from openpes.work.coding.alignment import AlignedWords
from openpes.work.coding.letters import LetterRanker, pieces_within, plain
from openpes.work.coding.meaning import Meaning, as_names_are_written, in_small_letters
from openpes.work.coding.wordforms import words_of
from openpes.work.coding.words import both_forms

LETTERS, WORDS, TOGETHER = 0.5, 0.5, 0.1
"""Weights of the three views."""
MEANING = 6.0
"""Weight of each of the two likenesses of the model: they differ by hundredths where the other views differ by tenths."""


class TitleRanker:
    """Ranks the labels of a classification for a title. Build once; the same input always gives the same scores."""

    def __init__(
        self,
        labels: Sequence[str],
        occupations: Sequence[Hashable],
        meaning: Meaning | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> None:
        """``occupations[i]`` is the occupation that ``labels[i]`` is a name of; ``progress`` hears how the model gets on."""
        names = [both_forms(label) for label in labels]
        flat = [name for forms in names for name in forms]
        self._first = np.cumsum([0, *(len(forms) for forms in names[:-1])])
        self._letters = LetterRanker(flat, pieces_within)
        self._words = AlignedWords([words_of(name) for name in flat])
        numbers: dict[Hashable, int] = {}
        self._occupation = np.array([numbers.setdefault(o, len(numbers)) for o in occupations], dtype=np.int64)
        vocabulary: list[dict[str, None]] = [{} for _ in numbers]
        for label, occupation in zip(labels, self._occupation, strict=True):
            vocabulary[occupation].update(dict.fromkeys(plain(label).split()))
        self._together = LetterRanker((" ".join(words) for words in vocabulary), pieces_within, damped=True)
        self._meaning = meaning
        if meaning is not None:
            self._small = in_small_letters(labels)
            self._vectors = meaning.vectors(labels, progress)
            sums = np.zeros((len(numbers), self._vectors.shape[1]), dtype=np.float32)
            np.add.at(sums, self._occupation, self._vectors)
            self._centres = sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-9)

    def scores(self, title: str) -> np.ndarray:
        """How well each label fits the title, in the order of the labels: 0..1.1, with the model 0..13 (only the order counts)."""
        forms = both_forms(title)
        best = np.max([LETTERS * self._letters.scores(form) + WORDS * self._by_words(form) for form in forms], axis=0)
        together = np.max([self._together.scores(form) for form in forms], axis=0)
        lexical = np.maximum.reduceat(best, self._first) + TOGETHER * together[self._occupation]
        return lexical if self._meaning is None else lexical + MEANING * self._by_meaning(self._meaning, forms)

    def _by_words(self, form: str) -> np.ndarray:
        return self._words.scores(dict.fromkeys(words_of(form), 1.0))

    def _by_meaning(self, meaning: Meaning, forms: list[str]) -> np.ndarray:
        asked = meaning.vectors([as_names_are_written(form, self._small) for form in forms]).T
        return (self._vectors @ asked).max(axis=1) + (self._centres @ asked).max(axis=1)[self._occupation]

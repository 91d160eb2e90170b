"""The words of a list of labels, how telling each is, and which of them are nearly the word that somebody wrote.

No stemmer and no list of endings: two words are near when their letter pieces are (cosine at least ``NEAR``), which covers
plurals, forms for men and women, parts of compounds and typing errors in any language written with letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import numpy as np

from openpes.work.coding.letters import LetterRanker, pieces_within, plain

NEAR = 0.5
"""Cosine of letter pieces (2 to 4 within the word) from which two words count as forms of one."""
_WORD = re.compile(r"[^\W_]+[+#]*")
_REMEMBERED = 50_000


def words_of(text: str) -> list[str]:
    """The words of a text in small letters without accents, in order ("C++" and "C#" are words)."""
    return _WORD.findall(plain(text))


class WordForms:
    """Words of labels with their rarity and postings."""

    def __init__(self, labels: Sequence[Iterable[str]]) -> None:
        """``labels``: the words of each label; a word that comes twice in one label counts once."""
        number: dict[str, int] = {}
        terms: list[int] = []
        rows: list[int] = []
        for row, words in enumerate(labels):
            for word in set(words):
                terms.append(number.setdefault(word, len(number)))
                rows.append(row)
        self.size = len(labels)
        self.number = number
        term_of, row_of = np.array(terms, dtype=np.int64), np.array(rows, dtype=np.int32)
        frequency = np.bincount(term_of, minlength=len(number)) if number else np.zeros(0, dtype=np.int64)
        order = np.argsort(term_of, kind="stable")
        self._starts = np.concatenate(([0], np.cumsum(frequency))).astype(np.int64)
        self._rows = row_of[order]
        self.rarity = np.log((self.size + 1) / (frequency + 0.5))
        """ln((labels + 1) / (labels with the word + ½)): how much a word tells."""
        self.unknown = float(np.log((self.size + 1) / 0.5))
        self.term_of, self.row_of = term_of, row_of
        self._letters = LetterRanker(number, pieces_within) if number else None
        self._remembered: dict[str, tuple[np.ndarray, np.ndarray]] = {}

    def near(self, word: str) -> tuple[np.ndarray, np.ndarray]:
        """(numbers of words, likeness 0.5..1) of the words of the labels that are nearly this one, least alike first."""
        known = self._remembered.get(word)
        if known is None:
            likeness = self._letters.scores(word) if self._letters else np.zeros(0)
            ids = np.flatnonzero(likeness >= NEAR)
            ids = ids[np.argsort(likeness[ids], kind="stable")]
            known = ids, np.minimum(likeness[ids], 1.0)
            if len(self._remembered) < _REMEMBERED:
                self._remembered[word] = known
        return known

    def labels_with(self, word: int) -> np.ndarray:
        """Rows of the labels that have this word of ours."""
        return self._rows[self._starts[word] : self._starts[word + 1]]

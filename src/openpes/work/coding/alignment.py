"""A title beside each label, word by word: every word of the title with the word of the label that is most like it.

After Cohen, Ravikumar and Fienberg, A Comparison of String Distance Metrics for Name-Matching Tasks, 2003 (SoftTFIDF), with
likeness by letter pieces. A rare word that fits outweighs many common ones, and forms of a word need no stemmer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from openpes.work.coding.wordforms import WordForms


class AlignedWords:
    """Scores of labels for the words of a title. Build once; safe to share between threads."""

    def __init__(self, labels: Sequence[Iterable[str]]) -> None:
        """``labels``: the words of each label."""
        self.forms = WordForms(labels)
        self.size = len(labels)
        squares = np.bincount(self.forms.row_of, weights=self.forms.rarity[self.forms.term_of] ** 2, minlength=self.size)
        self._length = np.sqrt(np.maximum(squares, 1e-9))

    def scores(self, strengths: Mapping[str, float]) -> np.ndarray:
        """Likeness (0..1) of each label with a title whose words count with these strengths (1 in full)."""
        forms = self.forms
        total = np.zeros(self.size)
        mass = 0.0
        for word, strength in strengths.items():
            ids, likeness = forms.near(word)
            own = forms.number.get(word)
            if own is not None:
                rarity = float(forms.rarity[own])
            else:
                rarity = float(np.max(forms.rarity[ids] * likeness)) if len(ids) else forms.unknown / 2
            mass += (rarity * strength) ** 2
            if len(ids) and strength:
                total += self._best(ids, likeness * forms.rarity[ids] * rarity * strength)
        return total / (self._length * max(mass**0.5, 1e-9))

    def _best(self, words: np.ndarray, values: np.ndarray) -> np.ndarray:
        """For each label the greatest value among these words that it has."""
        postings = [self.forms.labels_with(word) for word in words]
        rows = np.concatenate(postings)
        each = np.repeat(values, [len(rows_of) for rows_of in postings])
        rising = np.argsort(each, kind="stable")
        best = np.zeros(self.size)
        best[rows[rising]] = each[rising]  # the last one written, the greatest, stays
        return best

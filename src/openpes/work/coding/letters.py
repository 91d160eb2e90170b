"""The plain yardstick: TF-IDF over letter pieces and the cosine, as any textbook has it. Our own rankers must beat it.

Weights are those that scikit-learn's ``TfidfVectorizer`` has by default (raw counts, ``ln((1 + n) / (1 + df)) + 1``, unit
length), so that the figures can be compared with published ones. Numpy only.
"""

from __future__ import annotations

import math
import unicodedata
from array import array
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

Pieces = Callable[[str], list[str]]


def plain(text: str) -> str:
    """Small letters without accents; every script keeps its letters."""
    decomposed = unicodedata.normalize("NFKD", text.lower())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def pieces_across(text: str, shortest: int = 1, longest: int = 3) -> list[str]:
    """Every run of letters of these lengths, over spaces too (the ``char`` analyser)."""
    text = " ".join(plain(text).split())
    return [text[i : i + n] for n in range(shortest, longest + 1) for i in range(len(text) - n + 1)]


def pieces_within(text: str, shortest: int = 2, longest: int = 4) -> list[str]:
    """Runs of letters within words, the edges of a word marked by a space (the ``char_wb`` analyser).

    A word shorter than a length counts once, whole.
    """
    found: list[str] = []
    for word in plain(text).split():
        padded = f" {word} "
        for n in range(shortest, longest + 1):
            if len(padded) <= n:
                found.append(padded)
                break
            found += [padded[i : i + n] for i in range(len(padded) - n + 1)]
    return found


class LetterRanker:
    """Cosines of texts with a fixed list of labels, by the TF-IDF of their letter pieces.

    ``damped`` counts a piece that comes several times as ``1 + ln(count)``: right for texts longer than a name.
    """

    def __init__(self, labels: Iterable[str], pieces: Pieces = pieces_across, damped: bool = False) -> None:
        self.pieces = pieces
        self._damped = damped
        self._number: dict[str, int] = {}
        terms, rows, counts = array("i"), array("i"), array("i")
        size = 0
        for label in labels:
            for piece, count in Counter(pieces(label)).items():
                terms.append(self._number.setdefault(piece, len(self._number)))
                rows.append(size)
                counts.append(count)
            size += 1
        self.size = size
        term_of, row_of = np.frombuffer(terms, dtype=np.int32), np.frombuffer(rows, dtype=np.int32)
        frequency = np.bincount(term_of, minlength=len(self._number))
        self._idf = np.log((1 + size) / (1 + frequency)) + 1.0
        values = self._weight(np.frombuffer(counts, dtype=np.int32)) * self._idf[term_of]
        values /= np.sqrt(np.bincount(row_of, weights=values**2, minlength=max(size, 1)))[row_of]
        order = np.argsort(term_of, kind="stable")
        self._starts = np.concatenate(([0], np.cumsum(frequency))).astype(np.int64)
        self._rows, self._values = row_of[order], values[order]

    def _weight(self, count: Any) -> Any:
        return 1.0 + np.log(count) if self._damped else count

    def scores(self, text: str) -> np.ndarray:
        """The cosine (0..1) of the text with each label, in the order of the labels."""
        weights = {
            number: float(self._weight(count) * self._idf[number])
            for piece, count in Counter(self.pieces(text)).items()
            if (number := self._number.get(piece)) is not None
        }
        length = math.sqrt(sum(w * w for w in weights.values())) or 1.0
        result = np.zeros(self.size)
        for number, weight in weights.items():
            here = slice(self._starts[number], self._starts[number + 1])
            result[self._rows[here]] += self._values[here] * (weight / length)
        return result

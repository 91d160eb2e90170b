"""Which adverts have some words, kept from one state of the index to the next: what did not change since is not asked again.

The points of an advert depend on nothing but itself, so that an answer stays true for all adverts but those that came or left.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from openpes.matching.index.words import Reader

MOST_KEPT = 4_000_000
"""Adverts in all answers kept, 12 bytes each."""
MOST_ANEW = 4_096
"""After so many changes an answer is asked for anew as a whole."""


class _Answer(NamedTuple):
    """Keys and points of adverts, after the first ``seen`` changes since the base."""

    seen: int
    keys: np.ndarray
    points: np.ndarray


class Asked:
    """Answers of the word index over one base. Safe for threads."""

    def __init__(self) -> None:
        self._answers: dict[tuple, _Answer] = {}
        self._lock = threading.Lock()

    def find(
        self, reader: Reader, touched: np.ndarray, words: Sequence[tuple[str, ...]], *, all_words: bool
    ) -> tuple[np.ndarray, np.ndarray]:
        """(keys, points) of every advert that has all words (or any of them), in no order. ``touched``: the keys that came, left or were
        replaced since the base, in the order of the changes, as far as ``reader`` must know them.
        """
        asked = (tuple(words), all_words)
        with self._lock:
            known = self._answers.pop(asked, None)
        if known is None or not 0 <= len(touched) - known.seen <= MOST_ANEW:
            made = _Answer(len(touched), *reader.search(words, all_words=all_words))
        elif len(touched) == known.seen:
            made = known
        else:
            anew = np.unique(touched[known.seen :])
            keys, points = reader.search(words, all_words=all_words, among=anew.tolist())
            stay = ~np.isin(known.keys, anew)
            made = _Answer(len(touched), np.concatenate([known.keys[stay], keys]), np.concatenate([known.points[stay], points]))
        self._keep(asked, made)
        return made.keys, made.points

    def _keep(self, asked: tuple, answer: _Answer) -> None:
        """The words asked last stay; a state that is older than what another thread kept meanwhile does not take its place."""
        with self._lock:
            other = self._answers.pop(asked, answer)
            self._answers[asked] = answer if answer.seen >= other.seen else other
            while len(self._answers) > 1 and sum(len(one.keys) for one in self._answers.values()) > MOST_KEPT:
                self._answers.pop(next(iter(self._answers)))

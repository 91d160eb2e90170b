"""Finding labels by ordinary words, beginnings of words and misspelt words. Pure: arrays in memory, no database.

A label scores by how much of the query it answers (words weigh by their rarity, IDF) and how much of the label the query
names. A word that is not known is looked for with one to three edits (optimal string alignment distance, so two swapped
letters are one edit), by length; also written together ("truckdriver") or apart ("fork lift").
"""

import bisect
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from openpes.base.text import fold

MOST_WORDS = 12
LONGEST_QUERY = 150
MOST_GUESSES = 12
RARE = 3
ENOUGH = 0.5
"""The least share of a query that a label must answer, unless the query says all that the label says."""
WHOLE, WHOLE_LABEL_ENOUGH, WHOLE_LABEL_WORTH = 0.85, 0.15, 0.45
OTHER_LANGUAGE = 0.9
KIND_FACTOR = {"preferred": 1.0, "alternative": 0.97, "hidden": 0.93}
PREFIX, VARIANT, JOINED = 0.85, 0.97, 0.95
EDITED = (1.0, 0.85, 0.7, 0.6)
BASE, COVERED = 0.6, 0.4
"""Share of the score that a label gets for answering the query, and for saying nothing else."""


@dataclass(frozen=True, slots=True)
class Hit:
    """``concept`` and ``label`` are the numbers given by the caller; score from 0 to 1."""

    concept: int
    label: int
    score: float


@dataclass(frozen=True, slots=True)
class IndexedLabel:
    concept: int
    folded: str
    language: str
    kind: str


def words(text: str) -> list[str]:
    """Search words of a text that is folded already; the Arabic article is taken off."""
    return [_without_article(word) for word in text.split()]


def _without_article(word: str) -> str:
    """Without the Arabic article, alone or grown together with "and", "with", "for", "so" or "like"."""
    for article in ("وال", "بال", "فال", "كال", "ال", "لل"):
        if word.startswith(article) and len(word) > len(article) + 2:
            return word[len(article) :]
    return word


def edits_allowed(word: str) -> int:
    """How many letters may be wrong: none in short words, up to three in long ones."""
    length = len(word)
    return 0 if length < 4 else 1 if length < 6 else 2 if length < 10 else 3


class WordIndex:
    """An index over labels, built once and then only read, so threads share it."""

    def __init__(self, labels: Iterable[IndexedLabel]):
        concept, language, factor, flat, owner = [], [], [], [], []
        vocabulary: dict[str, int] = {}
        languages: dict[str, int] = {}
        for number, label in enumerate(labels):
            concept.append(label.concept)
            language.append(languages.setdefault(label.language, len(languages)))
            factor.append(KIND_FACTOR[label.kind])
            for word in dict.fromkeys(words(label.folded)):
                flat.append(vocabulary.setdefault(word, len(vocabulary)))
                owner.append(number)
        self._concept = np.array(concept, dtype=np.int32)
        self._language = np.array(language, dtype=np.int16)
        self._factor = np.array(factor, dtype=np.float32)
        self._languages = languages
        self._vocabulary = sorted(vocabulary)
        self._number = {word: number for number, word in enumerate(self._vocabulary)}
        self._arrange(vocabulary, np.array(flat, dtype=np.int64), np.array(owner, dtype=np.int32))

    def __len__(self) -> int:
        return len(self._concept)

    def _arrange(self, vocabulary: dict[str, int], flat: np.ndarray, owner: np.ndarray) -> None:
        """Postings word by word in the order of the sorted vocabulary, so that a beginning of a word is one slice."""
        renumbered = np.zeros(len(vocabulary), dtype=np.int64)
        for word, number in vocabulary.items():
            renumbered[number] = self._number[word]
        word_of = renumbered[flat] if len(flat) else flat
        order = np.argsort(word_of, kind="stable")
        self._postings = owner[order]
        counts = np.bincount(word_of, minlength=len(vocabulary))
        self._starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
        self._idf = np.log1p(max(len(self), 1) / np.maximum(counts, 1)).astype(np.float32)
        self._posting_idf = np.repeat(self._idf, counts)
        self._weight = np.zeros(len(self), dtype=np.float32)
        np.add.at(self._weight, self._postings, self._posting_idf)

    def find(self, text: str, language: str, limit: int) -> list[Hit]:
        """The best label of each concept for a text in any language, best first; labels in ``language`` go first."""
        asked = self._asked(text)
        if not asked or not len(self):
            return []
        answered = np.zeros(len(self), dtype=np.float32)
        covered = np.zeros(len(self), dtype=np.float32)
        total = 0.0
        for position, word in enumerate(asked):
            quality, matched, weight = self._word(asked, position, word)
            total += weight
            answered += weight * quality
            covered += matched
        answered /= max(total, 1e-6)
        share = np.minimum(covered / np.maximum(self._weight, 1e-6), 1.0)
        inside_long_query = (share >= WHOLE) & (answered >= WHOLE_LABEL_ENOUGH)
        answered = np.where(inside_long_query, WHOLE_LABEL_WORTH + (1 - WHOLE_LABEL_WORTH) * answered, answered)
        rows = np.nonzero(answered >= ENOUGH)[0]
        score = answered[rows] * (BASE + COVERED * share[rows]) * self._factor[rows]
        score *= np.where(self._language[rows] == self._languages.get(language, -1), 1.0, OTHER_LANGUAGE)
        return self._best_of_each(rows, score, limit)

    def _best_of_each(self, rows: np.ndarray, score: np.ndarray, limit: int) -> list[Hit]:
        hits: list[Hit] = []
        seen: set[int] = set()
        for place in np.lexsort((rows, -score)):
            concept = int(self._concept[rows[place]])
            if concept not in seen:
                seen.add(concept)
                hits.append(Hit(concept, int(rows[place]), float(score[place])))
                if len(hits) == limit:
                    break
        return hits

    def _asked(self, text: str) -> list[str]:
        asked: list[str] = []
        for word in words(fold((text or "")[:LONGEST_QUERY])):
            asked += [word] if self._is_known(word) else self._apart(word)
        return list(dict.fromkeys(asked))[:MOST_WORDS]

    def _is_known(self, word: str) -> bool:
        return word in self._number or bool(self._variants(word))

    def _variants(self, word: str) -> list[str]:
        """Known plural and singular forms of a word, as English, French and Spanish make them."""
        forms = [word + "s", word + "es"]
        forms += [word[:-1]] if word.endswith(("s", "x")) else []
        forms += [word[:-2]] if word.endswith("es") else []
        return [form for form in forms if len(form) > 2 and form in self._number]

    def _apart(self, word: str) -> list[str]:
        """An unknown long word as two known ones, if it is two; else itself."""
        for cut in range(3, len(word) - 2) if len(word) >= 7 else ():
            if self._is_known(word[:cut]) and self._is_known(word[cut:]):
                return [word[:cut], word[cut:]]
        return [word]

    def _word(self, asked: Sequence[str], position: int, word: str) -> tuple[np.ndarray, np.ndarray, float]:
        """For one word of the query: quality and matched weight for every label, and the weight of the word."""
        quality = np.zeros(len(self), dtype=np.float32)
        matched = np.zeros(len(self), dtype=np.float32)
        guesses = self._guesses(word)
        weights = [float(self._idf[number]) for number, _ in guesses]
        is_last = position == len(asked) - 1
        if is_last or len(word) >= 4:
            first, after = self._beginning_with(word)
            inside = slice(self._starts[first], self._starts[after])
            quality[self._postings[inside]] = PREFIX
            matched[self._postings[inside]] = self._posting_idf[inside]
            weights += [float(self._idf[first:after].mean())] if after > first and not guesses else []
        for number, worth in sorted(guesses, key=lambda each: each[1]):
            self._put(number, worth, quality, matched)
        for other in (position - 1, position + 1):
            if 0 <= other < len(asked):
                joined = asked[min(position, other)] + asked[max(position, other)]
                if joined in self._number:
                    self._put(self._number[joined], JOINED, quality, matched, share=0.5)
        return quality, matched, max(weights, default=self._unknown_weight())

    def _put(self, number: int, worth: float, quality: np.ndarray, matched: np.ndarray, share: float = 1.0) -> None:
        rows = self._postings[self._starts[number] : self._starts[number + 1]]
        better = rows[quality[rows] < worth]
        quality[better] = worth
        matched[better] = self._idf[number] * share

    def _unknown_weight(self) -> float:
        """A word nobody uses weighs as little as a common one, so that it does not hide what the others find."""
        return math.log1p(100) / 2

    def _beginning_with(self, word: str) -> tuple[int, int]:
        first = bisect.bisect_left(self._vocabulary, word)
        return first, bisect.bisect_left(self._vocabulary, word + "\U0010ffff")

    def _guesses(self, word: str) -> list[tuple[int, float]]:
        """(number of a known word, quality): the word itself and its plural or singular, else near ones."""
        if word in self._number:
            known = [(self._number[word], 1.0)] + [(self._number[form], VARIANT) for form in self._variants(word)]
            return known + (self._near(word) if self._may_be_misspelt(word) else [])
        if variants := self._variants(word):
            return [(self._number[form], VARIANT) for form in variants]
        return self._near(word)

    def _may_be_misspelt(self, word: str) -> bool:
        """Classifications hold misspellings too: a long word that hardly any label has may be one of them."""
        number = self._number[word]
        return len(word) >= 6 and self._starts[number + 1] - self._starts[number] <= RARE

    def _near(self, word: str) -> list[tuple[int, float]]:
        allowed = edits_allowed(word)
        if not allowed:
            return []
        near = process.extract(word, self._vocabulary, scorer=OSA.distance, score_cutoff=allowed, limit=MOST_GUESSES)
        return [(number, EDITED[int(distance)] - (0.05 if found[0] != word[0] else 0)) for found, distance, number in near]

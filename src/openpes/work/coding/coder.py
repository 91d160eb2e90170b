"""Title to occupation: near word forms, and TF-IDF over words, head nouns and letter pieces, decided by unit group.

Plain numpy: the labels are inverted lists, a title is a handful of features, one ``bincount`` scores all labels.
The same input always gives the same output; nothing is learned but the corrections that people made, and these
always win.
"""

from __future__ import annotations

import bisect
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from openpes.work.coding.alignment import AlignedWords
from openpes.work.coding.building import everyday_labels, head_shares, inverted_lists, label_weights, named_forms
from openpes.work.coding.features import GENERIC_HEADS, SENIORITY_WEIGHT, feature_weights, head_of, naive_head
from openpes.work.coding.values import NOTHING, Alternative, Coding, Correction, Label
from openpes.work.coding.words import SENIORITY, Segment, both_forms, normalise_title, segments, tokens

# How much a label of each kind is trusted when two fit equally well.
TRUST = {"preferred": 1.0, "everyday": 0.99, "isco": 0.95, "alt": 0.94, "alternative": 0.94, "hidden": 0.9}
DOUBTFUL_BELOW = 0.5
"""Confidence under which a coding is wrong more often than right (measured): it goes to a person."""
ALIGNED = 0.8  # share of the word-by-word view in the score; TF-IDF with head nouns has the rest
_NEAR_TOP = 0.72  # labels scoring at least this share of the best one vote
_SHARPNESS = 22.0  # how fast a vote falls with the distance from the best score
_ALIKE = 0.5  # a cosine that letters alone reach only for words that are nearly the same
_HELPING = frozenset({"helper", "mate"})  # "electrician's helper" is coded beside the electrician, at a lower confidence
_WITHOUT_RANK = 0.82
_OTHER_HEAD = 0.85  # a label about another kind of person ("technician" for a title about a "driver") counts less
_BESIDE = 0.3  # weight of the parts of a title that stand beside the one that names the job
_TEXT_WORDS = 220
_COMMON_PIECE = 3_000  # letter pieces in more labels than this tell nothing and cost much


class Coder:
    """Codes titles. Build once, use for millions; safe to share between threads."""

    def __init__(
        self,
        labels: Sequence[Label],
        features: dict[str, int],
        idf: np.ndarray,
        starts: np.ndarray,
        rows: np.ndarray,
        values: np.ndarray,
        head_share: dict[str, float],
        corrections: Mapping[str, Correction] | None = None,
    ) -> None:
        self.labels = list(labels)
        self.features = features
        self.idf = idf
        self.starts = starts
        self.rows = rows
        self.values = values
        self.head_share = head_share
        self.corrections = dict(corrections or {})
        groups = sorted({label.isco08 for label in self.labels})
        number = {g: i for i, g in enumerate(groups)}
        self._groups = groups
        self._group_of = np.array([number[label.isco08] for label in self.labels], dtype=np.int32)
        self._trust = np.array([TRUST.get(label.kind, 0.9) for label in self.labels], dtype=np.float32)
        heads = [naive_head(segments(label.text)[0]) for label in self.labels]
        self._heads = {head: i for i, head in enumerate(dict.fromkeys(heads))}
        self._head_of_label = np.array([self._heads[head] for head in heads], dtype=np.int32)
        self._exact: dict[str, list[int]] = defaultdict(list)
        for i, label in enumerate(self.labels):
            self._exact[_key(segments(label.text))].append(i)
        self._vocabulary = sorted(name[1:] for name in features if name[0] == "w")
        self._by_start: dict[str, list[str]] = defaultdict(list)
        for word in self._vocabulary:
            if len(word) >= 5:
                self._by_start[word[0]].append(word)
        self._mended: dict[str, str] = {}
        self._aligned = AlignedWords([[word for seg in segments(label.text) for word in seg.words] for label in self.labels])
        self._own_words: dict[tuple[str | None, str], dict[str, float]] | None = None
        self._seen: dict[str, Coding] = {}

    @classmethod
    def build(
        cls,
        labels: Iterable[Label],
        corrections: Mapping[str, Correction] | None = None,
        everyday: bool = True,
    ) -> Coder:
        """A coder over these labels. ``everyday`` adds our own table of titles in daily use.

        ``corrections`` maps :func:`normalise_title` of a title to what a person decided.
        """
        kept = [form for label in labels for form in named_forms(label) if segments(form.text)]
        if everyday:
            kept += everyday_labels(kept)
        parsed = [segments(label.text) for label in kept]
        head_share = head_shares(parsed)
        weights = [label_weights(segs) for segs in parsed]
        features: dict[str, int] = {}
        frequency: Counter[str] = Counter()
        for w in weights:
            frequency.update(w.keys())
        for name, count in frequency.items():
            if not (name[0] == "c" and count > _COMMON_PIECE):
                features[name] = len(features)
        total = len(kept)
        idf = np.zeros(len(features), dtype=np.float32)
        for name, i in features.items():
            idf[i] = math.log((total + 1) / (frequency[name] + 0.5))
        starts, rows, values = inverted_lists(weights, features, idf)
        return cls(kept, features, idf, starts, rows, values, head_share, corrections)

    def learn(self, title: str, correction: Correction) -> None:
        """Remember a person's decision for this title and every title that reads the same."""
        self.corrections[normalise_title(title)] = correction

    def code(self, title: str, text: str = "", category: str = "") -> Coding:
        """Code one title; see :meth:`code_many`."""
        return self.code_many([(title, text, category)])[0]

    def code_many(self, items: Sequence[tuple[str, ...]]) -> list[Coding]:
        """Code titles. Each item is (title,), (title, text) or (title, text, category).

        Text and category only help to decide doubts.
        """
        result = []
        for item in items:
            title = item[0] or ""
            context = " ".join(part for part in item[1:] if part)
            result.append(self._code(title, context))
        return result

    def _code(self, title: str, context: str) -> Coding:
        segs = segments(title)
        if not segs:
            return NOTHING
        key = " | ".join(" ".join(s.words) for s in segs)
        learned = self.corrections.get(key)
        if learned is not None:
            return Coding(learned.occupation_code, learned.isco08, 1.0, (), "correction")
        sure = self._seen.get(key)
        if sure is None:
            sure = max((self._from_title(segments(form)) for form in both_forms(title)), key=lambda coding: coding.confidence)
            if len(self._seen) < 200_000:
                self._seen[key] = sure
        if sure.confidence >= 0.8 or not context:
            return sure
        return self._with_context(sure, context)

    def _from_title(self, segs: tuple[Segment, ...]) -> Coding:
        segs = tuple(Segment(tuple(self._known_word(w) for w in s.words), s.heads) for s in segs)
        exact = self._exact.get(_key(segs)) or self._exact.get(" ".join(segs[self._primary(segs)].words))
        if exact:
            return self._decide_exact(exact, whole=len(segs) == 1)
        plain = tuple(w for w in segs[self._primary(segs)].words if w not in SENIORITY and w not in _HELPING)
        exact = self._exact.get(" ".join(plain)) if plain and not _fits_any_trade(plain) else None
        if exact:
            return replace(self._decide_exact(exact, whole=False), confidence=_WITHOUT_RANK, source="near")
        primary = self._primary(segs)
        aligned = self._aligned.scores(_strengths(segs, primary))
        scores = (ALIGNED * aligned + (1 - ALIGNED) * self._scores(*self._query(segs, primary))) * self._trust
        head = head_of(segs[primary], self.head_share)
        if head in self._heads and head not in GENERIC_HEADS:
            scores *= np.where(self._head_of_label == self._heads[head], 1.0, _OTHER_HEAD)
        return self._decide(scores, segs[primary].words)

    def _primary(self, segs: tuple[Segment, ...]) -> int:
        """The part that names the job: the first whose head is a known head noun, else the first."""
        for i, seg in enumerate(segs):
            if self.head_share.get(head_of(seg, self.head_share), 0.0) >= 0.2:
                return i
        return 0

    def _query(self, segs: tuple[Segment, ...], primary: int) -> tuple[np.ndarray, np.ndarray]:
        total: defaultdict[str, float] = defaultdict(float)
        for i, seg in enumerate(segs):
            strength = 1.0 if i == primary else _BESIDE
            for name, weight in feature_weights(seg, head_of(seg, self.head_share), strength).items():
                total[name] = max(total[name], weight)
        known = [(self.features[n], w) for n, w in total.items() if n in self.features]
        ids = np.array([i for i, _ in known], dtype=np.int64)
        weights = np.array([w for _, w in known], dtype=np.float32)
        if len(ids):
            weights *= self.idf[ids]
            # Unknown words (places, wards, names) must not sink the rest: the norm is over what is known.
            weights /= max(float(np.linalg.norm(weights)), 1e-9)
        return ids, weights

    def _scores(self, ids: np.ndarray, weights: np.ndarray) -> np.ndarray:
        if not len(ids):
            return np.zeros(len(self.labels))
        begin, end = self.starts[ids], self.starts[ids + 1]
        lengths = end - begin
        where = np.repeat(begin - np.concatenate(([0], np.cumsum(lengths)[:-1])), lengths) + np.arange(lengths.sum())
        parts = self.values[where] * np.repeat(weights, lengths)
        return np.bincount(self.rows[where], weights=parts, minlength=len(self.labels))

    def _decide(self, scores: np.ndarray, words: tuple[str, ...]) -> Coding:
        best = float(scores.max())
        if best < 0.05:
            return NOTHING
        near = np.flatnonzero(scores >= best * _NEAR_TOP)
        votes = np.exp(_SHARPNESS * (scores[near] - best))
        groups, place = np.unique(self._group_of[near], return_inverse=True)
        top = np.zeros(len(groups))
        np.maximum.at(top, place, votes)
        support = np.bincount(place, weights=votes)
        strength = top + 0.15 * np.minimum(support, 3.0)
        share = strength / strength.sum()
        chosen = []
        for g in np.argsort(-share, kind="stable")[:5]:
            inside = near[place == g]
            row = int(inside[np.argmax(scores[inside])])
            label = self.labels[row]
            of_title, of_label = self._coverage(words, label)
            confidence = _confidence(float(scores[row]), float(share[g]), of_title, of_label)
            if _fits_any_trade(words):
                confidence *= 0.5
            elif not of_title and scores[row] < _ALIKE:
                confidence *= 0.4
            chosen.append(Alternative(label.occupation_code, label.isco08, round(confidence, 4)))
        chosen.sort(key=lambda c: -c.confidence)
        first = chosen[0]
        return Coding(first.occupation_code, first.isco08, first.confidence, tuple(chosen[1:]), "near")

    def _coverage(self, words: tuple[str, ...], label: Label) -> tuple[float, float]:
        """Shares (0..1) of the title's and of the label's words, by IDF, that the two have in common."""
        theirs = {word for seg in segments(label.text) for word in seg.words}
        mine = set(words)
        both = mine & theirs
        if all(w in SENIORITY for w in both):
            both = set()
        common = sum(self._word_weight(w) for w in both)
        return (
            common / max(1e-9, sum(self._word_weight(w) for w in mine)),
            common / max(1e-9, sum(self._word_weight(w) for w in theirs)),
        )

    def _word_weight(self, word: str) -> float:
        number = self.features.get(f"w{word}")
        weight = float(self.idf[number]) if number is not None else 4.0
        return weight * (0.5 if word in SENIORITY else 1.0)

    def _known_word(self, word: str) -> str:
        """A cut-off word ("coordinat") completed, a mistyped one ("electrisian") mended, any other unchanged."""
        if len(word) < 5 or not word.isascii() or f"w{word}" in self.features:
            return word
        found = self._mended.get(word)
        if found is None:
            found = self._commonest_beginning(word) or self._nearest(word) or word
            if len(self._mended) < 100_000:
                self._mended[word] = found
        return found

    def _commonest_beginning(self, word: str) -> str:
        i = bisect.bisect_left(self._vocabulary, word)
        best, often = "", 2
        while i < len(self._vocabulary) and self._vocabulary[i].startswith(word):
            count = self._frequency(self._vocabulary[i])
            if count > often:
                best, often = self._vocabulary[i], count
            i += 1
        return best

    def _nearest(self, word: str) -> str:
        if len(word) < 6:
            return ""
        same_start = self._by_start.get(word[:1], [])
        near = process.extract(word, same_start, scorer=OSA.distance, score_cutoff=1 if len(word) < 9 else 2, limit=5)
        return min(near, key=lambda n: (n[1], -self._frequency(n[0]), n[0]))[0] if near else ""

    def _frequency(self, word: str) -> int:
        number = self.features[f"w{word}"]
        return int(self.starts[number + 1] - self.starts[number])

    def _decide_exact(self, rows: list[int], whole: bool) -> Coding:
        ordered = sorted(rows, key=lambda i: (-float(self._trust[i]), i))
        best: dict[str, int] = {}
        for i in ordered:
            best.setdefault(self.labels[i].isco08, i)
        first = self.labels[ordered[0]]
        rivals = [i for g, i in best.items() if g != first.isco08]
        clear = not rivals or float(self._trust[ordered[0]]) > float(self._trust[rivals[0]])
        confidence = self._exact_confidence(ordered[0], whole) if clear else 0.6 / (1 + 0.2 * len(rivals))
        others = tuple(
            Alternative(self.labels[i].occupation_code, self.labels[i].isco08, round(confidence * 0.5, 4)) for i in rivals[:4]
        )
        return Coding(first.occupation_code, first.isco08, round(confidence, 4), others, "exact")

    def _exact_confidence(self, row: int, whole: bool) -> float:
        """A name word for word is nearly sure, except one made only of words that fit any trade ("team leader")."""
        label = self.labels[row]
        if _fits_any_trade([w for seg in segments(label.text) for w in seg.words]):
            return 0.7 if label.kind in ("preferred", "everyday") else 0.45
        return (0.96 if label.kind in ("preferred", "everyday") else 0.88) - (0.0 if whole else 0.04)

    def _with_context(self, coding: Coding, context: str) -> Coding:
        """Let the advert decide between the candidates: how many of each candidate's own words it uses."""
        candidates = [
            Alternative(coding.occupation_code, coding.isco08, coding.confidence),
            *coding.alternatives,
        ]
        if not coding.isco08 or len(candidates) < 2:
            return coding
        said = set(tokens(context[:1500])[:_TEXT_WORDS])
        scored = []
        for candidate in candidates:
            words = self._words_of(candidate)
            heard = sum(w for word, w in words.items() if word in said) / (sum(words.values()) or 1.0)
            scored.append((candidate.confidence * (0.75 + 0.5 * heard), candidate))
        scored.sort(key=lambda pair: -pair[0])
        total = sum(s for s, _ in scored)
        before = sum(c.confidence for c in candidates)
        ranked = [Alternative(c.occupation_code, c.isco08, round(min(0.9, s * before / total), 4)) for s, c in scored]
        first = ranked[0]
        return Coding(first.occupation_code, first.isco08, first.confidence, tuple(ranked[1:]), coding.source)

    def _words_of(self, candidate: Alternative) -> dict[str, float]:
        if self._own_words is None:
            collected: dict[tuple[str | None, str], dict[str, float]] = defaultdict(dict)
            for label in self.labels:
                if label.kind in ("preferred", "everyday", "isco"):
                    for word in tokens(label.text):
                        number = self.features.get(f"w{word}")
                        if number is not None:
                            collected[(label.occupation_code, label.isco08)][word] = float(self.idf[number])
            self._own_words = dict(collected)
        return self._own_words.get((candidate.occupation_code, candidate.isco08), {})


def _strengths(segs: tuple[Segment, ...], primary: int) -> dict[str, float]:
    """How much each word of a title counts: in full where it names the job, less elsewhere and where it says how high."""
    result: dict[str, float] = {}
    for i, seg in enumerate(segs):
        for word in seg.words:
            strength = (1.0 if i == primary else _BESIDE) * (SENIORITY_WEIGHT if word in SENIORITY else 1.0)
            result[word] = max(result.get(word, 0.0), strength)
    return result


def _fits_any_trade(words: Sequence[str]) -> bool:
    """Whether there are only words that say how high or what kind of post, never which trade ("senior assistant")."""
    return all(w in GENERIC_HEADS or w in SENIORITY for w in words)


def _confidence(score: float, share: float, of_title: float, of_label: float) -> float:
    """Chance that the unit group is right, from the cosine, the share of the votes and the words in common.

    Logistic, fitted on occupation titles of a national classification linked to ESCO (docs/matching.md).
    """
    return 1.0 / (1.0 + math.exp(-(-1.0 * score + 3.5 * share + 2.1 * of_title + 1.2 * of_label - 3.8)))


def _key(segs: tuple[Segment, ...]) -> str:
    return " | ".join(" ".join(s.words) for s in segs)

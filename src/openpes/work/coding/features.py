"""What of a title or label is compared: words, the head noun, and four-letter pieces that survive typing errors."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache

from openpes.work.coding.tables import words_with_role
from openpes.work.coding.words import SENIORITY, Segment

# Weights of the three kinds of feature, before inverse document frequency.
WORD, HEAD, PIECE = 1.0, 1.1, 0.45
SENIORITY_WEIGHT = 0.35
# Generic heads say little alone ("assistant", "worker"): the words before them carry the trade.
GENERIC_HEADS = words_with_role("generic")
_NEVER_HEADS = frozenset({"trainee", "apprentice", "intern", "student", "lead"})
_GENERIC_WEIGHT = 0.55


@lru_cache(maxsize=131_072)
def pieces(word: str) -> tuple[str, ...]:
    """Four-letter pieces of a word with its edges marked; a short word is one piece."""
    padded = f"_{word}_"
    if len(padded) <= 4:
        return (padded,)
    return tuple(padded[i : i + 4] for i in range(len(padded) - 3))


def head_of(segment: Segment, head_share: dict[str, float]) -> str:
    """The head noun: the first likely place whose word is often a head among labels; else the likeliest.

    A word of seniority ("apprentice", "trainee") is the head only when there is no other.
    """
    for i in segment.heads:
        word = segment.words[i]
        if word not in SENIORITY and head_share.get(word, 0.0) >= 0.2:
            return word
    return naive_head(segment)


def naive_head(segment: Segment) -> str:
    """The head noun of a clean label: the last word before a preposition that says more than seniority."""
    for i in segment.heads:
        if segment.words[i] not in SENIORITY or segment.words[i] in GENERIC_HEADS - _NEVER_HEADS:
            return segment.words[i]
    return segment.words[segment.heads[0]] if segment.heads else segment.words[-1]


def feature_weights(segment: Segment, head: str, strength: float = 1.0) -> dict[str, float]:
    """Feature to weight (before IDF) for one part of a title; ``strength`` lowers parts that give context."""
    weights: defaultdict[str, float] = defaultdict(float)
    for word in segment.words:
        weight = SENIORITY_WEIGHT if word in SENIORITY and word != head else 1.0
        weights[f"w{word}"] = max(weights[f"w{word}"], WORD * weight * strength)
        share = PIECE * weight * strength / max(1.0, (len(word) - 1) ** 0.5)
        for piece in pieces(word):
            weights[f"c{piece}"] += share
    if strength == 1.0:
        weights[f"h{head}"] = HEAD * (_GENERIC_WEIGHT if head in GENERIC_HEADS else 1.0)
    return weights

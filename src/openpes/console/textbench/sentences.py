"""Sentences of adverts to skills, judged against ESCO as Decorte et al. (2022) do."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from openpes.console.output import PlainError
from openpes.console.textbench.files import SentenceSet
from openpes.console.textbench.judging import r_precision_at
from openpes.work.coding.letters import LetterRanker, pieces_within, plain
from openpes.work.coding.meaning import Meaning
from openpes.work.coding.skillranking import SkillRanker
from openpes.work.taxonomy.content import ConceptEntry, Content

Ranking = Callable[[str], list[str]]
DEPTH = 10


@dataclass(frozen=True, slots=True)
class Judged:
    """A set with its right answers as codes of skills; ``unknown`` labels are names that ESCO here does not have."""

    name: str
    sentences: list[str]
    gold: list[set[str]]
    unknown: int


def with_codes(given: SentenceSet, skills: Mapping[str, ConceptEntry]) -> Judged:
    """Labels to codes: by preferred name, else by any other name that only one skill has."""
    preferred: dict[str, set[str]] = {}
    other: dict[str, set[str]] = {}
    for code, skill in skills.items():
        for label in skill.labels:
            (preferred if label.kind == "preferred" else other).setdefault(_key(label.text), set()).add(code)
    sentences, gold, unknown = [], [], 0
    for sentence, labels in zip(given.sentences, given.labels, strict=True):
        right: set[str] = set()
        for named in labels:
            codes = preferred.get(_key(named)) or other.get(_key(named)) or set()
            unknown += len(codes) != 1
            right |= codes if len(codes) == 1 else set()
        if right:
            sentences.append(sentence)
            gold.append(right)
    if not gold:
        raise PlainError(f"{given.name}: no label is the name of a skill in the ESCO files given.")
    return Judged(given.name, sentences, gold, unknown)


def _key(text: str) -> str:
    return " ".join(plain(text).split())


def letters(skills: Mapping[str, ConceptEntry]) -> Ranking:
    """The yardstick: the best cosine over all names of a skill, letter pieces of 3 to 5 within words."""
    codes = list(skills)
    owner: list[int] = []
    texts: list[str] = []
    for number, code in enumerate(codes):
        names = dict.fromkeys(label.text for label in skills[code].labels)
        texts += names
        owner += [number] * len(names)
    owners = np.array(owner)
    ranker = LetterRanker(texts, lambda text: pieces_within(text, 3, 5))

    def rank(sentence: str) -> list[str]:
        best = np.zeros(len(codes))
        np.maximum.at(best, owners, ranker.scores(sentence))
        return [codes[i] for i in np.argsort(-best, kind="stable")[:DEPTH]]

    return rank


def ranked_by_us(content: Content, meaning: Meaning | None = None, progress: Callable[[int, int], None] | None = None) -> Ranking:
    """Our own ranker over the names and relations of the release, with the optional model when it is given."""
    asked_for = Counter(relation.skill for relation in content.relations)
    names = [
        (code, label.text)
        for code, skill in content.skills.items()
        for label in sorted(skill.labels, key=lambda label: label.kind != "preferred")
    ]
    ranker = SkillRanker(names, asked_for, meaning, progress)
    return lambda sentence: [found.skill_code for found in ranker.rank(sentence, DEPTH)]


def measure(given: Judged, ours: Ranking, baseline: Ranking) -> dict[str, Any]:
    """One set by our ranker and by the yardstick of the same run, in percent."""
    began = time.monotonic()
    mine = [ours(sentence) for sentence in given.sentences]
    seconds = time.monotonic() - began
    plain_ones = [baseline(sentence) for sentence in given.sentences]

    def percent(k: int, ranked: Sequence[Sequence[str]]) -> float:
        return round(r_precision_at(k, ranked, given.gold), 2)

    return {
        "set": given.name,
        "sentences": len(given.sentences),
        "rp5": percent(5, mine),
        "rp10": percent(10, mine),
        "baseline_rp5": percent(5, plain_ones),
        "baseline_rp10": percent(10, plain_ones),
        "unknown_labels": given.unknown,
        "sentences_per_s": round(len(given.sentences) / max(seconds, 1e-9)),
    }

"""Titles to occupations, judged on sets of the MELO form (Retyk et al., MELO, RecSys in HR 2024)."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from openpes.console.textbench.files import TitleSet
from openpes.console.textbench.judging import Found, first_right, judge, order_as_trec
from openpes.work.coding.letters import LetterRanker, pieces_across, pieces_within
from openpes.work.coding.meaning import Meaning
from openpes.work.coding.titles import TitleRanker

Scores = Callable[[str], np.ndarray]
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Judged:
    """By label, as the benchmark has it, and by occupation: each occupation once, where its first label stands."""

    labels: Found
    occupations: Found


def measure(given: TitleSet, meaning: Meaning | None = None, progress: Progress | None = None) -> dict[str, Any]:
    """One set by our ranker, with the optional model when it is given, and by the yardsticks of the same run."""
    texts = [text for _, text in given.elements]
    began = time.monotonic()
    ours = TitleRanker(texts, given.concepts, meaning, progress)
    built = time.monotonic()
    found = _judged(given, ours.scores)
    ended = time.monotonic()
    baseline = _judged(given, LetterRanker(texts, pieces_across).scores)
    within = _judged(given, LetterRanker(texts, pieces_within).scores)
    return {
        "set": given.name,
        "queries": len(given.queries),
        "mrr": round(found.labels.mrr, 4),
        "r1": round(found.labels.r1, 4),
        "r10": round(found.labels.r10, 4),
        "baseline_mrr": round(baseline.labels.mrr, 4),
        "baseline_r1": round(baseline.labels.r1, 4),
        "baseline_r10": round(baseline.labels.r10, 4),
        "within_words_mrr": round(within.labels.mrr, 4),
        "occupation_mrr": round(found.occupations.mrr, 4),
        "baseline_occupation_mrr": round(baseline.occupations.mrr, 4),
        "model": meaning is not None,
        "build_s": round(built - began, 2),
        "queries_per_s": round(len(given.queries) / max(ended - built, 1e-9)),
    }


def _judged(given: TitleSet, scores: Scores) -> Judged:
    ids = [element for element, _ in given.elements]
    last_first = np.array(sorted(range(len(ids)), key=lambda i: ids[i], reverse=True), dtype=np.int64)
    place = {element: i for i, element in enumerate(ids)}
    concepts = given.concepts
    by_label, by_occupation = [], []
    for query, text in given.queries:
        order = order_as_trec(scores(text), last_first)
        by_label.append(first_right(order, {place[element] for element in given.right[query]}))
        right = {concepts[place[element]] for element in given.right[query]}
        once = list(dict.fromkeys(concepts[i] for i in order))
        by_occupation.append(next((n for n, concept in enumerate(once, 1) if concept in right), 0))
    return Judged(judge(by_label), judge(by_occupation))

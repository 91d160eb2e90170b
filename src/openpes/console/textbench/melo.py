"""Titles to occupations, judged on sets of the MELO form (Retyk et al., MELO, RecSys in HR 2024)."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import numpy as np

from openpes.console.textbench.files import TitleSet
from openpes.console.textbench.judging import Found, first_right, judge, order_as_trec
from openpes.work.coding.letters import LetterRanker, pieces_across, pieces_within
from openpes.work.coding.titles import TitleRanker

Scores = Callable[[str], np.ndarray]


def measure(given: TitleSet) -> dict[str, Any]:
    """One set by our ranker and by the yardsticks of the same run."""
    texts = [text for _, text in given.elements]
    began = time.monotonic()
    ours = TitleRanker(texts, given.concepts)
    built = time.monotonic()
    found = _judged(given, ours.scores)
    ended = time.monotonic()
    baseline = _judged(given, LetterRanker(texts, pieces_across).scores)
    within = _judged(given, LetterRanker(texts, pieces_within).scores)
    return {
        "set": given.name,
        "queries": len(given.queries),
        "mrr": round(found.mrr, 4),
        "r1": round(found.r1, 4),
        "r10": round(found.r10, 4),
        "baseline_mrr": round(baseline.mrr, 4),
        "baseline_r1": round(baseline.r1, 4),
        "baseline_r10": round(baseline.r10, 4),
        "within_words_mrr": round(within.mrr, 4),
        "build_s": round(built - began, 2),
        "queries_per_s": round(len(given.queries) / max(ended - built, 1e-9)),
    }


def _judged(given: TitleSet, scores: Scores) -> Found:
    ids = [element for element, _ in given.elements]
    last_first = np.array(sorted(range(len(ids)), key=lambda i: ids[i], reverse=True), dtype=np.int64)
    place = {element: i for i, element in enumerate(ids)}
    ranks = []
    for query, text in given.queries:
        right = {place[element] for element in given.right[query]}
        ranks.append(first_right(order_as_trec(scores(text), last_first), right))
    return judge(ranks)

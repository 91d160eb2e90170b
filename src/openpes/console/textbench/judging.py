"""How good a ranking is, as the authors of the benchmarks define it. Pure."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

import numpy as np

DEEPEST = 100
"""MELO looks at the first hundred of each list; what stands further down counts as not found."""


@dataclass(frozen=True, slots=True)
class Found:
    """Means over queries: reciprocal rank of the first right element, shares with one in the first place and first ten."""

    mrr: float
    r1: float
    r10: float


def order_as_trec(scores: np.ndarray, last_id_first: np.ndarray) -> np.ndarray:
    """Places of the first hundred elements: scores to five decimals, equal scores by falling id, as ``trec_eval`` has it.

    ``last_id_first`` holds the places of all elements in falling order of their ids.
    """
    rounded = np.round(scores, 5)[last_id_first]
    if len(rounded) > DEEPEST:
        bar = np.partition(rounded, len(rounded) - DEEPEST)[len(rounded) - DEEPEST]
        kept = np.flatnonzero(rounded >= bar)
    else:
        kept = np.arange(len(rounded))
    return last_id_first[kept[np.argsort(-rounded[kept], kind="stable")][:DEEPEST]]


def judge(ranks: Sequence[int]) -> Found:
    """``ranks``: for each query the place (from 1) of the first right element, 0 when there is none among the first hundred."""
    if not ranks:
        return Found(0.0, 0.0, 0.0)
    n = len(ranks)
    return Found(
        sum(1 / rank for rank in ranks if rank) / n,
        sum(rank == 1 for rank in ranks) / n,
        sum(1 <= rank <= 10 for rank in ranks) / n,
    )


def first_right(order: Sequence[int] | np.ndarray, right: Set[int]) -> int:
    """The place (from 1) of the first right element in the order, or 0."""
    return next((place for place, element in enumerate(order, 1) if int(element) in right), 0)


def r_precision_at(k: int, ranked: Sequence[Sequence[str]], gold: Sequence[Set[str]]) -> float:
    """RP@k in percent: right among the first k, over the smaller of k and the number of right ones; mean over sentences.

    Decorte et al., Design of Negative Sampling Strategies for Distantly Supervised Skill Extraction, 2022.
    """
    if not gold:
        return 0.0
    shares = [len(set(r[:k]) & g) / min(k, len(g)) for r, g in zip(ranked, gold, strict=True)]
    return 100 * sum(shares) / len(shares)

"""From labels to inverted lists: what is counted once, when a coder is built."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from openpes.work.coding.features import feature_weights, naive_head
from openpes.work.coding.tables import everyday_titles
from openpes.work.coding.values import Label
from openpes.work.coding.words import Segment, both_forms, tokens, two_names


def named_forms(label: Label) -> list[Label]:
    """A label that gives the forms for men and women as two labels ("Steward / Hôtesse de l'air")."""
    first, slash, second = label.text.partition(" / ")
    forms = two_names(first, second) if slash and " / " not in second else both_forms(label.text)
    return [replace(label, text=form) for form in forms]


def label_weights(segs: tuple[Segment, ...]) -> dict[str, float]:
    total: defaultdict[str, float] = defaultdict(float)
    for i, seg in enumerate(segs):
        for name, weight in feature_weights(seg, naive_head(seg), 1.0 if i == 0 else 0.6).items():
            total[name] = max(total[name], weight)
    return total


def head_shares(parsed: Sequence[tuple[Segment, ...]]) -> dict[str, float]:
    """Word to the share of its occurrences in labels in which it is the head noun; words seen once are left out."""
    as_head: Counter[str] = Counter()
    anywhere: Counter[str] = Counter()
    for segs in parsed:
        for seg in segs:
            as_head[naive_head(seg)] += 1
            anywhere.update(set(seg.words))
    return {word: count / anywhere[word] for word, count in as_head.items() if count >= 2}


def inverted_lists(
    weights: Sequence[dict[str, float]], features: dict[str, int], idf: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(starts, rows, values): for each feature the labels that have it, with their unit-length weights."""
    feature_ids: list[int] = []
    label_rows: list[int] = []
    raw: list[float] = []
    for row, w in enumerate(weights):
        for name, weight in w.items():
            number = features.get(name)
            if number is not None:
                feature_ids.append(number)
                label_rows.append(row)
                raw.append(weight)
    fid = np.array(feature_ids, dtype=np.int64)
    rows = np.array(label_rows, dtype=np.int32)
    values = np.array(raw, dtype=np.float32) * idf[fid] if len(fid) else np.zeros(0, dtype=np.float32)
    norms = np.sqrt(np.bincount(rows, weights=values.astype(np.float64) ** 2, minlength=len(weights))) if len(fid) else np.ones(1)
    values = (values / np.maximum(norms[rows], 1e-9)).astype(np.float32)
    order = np.argsort(fid, kind="stable")
    starts = np.zeros(len(features) + 1, dtype=np.int64)
    np.cumsum(np.bincount(fid, minlength=len(features)), out=starts[1:])
    return starts, rows[order], values[order]


def everyday_labels(labels: Sequence[Label]) -> list[Label]:
    """Our own titles, each tied to the occupation of its unit group whose names it shares most words with.

    Where none shares a word, to the one whose preferred name is nearest to the title of the group.
    """
    by_group: dict[str, list[tuple[set[str], Label]]] = defaultdict(list)
    group_words: dict[str, set[str]] = defaultdict(set)
    for label in labels:
        words = set(tokens(label.text))
        by_group[label.isco08].append((words, label))
        if label.kind == "isco":
            group_words[label.isco08] |= words
    result = []
    for title, isco08 in everyday_titles():
        words = set(tokens(title))
        candidates = by_group.get(isco08, [])
        if not candidates:
            result.append(Label(None, isco08, title, "everyday"))
            continue
        of_group = group_words[isco08]

        def fit(pair: tuple[set[str], Label], words: set[str] = words, of_group: set[str] = of_group) -> tuple[float, ...]:
            theirs, label = pair
            named = label.occupation_code is not None
            return named, _alike(words, theirs), label.kind == "preferred", _alike(of_group, theirs)

        result.append(Label(max(candidates, key=fit)[1].occupation_code, isco08, title, "everyday"))
    return result


def _alike(a: set[str], b: set[str]) -> float:
    """Jaccard similarity of two sets of words."""
    return len(a & b) / max(1, len(a | b))

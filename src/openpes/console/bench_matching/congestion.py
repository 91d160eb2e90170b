"""Who is shown what when everyone gets ten vacancies: plain lists, Sinkhorn's balanced transport, and our prices on showings.

50,000 jobseekers and 5,000 vacancies of one district: drawn from the seeded country, with all places round its largest town. Everyone's 50
best within their own limits are the candidates; a method chooses ten of them. Gini: of the showings of all vacancies that are a candidate of anyone (0: all are shown alike). Never shown: the
share of those on no list at all.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from openpes.console.bench_matching import corpus, seekers
from openpes.console.bench_matching.country import SEED, TODAY, country
from openpes.matching.engine import SkillKnowledge
from openpes.matching.engine.capacity import Candidates, capacity_lists, plain_lists
from openpes.matching.engine.geo import point
from openpes.matching.engine.packing import pack
from openpes.matching.engine.prepared import Prepared
from openpes.matching.engine.weights import ONE

PEOPLE, VACANCIES, CANDIDATES, LENGTH = 50_000, 5_000, 50, 10
DISTRICT = 0.1
"""Spread of places round the town, in degrees of latitude (about 11 km)."""
LOSS = 0.06
"""How much of the mean score a method may give up to spread what is shown."""
ROUNDS, SEARCH = 50, 7
SOFTNESS = (100_000, 50_000, 20_000, 10_000)
"""Softness of Sinkhorn's transport in millionths of score; each is tried, the most even lists within the loss are reported."""


def congestion(people: int, vacancies: int, say: Callable[[str], None]) -> list[dict[str, Any]]:
    """One entry for each method."""
    say(f"congestion: the {CANDIDATES} best for {people} jobseekers among {vacancies} vacancies …")
    among = candidates(people, vacancies)
    plain = _timed(lambda: plain_lists(among, vacancies, LENGTH))
    first = _entry("plain", among, vacancies, plain[0].vacancy, plain[0].score, plain[1])
    ours = _timed(lambda: capacity_lists(among, np.ones(vacancies, dtype=np.int64), LENGTH, give_up=round(LOSS * ONE)))
    found = [
        first,
        _entry("openpes", among, vacancies, ours[0].vacancy, ours[0].score, ours[1]),
        _sinkhorn(among, vacancies, first),
    ]
    for entry in found:
        entry["score_lost"] = round(1 - entry["mean_score"] / first["mean_score"], 4)
        entry["gini_of_plain"] = round(entry["gini"] / first["gini"], 4)
        say(
            f"congestion, {entry['method']}: Gini {entry['gini']}, mean score {entry['mean_score']} ({entry['score_lost']:.1%} lost), "
            f"never shown {entry['never_shown']:.2%}, most shown {entry['most_shown']}"
        )
    return found


def candidates(people: int, vacancies: int) -> Candidates:
    """Everyone's best vacancies of the district, as numbers of its packed rows."""
    chance = np.random.default_rng([SEED, 3])
    columns = corpus.vacancies(vacancies)
    offsets, points = columns.lists["places"]
    here = np.array([point(*place) for place in _round_the_town(chance, len(points)).tolist()], dtype=points.dtype)
    columns.lists["places"] = (offsets, here.reshape(points.shape))
    weights = country().weights()
    prepared = Prepared(pack(columns, weights), weights, SkillKnowledge())
    starts, rows, scores = [0], [], []
    homes = _round_the_town(chance, people).tolist()
    for person, (lat, lon) in zip(seekers.people(people, seekers.BATCH), homes, strict=True):
        best = prepared.rank(replace(person, places=((lat, lon, seekers.RADIUS),)), today=TODAY, limit=CANDIDATES)
        rows.append(best.rows)
        scores.append(best.scores)
        starts.append(starts[-1] + len(best.rows))
    return Candidates(np.array(starts), np.concatenate(rows), np.concatenate(scores))


def _round_the_town(chance: np.random.Generator, n: int) -> np.ndarray:
    """n places round the largest town, as (latitude, longitude)."""
    return country().towns[0] + chance.normal(size=(n, 2)) * (DISTRICT, 1.45 * DISTRICT)


def gini(showings: np.ndarray) -> float:
    """Gini coefficient of non-negative numbers: 0 when all are alike, near 1 when one has all."""
    values = np.sort(showings.astype(np.float64))
    total = values.sum()
    if not total:
        return 0.0
    n = len(values)
    return float((2 * np.arange(1, n + 1) - n - 1) @ values / (n * total))


def _entry(
    method: str, among: Candidates, vacancies: int, shown: np.ndarray, score: np.ndarray, seconds: float
) -> dict[str, Any]:
    reachable = np.bincount(among.vacancy, minlength=vacancies) > 0
    showings = np.bincount(shown, minlength=vacancies)[reachable]
    return {
        "method": method,
        "gini": round(gini(showings), 4),
        "mean_score": round(float(score.mean()) / ONE, 5),
        "never_shown": round(float((showings == 0).mean()), 5),
        "most_shown": int(showings.max()),
        "reachable": int(reachable.sum()),
        "cpu_seconds": round(seconds, 2),
    }


def _timed(make: Callable[[], Any]) -> tuple[Any, float]:
    began = time.process_time()
    made = make()
    return made, time.process_time() - began


def _sinkhorn(among: Candidates, vacancies: int, plain: dict[str, Any]) -> dict[str, Any]:
    """The most even lists of Sinkhorn's transport that keep within the loss: every softness, the firmest columns that do."""
    best = plain | {"method": "sinkhorn"}
    began = time.process_time()
    for softness in SOFTNESS:
        low, high = 0.0, 1.0
        for _ in range(SEARCH):
            firm = (low + high) / 2
            chosen = _transported(among, vacancies, softness, firm)
            entry = _entry("sinkhorn", among, vacancies, among.vacancy[chosen], among.score[chosen], 0.0)
            within = entry["mean_score"] >= (1 - LOSS) * plain["mean_score"]
            low, high = (firm, high) if within else (low, firm)
            if within and entry["gini"] < best["gini"]:
                best = entry | {"softness": softness, "firmness": firm}
    return best | {"cpu_seconds": round(time.process_time() - began, 2)}


def _transported(among: Candidates, vacancies: int, softness: int, firm: float) -> np.ndarray:
    """Positions of the ten largest flows of everyone, when rows must sum to the length of a list and columns should to equal shares.

    Alternating scalings of exp(score / softness) (Sinkhorn and Knopp 1967; Cuturi 2013). What everyone can reach differs from
    place to place, so that equal columns cannot be had; they are asked for with a firmness below 1, as in unbalanced transport
    (Chizat et al. 2018).
    """
    n = len(among)
    lengths = np.diff(among.starts)
    row = np.repeat(np.arange(n), lengths)
    wanted = np.minimum(lengths, LENGTH).astype(np.float64)
    reachable = np.bincount(among.vacancy, minlength=vacancies) > 0
    share = np.where(reachable, wanted.sum() / reachable.sum(), 0.0)
    best = np.zeros(n, dtype=np.int64)
    np.maximum.at(best, row, among.score)
    kernel = np.exp((among.score - best[row]) / softness)
    columns = np.ones(vacancies)
    for _ in range(ROUNDS):
        rows = wanted / np.maximum(np.bincount(row, kernel * columns[among.vacancy], n), 1e-300)
        columns = (share / np.maximum(np.bincount(among.vacancy, kernel * rows[row], vacancies), 1e-300)) ** firm
    order = np.lexsort((among.vacancy, -(kernel * columns[among.vacancy]), row))
    place = np.arange(len(order)) - among.starts[row[order]]
    return order[place < LENGTH]

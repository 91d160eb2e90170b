"""One search over the index: words and place make the base, filters narrow it, facets count, the page is sorted and cut. Reads only."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from openpes.matching import facets
from openpes.matching.engine import Columns
from openpes.matching.engine.codes import CONTRACTS, HOURS, TELEWORK, low64, unpack
from openpes.matching.engine.geo import FAR, metres, point
from openpes.matching.engine.weights import ONE
from openpes.matching.index.knowledge import Knowledge
from openpes.matching.index.memory import View
from openpes.matching.requests import DISTANCE, NEWEST, PAY, FacetValue, SearchRequest
from openpes.matching.understanding import Meaning

OCCUPATION_POINTS = 8.0
MINOR_GROUPS_SHOWN = 15
_FULLY = TELEWORK.index("fully")


@dataclass(frozen=True)
class Found:
    """Rows of the columns: those of the page in order, how many in all, and what is known of each row."""

    rows: np.ndarray
    total: int
    metres: np.ndarray
    all_words: bool
    without_stated_pay: int
    filters: facets.Filters


def find(request: SearchRequest, meaning: Meaning, view: View, today: int) -> Found:
    """Search. Cost: one word search and a few passes over the columns."""
    v = view.vacancies
    points, all_words = _points(meaning, view)
    base = (v.expires == 0) | (v.expires >= today)
    base &= points > 0
    distance = _metres(v, meaning)
    if meaning.spot is not None:
        within = (distance >= 0) & (distance <= max(1, min(request.radius_km, 500)) * 1000)
        base &= within | (v.telework == _FULLY)
    employer = low64(request.employer) if request.employer else 0
    made = facets.filters(request, v, base, today, [low64(r) for r in request.regions], employer)
    kept = made.all()
    rows = np.flatnonzero(kept)
    ordered = rows[_order(request, rows, points, distance, v, bool(meaning.variants or meaning.occupation))]
    start = max(0, request.offset)
    unknown = int(np.count_nonzero(kept & facets.unknown_pay(v, request.currency))) if request.pay_min is not None else 0
    return Found(ordered[start : start + max(0, request.limit)], len(rows), distance, all_words, unknown, made)


def _points(meaning: Meaning, view: View) -> tuple[np.ndarray, bool]:
    """Points of every row for the words (1 for all when there are none), and whether all words were found together."""
    n = len(view.vacancies)
    if not meaning.variants and not meaning.is_occupation:
        # Only unknown words: nothing is found, and the page says why and what is near.
        return (np.zeros(n) if meaning.unknown else np.ones(n)), True
    points = np.zeros(n)
    all_words = True
    if meaning.variants:
        keys, got = view.words.search(meaning.variants, all_words=True)
        if not len(keys) and len(meaning.variants) > 1 and not meaning.is_occupation:
            keys, got = view.words.search(meaning.variants, all_words=False)
            all_words = False
        rows = view.vacancies.rows_of(keys)
        points[rows[rows >= 0]] = got[rows >= 0]
    if meaning.occupation is not None and meaning.is_occupation:
        sure = view.vacancies.certainty >= ONE // 2
        points[facets.in_group(view.vacancies.isco, meaning.occupation.isco) & sure] += OCCUPATION_POINTS
    return points, all_words


def _metres(v: Columns, meaning: Meaning) -> np.ndarray:
    """Metres from the place asked for to the nearest place of each vacancy; -1 when either is unknown."""
    best = np.full(len(v), -1, dtype=np.int64)
    if meaning.spot is None:
        return best
    offsets, places = v.lists["places"]
    filled = np.flatnonzero(np.diff(offsets) > 0)
    if len(filled):
        far = metres(places, np.array(point(meaning.spot.latitude, meaning.spot.longitude)))
        best[filled] = np.minimum.reduceat(far, offsets[filled])
    return best


def _order(
    request: SearchRequest, rows: np.ndarray, points: np.ndarray, distance: np.ndarray, v: Columns, by_words: bool
) -> np.ndarray:
    """How to sort the rows: by the wish, then by words, then the newest, then by id."""
    newest = -v.posted[rows].astype(np.int64)
    near = np.where(distance[rows] >= 0, distance[rows], FAR)
    best = -points[rows]
    last = (v.low[rows], v.high[rows])
    if request.sort == NEWEST:
        return np.lexsort((*last, best, newest))
    if request.sort == PAY:
        return np.lexsort((*last, newest, best, -facets.top_pay(v)[rows]))
    if request.sort == DISTANCE:
        return np.lexsort((*last, newest, best, near))
    return np.lexsort((*last, newest, best)) if by_words else np.lexsort((*last, newest))


def count(
    request: SearchRequest, found: Found, view: View, knowledge: Knowledge, today: int
) -> dict[str, tuple[FacetValue, ...]]:
    """The values of every filter with their counts. Labels only where the words are not those of an enum."""
    v, f = view.vacancies, found.filters
    occupations = f.without("occupation")
    made: dict[str, tuple[FacetValue, ...]] = {
        "occupation_major": _groups(facets.by_group(v.isco, occupations, 1), request, knowledge, 10),
        "occupation_minor": _groups(facets.by_group(v.isco, occupations, 3), request, knowledge, MINOR_GROUPS_SHOWN),
        "contract": _values(facets.by_code(v.contract, f.without("contract"), CONTRACTS), request.contracts),
        "hours": _values(_hours(v, f.without("hours")), request.hours),
        "telework": _values(facets.by_code(v.telework, f.without("telework"), TELEWORK), request.telework),
        "posted": _values(facets.by_age(v.posted, f.without("posted"), today), (str(request.posted_days),)),
        "pay": _pay(request, v, f.without("pay")),
        "region": _regions(request, v, f.without("region"), knowledge),
    }
    return made


def _values(counts: dict[str, int], chosen: tuple[str, ...]) -> tuple[FacetValue, ...]:
    return tuple(FacetValue(value, n, chosen=value in chosen) for value, n in counts.items() if n or value in chosen)


def _hours(v: Columns, kept: np.ndarray) -> dict[str, int]:
    """A post that is full or part time counts under both, as the filter finds it under both."""
    counts = facets.by_code(v.hours, kept, HOURS)
    either = counts.pop("either")
    return {"full_time": counts["full_time"] + either, "part_time": counts["part_time"] + either, "unknown": counts["unknown"]}


def _groups(counts: dict[str, int], request: SearchRequest, knowledge: Knowledge, most: int) -> tuple[FacetValue, ...]:
    shown = sorted(counts, key=lambda code: (-counts[code], code))[:most]
    level = len(next(iter(counts), ""))
    shown += [code for code in request.occupations if len(code) == level and code not in shown]
    title = knowledge.group_title
    return tuple(FacetValue(c, counts.get(c, 0), title(c, request.language), c in request.occupations) for c in shown)


def _pay(request: SearchRequest, v: Columns, kept: np.ndarray) -> tuple[FacetValue, ...]:
    """Least amounts a month with the number of posts whose stated pay reaches them, and how many state none."""
    currency = request.currency or unpack(facets.main_currency(v))
    pay = facets.top_pay(v)[kept]
    mine = v.currency[kept] == facets.pack(currency) if currency else np.ones(len(pay), dtype=bool)
    steps = facets.pay_steps(v, facets.pack(currency))
    if request.pay_min is not None and request.pay_min not in steps:
        steps = sorted([*steps, request.pay_min])
    made = [FacetValue(str(s), int(np.count_nonzero((pay >= max(0, s)) & mine)), currency, s == request.pay_min) for s in steps]
    made.append(FacetValue("unknown", int(np.count_nonzero((pay < 0) | ~mine)), currency))
    return tuple(made)


def _regions(request: SearchRequest, v: Columns, kept: np.ndarray, knowledge: Knowledge) -> tuple[FacetValue, ...]:
    keys, counts = np.unique(v.region[kept], return_counts=True)
    by_key = {int(k): int(n) for k, n in zip(keys, counts, strict=True)}
    made = [
        FacetValue(str(pk), by_key.get(key, 0), name, pk in request.regions)
        for key, (pk, name) in knowledge.region_names.items()
        if by_key.get(key) or pk in request.regions
    ]
    return tuple(sorted(made, key=lambda value: (-value.count, value.label)))

"""One search over the index: words and place make the base, filters narrow it, facets count, the page is sorted and cut. Reads only."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
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
FEW_TIMES = 4
"""So many times the rows of a page are sorted as they are."""
WORDS = "rows with words"
ROWS_KEPT = 2_000_000
"""Of the words asked last, 8 bytes each."""
MINOR_GROUPS_SHOWN = 15
_FULLY = TELEWORK.index("fully")
_keeping = threading.Lock()


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
    start, most = max(0, request.offset), max(0, request.limit)
    keys = _order(request, points, distance, v, bool(meaning.variants or meaning.occupation))
    ordered = first_rows(rows, keys, start + most)
    unknown = int(np.count_nonzero(kept & facets.unknown_pay(v, request.currency))) if request.pay_min is not None else 0
    return Found(ordered[start:], len(rows), distance, all_words, unknown, made)


def _points(meaning: Meaning, view: View) -> tuple[np.ndarray, bool]:
    """Points of every row for the words (1 for all when there are none), and whether all words were found together."""
    n = len(view.vacancies)
    if not meaning.variants and not meaning.is_occupation:
        # Only unknown words: nothing is found, and the page says why and what is near.
        return (np.zeros(n) if meaning.unknown else np.ones(n)), True
    points = np.zeros(n)
    all_words = True
    if meaning.variants:
        rows, got = _with_words(view, meaning.variants, all_words=True)
        if not len(rows) and len(meaning.variants) > 1 and not meaning.is_occupation:
            rows, got = _with_words(view, meaning.variants, all_words=False)
            all_words = False
        points[rows] = got
    if meaning.occupation is not None and meaning.is_occupation:
        sure = view.vacancies.certainty >= ONE // 2
        points[facets.in_group(view.vacancies.isco, meaning.occupation.isco) & sure] += OCCUPATION_POINTS
    return points, all_words


def _with_words(view: View, variants: tuple[tuple[str, ...], ...], *, all_words: bool) -> tuple[np.ndarray, np.ndarray]:
    """Rows that have the words, and their points. Kept for this state of the index: who searches narrows the same words by filters,
    turns pages and sorts anew. After a change only what changed is asked again.
    """
    kept = view.kept.setdefault(WORDS, {})
    assert isinstance(kept, dict)
    asked = (variants, all_words)
    known = kept.get(asked)
    if known is not None:
        return known
    keys, got = view.asked.find(view.words, view.vacancies.touched, variants, all_words=all_words)
    rows = view.vacancies.rows_of(keys)
    there = rows >= 0
    found = rows[there].astype(np.int32), got[there].astype(np.float32)
    with _keeping:
        while kept and sum(len(r) for r, _ in kept.values()) + len(rows) > ROWS_KEPT:
            kept.pop(next(iter(kept)))
        kept[asked] = found
    return found


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


Key = Callable[[np.ndarray], np.ndarray]
"""What rows are sorted by, smallest first: a value for each of some rows."""


def _order(request: SearchRequest, points: np.ndarray, distance: np.ndarray, v: Columns, by_words: bool) -> tuple[Key, ...]:
    """How to sort, the most important first: by the wish, then by words, then the newest, then by id."""

    def newest(rows: np.ndarray) -> np.ndarray:
        return -v.posted[rows].astype(np.int64)

    def near(rows: np.ndarray) -> np.ndarray:
        return np.where(distance[rows] >= 0, distance[rows], FAR)

    def best(rows: np.ndarray) -> np.ndarray:
        return -points[rows]

    def paid(rows: np.ndarray) -> np.ndarray:
        return -facets.top_pay_of(v, rows)

    def high(rows: np.ndarray) -> np.ndarray:
        return v.high[rows]

    def low(rows: np.ndarray) -> np.ndarray:
        return v.low[rows]

    if request.sort == NEWEST:
        return newest, best, high, low
    if request.sort == PAY:
        return paid, best, newest, high, low
    if request.sort == DISTANCE:
        return near, best, newest, high, low
    return (best, newest, high, low) if by_words else (newest, high, low)


def first_rows(rows: np.ndarray, keys: Sequence[Key], number: int) -> np.ndarray:
    """The first ``number`` of some rows in the order of the keys, as sorting them all would give, without sorting them all.

    Rows below the last value that can be among the first are in; those equal to it are parted by the next key.
    """
    left, kept = min(number, len(rows)), [rows[:0]]
    for key in keys:
        if len(rows) <= FEW_TIMES * left or not left:
            break
        values = key(rows)
        last = np.partition(values, left - 1)[left - 1]
        before = values < last
        kept.append(rows[before])
        left -= len(kept[-1])
        rows = rows[values == last]
    found = np.concatenate([*kept, rows] if left else kept)
    return found[np.lexsort([key(found) for key in reversed(keys)])][:number]


def count(
    request: SearchRequest, found: Found, view: View, knowledge: Knowledge, today: int
) -> dict[str, tuple[FacetValue, ...]]:
    """The values of every filter with their counts. Labels only where the words are not those of an enum."""
    v, f = view.vacancies, found.filters
    occupations = facets.by_unit_group(v.isco, f.without("occupation"))
    made: dict[str, tuple[FacetValue, ...]] = {
        "occupation_major": _groups(facets.by_group(occupations, 1), request, knowledge, 10),
        "occupation_minor": _groups(facets.by_group(occupations, 3), request, knowledge, MINOR_GROUPS_SHOWN),
        "contract": _values(facets.by_code(v.contract, f.without("contract"), CONTRACTS), request.contracts),
        "hours": _values(_hours(v, f.without("hours")), request.hours),
        "telework": _values(facets.by_code(v.telework, f.without("telework"), TELEWORK), request.telework),
        "posted": _values(facets.by_age(v.posted, f.without("posted"), today), (str(request.posted_days),)),
        "pay": _pay(request, view, f.without("pay")),
        "region": _regions(request, view, f.without("region"), knowledge),
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


def _pay(request: SearchRequest, view: View, kept: np.ndarray) -> tuple[FacetValue, ...]:
    """Least amounts a month with the number of posts whose stated pay reaches them, and how many state none."""
    v = view.vacancies
    currency = request.currency or unpack(view.once("main currency", lambda: facets.main_currency(v)))
    pay = facets.top_pay(v)[kept]
    mine = v.currency[kept] == facets.pack(currency) if currency else np.ones(len(pay), dtype=bool)
    packed = facets.pack(currency)
    steps = view.once(("pay steps", packed), lambda: facets.pay_steps(v, packed))
    if request.pay_min is not None and request.pay_min not in steps:
        steps = sorted([*steps, request.pay_min])
    made = [FacetValue(str(s), int(np.count_nonzero((pay >= max(0, s)) & mine)), currency, s == request.pay_min) for s in steps]
    made.append(FacetValue("unknown", int(np.count_nonzero((pay < 0) | ~mine)), currency))
    return tuple(made)


def _regions(request: SearchRequest, view: View, kept: np.ndarray, knowledge: Knowledge) -> tuple[FacetValue, ...]:
    keys = np.sort(np.array(list(knowledge.region_names), dtype=np.uint64))
    numbers = view.of_base(("regions", keys.tobytes()), lambda rows: facets.numbered(rows.region, keys))
    counts = np.bincount(numbers[kept], minlength=len(keys) + 1)
    by_key = {int(k): int(n) for k, n in zip(keys, counts, strict=False)}
    made = [
        FacetValue(str(pk), by_key.get(key, 0), name, pk in request.regions)
        for key, (pk, name) in knowledge.region_names.items()
        if by_key.get(key) or pk in request.regions
    ]
    return tuple(sorted(made, key=lambda value: (-value.count, value.label)))

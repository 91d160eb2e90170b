"""Capacity-aware lists: each person gets a list of vacancies, and each vacancy is shown to about as many people as fit its places.

When everyone is sent to the same few vacancies, advice stops working. So every vacancy has a price that rises with the number of
people it was already shown to, measured against its fair share of all showings, and a person's list holds the candidates whose
score less price is greatest. The lists are a fixed point: nobody's list would be better at the prices that the others' lists make.

The objective that is made as great as possible is, with e showings and fair share t of a vacancy and z = e / t,

    sum of the scores shown  -  sum over vacancies of the prices of its showings,   price(z) = strength * (z² - 1) / (z² + 1)

a concave program in the relaxed lists (the price never exceeds the strength, so that one very popular vacancy does not use up
what may be given up), so that prices give an upper bound of what any lists could reach; the distance to it
is reported.
(Congestion as a potential game: Rosenthal 1973; prices on showings: Naya et al. 2021; exposure against transport of the scores:
ReCon, RecSys 2023.) The same input gives the same lists: whole numbers, a fixed order, ties by the order of the vacancies.
"""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass
from types import ModuleType

import numpy as np

from openpes.matching.engine.weights import ONE

MOST_PASSES = 60
GIVE_UP = 59_000
"""How much of the mean score the lists may cost when nothing else is said: 5.9 %."""
SEARCH_STEPS = 9
WEAKEST, STRONGEST = 1_000, 4 * ONE


def _turns() -> ModuleType:
    from openpes.matching.engine import capacity_turns

    return capacity_turns


@dataclass(frozen=True, slots=True)
class Candidates:
    """Sparse rows: person i may be shown ``vacancy[starts[i]:starts[i + 1]]`` (row numbers, each once) with ``score`` (millionths)."""

    starts: np.ndarray
    vacancy: np.ndarray
    score: np.ndarray

    def __post_init__(self) -> None:
        for name in ("starts", "vacancy", "score"):
            object.__setattr__(self, name, np.ascontiguousarray(getattr(self, name), dtype=np.int64))

    def __len__(self) -> int:
        return len(self.starts) - 1


@dataclass(frozen=True, slots=True)
class Lists:
    """The chosen lists, best first: person i is shown ``vacancy[starts[i]:starts[i + 1]]``.

    shown: showings of each vacancy; price: of its last showing, in millionths of score; strength: of the prices;
    objective, bound: what the lists reach and what no lists can pass, in millionths; passes: rounds until nobody changed.
    """

    starts: np.ndarray
    vacancy: np.ndarray
    score: np.ndarray
    shown: np.ndarray
    price: np.ndarray
    strength: int
    objective: int
    bound: int
    passes: int

    @property
    def mean_score(self) -> float:
        """Mean score of what is shown, in millionths."""
        return float(self.score.mean()) if len(self.score) else 0.0


def plain_lists(candidates: Candidates, vacancies: int, length: int) -> Lists:
    """The first ``length`` candidates of everyone by score alone."""
    share = np.ones(vacancies)
    return _lists(candidates, share, 0, *_at_strength(candidates, share, length, 0, None, 1))


def capacity_lists(
    candidates: Candidates, places: np.ndarray, length: int, *, give_up: int = GIVE_UP, most_passes: int = MOST_PASSES
) -> Lists:
    """Lists of ``length`` (or of all candidates when there are fewer) that fit the places, for a bounded loss of score.

    ``places`` of each vacancy, at least 1 counted; ``give_up``: the share of the plain lists' mean score that may be given up, in
    millionths. The greatest strength of the prices that keeps within it is taken (to one part in fifty). Then every vacancy
    that is a candidate of anyone and on no list yet is put on one, where it costs least, as long as the lists have room for all.
    Raises ValueError for a length below 1, a share outside 0 to 1, or places of another number than the vacancies named.
    """
    if length < 1 or not 0 <= give_up <= ONE:
        raise ValueError("The length must be at least 1 and the share between 0 and 1,000,000.")
    if len(candidates.vacancy) and int(candidates.vacancy.max()) >= len(places):
        raise ValueError("A candidate names a vacancy that has no places.")
    share = fair_share(candidates, places, length)
    strength, best = 0, _at_strength(candidates, share, length, 0, None, 1)
    least = _total(candidates, best[0]) * (ONE - give_up)
    low, high = WEAKEST, STRONGEST
    for _ in range(SEARCH_STEPS if give_up else 0):
        middle = round(math.sqrt(low * high))
        made = _at_strength(candidates, share, length, middle, best[0], most_passes)
        if _total(candidates, made[0]) * ONE >= least:
            low = strength = middle
            best = made
        else:
            high = middle
    chosen, shown, passes = best
    _show_all(candidates.starts, candidates.vacancy, candidates.score, shown, chosen)
    return _lists(candidates, share, strength, chosen, shown, passes)


def fair_share(candidates: Candidates, places: np.ndarray, length: int) -> np.ndarray:
    """Showings that fit each vacancy: all showings there are, divided by places among the vacancies that are anyone's candidate."""
    lengths = np.minimum(np.diff(candidates.starts), length)
    reachable = np.bincount(candidates.vacancy, minlength=len(places)) > 0
    weight = np.where(reachable, np.maximum(1, places), 0).astype(np.float64)
    share = weight * lengths.sum() / max(1.0, weight.sum())
    return np.maximum(share, 1e-3)


def _at_strength(
    candidates: Candidates, share: np.ndarray, length: int, strength: int, before: np.ndarray | None, passes: int
) -> tuple[np.ndarray, np.ndarray, int]:
    """(chosen positions among the candidates, showings, rounds) at one strength of the prices, begun from the lists ``before``."""
    chosen = np.full((len(candidates), length), -1, dtype=np.int64) if before is None else before.copy()
    shown, turns = _turns().take_turns(candidates.starts, candidates.vacancy, candidates.score, share, strength, chosen, passes)
    return chosen, shown, turns


def _total(candidates: Candidates, chosen: np.ndarray) -> int:
    return int(candidates.score[chosen[chosen >= 0]].sum())


def _lists(candidates: Candidates, share: np.ndarray, strength: int, chosen: np.ndarray, shown: np.ndarray, passes: int) -> Lists:
    """The chosen positions as lists, best first, with prices, objective and bound."""
    starts, vacancy, score = candidates.starts, candidates.vacancy, candidates.score
    price = np.zeros(len(shown), dtype=np.int64)
    if strength:
        last, fits = (np.maximum(shown, 1) - 0.5) ** 2, share * share
        price = np.floor(strength * (last - fits) / (last + fits)).astype(np.int64)
    lengths = (chosen >= 0).sum(axis=1)
    taken = chosen[chosen >= 0]
    taken = taken[np.lexsort((vacancy[taken], -score[taken], np.repeat(np.arange(len(candidates)), lengths)))]
    objective = int(score[taken].sum()) - int(_turns().paid(shown, share, strength))
    return Lists(
        starts=np.concatenate(([0], np.cumsum(lengths))),
        vacancy=vacancy[taken],
        score=score[taken],
        shown=shown,
        price=price,
        strength=strength,
        objective=objective,
        bound=objective + int(_turns().missed(starts, vacancy, score, price, chosen)),
        passes=passes,
    )


def _show_all(starts: np.ndarray, vacancy: np.ndarray, score: np.ndarray, shown: np.ndarray, chosen: np.ndarray) -> None:
    """Show every vacancy that is anyone's candidate, as long as a chain of exchanges exists. Changes ``shown`` and ``chosen``.

    The exchange that costs least is taken; where every list holds only vacancies that are shown once, a chain is looked for.
    """
    reachable = np.bincount(vacancy, minlength=len(shown)) > 0
    unseen = np.flatnonzero(reachable & (shown == 0))
    if not len(unseen):
        return
    by_vacancy = np.argsort(vacancy, kind="stable")
    begins = np.searchsorted(vacancy[by_vacancy], np.arange(len(shown) + 1))
    owner = np.repeat(np.arange(len(starts) - 1), np.diff(starts))
    for j in unseen:
        came: dict[int, tuple[int, int, int]] = {}
        queue, seen = deque([int(j)]), {int(j)}
        while queue:
            wanted = queue.popleft()
            found = _exchanges(by_vacancy[begins[wanted] : begins[wanted + 1]], owner, vacancy, score, shown, chosen)
            spare = [exchange for exchange in found if shown[exchange[3]] >= 2]
            if spare:
                _loss, person, slot, gives, takes = min(spare)
                _exchange(person, slot, takes, vacancy, shown, chosen)
                while wanted in came:
                    person, slot, takes = came[wanted]
                    _exchange(person, slot, takes, vacancy, shown, chosen)
                    wanted = int(vacancy[takes])
                break
            for _loss, person, slot, gives, takes in sorted(found):
                if gives not in seen:
                    seen.add(gives)
                    came[gives] = (person, slot, takes)
                    queue.append(gives)


def _exchanges(
    positions: np.ndarray, owner: np.ndarray, vacancy: np.ndarray, score: np.ndarray, shown: np.ndarray, chosen: np.ndarray
) -> list[tuple[int, int, int, int, int]]:
    """(loss, person, slot, vacancy given up, position taken) of every way to put one vacancy on a list."""
    made = []
    for takes in positions.tolist():
        person = int(owner[takes])
        held = chosen[person].tolist()
        if takes in held:
            continue
        for slot, gives in enumerate(held):
            if gives >= 0:
                made.append((int(score[gives] - score[takes]), person, slot, int(vacancy[gives]), takes))
    return made


def _exchange(person: int, slot: int, takes: int, vacancy: np.ndarray, shown: np.ndarray, chosen: np.ndarray) -> None:
    shown[vacancy[chosen[person, slot]]] -= 1
    shown[vacancy[takes]] += 1
    chosen[person, slot] = takes

"""The rounds in which everyone takes the best list: compiled where a compiler is installed, the same statements plainly where not.

Imported when lists are first made, so that nothing waits for the compiler before.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from openpes.matching.engine.compiled import available, compiled, inlined


def _plainly(function: Callable) -> Callable:
    return function


_outer, _inner = (compiled, inlined) if available() else (_plainly, _plainly)


@_inner
def _price(showings: int, share: float, strength: int) -> int:
    """Price of the next showing of a vacancy that has ``showings`` already, in whole millionths."""
    shown, fits = (showings + 0.5) * (showings + 0.5), share * share
    return int(np.floor(strength * (shown - fits) / (shown + fits)))


@_inner
def _best(first: int, end: int, vacancy: np.ndarray, score: np.ndarray, price: np.ndarray, best: np.ndarray, many: int) -> int:
    """Fill ``best`` with the ``many`` positions of greatest score less price, the earlier of equals; returns what they are worth."""
    worth = np.empty(many, dtype=np.int64)
    held = 0
    for position in range(first, end):
        value = score[position] - price[vacancy[position]]
        if held == many and value <= worth[many - 1]:
            continue
        slot = held if held < many else many - 1
        while slot > 0 and worth[slot - 1] < value:
            worth[slot], best[slot] = worth[slot - 1], best[slot - 1]
            slot -= 1
        worth[slot], best[slot] = value, position
        held = min(many, held + 1)
    return worth.sum()


def _best_without_compiler(
    first: int, end: int, vacancy: np.ndarray, score: np.ndarray, price: np.ndarray, best: np.ndarray, many: int
) -> int:
    worth = score[first:end] - price[vacancy[first:end]]
    order = np.argsort(-worth, kind="stable")[:many]
    best[:many] = first + order
    return int(worth[order].sum())


if not available():
    _best = _best_without_compiler


@_outer
def take_turns(
    starts: np.ndarray, vacancy: np.ndarray, score: np.ndarray, share: np.ndarray, strength: int, chosen: np.ndarray, passes: int
) -> tuple[np.ndarray, int]:
    """Each person in turn takes the best list at the prices the others make, until nobody changes. Changes ``chosen``."""
    people, length = chosen.shape
    shown = np.zeros(len(share), dtype=np.int64)
    price = np.zeros(len(share), dtype=np.int64)
    best = np.full(length, -1, dtype=np.int64)
    for i in range(people):
        for slot in range(length):
            if chosen[i, slot] >= 0:
                shown[vacancy[chosen[i, slot]]] += 1
    for j in range(len(share)):
        price[j] = _price(shown[j], share[j], strength)
    for turn in range(passes):
        changed = 0
        for i in range(people):
            many = min(length, starts[i + 1] - starts[i])
            for slot in range(many):
                if chosen[i, slot] >= 0:
                    j = vacancy[chosen[i, slot]]
                    shown[j] -= 1
                    price[j] = _price(shown[j], share[j], strength)
            if many:
                _best(starts[i], starts[i + 1], vacancy, score, price, best, many)
            for slot in range(many):
                changed += chosen[i, slot] != best[slot]
                chosen[i, slot] = best[slot]
                j = vacancy[best[slot]]
                shown[j] += 1
                price[j] = _price(shown[j], share[j], strength)
        if not changed:
            return shown, turn + 1
    return shown, passes


@_outer
def missed(starts: np.ndarray, vacancy: np.ndarray, score: np.ndarray, price: np.ndarray, chosen: np.ndarray) -> int:
    """What all lists together fall short of the best lists at given prices: the distance of the objective to its bound."""
    total = 0
    people, length = chosen.shape
    best = np.full(length, -1, dtype=np.int64)
    for i in range(people):
        many = min(length, starts[i + 1] - starts[i])
        if many:
            total += _best(starts[i], starts[i + 1], vacancy, score, price, best, many)
        for slot in range(many):
            total -= score[chosen[i, slot]] - price[vacancy[chosen[i, slot]]]
    return total


@_outer
def paid(shown: np.ndarray, share: np.ndarray, strength: int) -> int:
    """The prices of all showings together."""
    total = 0
    for j in range(len(shown)):
        for e in range(shown[j]):
            total += _price(e, share[j], strength)
    return total

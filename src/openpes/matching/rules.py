"""Pure decisions: how evenly vacancies are shown, and what a special measure needs and does."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

import numpy as np

SMALLEST_GROUP = 10
"""Groups of fewer people are not reported."""
MEASURE_NEEDS = ("group", "share", "legal_basis", "consultation", "approved_by", "starts_on", "ends_on")
LONGEST_MEASURE = dt.timedelta(days=3 * 366)
"""A special measure is temporary (ILO C111, Article 5; CEDAW, Article 4): after three years it is decided anew."""


def gini(shown: np.ndarray, weight: np.ndarray) -> float:
    """Gini coefficient of showings per unit of weight: 0 when each place is shown equally often, near 1 when few have all.

    Rows without weight are left out. 0 for nothing at all.
    """
    used = weight > 0
    x, w = shown[used].astype(np.float64), weight[used].astype(np.float64)
    if not len(x) or x.sum() == 0:
        return 0.0
    order = np.argsort(x / w, kind="stable")
    people = np.concatenate(([0.0], np.cumsum(w[order]))) / w.sum()
    part = np.concatenate(([0.0], np.cumsum(x[order]))) / x.sum()
    return float(1.0 - ((part[1:] + part[:-1]) * np.diff(people)).sum())


def measure_problems(entered: Mapping[str, object], today: dt.date) -> dict[str, str]:
    """What keeps a special measure from being entered: name of the field to "missing", "past", "order", "too_long" or "range"."""
    problems = {name: "missing" for name in MEASURE_NEEDS if not str(entered.get(name) or "").strip()}
    starts, ends, share = entered.get("starts_on"), entered.get("ends_on"), entered.get("share")
    if isinstance(share, int) and not 1 <= share <= 50:
        problems["share"] = "range"
    if isinstance(ends, dt.date) and ends < today:
        problems["ends_on"] = "past"
    elif isinstance(starts, dt.date) and isinstance(ends, dt.date):
        if ends < starts:
            problems["ends_on"] = "order"
        elif ends - starts > LONGEST_MEASURE:
            problems["ends_on"] = "too_long"
    return problems


def with_least_share(members: Sequence[bool], share: int) -> list[int]:
    """The new order of a list so that every beginning of it holds at least ``share`` percent members, as far as there are any.

    Within and outside the group the order stays. (Deterministic constrained re-ranking with one group: Geyik, Ambler, Kenthapadi,
    KDD 2019.)
    """
    inside = [i for i, member in enumerate(members) if member]
    others = [i for i, member in enumerate(members) if not member]
    order: list[int] = []
    placed = 0
    while inside or others:
        due = placed < (len(order) + 1) * share // 100
        if inside and (due or not others or inside[0] < others[0]):
            order.append(inside.pop(0))
            placed += 1
        else:
            order.append(others.pop(0))
    return order

"""Rows of one file that mean the same vacancy become one before anything is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any

from .records import Advert, Audience, Problem

_NOT_COMPARED = {"reference", "audience", "lines", "problems", "dates_rebased"}


class Merger:
    """Holds an advert back until the last row with its reference has been read.

    ``counts`` tells how often each reference occurs, from a first reading. Memory: the adverts that wait.
    """

    def __init__(self, counts: Counter[str]) -> None:
        self._left = {reference: count for reference, count in counts.items() if count > 1}
        self._waiting: dict[str, Advert] = {}

    def add(self, advert: Advert) -> Iterator[Advert | Problem]:
        """Yield the advert when nothing more can join it, and a note for every row that joined another."""
        if advert.reference not in self._left:
            yield advert
            return
        first = self._waiting.get(advert.reference)
        if first is None:
            self._waiting[advert.reference] = advert
        else:
            self._waiting[advert.reference], note = merged(first, advert)
            yield note
        yield from self.seen(advert.reference)

    def seen(self, reference: str) -> Iterator[Advert]:
        """Count one row of this reference as read (also one that was rejected); yield the advert if it was the last."""
        if reference not in self._left:
            return
        self._left[reference] -= 1
        if self._left[reference] <= 0:
            del self._left[reference]
            whole = self._waiting.pop(reference, None)
            if whole is not None:
                yield whole

    def rest(self) -> Iterator[Advert]:
        """What still waits when reading stopped early."""
        yield from self._waiting.values()
        self._waiting.clear()


def merged(first: Advert, other: Advert) -> tuple[Advert, Problem]:
    """The first row stands, its unknowns are filled from the other, and the wider audience wins.

    A vacancy advertised to everybody as well as to the employer's own staff is one that everybody may see. The note
    names the facts in which the rows differ.
    """
    changes: dict[str, Any] = {}
    differs = []
    for name in (each.name for each in fields(Advert) if each.name not in _NOT_COMPARED):
        mine, theirs = getattr(first, name), getattr(other, name)
        if mine == theirs:
            continue
        if name == "pay":
            if not mine.known:
                changes["pay"] = theirs
            elif theirs.known:
                differs.append(name)
        elif mine in ("", None, ()):
            changes[name] = theirs
        elif theirs not in ("", None, ()):
            differs.append(name)
    if Audience.PUBLIC in (first.audience, other.audience):
        changes["audience"] = Audience.PUBLIC
    problems = tuple(dict.fromkeys(first.problems + other.problems))
    whole = replace(first, lines=first.lines + other.lines, problems=problems, **changes)
    code = "merged_differs" if differs else "merged"
    detail = f"{first.lines[0]}: {', '.join(differs)}" if differs else str(first.lines[0])
    return whole, Problem(other.lines[0], code, reference=first.reference, detail=detail)

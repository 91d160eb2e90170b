"""What goes into the coder and what comes out."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Label:
    """One name of an occupation. ``occupation_code`` is None for the title of an ISCO-08 group."""

    occupation_code: str | None
    isco08: str
    text: str
    kind: str = "alt"


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person decided for a title: it always wins."""

    occupation_code: str | None
    isco08: str


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another occupation that the title may mean, with its share of the evidence (0..1)."""

    occupation_code: str | None
    isco08: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Coding:
    """The decision for one title. ``isco08`` is empty and confidence 0 when nothing known was in it.

    ``source`` is "correction", "exact" (a known name, word for word) or "near".
    """

    occupation_code: str | None
    isco08: str
    confidence: float
    alternatives: tuple[Alternative, ...] = ()
    source: str = "near"


NOTHING = Coding(None, "", 0.0, (), "nothing")

"""What is asked of search and matching, and what they answer. Plain values: pages, the API and dialogues share them."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field

RELEVANCE, NEWEST, PAY, DISTANCE = "relevance", "newest", "pay", "distance"
SORTS = (RELEVANCE, NEWEST, PAY, DISTANCE)


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """One question to the public vacancy search; every field may be left empty.

    words: as typed ("cook in Lund"); near: the name of a place; radius_km: 1 to 500; point: (latitude, longitude) instead of
    a name;
    occupations: ISCO-08 codes of any level; contracts, hours, telework: the values of ``work.enums``; pay_min: minor units a
    month in
    ``currency``, and posts with unknown pay are still shown unless ``pay_stated``; regions: place ids; posted_days: at most
    that old.
    """

    words: str = ""
    near: str = ""
    radius_km: int = 30
    point: tuple[float, float] | None = None
    occupations: tuple[str, ...] = ()
    contracts: tuple[str, ...] = ()
    hours: tuple[str, ...] = ()
    telework: tuple[str, ...] = ()
    pay_min: int | None = None
    currency: str = ""
    pay_stated: bool = False
    regions: tuple[uuid.UUID, ...] = ()
    posted_days: int | None = None
    employer: uuid.UUID | None = None
    sort: str = RELEVANCE
    offset: int = 0
    limit: int = 20
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Correction:
    """A word that nothing has, and the near word that was searched instead."""

    typed: str
    used: str


@dataclass(frozen=True, slots=True)
class UnknownWord:
    """A word that nothing has and nothing is near enough to; ``near`` are words to offer, possibly none."""

    typed: str
    near: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Understood:
    """How the words were read. ``all_words`` is False when nothing had them all and any of them was taken instead."""

    words: tuple[str, ...] = ()
    place: str = ""
    radius_km: int = 0
    occupation_label: str = ""
    occupation_isco: str = ""
    corrections: tuple[Correction, ...] = ()
    unknown: tuple[UnknownWord, ...] = ()
    beginnings: tuple[str, ...] = ()
    place_unknown: str = ""
    all_words: bool = True
    without_stated_pay: int = 0


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason for or against, as plain values; :func:`openpes.matching.reasons.sentence` puts it into words.

    good: True for, False a miss, None neither (unknown). millionths: what it adds to the score, 0 in a word search; part: the part
    of the score that it explains, empty in a word search.
    """

    code: str
    good: bool | None = True
    values: dict[str, object] = field(default_factory=dict)
    millionths: int = 0
    part: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """One vacancy found, with the reasons it is there. ``metres`` to the place asked for, -1 when unknown."""

    vacancy_id: uuid.UUID
    reasons: tuple[Reason, ...]
    metres: int = -1


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value to filter by and how many vacancies would be found with it, the other filters staying."""

    value: str
    count: int
    label: str = ""
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class SearchPage:
    """The answer. ``facets`` maps the name of a filter to its values; ``near_words`` to offer when a word was not known."""

    total: int
    results: tuple[Hit, ...]
    facets: dict[str, tuple[FacetValue, ...]]
    understood: Understood
    near_words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """One pair with its score in millionths and every reason and miss; the reasons' millionths sum to the score.

    ``breaks``: limits that the vacancy goes beyond, hard or not; ``ruled_out``: those of them that are hard.
    """

    vacancy_id: uuid.UUID
    profile_id: uuid.UUID
    person_id: uuid.UUID
    score: int
    reasons: tuple[Reason, ...]
    ruled_out: tuple[str, ...] = ()
    weights_version: int = 0
    breaks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MatchPage:
    """Matches in order, and how many there are after what the person ruled out.

    ``measure``: code of the target group whose special measure shaped the order; empty when none is in force, as always unless one
    was entered.
    """

    total: int
    matches: tuple[Match, ...]
    weights_version: int
    measure: str = ""

"""Pure decisions about persons: names, birth dates, entry, possible duplicates."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz

_VOWELS = re.compile(r"(?<!^)[aeiouyاويwh]")
OLDEST = 120  # years


@dataclass(frozen=True, slots=True)
class NameParts:
    """A name as the person gives it: given and family, or one name only."""

    given: str = ""
    family: str = ""
    only_name: str = ""

    @property
    def display(self) -> str:
        return self.only_name or " ".join(part for part in (self.given, self.family) if part)


def skeleton(token: str) -> str:
    """Consonants of a folded name word, doubled letters once: "mohammed", "muhamad" → "mmd"."""
    bare = _VOWELS.sub("", token)
    return re.sub(r"(.)\1+", r"\1", bare)[:100]


def age_on(day: dt.date, birth_year: int | None, birth_date: dt.date | None) -> int | None:
    """Completed years on ``day``. Of a person whose year alone is known: the lower of the two possible ages; None when unknown."""
    if birth_date:
        return day.year - birth_date.year - ((day.month, day.day) < (birth_date.month, birth_date.day))
    if birth_year:
        return max(day.year - birth_year - 1, 0)
    return None


def old_enough(day: dt.date, minimum_age: int, birth_year: int | None, birth_date: dt.date | None) -> bool | None:
    """Whether the minimum working age is reached. A year alone counts in the person's favour; None when nothing is known."""
    if birth_date:
        age = age_on(day, birth_year, birth_date)
        return age is not None and age >= minimum_age
    if birth_year:
        return day.year - birth_year >= minimum_age
    return None


def plausible_birth(day: dt.date, birth_year: int) -> bool:
    return day.year - OLDEST <= birth_year <= day.year


@dataclass(frozen=True, slots=True)
class Likeness:
    """What is compared of a person when looking for duplicates. ``hashes``: keyed hashes of documents and contact points."""

    names: tuple[str, ...]
    birth_year: int | None = None
    birth_date: dt.date | None = None
    hashes: frozenset[str] = frozenset()


def name_likeness(first: Iterable[str], second: Iterable[str]) -> int:
    """0 to 100: best agreement of folded names, in any word order."""
    return max(
        (round(fuzz.token_sort_ratio(one, two)) for one in first for two in second if one and two),
        default=0,
    )


def duplicate_reasons(one: Likeness, two: Likeness) -> tuple[str, ...]:
    """Why two records may be one person, or () when they hardly are.

    A shared document or contact point counts only together with some likeness of the names (shared phones are normal), a document
    number always. Dates may be wrong by a digit or known to the year only.
    """
    names = name_likeness(one.names, two.names)
    shared = one.hashes & two.hashes
    same_date = bool(one.birth_date and one.birth_date == two.birth_date)
    years = abs(one.birth_year - two.birth_year) if one.birth_year and two.birth_year else None
    reasons = []
    if any(h.startswith("document:") for h in shared):
        reasons.append("document")
    if names >= 60 and any(h.startswith("contact:") for h in shared):
        reasons.append("contact")
    if names >= 95 and (years is None or years <= 1):
        reasons.append("same_name")
    elif names >= 80 and (same_date or years == 0):
        reasons.append("similar_name")
    if reasons and same_date:
        reasons.append("birth_date")
    elif reasons and years == 0:
        reasons.append("birth_year")
    return tuple(reasons)

"""One vacancy and one person as the engine sees them."""

from __future__ import annotations

import uuid
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Vacancy:
    """What is wanted and offered.

    isco: unit group as a number or -1; occupation, employer, region: low 64 bits of the id or 0; certainty: of the coding, in
    millionths; skills: keys of the essential skills; optional: of skills that are welcome and not needed;
    skills_implied: they are usual for the occupation, the advert names none;
    places: (latitude, longitude) in degrees; wage_*: minor units a month or -1; hours_week: tenths of an hour or -1;
    shifts, telework, hours, contract: see ``codes``; education: ISCED level or -1; experience_months: asked for, or -1;
    languages: (packed tag, CEFR level 1-6); licences: skill keys; posted, expires: days (proleptic ordinal) or 0.
    """

    id: uuid.UUID
    isco: int = -1
    occupation: int = 0
    certainty: int = 1_000_000
    skills: tuple[int, ...] = ()
    optional: tuple[int, ...] = ()
    skills_implied: bool = False
    places: tuple[tuple[float, float], ...] = ()
    wage_min: int = -1
    wage_max: int = -1
    currency: int = 0
    hours: int = 0
    hours_week: int = -1
    shifts: int = 0
    contract: int = 0
    telework: int = 0
    education: int = -1
    experience_months: int = -1
    languages: tuple[tuple[int, int], ...] = ()
    licences: tuple[int, ...] = ()
    posted: int = 0
    expires: int = 0
    employer: int = 0
    region: int = 0
    abroad: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """What a person can and wants. There is no field for sex, age, origin, disability or family state, and there shall be none.

    occupations: wanted, as (isco, occupation key); skills: confirmed by the person; inferred: usual for an occupation of theirs,
    not confirmed; places: (latitude, longitude, radius in metres); pay_floor: minor units a
    month
    or -1; hours_max: tenths of an hour a week or -1; contracts: bits of the wanted kinds, 0 for any; education: ISCED level
    or -1;
    languages: (packed tag, CEFR level); experience: (isco, months) of paid, unpaid, own-account and informal work alike.
    """

    id: uuid.UUID
    occupations: tuple[tuple[int, int], ...] = ()
    skills: tuple[int, ...] = ()
    inferred: tuple[int, ...] = ()
    places: tuple[tuple[float, float, int], ...] = ()
    pay_floor: int = -1
    currency: int = 0
    hours: int = 0
    hours_max: int = -1
    shifts_unwanted: int = 0
    contracts: int = 0
    telework: int = 0
    education: int = -1
    languages: tuple[tuple[int, int], ...] = ()
    licences: tuple[int, ...] = ()
    experience: tuple[tuple[int, int], ...] = ()
    abroad: bool = False

"""What the API says about public vacancies."""

import datetime as dt
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import Field

from openpes.base import country
from openpes.work.enums import Contract, Hours, PayPeriod, Telework

IscoCode = Annotated[str, Field(pattern=r"^[0-9]{1,4}$")]
Language = Literal["en", "fr", "es", "ar", "sw"]


class Search(Schema):
    """What is asked of the vacancy search. Every part may be left out or left empty; lists are given by repeating the name."""

    q: str = Field("", max_length=200, description="Words as people say them, for example “cook in Lund”")
    near: str = Field("", max_length=200, description="The name of a place")
    radius_km: int = Field(30, ge=1, le=500)
    lat: float | None = Field(None, ge=-90, le=90, allow_inf_nan=False, description="A point instead of a name, with lon")
    lon: float | None = Field(None, ge=-180, le=180, allow_inf_nan=False)
    occupation: list[IscoCode] = Field([], max_length=20, description="ISCO-08 codes of any level")
    contract: list[Contract] = Field([], max_length=20)
    hours: list[Hours] = Field([], max_length=20)
    telework: list[Telework] = Field([], max_length=20)
    pay_min: float | None = Field(
        None, ge=0, le=1_000_000_000, allow_inf_nan=False,
        description="Least pay a month, in whole units of the currency. Vacancies that state no pay are still found.",
    )  # fmt: skip
    currency: str = Field("", pattern=r"^([A-Za-z]{3})?$", description="ISO 4217; the country's own when left out")
    posted_days: int | None = Field(None, ge=1, le=365, description="At most this many days old")
    sort: Literal["relevance", "newest", "pay", "distance"] = "relevance"
    limit: int = Field(20, ge=1, le=100)
    offset: int = Field(0, ge=0, le=10_000)
    language: Language | None = Field(None, description="Language of the answer; else the header Accept-Language decides")


class Occupation(Schema):
    """The occupation by ISCO-08; ``isco08`` is null while it is not known."""

    isco08: str | None
    label: str


class Reason(Schema):
    """Why something is there. ``good``: true speaks for it, false is a miss, null neither (not known)."""

    code: str
    good: bool | None
    text: str = Field(description="A short plain sentence in the language of the answer")
    values: dict[str, Any] = Field(description="What the sentence is made of")


class Pay(Schema):
    """Pay as stated; amounts are integers in minor units (of which ``minor_digits`` stand after the point). Null is unknown."""

    min_minor: int | None
    max_minor: int | None
    currency: str
    minor_digits: int
    period: PayPeriod
    words: str = Field(description="As the advert says it")


class Place(Schema):
    """Where the work is, as far as it is known."""

    name: str
    country: str = Field(description="ISO 3166-1, empty when not known")
    latitude: float | None
    longitude: float | None


class VacancyBrief(Schema):
    """One vacancy in a list. ``id`` is its reference; ``employer`` is null when the employer is not to be named."""

    id: str
    title: str
    employer: str | None
    occupation: Occupation
    reasons: list[Reason]
    url: str
    distance_km: float | None
    places: list[Place]
    openings: int = Field(description="Places still to be filled")
    pay: Pay | None
    contract: Contract
    hours: Hours
    telework: Telework
    posted_on: dt.date | None
    expires_on: dt.date | None = Field(description="Last day to apply")
    synthetic: bool = Field(description="Made up for demonstration")


class FacetValue(Schema):
    """A value to filter by and how many would be found with it."""

    value: str
    label: str
    count: int
    chosen: bool


class Correction(Schema):
    typed: str
    used: str


class UnknownWord(Schema):
    typed: str
    near: list[str]


class Understood(Schema):
    """How the question was read: say it to people, so that they can put it right."""

    words: list[str]
    place: str
    radius_km: int
    occupation_label: str
    occupation_isco: str
    corrections: list[Correction]
    unknown: list[UnknownWord]
    beginnings: list[str]
    place_unknown: str
    all_words: bool = Field(description="False when nothing had all the words and any of them was taken")
    without_stated_pay: int


class SearchAnswer(Schema):
    total: int
    results: list[VacancyBrief]
    understood: Understood
    facets: dict[str, list[FacetValue]]
    near_words: list[str] = Field(description="To offer when a word was not known or nothing was found")


class Requirement(Schema):
    """What the employer requires, with the reason tied to the job."""

    kind: str
    label: str
    level: int | None
    reason: str


class HowToApply(Schema):
    by: str
    to: str = Field(description="Link, number or address; empty when one applies here")


class VacancyFull(Schema):
    """One vacancy with all that its page shows. A closed one is still found and says so."""

    id: str
    title: str
    description: str
    language: str
    employer: str | None
    occupation: Occupation
    url: str
    open: bool = Field(description="Whether one can apply today")
    state: Literal["published", "paused", "closed"]
    closing_reason: str
    places: list[Place]
    places_total: int
    openings: int
    pay: Pay | None
    contract: Contract
    hours: Hours
    hours_per_week: float | None
    shifts: list[str]
    telework: Telework
    skills: list[str]
    requirements: list[Requirement]
    apply: HowToApply
    starts_on: dt.date | None
    ends_on: dt.date | None
    posted_on: dt.date | None
    expires_on: dt.date | None
    changed_at: dt.datetime
    synthetic: bool


def currency_of(asked: Search) -> str:
    return asked.currency.upper() or country.currency()

"""What the API says to an employer about its own vacancies, and what it takes."""

import datetime as dt
import uuid
from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field

from openpes.api.own_schemas import Given, Named
from openpes.api.vacancy_schemas import HowToApply, Occupation, Pay, Place
from openpes.api.vacancy_schemas import Requirement as RequirementOut
from openpes.work.enums import (
    ApplyBy,
    Audience,
    Contract,
    Handling,
    Hours,
    IscedLevel,
    PayPeriod,
    Relation,
    RequirementKind,
    Shift,
    Telework,
    VacancyStatus,
)

Amount = Annotated[int, Field(gt=0, lt=10**13, description="Minor units of the currency")]


class WorkPlaceGiven(Given):
    """A place from /places, or a place in words."""

    place_id: uuid.UUID | None = None
    text: str = Field("", max_length=300)


class SkillGiven(Given):
    id: uuid.UUID
    relation: Relation = Relation.ESSENTIAL


class RequirementGiven(Given):
    """A condition with the reason that ties it to the job; without a reason it is refused."""

    kind: RequirementKind
    code: str = Field("", max_length=200)
    label: str = Field("", max_length=200)
    level: int | None = Field(None, ge=0, le=600)
    reason: str = Field("", max_length=300)


class Facts(Given):
    """A vacancy as told. What is left out is unknown and is shown as unknown."""

    title: str = Field(min_length=3, max_length=300)
    description: str = Field("", max_length=20_000, description="Plain text: paragraphs by empty line, lists by “- ”")
    language: str = Field("", pattern=r"^([A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})?)?$", max_length=12)
    occupation_id: uuid.UUID | None = None
    establishment_id: uuid.UUID | None = None
    audience: Audience = Audience.PUBLIC
    handling: Handling = Handling.PUBLIC_APPLICATION
    apply_by: ApplyBy = ApplyBy.HERE
    apply_to: str = Field("", max_length=500)
    places_total: int = Field(1, ge=1, le=10_000, description="How many people are wanted")
    contract: Contract = Contract.UNKNOWN
    formal: bool | None = None
    hours: Hours = Hours.UNKNOWN
    hours_per_week: float | None = Field(None, gt=0, le=99, allow_inf_nan=False)
    shifts: list[Shift] = Field([], max_length=5)
    telework: Telework = Telework.UNKNOWN
    pay_min_minor: Amount | None = None
    pay_max_minor: Amount | None = None
    pay_currency: str = Field("", pattern=r"^([A-Z]{3})?$")
    pay_period: PayPeriod = PayPeriod.UNKNOWN
    pay_words: str = Field("", max_length=300)
    education_min: IscedLevel | None = None
    experience_months: int | None = Field(None, ge=0, le=600)
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None
    expires_on: dt.date | None = Field(None, description="Last day to apply; 60 days from publication when left out")
    abroad: bool = False
    places: list[WorkPlaceGiven] = Field([], max_length=20)
    skills: list[SkillGiven] = Field([], max_length=60)
    requirements: list[RequirementGiven] = Field([], max_length=12)


class FactsChange(Facts):
    """Only what is named is changed; a list replaces the whole list."""

    title: str = Field("", min_length=3, max_length=300)


class Submission(Given):
    fee_asked: bool = Field(False, description="Whether anybody asks the worker for money. Then it is refused.")


class Why(Given):
    reason: str = Field("", max_length=300)


class Closing(Given):
    reason: Literal["filled_by_service", "filled_otherwise", "withdrawn"]
    words: str = Field("", max_length=300)


class SkillNamed(Named):
    relation: Relation


class OwnVacancy(Schema):
    """A vacancy of the own employer in any state."""

    id: str
    status: VacancyStatus
    status_reason: str = Field(description="The last word of the service or of a colleague, for example what to change")
    closing_reason: str
    title: str
    description: str
    language: str
    occupation: Occupation
    audience: Audience
    handling: Handling
    apply: HowToApply
    places_total: int
    places_filled: int
    contract: Contract
    formal: bool | None
    hours: Hours
    hours_per_week: float | None
    shifts: list[str]
    telework: Telework
    pay: Pay | None
    education_min: int | None
    experience_months: int | None
    starts_on: dt.date | None
    ends_on: dt.date | None
    posted_on: dt.date | None
    expires_on: dt.date | None
    abroad: bool
    places: list[Place]
    skills: list[SkillNamed]
    requirements: list[RequirementOut]
    url: str | None = Field(description="The public page; null while it never was public")
    created_at: dt.datetime
    changed_at: dt.datetime
    synthetic: bool


class OwnVacancyBrief(Schema):
    id: str
    status: VacancyStatus
    title: str
    places_total: int
    places_filled: int
    posted_on: dt.date | None
    expires_on: dt.date | None
    changed_at: dt.datetime


class OwnVacancies(Schema):
    total: int
    results: list[OwnVacancyBrief]

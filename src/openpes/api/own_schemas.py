"""What the API says about a jobseeker to themself, and what may be changed."""

import datetime as dt
import uuid
from typing import Annotated

from ninja import Schema
from pydantic import ConfigDict, Field

from openpes.api.vacancy_schemas import Reason, VacancyBrief
from openpes.placement.enums import ApplicationStatus
from openpes.work.enums import CefrLevel, Contract, ExperienceKind, Hours, IscedLevel, PayPeriod, Shift, Visibility

Reference = Annotated[str, Field(min_length=1, max_length=24, examples=["V-4KX9-T2M7"])]
LanguageTag = Annotated[str, Field(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})?$", max_length=12, description="BCP 47")]
Month = Annotated[str, Field(pattern=r"^(19|20)[0-9]{2}-(0[1-9]|1[0-2])$", description="Year and month", examples=["2024-05"])]


class Given(Schema):
    """Input: a field we do not know is refused, so that a typing mistake is not lost in silence."""

    model_config = ConfigDict(extra="forbid")


class KeyInForce(Schema):
    """The key of this call."""

    name: str
    role: str
    scopes: list[str]
    expires_at: dt.datetime


class OwnRegistration(Schema):
    reference: str
    status: str
    state: str
    office: str
    since: dt.date


class Me(Schema):
    """Who the key stands for; ``reference`` is null before the account is registered as a person."""

    reference: str | None
    name: str
    language: str
    registration: OwnRegistration | None
    synthetic: bool


class Named(Schema):
    id: uuid.UUID
    label: str


class LanguageLevel(Given):
    language: LanguageTag
    level: CefrLevel = Field(description="CEFR: 1 is A1, 6 is C2")


class PayFloor(Given):
    minor: int = Field(gt=0, lt=10**13, description="Minor units of the currency")
    currency: str = Field(pattern=r"^[A-Z]{3}$")
    period: PayPeriod


class ExperienceOut(Schema):
    kind: ExperienceKind
    title: str
    where: str
    began: dt.date | None
    ended: dt.date | None
    months: int | None
    occupation_id: uuid.UUID | None


class OwnPlace(Schema):
    place_id: uuid.UUID | None
    name: str
    radius_km: int


class Profile(Schema):
    """What the person can and wants."""

    summary: str
    education: IscedLevel | None = Field(description="ISCED 2011")
    hours: Hours
    hours_min: int | None
    hours_max: int | None
    shifts_unwanted: list[str]
    contracts: list[str]
    pay_floor: PayFloor | None
    telework: bool | None
    abroad: bool
    available_from: dt.date | None
    visibility: Visibility
    occupations: list[Named]
    skills: list[Named]
    licences: list[Named]
    languages: list[LanguageLevel]
    experience: list[ExperienceOut]
    places: list[OwnPlace]
    changed_at: dt.datetime | None


class ExperienceGiven(Given):
    kind: ExperienceKind
    title: str = Field(min_length=1, max_length=200)
    where: str = Field("", max_length=200)
    began: Month | None = None
    ended: Month | None = None
    months: int | None = Field(None, ge=0, le=900)
    occupation_id: uuid.UUID | None = None


class PlaceGiven(Given):
    place_id: uuid.UUID
    radius_km: int = Field(30, ge=1, le=500)


class ProfileChange(Given):
    """Only what is named is changed; a list replaces the whole list. Whether employers may find somebody is agreed on the pages."""

    summary: str = Field("", max_length=5000)
    education: IscedLevel | None = None
    hours: Hours = Hours.UNKNOWN
    hours_min: int | None = Field(None, ge=0, le=99)
    hours_max: int | None = Field(None, ge=0, le=99)
    shifts_unwanted: list[Shift] = Field([], max_length=10)
    contracts: list[Contract] = Field([], max_length=10)
    pay_floor: PayFloor | None = None
    telework: bool | None = None
    abroad: bool = False
    available_from: dt.date | None = None
    occupations: list[uuid.UUID] = Field([], max_length=10)
    skills: list[uuid.UUID] = Field([], max_length=100)
    licences: list[uuid.UUID] = Field([], max_length=60)
    languages: list[LanguageLevel] = Field([], max_length=20)
    experience: list[ExperienceGiven] = Field([], max_length=40)
    places: list[PlaceGiven] = Field([], max_length=10)


class ScoredReason(Reason):
    """``millionths`` is what this part adds to the score; all parts sum to it."""

    millionths: int


class MatchOut(Schema):
    vacancy: VacancyBrief
    reasons: list[ScoredReason] = Field(description="Every reason and every miss")
    saved: bool
    applied: bool


class Matches(Schema):
    total: int
    has_profile: bool = Field(description="False while the profile says nothing about the work looked for")
    weights_version: int
    results: list[MatchOut]


class VacancyNamed(Schema):
    id: str
    title: str
    employer: str | None
    url: str


class Step(Schema):
    status: ApplicationStatus
    label: str
    words: str
    at: dt.datetime


class ApplicationOut(Schema):
    """One application with each step of it."""

    reference: str
    vacancy: VacancyNamed
    status: ApplicationStatus
    label: str
    sent_at: dt.datetime
    interview_at: dt.datetime | None
    interview_where: str
    rejection_reason: str
    rejection_words: str
    steps: list[Step]


class Applications(Schema):
    results: list[ApplicationOut]


class ApplicationGiven(Given):
    vacancy: Reference
    letter: str = Field("", max_length=5000)
    share_contact: bool = True


class Withdrawal(Given):
    words: str = Field("", max_length=500)


class Hiding(Given):
    reason: str = Field("", max_length=200)


class Kept(Schema):
    """Vacancies kept, and vacancies not to be proposed again."""

    saved: list[VacancyNamed]
    hidden: list[VacancyNamed]

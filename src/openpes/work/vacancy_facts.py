"""What somebody says about a vacancy, checked and cleaned before it is written."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from openpes.base import clock
from openpes.base.errors import InvalidInput
from openpes.base.text import clean, clean_line
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
)
from openpes.work.rules import Offer

MOST_PLACES = 10_000
MOST_SKILLS = 60
MOST_REQUIREMENTS = 12
LARGEST_AMOUNT = 10**13


@dataclass(frozen=True, slots=True)
class WorkPlace:
    """A place of the gazetteer, or a place in words only."""

    place_id: uuid.UUID | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Requirement:
    """A filter with the reason that ties it to the job. ``level``: CEFR, ISCED or months, by kind."""

    kind: str
    code: str
    label: str = ""
    level: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class VacancyFacts:
    """A vacancy as told. Empty and unknown stay unknown; amounts are minor units."""

    title: str = ""
    description: str = ""
    language: str = ""
    occupation_id: uuid.UUID | None = None
    establishment_id: uuid.UUID | None = None
    on_behalf_of_id: uuid.UUID | None = None
    audience: str = Audience.PUBLIC
    handling: str = Handling.PUBLIC_APPLICATION
    apply_by: str = ApplyBy.HERE
    apply_to: str = ""
    places_total: int = 1
    contract: str = Contract.UNKNOWN
    formal: bool | None = None
    hours: str = Hours.UNKNOWN
    hours_per_week: Decimal | None = None
    shifts: Sequence[str] = ()
    telework: str = Telework.UNKNOWN
    pay_min_minor: int | None = None
    pay_max_minor: int | None = None
    pay_currency: str = ""
    pay_period: str = ""
    pay_words: str = ""
    education_min: int | None = None
    experience_months: int | None = None
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None
    expires_on: dt.date | None = None
    abroad: bool = False
    fee_asked: bool = False
    places: Sequence[WorkPlace] = ()
    skills: Mapping[uuid.UUID, str] = field(default_factory=dict)
    requirements: Sequence[Requirement] = ()

    def offer(self) -> Offer:
        """The parts that the rules look at."""
        return Offer(
            title=self.title,
            description=self.description,
            pay_min_minor=self.pay_min_minor,
            pay_max_minor=self.pay_max_minor,
            pay_currency=self.pay_currency,
            pay_period=self.pay_period,
            contract=self.contract,
            hours=self.hours,
            hours_per_week=self.hours_per_week,
            fee_asked=self.fee_asked,
            requirements=tuple((r.kind, r.code, r.reason) for r in self.requirements),
        )


ROW_FIELDS = tuple(f.name for f in fields(VacancyFacts) if f.name not in {"fee_asked", "places", "skills", "requirements"})
_CHOICES: dict[str, Any] = {
    "audience": Audience,
    "handling": Handling,
    "apply_by": ApplyBy,
    "contract": Contract,
    "hours": Hours,
    "telework": Telework,
    "pay_period": PayPeriod,
}


def _fail(name: str, message: str) -> None:
    raise InvalidInput(message, field=name)


def _check_pay(facts: VacancyFacts) -> None:
    for name in ("pay_min_minor", "pay_max_minor"):
        amount = getattr(facts, name)
        if amount is not None and not 0 < amount < LARGEST_AMOUNT:
            _fail(name, _("Please write an amount above zero, or leave it empty."))
    if facts.pay_min_minor is not None and facts.pay_max_minor is not None and facts.pay_max_minor < facts.pay_min_minor:
        _fail("pay_max_minor", _("The highest pay is below the lowest."))
    if (facts.pay_min_minor is not None or facts.pay_max_minor is not None) and len(facts.pay_currency) != 3:
        _fail("pay_currency", _("Please say the currency."))


def _check_dates(facts: VacancyFacts) -> None:
    today = clock.today()
    if facts.expires_on and facts.expires_on < today:
        _fail("expires_on", _("The last day to apply is over. Please choose a later day."))
    if facts.starts_on and facts.ends_on and facts.ends_on < facts.starts_on:
        _fail("ends_on", _("The work ends before it begins."))


def _check_way_to_apply(facts: VacancyFacts) -> None:
    if facts.apply_by == ApplyBy.HERE:
        return
    if not facts.apply_to:
        _fail("apply_to", _("Please say where people should apply: the address, number or link."))
    if facts.apply_by == ApplyBy.LINK:
        parts = urlsplit(facts.apply_to)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            _fail("apply_to", _("Please give the whole link, beginning with https://"))


def _check_numbers(facts: VacancyFacts) -> None:
    if not 1 <= facts.places_total <= MOST_PLACES:
        _fail("places_total", _("Please write how many people you want, at least 1."))
    if facts.hours_per_week is not None and not 0 < facts.hours_per_week <= 99:
        _fail("hours_per_week", _("Please write the hours a week, at most 99."))
    if facts.experience_months is not None and not 0 <= facts.experience_months <= 600:
        _fail("experience_months", _("Please write the months of experience, at most 600."))
    if facts.education_min is not None and facts.education_min not in IscedLevel.values:
        _fail("education_min", _("Please choose one of the answers."))


def checked(facts: VacancyFacts) -> VacancyFacts:
    """The facts cleaned. Raises InvalidInput naming the field."""
    if any(isinstance(getattr(facts, name), str) and len(getattr(facts, name)) > 100_000 for name in ROW_FIELDS):
        _fail("description", _("The text is too long. Please shorten it to 20,000 characters."))
    facts = replace(
        facts,
        title=clean_line(facts.title),
        description=clean(facts.description),
        apply_to=clean_line(facts.apply_to, 500),
        pay_words=clean_line(facts.pay_words, 300),
        pay_currency=clean_line(facts.pay_currency, 3).upper(),
        shifts=[shift for shift in facts.shifts if shift in Shift.values],
    )
    if len(facts.title) < 3:
        _fail("title", _("Please give the job a title, for example “Cook in a school kitchen”."))
    if len(facts.title) > 300:
        _fail("title", _("The title is too long. Please use at most 300 characters."))
    if len(facts.description) > 20_000:
        _fail("description", _("The text is too long. Please shorten it to 20,000 characters."))
    for name, choices in _CHOICES.items():
        if getattr(facts, name) not in choices.values:
            _fail(name, _("Please choose one of the answers."))
    _check_numbers(facts)
    _check_pay(facts)
    _check_dates(facts)
    _check_way_to_apply(facts)
    if len(facts.skills) > MOST_SKILLS or any(r not in Relation.values for r in facts.skills.values()):
        _fail("skills", _("Please name at most %(n)s skills.") % {"n": MOST_SKILLS})
    if len(facts.requirements) > MOST_REQUIREMENTS:
        _fail("requirements", _("Please set at most %(n)s conditions.") % {"n": MOST_REQUIREMENTS})
    return replace(facts, requirements=[_requirement(r, n) for n, r in enumerate(facts.requirements)])


def _requirement(requirement: Requirement, number: int) -> Requirement:
    name = f"requirements.{number}"
    code, label = clean_line(requirement.code, 200), clean_line(requirement.label, 200)
    if requirement.kind not in RequirementKind.values:
        _fail(name, _("Please choose one of the answers."))
    if not (code or label):
        _fail(name, _("Please say what the job needs."))
    if requirement.level is not None and not 0 <= requirement.level <= 600:
        _fail(name, _("Please choose one of the levels."))
    return replace(requirement, code=code or label, label=label or code, reason=clean_line(requirement.reason, 300))

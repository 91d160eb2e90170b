"""What a country pack holds, as typed and frozen values. Codes are stable; texts are `Localised`."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from .calendar import Calendar, OpeningSpan
from .fields import Localised
from .numbers import DocumentType, PhonePlan

PLACE_LEVELS = ("region", "district", "town")
ORGANISATION_KINDS = ("country", "agency", "directorate", "office", "partner", "partner_office")
LEGAL_BASES = ("law", "public_task", "contract", "consent")
COLLECTION = ("yes", "consent", "no")
CONDITIONS = (
    "minimum_age",
    "maximum_age",
    "right_to_work",
    "residence",
    "not_in_work",
    "hours_below",
    "available_within_days",
    "recall_date",
    "never_worked",
    "leaves_work_within_days",
    "named_programme",
)
NUMBERED_CONDITIONS = (
    "minimum_age",
    "maximum_age",
    "hours_below",
    "available_within_days",
    "leaves_work_within_days",
)
CONSEQUENCES = ("refuse", "officer_decides", "inform")
PERIODS = ("hour", "day", "week", "month", "year")
RETENTION_ACTIONS = ("erase", "anonymise", "review")
AUDIENCES = ("everyone", "jobseekers", "employers", "staff")

Coded = TypeVar("Coded", "Place", "Purpose")


@dataclass(frozen=True, slots=True)
class Currency:
    """ISO 4217 code (or an invented one, then `invented`), minor units, symbol for screens."""

    code: str
    name: Localised
    symbol: str
    minor_units: int
    invented: bool


@dataclass(frozen=True, slots=True)
class Place:
    """A region, district or town. `code` is like ISO 3166-2; `alternatives` are other spellings."""

    code: str
    level: str
    parent: str
    name: str
    names: Localised
    alternatives: tuple[str, ...]
    latitude: float | None
    longitude: float | None
    population: int


@dataclass(frozen=True, slots=True)
class Organisation:
    """A node of the organisation tree. `catchment` holds codes of regions, districts or towns."""

    code: str
    kind: str
    parent: str
    names: Localised
    town: str
    address: Localised
    latitude: float | None
    longitude: float | None
    opening_hours: str
    opening: tuple[OpeningSpan, ...]
    phone: str
    email: str
    accessibility: Localised
    languages: tuple[str, ...]
    catchment: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MinimumWage:
    """Gross minimum pay in minor units for one period, from a date on. `under_age` 0: for everyone."""

    from_date: dt.date
    period: str
    amount_minor: int
    under_age: int
    citation: str


@dataclass(frozen=True, slots=True)
class WorkAge:
    """Ages in full years: light work, all work, dangerous work, old-age pension."""

    light_work: int
    work: int
    hazardous_work: int
    pension: int
    citation: str


@dataclass(frozen=True, slots=True)
class EntryRule:
    """One condition of the law for a registration. `statuses` empty: for every status.

    `condition` is one of CONDITIONS, with `value` where the condition is a number. `consequence` when the
    condition is not met: refuse with the text, let an officer decide, or only inform.
    """

    id: str
    statuses: tuple[str, ...]
    condition: str
    value: int | None
    consequence: str
    text: Localised
    law: str
    paragraph: str
    from_date: dt.date
    to_date: dt.date | None


@dataclass(frozen=True, slots=True)
class Wording:
    """One version of the text that a person was shown. Old ones stay: a consent names its version."""

    version: int
    from_date: dt.date
    text: Localised


@dataclass(frozen=True, slots=True)
class Purpose:
    """A purpose of processing with its legal basis. Only consent can be withdrawn."""

    code: str
    name: Localised
    basis: str
    citation: str
    wordings: tuple[Wording, ...]

    @property
    def withdrawable(self) -> bool:
        return self.basis == "consent"

    def wording(self, on: dt.date) -> Wording:
        """The wording in force on that day; the oldest one before the first began."""
        in_force = [w for w in self.wordings if w.from_date <= on]
        return in_force[-1] if in_force else self.wordings[0]


@dataclass(frozen=True, slots=True)
class TargetGroup:
    """A group of clients whom the service must reach. Never an input to a score."""

    code: str
    name: Localised
    may_be_collected: str
    known_from: str
    help: Localised
    citation: str


@dataclass(frozen=True, slots=True)
class Named:
    """A code with its words and, where it matters, a plain explanation."""

    code: str
    name: Localised
    help: Localised = field(default_factory=Localised)


@dataclass(frozen=True, slots=True)
class RegistrationStatus:
    """A legal status of a registration spell. `unemployed`: counted as registered unemployed."""

    code: str
    name: Localised
    help: Localised
    unemployed: bool
    needs_recall_date: bool


@dataclass(frozen=True, slots=True)
class EndReason:
    """Why a registration spell ended. `into_work`: counted as an outflow into work."""

    code: str
    name: Localised
    into_work: bool
    needs_officer: bool


@dataclass(frozen=True, slots=True)
class WithholdingClass:
    """A reason for which a note may be withheld from the person it is about, and when that is reviewed."""

    code: str
    name: Localised
    review_months: int
    citation: str


@dataclass(frozen=True, slots=True)
class NoteTemplate:
    """A starting text for a note. Headings end with a colon; the counsellor writes behind them."""

    code: str
    name: Localised
    body: Localised


@dataclass(frozen=True, slots=True)
class Retention:
    """How long records of one kind are kept after `starts`, and what happens then."""

    record: str
    months: int
    starts: str
    action: str
    citation: str


@dataclass(frozen=True, slots=True)
class QuietHours:
    """No message is sent between `start` and `end` of the local day (over midnight when start > end)."""

    start: dt.time
    end: dt.time
    rest_days_too: bool

    def covers(self, moment: dt.time) -> bool:
        if self.start <= self.end:
            return self.start <= moment < self.end
        return moment >= self.start or moment < self.end


@dataclass(frozen=True, slots=True)
class MessagePrice:
    """What one message part costs the service, in thousandths of a minor unit of `currency`."""

    channel: str
    unit: str
    price_milli: int


@dataclass(frozen=True, slots=True)
class EmployerKind:
    """A kind of employer. `needs_licence`: may act only with a valid licence number."""

    code: str
    name: Localised
    needs_licence: bool
    informal: bool


@dataclass(frozen=True, slots=True)
class VerificationTier:
    """What an employer has shown of itself, and what that allows. `open_vacancies` 0: no limit."""

    code: str
    name: Localised
    help: Localised
    proofs: tuple[str, ...]
    open_vacancies: int
    sees_candidates: bool


@dataclass(frozen=True, slots=True)
class ClosingReason:
    """Why a vacancy was closed. `filled_by_service`: counted as filled through us."""

    code: str
    name: Localised
    filled: bool
    filled_by_service: bool


@dataclass(frozen=True, slots=True)
class MatchWeights:
    """One version of the weights of the match score, in millionths, and who stands behind it.

    `hard`: what a person may rule out, so that a vacancy that misses it is not shown.
    """

    version: int
    in_force_from: dt.date
    weights: Mapping[str, int]
    hard: tuple[str, ...]
    consulted_with: tuple[str, ...]
    approved_by: str
    note: Localised


@dataclass(frozen=True, slots=True)
class Page:
    """A content page in one language. `body` is Markdown."""

    slug: str
    language: str
    title: str
    summary: str
    audience: str
    order: int
    target_group: str
    body: str


@dataclass(frozen=True, slots=True)
class CountryPack:
    """Everything that differs between countries. Made by `load`; read through `current`."""

    key: str
    fingerprint: str
    code: str
    names: Localised
    service_names: Localised
    synthetic: bool
    notice: Localised
    languages: tuple[str, ...]
    complete_languages: tuple[str, ...]
    default_language: str
    time_zone: str
    centre: tuple[float, float]
    currency: Currency
    phone: PhonePlan
    calendar: Calendar
    work_age: WorkAge
    minimum_wages: tuple[MinimumWage, ...]
    places: tuple[Place, ...]
    organisations: tuple[Organisation, ...]
    entry_rules: tuple[EntryRule, ...]
    purposes: tuple[Purpose, ...]
    target_groups: tuple[TargetGroup, ...]
    statuses: tuple[RegistrationStatus, ...]
    end_reasons: tuple[EndReason, ...]
    document_types: tuple[DocumentType, ...]
    withholding_classes: tuple[WithholdingClass, ...]
    note_templates: tuple[NoteTemplate, ...]
    retention: tuple[Retention, ...]
    quiet_hours: QuietHours
    message_prices: tuple[MessagePrice, ...]
    employer_kinds: tuple[EmployerKind, ...]
    tiers: tuple[VerificationTier, ...]
    closing_reasons: tuple[ClosingReason, ...]
    match_weights: tuple[MatchWeights, ...]
    taxonomies: tuple[str, ...]
    pages: tuple[Page, ...]

    def minimum_wage(self, on: dt.date, period: str, age: int | None = None) -> MinimumWage | None:
        """The minimum wage in force on a day for a pay period; None when the pack states none.

        A lower rate for the young counts only when the age is known to be below its limit.
        """
        rates = [m for m in self.minimum_wages if m.period == period and m.from_date <= on]
        young = [m for m in rates if m.under_age and age is not None and age < m.under_age]
        chosen = young or [m for m in rates if not m.under_age]
        return max(chosen, key=lambda m: m.from_date, default=None)

    def weights(self, on: dt.date) -> MatchWeights:
        """The match weights in force on a day; the oldest version before the first began."""
        return max(
            (w for w in self.match_weights if w.in_force_from <= on),
            key=lambda w: w.in_force_from,
            default=self.match_weights[0],
        )

    def place(self, code: str) -> Place:
        """Raises KeyError for a code that is not in the pack."""
        return _one(self.places, "place", code)

    def purpose(self, code: str) -> Purpose:
        """Raises KeyError for a code that is not in the pack."""
        return _one(self.purposes, "purpose", code)

    def rules_for(self, status: str, on: dt.date) -> tuple[EntryRule, ...]:
        """The entry rules in force on a day for a registration status, in the order of the pack."""
        return tuple(
            rule
            for rule in self.entry_rules
            if (not rule.statuses or status in rule.statuses)
            and rule.from_date <= on
            and (rule.to_date is None or on <= rule.to_date)
        )

    def page(self, slug: str, language: str) -> Page | None:
        """The page in `language`, else in the default language, else in English; None when there is none."""
        found = {p.language: p for p in self.pages if p.slug == slug}
        for tag in (language, language.split("-")[0], self.default_language, "en"):
            if tag in found:
                return found[tag]
        return None


def _one(rows: tuple[Coded, ...], kind: str, code: str) -> Coded:
    for row in rows:
        if row.code == code:
            return row
    raise KeyError(f"The pack has no {kind} {code!r}.")

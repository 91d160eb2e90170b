"""Decisions about employers and vacancies. Pure: plain values in, findings out."""

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Literal

from openpes.work.advert_wording import excluding_words, fee_words

Weight = Literal["refuse", "ask"]

STEPS: Mapping[str, frozenset[str]] = {
    "draft": frozenset({"in_review", "published", "closed"}),
    "in_review": frozenset({"draft", "published", "closed"}),
    "published": frozenset({"in_review", "paused", "closed"}),
    "paused": frozenset({"in_review", "published", "closed"}),
    "closed": frozenset(),
}
LICENSED_KINDS = frozenset({"private_agency", "temporary_agency"})
NO_MINIMUM_WAGE = frozenset({"own_account", "volunteer"})
MINIMUM_WAGE_BY_A_PERSON = frozenset({"apprenticeship", "internship"})
WITHOUT_REASON = frozenset({"", "-", "n/a", "na", "none", "no", "yes", "required", "must", "needed", "x", "."})
DEFAULT_DAYS_OPEN = 60
MOST_DAYS_OPEN = 183
SHORTEST_REASON = 8
FULL_TIME_HOURS = Decimal(40)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about a vacancy: ``refuse`` stops it, ``ask`` is for a person to decide. ``params`` fill the message."""

    code: str
    field: str
    weight: Weight
    params: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    citation: str = ""


@dataclass(frozen=True, slots=True)
class MinimumRate:
    """The minimum wage for one pay period, in minor units of the country's currency."""

    period: str
    minor: int
    citation: str = ""


@dataclass(frozen=True, slots=True)
class TierLimits:
    """What a verification tier allows. ``open_vacancies`` 0: no limit."""

    open_vacancies: int
    sees_candidates: bool
    publishes_directly: bool


@dataclass(frozen=True, slots=True)
class Offer:
    """The parts of a vacancy that rules look at."""

    title: str = ""
    description: str = ""
    pay_min_minor: int | None = None
    pay_max_minor: int | None = None
    pay_currency: str = ""
    pay_period: str = ""
    contract: str = "unknown"
    hours: str = "unknown"
    hours_per_week: Decimal | None = None
    fee_asked: bool = False
    requirements: Sequence[tuple[str, str, str]] = ()  # kind, code, reason


def limits_of(tier: int, open_vacancies: int, pack_sees_candidates: bool) -> TierLimits:
    """What a tier may do. Below tier 1 nobody sees candidates or publishes without a check, whatever the country pack says."""
    checked = tier >= 1
    return TierLimits(open_vacancies, checked and pack_sees_candidates, checked)


def may_open_another(limits: TierLimits, open_now: int) -> bool:
    """Whether one more vacancy may be open or waiting for a check."""
    return limits.open_vacancies == 0 or open_now < limits.open_vacancies


def licence_problem(kind: str, number: str, until: dt.date | None, today: dt.date) -> str:
    """ "" or the code of the problem: agencies need a licence in force (ILO C181, Article 3)."""
    if kind not in LICENSED_KINDS:
        return ""
    if not number:
        return "licence_missing"
    if until is None:
        return "licence_end_missing"
    return "licence_over" if until < today else ""


def _minimum_for(offer: Offer, rates: Mapping[str, MinimumRate]) -> tuple[int | None, str]:
    """The least lawful amount for the offer's period and the paragraph, or (None, "") when it cannot be said."""
    rate = rates.get(offer.pay_period)
    if offer.pay_period in {"hour", "day"}:
        return (rate.minor, rate.citation) if rate else (None, "")
    hours = offer.hours_per_week
    if hours is not None and hours < FULL_TIME_HOURS and "hour" in rates:
        weeks = {"week": Decimal(1), "month": Decimal(52) / 12, "year": Decimal(52)}.get(offer.pay_period)
        if weeks is None:
            return None, ""
        least = (Decimal(rates["hour"].minor) * hours * weeks).quantize(Decimal(1), ROUND_HALF_UP)
        return int(least), rates["hour"].citation
    if hours is None and offer.hours in {"part_time", "either"}:
        return None, ""
    return (rate.minor, rate.citation) if rate else (None, "")


def pay_findings(offer: Offer, rates: Mapping[str, MinimumRate], currency: str) -> list[Finding]:
    """Pay below the legal minimum is refused with the paragraph; what cannot be compared is for a person to look at.

    The lowest amount that the offer allows counts. Unknown pay is no finding: it stays unknown. Part-time pay by the week, month
    or year is compared with the hourly minimum times the stated hours.
    """
    lowest = offer.pay_min_minor if offer.pay_min_minor is not None else offer.pay_max_minor
    if lowest is None or not rates or offer.contract in NO_MINIMUM_WAGE:
        return []
    field_name = "pay_min_minor" if offer.pay_min_minor is not None else "pay_max_minor"
    if offer.pay_currency != currency:
        return [Finding("pay_other_currency", field_name, "ask", {"currency": offer.pay_currency})]
    if not offer.pay_period:
        return [Finding("pay_period_missing", "pay_period", "ask")]
    least, citation = _minimum_for(offer, rates)
    if least is None:
        return [Finding("pay_hours_missing", "hours_per_week", "ask")]
    if lowest >= least:
        return []
    weight: Weight = "ask" if offer.contract in MINIMUM_WAGE_BY_A_PERSON else "refuse"
    params = {"minor": least, "currency": currency, "period": offer.pay_period}
    return [Finding("pay_below_minimum", field_name, weight, params, citation)]


def requirement_findings(requirements: Sequence[tuple[str, str, str]]) -> list[Finding]:
    """Every requirement needs a reason tied to the job, in words (ILO C111, Article 1 (2))."""
    found = []
    for number, (_kind, _code, reason) in enumerate(requirements):
        said = " ".join(reason.split())
        if len(said) < SHORTEST_REASON or said.casefold().strip(" .") in WITHOUT_REASON:
            found.append(Finding("requirement_without_reason", f"requirements.{number}", "refuse", citation="ILO C111, 1 (2)"))
    return found


def text_findings(offer: Offer) -> list[Finding]:
    """Money asked from workers is refused; wording that shuts people out is shown with the rule and a person decides."""
    text = f"{offer.title}.\n{offer.description}"
    found = []
    if offer.fee_asked:
        found.append(Finding("fee_asked", "fee_asked", "refuse", citation="ILO C181, 7"))
    found += [Finding("fee_words", "description", "refuse", {"words": w.words}, w.citation) for w in fee_words(text)]
    found += [Finding(f"wording_{w.ground}", "description", "ask", {"words": w.words}, w.citation) for w in excluding_words(text)]
    return found


def findings(offer: Offer, rates: Mapping[str, MinimumRate], currency: str) -> list[Finding]:
    """Everything the rules say about an offer, refusals first."""
    found = [*pay_findings(offer, rates, currency), *requirement_findings(offer.requirements), *text_findings(offer)]
    return sorted(found, key=lambda f: f.weight != "refuse")


def status_after_submitting(limits: TierLimits, found: Sequence[Finding], *, needs_check: bool = False) -> str:
    """ "published" for a verified employer whose offer raises no question, else "in_review". Call only without refusals."""
    if limits.publishes_directly and not found and not needs_check:
        return "published"
    return "in_review"


def last_day(asked: dt.date | None, from_day: dt.date) -> dt.date:
    """The last day a vacancy is open: as asked, 60 days when nothing was said, never more than 183 days ahead."""
    latest = from_day + dt.timedelta(days=MOST_DAYS_OPEN)
    if asked is None:
        return from_day + dt.timedelta(days=DEFAULT_DAYS_OPEN)
    return min(asked, latest)


def places_after(filled: int, total: int) -> tuple[int, bool] | None:
    """(filled places, all filled) after one more person is hired; None when no place is left."""
    if filled >= total:
        return None
    return filled + 1, filled + 1 == total

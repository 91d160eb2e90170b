"""From an advert to the facts of a vacancy, and what a second import means. Pure."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import fields

from .pay_patterns import FORTNIGHT, UNKNOWN
from .records import Advert, Audience, Place

# Raised when the reading improves, so that vacancies which did not change in the file are written again.
READING_VERSION = 1

_NOT_IN_DIGEST = {"lines", "problems"}

_CONTRACTS = {
    "PERMANENT": "permanent",
    "TEMPORARY": "fixed_term",
    "CONTRACTOR": "own_account",
    "INTERN": "internship",
    "APPRENTICE": "apprenticeship",
    "VOLUNTEER": "volunteer",
    "PER_DIEM": "occasional",
    "SEASONAL": "seasonal",
}

# Closed for one of these reasons by a person: an import does not open it again.
CLOSED_BY_IMPORT = frozenset({"withdrawn", "expired"})


def digest_of(advert: Advert) -> str:
    """SHA-256 over everything the advert says (not over its lines in the file)."""
    facts = [repr(getattr(advert, each.name)) for each in fields(Advert) if each.name not in _NOT_IN_DIGEST]
    return hashlib.sha256("\x1f".join([str(READING_VERSION), *facts]).encode()).hexdigest()


def facts_of(advert: Advert) -> dict[str, object]:
    """Columns of a vacancy that come from the advert alone. Unknown stays unknown."""
    minimum, maximum, currency, period = _pay(advert)
    return {
        "title": advert.title,
        "description": advert.text,
        "language": advert.language,
        "audience": "public" if advert.audience is Audience.PUBLIC else "employer_internal",
        "apply_by": "link" if advert.url else "here",
        "apply_to": advert.url,
        "source_url": advert.url,
        "places_total": advert.positions or 1,
        "contract": next((_CONTRACTS[t] for t in advert.employment_types if t in _CONTRACTS), "unknown"),
        "hours": _hours(advert.employment_types),
        "telework": {True: "fully", False: "none", None: "unknown"}[advert.telework],
        "pay_min_minor": minimum,
        "pay_max_minor": maximum,
        "pay_currency": currency,
        "pay_period": period,
        "pay_words": _pay_words(advert),
        "posted_on": advert.posted,
        "expires_on": advert.closes,
        "dates_rebased": advert.dates_rebased,
    }


def _hours(types: tuple[str, ...]) -> str:
    full, part = "FULL_TIME" in types, "PART_TIME" in types
    if full and part:
        return "either"
    return "full_time" if full else "part_time" if part else "unknown"


def _pay(advert: Advert) -> tuple[int | None, int | None, str, str]:
    """Amounts only with a currency: a number of nobody knows what is not pay. A fortnight is kept in words only."""
    pay = advert.pay
    if not pay.known or not pay.currency or pay.period == FORTNIGHT:
        return None, None, "", ""
    return pay.minimum, pay.maximum, pay.currency, "" if pay.period == UNKNOWN else pay.period


def _pay_words(advert: Advert) -> str:
    pay = advert.pay
    if advert.pay_words or not pay.known or (pay.currency and pay.period != FORTNIGHT):
        return advert.pay_words[:300]
    ends = dict.fromkeys(f"{end / 100:.2f}" for end in (pay.minimum, pay.maximum) if end is not None)
    return " – ".join(ends)


def place_text(place: Place) -> str:
    """The place as the advert names it, narrowest part first."""
    parts = dict.fromkeys(part for part in (place.street, place.locality, place.region) if part)
    if len(place.country) > 2:
        parts[place.country] = None
    return ", ".join(parts)[:300]


def status_of(closes: dt.date | None, today: dt.date) -> tuple[str, str]:
    """(status, closing reason) of an imported vacancy: closed when its last day has passed."""
    return ("closed", "expired") if closes is not None and closes < today else ("published", "")


def status_after(before: str, reason_before: str, closes: dt.date | None, today: dt.date) -> tuple[str, str]:
    """(status, closing reason) when the source shows the vacancy again.

    What the import closed it may open again; what a person closed, paused or holds for review stays as it is, except
    that an expired one closes.
    """
    wanted, reason = status_of(closes, today)
    if before == "closed":
        return (wanted, reason) if reason_before in CLOSED_BY_IMPORT else (before, reason_before)
    if wanted == "closed":
        return wanted, reason
    return before, ""


def withdraws_too_much(withdrawn: int, in_force: int) -> bool:
    """Whether a "complete" file misses so many vacancies that it is more likely cut off: over half, and over 20."""
    return withdrawn > 20 and withdrawn * 2 > in_force

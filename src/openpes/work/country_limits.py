"""What the country pack in force says about employers and pay, as the plain values that ``rules`` takes."""

import datetime as dt

from openpes.base import countrypack
from openpes.work.enums import PayPeriod, VerificationTier
from openpes.work.rules import MinimumRate, TierLimits, limits_of

_TIER_CODES = {
    VerificationTier.UNVERIFIED: "unverified",
    VerificationTier.PERSONAL: "personal",
    VerificationTier.REGISTER: "register",
}


def minimum_rates(on: dt.date) -> dict[str, MinimumRate]:
    """The minimum wage of a day by pay period; empty in a country without one."""
    pack = countrypack.current()
    rates = {period: pack.minimum_wage(on, period) for period in PayPeriod.values if period}
    return {period: MinimumRate(period, rate.amount_minor, rate.citation) for period, rate in rates.items() if rate}


def tier_limits(tier: int) -> TierLimits:
    """What the country lets an employer of this tier do."""
    code = _TIER_CODES[VerificationTier(tier)]
    for entry in countrypack.current().tiers:
        if entry.code == code:
            return limits_of(tier, entry.open_vacancies, entry.sees_candidates)
    return limits_of(tier, 0 if tier else 2, bool(tier))

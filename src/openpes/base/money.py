"""Money: integer minor units, ISO 4217 currency and a period. Unknown pay is None, never zero."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

PERIODS_PER_MONTH: dict[str, Decimal] = {
    # 52 weeks of 40 hours and 260 working days a year
    "hour": Decimal(52 * 40) / 12,
    "day": Decimal(260) / 12,
    "week": Decimal(52) / 12,
    "month": Decimal(1),
    "year": Decimal(1) / 12,
}
MINOR_DIGITS = {"JPY": 0, "KRW": 0, "VND": 0, "XOF": 0, "XAF": 0, "CLP": 0, "UGX": 0, "RWF": 0, "BIF": 0, "DJF": 0, "GNF": 0,
"ISK": 0, "KMF": 0, "PYG": 0, "VUV": 0, "XPF": 0, "TND": 3, "KWD": 3, "JOD": 3, "BHD": 3, "OMR": 3, "IQD": 3, "LYD": 3}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in minor units of ``currency``, per ``period`` (hour, day, week, month, year, or "" when once)."""

    minor: int
    currency: str
    period: str = ""

    @property
    def major(self) -> Decimal:
        digits = MINOR_DIGITS.get(self.currency, 2)
        return Decimal(self.minor).scaleb(-digits)


def monthly_equivalent(minor: int | None, period: str, hours_per_week: float | None = None) -> int | None:
    """Minor units a month, or None when amount or period is unknown.

    Hourly pay uses ``hours_per_week`` when given (a half-time post pays half), else 40.
    """
    if minor is None or period not in PERIODS_PER_MONTH:
        return None
    factor = PERIODS_PER_MONTH[period]
    if period == "hour" and hours_per_week:
        factor = Decimal(52) * Decimal(str(hours_per_week)) / 12
    return int((Decimal(minor) * factor).quantize(Decimal(1), ROUND_HALF_UP))

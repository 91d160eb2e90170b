"""Pure arithmetic of statistics: weeks and percentages half up. Small cells are hidden by ``base.suppression``."""

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal


def week_of(day: dt.date) -> dt.date:
    """The Monday of a day's week (ISO 8601)."""
    return day - dt.timedelta(days=day.weekday())


def percent(part: int, whole: int) -> int | None:
    """Whole percent, half up; None on an empty base."""
    if not whole:
        return None
    return int((Decimal(100) * part / whole).quantize(Decimal(1), ROUND_HALF_UP))

"""The one clock. Times are UTC; a deadline is a local date in the office's zone."""

import datetime as dt
import os
from zoneinfo import ZoneInfo

from django.utils import timezone


def now() -> dt.datetime:
    """The present moment in UTC. ``OPENPES_NOW`` (ISO 8601) freezes it for trials."""
    fixed = os.environ.get("OPENPES_NOW")
    if fixed:
        moment = dt.datetime.fromisoformat(fixed)
        return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
    return timezone.now()


def local_date(zone: str, at: dt.datetime | None = None) -> dt.date:
    """The date in ``zone`` (IANA name) at a moment, by default now."""
    return (at or now()).astimezone(ZoneInfo(zone)).date()


def whole_days(since: dt.date, until: dt.date) -> tuple[dt.datetime, dt.datetime]:
    """The first and the last moment in UTC of the days from ``since`` to ``until``, both included.

    For ``field__range``. ``field__date__range`` means the same, but works out a date for every row of the table and passes by every index.
    """
    return dt.datetime.combine(since, dt.time.min, dt.UTC), dt.datetime.combine(until, dt.time.max, dt.UTC)


def today() -> dt.date:
    """The date in the zone of the country pack."""
    from openpes.base import country

    return local_date(country.time_zone())

"""Dates as sources write them, and the shift that brings an old file to today for a trial."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from .limits import FIRST_YEAR, LAST_YEAR

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?![\d])")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T[\d:.]*\S*)?$")
_WORDS = re.compile(r"(?:[A-Za-z]{3,9},?\s+)?(\d{1,2})\s+([A-Za-z]{3,9})\.?,?\s+(\d{4})\b")
_WORDS_US = re.compile(r"([A-Za-z]{3,9})\.?\s+(\d{1,2}),?\s+(\d{4})\b")
_EPOCH = re.compile(r"\d{10}(?:\d{3})?$")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def read_date(value: object, *, pattern: str = "") -> date | None:
    """The local date that the source wrote; None when it is empty, unreadable, or outside 1990 to 2100.

    The time and its zone, however odd, are left out: a deadline is a local date, and the date as written is the
    date where the vacancy is. ``pattern`` (strptime) is for sources with another order; without one, "03/04/2020"
    is unreadable rather than guessed.
    """
    if isinstance(value, datetime):
        return _plausible(value.date())
    if isinstance(value, date):
        return _plausible(value)
    text = _ascii_digits(str(value)).strip()[:64] if value is not None else ""
    if not text:
        return None
    if pattern:
        try:
            return _plausible(datetime.strptime(text, pattern).date())  # noqa: DTZ007 - only the date is used
        except ValueError:
            return None
    return _plausible(_by_shape(text))


def _by_shape(text: str) -> date | None:
    try:
        if match := _ISO.match(text) or _COMPACT.match(text):
            return date(int(match[1]), int(match[2]), int(match[3]))
        if match := _WORDS.match(text):
            return date(int(match[3]), _month(match[2]), int(match[1]))
        if match := _WORDS_US.match(text):
            return date(int(match[3]), _month(match[1]), int(match[2]))
        if _EPOCH.match(text):
            seconds = int(text) // (1000 if len(text) == 13 else 1)
            return datetime.fromtimestamp(seconds, UTC).date()
    except (ValueError, OverflowError, OSError):
        return None
    return None


def _month(name: str) -> int:
    return _MONTHS.index(name[:3].lower()) + 1


def _plausible(day: date | None) -> date | None:
    return day if day is not None and FIRST_YEAR <= day.year <= LAST_YEAR else None


def _ascii_digits(text: str) -> str:
    if text.isascii():
        return text
    return "".join(str(unicodedata.digit(c)) if unicodedata.digit(c, None) is not None else c for c in text)


def shift_days(posted: Iterable[date], *, onto: date, today: date) -> int | None:
    """How many days to add to every date of a file so that its newest posting falls on ``onto``.

    One number for the whole file keeps every distance between its dates. The newest date counts only when it is
    plausible: not after today (or ``onto``), and not alone by more than a year above all but the last hundredth of
    the others (a slip like 2030 for 2020). None when no date is left.
    """
    days = sorted(day for day in posted if day <= max(today, onto))
    if not days:
        return None
    newest = days[-1]
    typical = days[int((len(days) - 1) * 0.99)]
    if newest - typical > timedelta(days=366):
        newest = max(day for day in days if day - typical <= timedelta(days=366))
    return (onto - newest).days


def shifted(day: date | None, days: int) -> date | None:
    """The date moved by a number of days; None stays None, and a date beyond the calendar becomes unknown."""
    if day is None:
        return None
    try:
        return _plausible(day + timedelta(days=days))
    except OverflowError:
        return None

"""Holidays by rule, and opening hours. Pure: dates in, dates out.

Easter: the anonymous Gregorian algorithm (Meeus, Astronomical Algorithms, 1991, chapter 8). Islamic dates:
the tabular calendar, civil epoch, leap years 2, 5, 7, 10, 13, 16, 18, 21, 24, 26, 29 of thirty
(Dershowitz and Reingold, Calendrical Calculations). Observation of the moon can differ by a day: a pack
may fix single dates with the rule "date".
"""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from .fields import Localised

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
ISLAMIC_EPOCH = 227015  # ordinal day of 1 Muharram 1, civil (19 July 622 in the Gregorian calendar)
HOLIDAY_RULES = ("fixed", "weekday", "easter", "islamic", "date")


def easter_sunday(year: int) -> dt.date:
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    el = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 19 * el) // 433
    month = (h + el - 7 * m + 90) // 25
    day = (h + el - 7 * m + 33 * month + 19) % 32
    return dt.date(year, month, day)


def islamic_date(year: int, month: int, day: int) -> dt.date:
    """The Gregorian date of a day in the tabular Islamic calendar."""
    ordinal = day + 29 * (month - 1) + month // 2 + (year - 1) * 354 + (3 + 11 * year) // 30
    return dt.date.fromordinal(ISLAMIC_EPOCH - 1 + ordinal)


@dataclass(frozen=True, slots=True)
class Holiday:
    """One holiday: `rule` says how `month`, `day`, `weekday`, `nth` and `offset` are to be read.

    fixed: month and day · weekday: the nth (1-5, or -1 for the last) weekday of the month · easter: days
    after Easter Sunday · islamic: month and day of the Islamic year · date: the given `dates` only.
    A fixed holiday on a weekly rest day moves to the next working day when `moves` is set.
    """

    name: Localised
    rule: str
    month: int = 0
    day: int = 0
    weekday: int = 0
    nth: int = 0
    offset: int = 0
    moves: bool = False
    dates: tuple[dt.date, ...] = ()

    def in_year(self, year: int, rest_days: tuple[int, ...]) -> list[dt.date]:
        found = self._found(year)
        if not self.moves:
            return found
        moved = []
        for day in found:
            while day.weekday() in rest_days:
                day += dt.timedelta(days=1)
            moved.append(day)
        return moved

    def _found(self, year: int) -> list[dt.date]:
        if self.rule == "fixed":
            leap_only = (self.month, self.day) == (2, 29)
            if leap_only and (year % 4 or (year % 100 == 0 and year % 400)):
                return []
            return [dt.date(year, self.month, self.day)]
        if self.rule == "weekday":
            return _nth_weekday(year, self.month, self.weekday, self.nth)
        if self.rule == "easter":
            return [easter_sunday(year) + dt.timedelta(days=self.offset)]
        if self.rule == "islamic":
            first = (year - 622) * 33 // 32
            days = (islamic_date(h, self.month, self.day) for h in range(first - 1, first + 3))
            return [day for day in days if day.year == year]
        return [day for day in self.dates if day.year == year]


def _nth_weekday(year: int, month: int, weekday: int, nth: int) -> list[dt.date]:
    days = [
        day
        for n in range(31)
        if (day := dt.date(year, month, 1) + dt.timedelta(days=n)).month == month and day.weekday() == weekday
    ]
    if nth == -1:
        return days[-1:]
    return days[nth - 1 : nth]


@dataclass(frozen=True, slots=True)
class Calendar:
    """Weekly rest days (0 Monday … 6 Sunday) and holidays of a country."""

    rest_days: tuple[int, ...]
    first_day_of_week: int
    holidays: tuple[Holiday, ...]

    def holidays_in(self, year: int) -> Mapping[dt.date, Localised]:
        return _holidays_in(self, year)

    def holiday(self, day: dt.date) -> Localised | None:
        """The name of the holiday on that day, or None."""
        return self.holidays_in(day.year).get(day)

    def is_working_day(self, day: dt.date) -> bool:
        return day.weekday() not in self.rest_days and self.holiday(day) is None

    def next_working_day(self, day: dt.date) -> dt.date:
        """`day` itself when it is a working day, else the first one after it."""
        while not self.is_working_day(day):
            day += dt.timedelta(days=1)
        return day

    def add_working_days(self, day: dt.date, count: int) -> dt.date:
        """The day that is `count` working days after (or before, if negative) `day`."""
        step = dt.timedelta(days=1 if count >= 0 else -1)
        for _ in range(abs(count)):
            day += step
            while not self.is_working_day(day):
                day += step
        return day

    def __hash__(self) -> int:
        return id(self)


@lru_cache(maxsize=256)
def _holidays_in(calendar: Calendar, year: int) -> Mapping[dt.date, Localised]:
    found: dict[dt.date, Localised] = {}
    for holiday in calendar.holidays:
        for day in holiday.in_year(year, calendar.rest_days):
            found.setdefault(day, holiday.name)
    return dict(sorted(found.items()))


@dataclass(frozen=True, slots=True)
class OpeningSpan:
    """Open from `start` to `end` on these weekdays (0 Monday … 6 Sunday)."""

    weekdays: tuple[int, ...]
    start: dt.time
    end: dt.time


SPAN = re.compile(r"^(?P<days>[A-Z][a-z](?:\s*[-,]\s*[A-Z][a-z])*)\s+(?P<start>\d\d:\d\d)\s*-\s*(?P<end>\d\d:\d\d)$")


def opening_hours(text: str) -> tuple[OpeningSpan, ...]:
    """Reads "Mo-Fr 08:00-16:00; Sa 09:00-12:00". Raises ValueError with the part that cannot be read."""
    spans = []
    for part in (piece.strip() for piece in text.split(";")):
        if not part:
            continue
        found = SPAN.match(part)
        if not found:
            raise ValueError(part)
        try:
            start, end = (dt.time.fromisoformat(found.group(side)) for side in ("start", "end"))
            weekdays = _weekdays(found.group("days"))
        except ValueError:
            raise ValueError(part) from None
        if start >= end:
            raise ValueError(part)
        spans.append(OpeningSpan(weekdays, start, end))
    return tuple(spans)


def _weekdays(text: str) -> tuple[int, ...]:
    days: list[int] = []
    for piece in text.split(","):
        ends = [DAYS.index(name.strip()) for name in piece.split("-")]
        if len(ends) > 2:
            raise ValueError(piece)
        first, last = ends[0], ends[-1]
        days.extend((first + n) % 7 for n in range((last - first) % 7 + 1))
    return tuple(sorted(set(days)))

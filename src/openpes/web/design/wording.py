"""How days, amounts, distances and counts are said, in the language of the page."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal

from django.utils import numberformat
from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format, number_format, time_format
from django.utils.translation import get_language, get_language_bidi, ngettext, ngettext_lazy, pgettext
from django.utils.translation import gettext as _

from openpes.base.countrypack import OpeningSpan
from openpes.base.money import MINOR_DIGITS

COUNTED = {
    "vacancies": ngettext_lazy("%(n)s vacancy", "%(n)s vacancies", "count"),
    "open": ngettext_lazy("%(n)s open vacancy", "%(n)s open vacancies", "count"),
    "places": ngettext_lazy("%(n)s place", "%(n)s places", "count"),
    "people": ngettext_lazy("%(n)s person", "%(n)s people", "count"),
    "applications": ngettext_lazy("%(n)s application", "%(n)s applications", "count"),
    "messages": ngettext_lazy("%(n)s new message", "%(n)s new messages", "count"),
    "tasks": ngettext_lazy("%(n)s task", "%(n)s tasks", "count"),
    "offices": ngettext_lazy("%(n)s office", "%(n)s offices", "count"),
    "days": ngettext_lazy("%(n)s day", "%(n)s days", "count"),
    "minutes": ngettext_lazy("%(n)s minute", "%(n)s minutes", "count"),
    "hours": ngettext_lazy("%(n)s hour", "%(n)s hours", "count"),
    "skills": ngettext_lazy("%(n)s skill", "%(n)s skills", "count"),
    "results": ngettext_lazy("%(n)s result", "%(n)s results", "count"),
}

# Decimal point and thousands mark where Django's formats leave thousands together (CLDR 46, western digits).
MARKS = {"ar": (".", ","), "sw": (".", ",")}
SIGNS = {"EUR": "€", "GBP": "£", "USD": "$"}


def number(value: float | Decimal, decimals: int | None = None) -> str:
    """A number with the thousands marks of the language; a whole number shows no decimals."""
    if decimals is None and value == int(value):
        value = int(value)
    marks = MARKS.get((get_language() or "en").split("-")[0])
    if marks:
        point, thousands = marks
        return numberformat.format(value, point, decimals, grouping=3, thousand_sep=thousands, force_grouping=True, use_l10n=True)
    return number_format(value, decimal_pos=decimals, use_l10n=True, force_grouping=True)


def count(n: int, thing: str) -> str:
    """``3 vacancies`` in the right plural of the language. KeyError for a thing not in ``COUNTED``."""
    return COUNTED[thing] % {"n": number(n), "count": n}


def amount(minor: int, currency: str) -> str:
    """An amount of ``minor`` units with its currency; hundredths only when there are any."""
    digits = MINOR_DIGITS.get(currency, 2)
    whole, rest = divmod(abs(minor), 10**digits)
    text = number(whole) if not rest else number(abs(minor) / 10**digits, digits)
    sign = "−" if minor < 0 else ""
    said = f"{sign}{SIGNS[currency]}{text}" if currency in SIGNS else f"{sign}{text} {currency}"
    # In a sentence from right to left an amount stays one piece (Unicode isolates, UAX 9).
    return f"\u2066{said}\u2069" if get_language_bidi() else said


def per(period: str) -> str:
    """``a month``: the words after an amount. An empty text for an unknown period."""
    return {
        "hour": _("an hour"),
        "day": _("a day"),
        "shift": _("a shift"),
        "week": _("a week"),
        "fortnight": _("every two weeks"),
        "month": _("a month"),
        "year": _("a year"),
        "piece": _("a piece"),
        "task": _("for the whole job"),
    }.get(str(period).lower(), "")


def pay(low: int | None, high: int | None, currency: str, period: str = "") -> str:
    """Pay with its period. What is not known is said, never left out."""
    if low is None and high is None:
        return _("Pay not stated")
    if low is not None and high is not None and low != high:
        said = _("%(low)s to %(high)s") % {"low": amount(low, currency), "high": amount(high, currency)}
    elif low is None and high is not None:
        said = _("up to %(high)s") % {"high": amount(high, currency)}
    elif high is None and low is not None:
        said = _("from %(low)s") % {"low": amount(low, currency)}
    else:
        said = amount(low or 0, currency)
    words = per(period)
    if words:
        return _("%(amount)s %(per)s") % {"amount": said, "per": words}
    return _("%(amount)s (for which time is not stated)") % {"amount": said}


def distance(metres: float) -> str:
    """How far, as the crow flies: whole kilometres, below that hundreds of metres."""
    if metres < 950:
        return _("%(n)s m") % {"n": number(max(100, round(metres / 100) * 100))}
    return _("%(n)s km") % {"n": number(round(metres / 1000))}


def relative_day(day: dt.date, today: dt.date) -> str:
    """``3 days ago``, ``tomorrow``; empty when it is more than eight weeks away, where a date says more."""
    n = (day - today).days
    if n == 0:
        return _("today")
    if n == -1:
        return _("yesterday")
    if n == 1:
        return _("tomorrow")
    if abs(n) > 56:
        return ""
    if abs(n) < 14:
        if n < 0:
            return ngettext("%(n)s day ago", "%(n)s days ago", -n) % {"n": number(-n)}
        return ngettext("in %(n)s day", "in %(n)s days", n) % {"n": number(n)}
    weeks = abs(n) // 7
    if n < 0:
        return ngettext("%(n)s week ago", "%(n)s weeks ago", weeks) % {"n": number(weeks)}
    return ngettext("in %(n)s week", "in %(n)s weeks", weeks) % {"n": number(weeks)}


def day(value: dt.date) -> str:
    """The date in full. Translators put the parts in the order of their language."""
    return date_format(value, pgettext("date", "j F Y"))


def clock(value: dt.datetime | dt.time) -> str:
    """The time of day, in 24 hours unless a translator says otherwise."""
    return time_format(value, pgettext("time of day", "H:i"))


def opening_words(spans: Iterable[OpeningSpan]) -> str:
    """``Monday to Friday 08:00 to 16:00``; several spans are parted by a semicolon."""
    said = []
    for span in spans:
        days = sorted(span.weekdays)
        if len(days) > 2 and days == list(range(days[0], days[-1] + 1)):
            named = _("%(first)s to %(last)s") % {"first": WEEKDAYS[days[0]], "last": WEEKDAYS[days[-1]]}
        else:
            named = ", ".join(str(WEEKDAYS[d]) for d in days)
        said.append(_("%(days)s, %(start)s to %(end)s") % {"days": named, "start": clock(span.start), "end": clock(span.end)})
    return "; ".join(said)

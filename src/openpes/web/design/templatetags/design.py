"""The tags that templates use: ``{% load design %}``. What they say is decided in ``wording``."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import template
from django.core.paginator import Page
from django.template import Context
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from openpes.base import clock
from openpes.base.languages import language_name
from openpes.work.requirement_words import requirement_words

from .. import charts, forms, icons, wording

register = template.Library()

register.simple_tag(icons.icon, name="icon")
register.simple_tag(wording.count, name="count")
register.filter("number", wording.number)
register.simple_tag(wording.amount, name="amount")
register.filter("day", wording.day)
register.filter("anchor", forms.anchor_of)
register.filter("requirement", requirement_words)
register.filter("language", language_name)
register.filter("is_tick", forms.is_tick)
register.filter("says_optional", forms.says_optional)

NOTE_KINDS = {"success": "ok", "warning": "warn", "error": "bad"}
MARKS = {"met": "check", "missed": "cross", "unknown": "unknown"}


@register.inclusion_tag("design/brand.html", takes_context=True)
def brand(context: Context) -> dict[str, Any]:
    """The mark and the name of the service. Works on an error page too, where there is no frame."""
    frame = context.get("design")
    return {"mark": icons.MARK, "site": frame.site if frame else None}


@register.simple_tag
def mark() -> SafeString:
    """Our mark."""
    return icons.MARK


@register.simple_tag
def pay(low: int | None, high: int | None, currency: str, period: str = "") -> str:
    """Pay in words; what is unknown is said."""
    return wording.pay(low, high, currency, period)


@register.filter
def distance(metres: float | None) -> str:
    return _("distance not known") if metres is None else wording.distance(metres)


@register.filter
def bdi(value: object) -> SafeString:
    """A reference, number or name in another script, kept in its own direction."""
    return format_html("<bdi>{}</bdi>", value)


@register.filter
def ltr(value: object) -> SafeString:
    """An identifier that always reads left to right: reference, telephone, e-mail."""
    return format_html('<bdi dir="ltr">{}</bdi>', value)


@register.filter
def dial(phone: object) -> str:
    """The part of a telephone number that a telephone can dial."""
    return "".join(c for c in str(phone) if c.isdigit() or c == "+")


def _local(value: dt.date | dt.datetime) -> tuple[str, dt.date]:
    """The machine-readable form and the day, in the zone of the page."""
    if not isinstance(value, dt.datetime):
        return value.isoformat(), value
    moment = timezone.localtime(value) if timezone.is_aware(value) else value
    return moment.isoformat(timespec="minutes"), moment.date()


@register.filter
def when(value: dt.date | dt.datetime | None) -> SafeString | str:
    """A day both ways: ``3 days ago (20 November 2026)``."""
    if value is None:
        return _("date not known")
    machine, day = _local(value)
    written, near = wording.day(day), wording.relative_day(day, clock.today())
    said = _("%(near)s (%(day)s)") % {"near": near, "day": written} if near else written
    return format_html('<time datetime="{}">{}</time>', machine, said)


@register.filter
def ago(value: dt.date | dt.datetime | None) -> SafeString | str:
    """The short form for lists: ``3 days ago``, or the date when it is long ago."""
    if value is None:
        return _("date not known")
    machine, day = _local(value)
    said = wording.relative_day(day, clock.today()) or wording.day(day)
    return format_html('<time datetime="{}">{}</time>', machine, said)


@register.filter
def note_kind(level_tag: str) -> str:
    return NOTE_KINDS.get(level_tag, "")


@register.simple_tag
def reason_mark(kind: str) -> SafeString:
    """The mark before a reason, with the same meaning in words for those who do not see it."""
    words = {"met": _("Fits"), "missed": _("Missing"), "unknown": _("Not known")}
    return format_html('{}<span class="sr">{}: </span>', icons.icon(MARKS[kind]), words[kind])


@register.inclusion_tag("design/pages.html", takes_context=True)
def pages(context: Context, page: Page) -> dict[str, Any]:
    """Links to the other pages of a list; the rest of the query stays as it is."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {"page": page, "numbers": list(numbers), "request": context.get("request")}


@register.simple_tag
def meter(value: float, of: float, label: str) -> SafeString:
    """A bar that is filled ``value`` of ``of``, with its label for screen readers."""
    share = 0.0 if not of else max(0.0, min(1.0, value / of))
    return charts.meter(share, label)


@register.inclusion_tag("design/chart.html")
def chart(chart: "charts.Chart") -> dict[str, Any]:
    return {"chart": chart}


@register.filter
def beside(cells: Iterable[Any], columns: Iterable[Any]) -> list[tuple[Any, Any]]:
    return list(zip(cells, columns, strict=True))


@register.filter
def cell(value: Any) -> Any:
    """A table cell: numbers with thousands marks, nothing as a dash that is read as such."""
    if value is None or value == "":
        return format_html('<span aria-hidden="true">–</span><span class="sr">{}</span>', _("none"))
    if isinstance(value, int | float) and not isinstance(value, bool):
        return wording.number(value)
    return value

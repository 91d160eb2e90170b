"""Services delivered, counted from service events. Own-office counts are exact; what leaves the agency is suppressed (``exports.py``)."""

import datetime as dt
import uuid
from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, QuerySet, Sum
from django.utils.translation import gettext as _

from openpes.base import clock
from openpes.base.actor import Actor
from openpes.base.enums import Channel, InteractionLevel, Service
from openpes.base.models import ServiceEvent
from openpes.insight import perms, rules
from openpes.people.models import Organisation

DIMENSIONS = ("service", "channel", "level", "office", "week")
WEEKS_SHOWN = 26
SETTLED = dt.timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Filters:
    """What is counted. Dates are local dates, both included. ``synthetic``: made-up events and real ones are never counted together."""

    since: dt.date
    until: dt.date
    office: str = ""
    service: str = ""
    channel: str = ""
    assisted: str = ""
    synthetic: bool = False


@dataclass(frozen=True, slots=True)
class Cross:
    """A table of counts: ``cells[row, column]``, labels by code, totals are sums of the cells."""

    rows: list[tuple[str, str]]
    columns: list[tuple[str, str]]
    cells: dict[tuple[str, str], int]

    def row_total(self, row: str) -> int:
        return sum(self.cells.get((row, column), 0) for column, _label in self.columns)

    def column_total(self, column: str) -> int:
        return sum(self.cells.get((row, column), 0) for row, _label in self.rows)

    @property
    def total(self) -> int:
        return sum(self.cells.values())


@dataclass(frozen=True, slots=True)
class Overview:
    """The numbers at the top of a manager's page."""

    contacts: int
    people: int
    assisted_percent: int | None
    by_week: list[tuple[dt.date, int]]


def default_filters(*, weeks: int = WEEKS_SHOWN) -> Filters:
    """The last ``weeks`` whole weeks and this one. Synthetic events are counted where there are no real ones."""
    today = clock.today()
    real = ServiceEvent.objects.filter(synthetic=False).exists()
    return Filters(since=rules.week_of(today) - dt.timedelta(weeks=weeks), until=today, synthetic=not real)


def _events(actor: Actor, filters: Filters) -> QuerySet[ServiceEvent]:
    perms.require_statistics(actor)
    events = ServiceEvent.objects.filter(local_date__range=(filters.since, filters.until), synthetic=filters.synthetic)
    if actor.role != "system":
        own = actor.scope_ids
        whole_country = Organisation.objects.filter(pk=actor.organisation_id, parent__isnull=True).exists()
        if not whole_country:
            events = events.filter(organisation_id__in=own)
    if filters.office:
        office = Organisation.objects.filter(code=filters.office).first()
        events = events.filter(organisation_id__in=office.subtree_ids()) if office else events.none()
    if filters.service:
        events = events.filter(service=filters.service)
    if filters.channel:
        events = events.filter(channel=filters.channel)
    if filters.assisted in {"yes", "no"}:
        events = events.filter(assisted=filters.assisted == "yes")
    return events


def settled_events(*, actor: Actor, filters: Filters, after: uuid.UUID | None = None, limit: int = 500) -> list[ServiceEvent]:
    """Service events of the own part of the tree, in the order in which they were recorded, after the event ``after``. One query
    beside those for the tree.

    Only events recorded at least ``SETTLED`` ago: an act that began earlier may commit later, and a reader that goes on from the
    last id must not miss it.
    """
    events = _events(actor, filters).filter(ended_at__lte=clock.now() - SETTLED)
    if after is not None:
        events = events.filter(pk__gt=after)
    return list(events.order_by("pk")[:limit])


def _labels(dimension: str, codes: set[str]) -> list[tuple[str, str]]:
    """Codes with their labels, in the order people expect; codes that do not occur are left out."""
    if dimension == "service":
        return [(value, str(label)) for value, label in Service.choices if value in codes]
    if dimension == "channel":
        return [(value, str(label)) for value, label in Channel.choices if value in codes]
    if dimension == "level":
        return [(str(value), str(label)) for value, label in InteractionLevel.choices if str(value) in codes]
    if dimension == "office":
        names = {str(pk): name for pk, name in Organisation.objects.order_by("path").values_list("pk", "name")}
        known = [(code, name) for code, name in names.items() if code in codes]
        return known + ([("", _("Without an office"))] if "" in codes else [])
    return [(code, code) for code in sorted(codes)]


def cross(*, actor: Actor, filters: Filters, rows: str, columns: str) -> Cross:
    """Contacts by two dimensions of ``DIMENSIONS``. 3 queries at most. Unknown dimensions give service by channel."""
    rows = rows if rows in DIMENSIONS else "service"
    columns = columns if columns in DIMENSIONS and columns != rows else ("channel" if rows != "channel" else "service")
    fields = {"service": "service", "channel": "channel", "level": "level", "office": "organisation_id", "week": "local_date"}
    grouped = _events(actor, filters).values_list(fields[rows], fields[columns]).annotate(n=Sum("count")).order_by()
    cells: Counter[tuple[str, str]] = Counter()
    for row, column, count in grouped:
        cells[_code(rows, row), _code(columns, column)] += count
    return Cross(
        rows=_labels(rows, {row for row, _column in cells}),
        columns=_labels(columns, {column for _row, column in cells}),
        cells=dict(cells),
    )


def _code(dimension: str, value: object) -> str:
    if dimension == "week" and isinstance(value, dt.date):
        return rules.week_of(value).isoformat()
    return "" if value is None else str(value)


def overview(*, actor: Actor, filters: Filters) -> Overview:
    """Contacts, different people, share assisted, contacts by week (weeks without any are 0). 3 queries."""
    events = _events(actor, filters)
    totals = events.aggregate(contacts=Sum("count"), people=Count("person_id", distinct=True))
    contacts = totals["contacts"] or 0
    assisted = events.filter(assisted=True).aggregate(n=Sum("count"))["n"] or 0
    weeks: Counter[dt.date] = Counter()
    for day, count in events.values_list("local_date").annotate(n=Sum("count")).order_by():
        weeks[rules.week_of(day)] += count
    monday, series = rules.week_of(filters.since), []
    while monday <= filters.until:
        series.append((monday, weeks[monday]))
        monday += dt.timedelta(weeks=1)
    return Overview(contacts, totals["people"], rules.percent(assisted, contacts), series)


def offices_of(*, actor: Actor) -> list[Organisation]:
    """The organisations a manager may choose among."""
    perms.require_statistics(actor)
    rows = Organisation.objects.order_by("path")
    return list(rows if actor.role == "system" else rows.filter(pk__in=actor.scope_ids))


def contacts_of(*, person_id: uuid.UUID, limit: int = 20) -> list[ServiceEvent]:
    """A person's last contacts with the service, newest first (for those who may open the record)."""
    return list(ServiceEvent.objects.filter(person_id=person_id).order_by("-started_at")[:limit])

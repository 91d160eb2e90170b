"""Contacts as the matrix and the evidence count them, straight from service events."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q, QuerySet, Sum

from openpes.assessment.evidence.perms import require_reader
from openpes.assessment.matrix import rules
from openpes.assessment.models import ContactDay, ContactsCounted
from openpes.base import ledgers
from openpes.base.actor import Actor
from openpes.base.ledgers import Span
from openpes.base.models import ServiceEvent
from openpes.base.readonly import read_only

GROUPS_LEDGER = "group_contacts"


def events_of(span: Span) -> QuerySet[ServiceEvent]:
    """The service events of a span, made-up or real ones, never both."""
    events = ServiceEvent.objects.filter(local_date__range=(span.since, span.until), synthetic=span.synthetic)
    return events if span.organisations is None else events.filter(organisation_id__in=span.organisations)


KIND = ("service", "channel", "level", "outcome", "advanced", "staffed", "assisted")


def grouped_events(events: QuerySet[ServiceEvent]) -> QuerySet[ServiceEvent, Any]:
    """Events by day and kind, with their number as the last value.

    By day, not by month: SQLite has no months, and to work them out row by row took most of the time.
    """
    kinds = events.annotate(advanced=~Q(model_version=""), staffed=Q(staff_account_id__isnull=False))
    return kinds.values_list("local_date", *KIND).annotate(n=Sum("count")).order_by()


def contacts_of(span: Span, *, service: str | None = None) -> list[rules.Contacts]:
    """All contacts of a span, or those of one service, by day and kind. One query for a part of the tree, at most three for the whole service.

    Days that the roll-up has counted are read from it (1,000,000 events: from 3 s to 0.1 s), the newest ones from the events themselves.
    """
    counted = None
    if span.organisations is None:
        counted = ContactsCounted.objects.values_list("until", flat=True).first()
    only = {"service": service} if service else {}
    if counted is None or counted < span.since:
        return [rules.Contacts(*row) for row in grouped_events(events_of(span).filter(**only))]
    days = ContactDay.objects.filter(day__range=(span.since, min(counted, span.until)), synthetic=span.synthetic, **only)
    found = [rules.Contacts(*row) for row in days.values_list("day", *KIND, "n")]
    if counted < span.until:
        newest = replace(span, since=counted + dt.timedelta(days=1))
        found += [rules.Contacts(*row) for row in grouped_events(events_of(newest).filter(**only))]
    return found


def delivered_ever(services: frozenset[str], *, synthetic: bool) -> frozenset[str]:
    """Which of the services have left any event here at all. One or two queries."""
    kept = ContactDay if ContactsCounted.objects.exists() else ServiceEvent
    rows = kept._default_manager.filter(service__in=services, synthetic=synthetic)
    return frozenset(rows.values_list("service", flat=True).distinct().order_by())


@dataclass(frozen=True, slots=True)
class Pictures:
    """The matrix of a span, its history, and its target groups.

    months: (first day, contacts by technology), oldest first. groups: contacts by (group, technology or in person), from weekly cells
    of at least 10 people; None while no room keeps such cells. They are of the whole service: the cells name no office.
    """

    span: Span
    matrix: rules.Matrix
    months: list[tuple[dt.date, dict[str, int]]]
    groups: dict[tuple[str, str], int] | None


def _within(span: Span, month: dt.date | None) -> Span:
    """The part of a span that lies in a month."""
    if month is None:
        return span
    last = (month + dt.timedelta(days=32)).replace(day=1) - dt.timedelta(days=1)
    return replace(span, since=max(span.since, month), until=min(span.until, last))


def pictures(*, actor: Actor, span: Span, month: dt.date | None = None) -> Pictures:
    """What the page shows: the matrix of the span or of one of its months, and the history of the whole span. At most 6 queries.

    Runs where nothing can be written. Raises NotAllowed.
    """
    require_reader(actor)
    with read_only():
        contacts = contacts_of(span)
        cells = ledgers.read(GROUPS_LEDGER, _within(span, month))
    of_month: dict[dt.date, list[rules.Contacts]] = {each: [] for each in rules.months_between(span.since, span.until)}
    for each in contacts:
        of_month[each.month].append(each)
    by_month = {each: rules.matrix_of(some) for each, some in of_month.items()}
    history = [(each, found.by_technology()) for each, found in by_month.items()]
    chosen = rules.sum_of(by_month.values()) if month is None else by_month.get(month, rules.Matrix({}))
    return Pictures(_within(span, month), chosen, history, None if cells is None else rules.by_group(cells.items()))

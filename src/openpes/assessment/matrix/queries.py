"""Contacts as the matrix and the evidence count them, straight from service events."""

import datetime as dt
from dataclasses import dataclass, replace

from django.db.models import Q, QuerySet, Sum

from openpes.assessment.evidence.perms import require_reader
from openpes.assessment.matrix import rules
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


def contacts_of(span: Span) -> list[rules.Contacts]:
    """All contacts of a span by day and kind. One query.

    By day, not by month: SQLite has no months, and to work them out row by row took most of the time.
    """
    groups = (
        events_of(span)
        .annotate(advanced=~Q(model_version=""), staffed=Q(staff_account_id__isnull=False))
        .values_list("local_date", "service", "channel", "level", "outcome", "advanced", "staffed", "assisted")
        .annotate(n=Sum("count"))
        .order_by()
    )
    return [rules.Contacts(*row) for row in groups]


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
    """What the page shows: the matrix of the span or of one of its months, and the history of the whole span. At most 4 queries.

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

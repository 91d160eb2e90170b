"""Contacts as the matrix and the evidence count them, straight from service events."""

import datetime as dt
from dataclasses import dataclass, replace

from django.db.models import Q, QuerySet, Sum
from django.db.models.functions import TruncMonth

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
    """All contacts of a span, grouped. One query."""
    groups = (
        events_of(span)
        .annotate(month=TruncMonth("local_date"), advanced=~Q(model_version=""), staffed=Q(staff_account_id__isnull=False))
        .values_list("month", "service", "channel", "level", "outcome", "advanced", "staffed", "assisted")
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
    months = rules.months_between(span.since, span.until)
    by_month = {each: rules.matrix_of(c for c in contacts if c.month == each) for each in months}
    history = [
        (
            each,
            {
                technology: sum(by_month[each].of_level(technology, level) for level in rules.LEVELS)
                for technology in rules.TECHNOLOGIES
            },
        )
        for each in months
    ]
    chosen = rules.matrix_of(contacts) if month is None else by_month.get(month, rules.Matrix({}))
    return Pictures(_within(span, month), chosen, history, None if cells is None else rules.by_group(cells.items()))

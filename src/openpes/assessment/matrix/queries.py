"""Contacts as the matrix and the evidence count them, straight from service events."""

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import TruncMonth

from openpes.assessment.matrix import rules
from openpes.base.ledgers import Span
from openpes.base.models import ServiceEvent


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


def people_by_family(span: Span) -> dict[str, int]:
    """Different known people by channel family. One query."""
    found: dict[str, set[object]] = {}
    pairs = events_of(span).filter(person_id__isnull=False).values_list("channel", "person_id").annotate(n=Count("pk")).order_by()
    for channel, person, _n in pairs.iterator():
        found.setdefault(rules.FAMILY_OF_CHANNEL.get(channel, rules.NEITHER), set()).add(person)
    return {family: len(people) for family, people in found.items()}

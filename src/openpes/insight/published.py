"""What other rooms may count of the statistics, as ledgers of ``base``: releases, and weekly cells of target groups."""

from django.db.models import Count, Q

from openpes.base.ledgers import Span
from openpes.insight.models import GroupWeek, StatisticsExport
from openpes.people.models import Account, TargetGroup

# The country pack's words for the groups of question 2.4 of the ILO questionnaire.
GROUP_OF_PACK = {
    "young people": "young",
    "people with disabilities": "disabilities",
    "older workers": "over_50",
    "single parents": "single_mothers",
    "migrants and refugees": "migrants",
    "minorities and indigenous peoples": "minorities",
}
SINGLE_EVENTS = "events:single"


def releases(span: Span) -> dict[str, int]:
    """Tables that left the service, and those whose small cells were hidden first. Feeds of single events to the service's own
    programs are no releases. One query."""
    rows = StatisticsExport.objects.filter(at__date__range=(span.since, span.until)).exclude(what=SINGLE_EVENTS)
    rows = rows.filter(account_id__in=Account.objects.filter(synthetic=span.synthetic).values("pk"))
    if span.organisations is not None:
        rows = rows.filter(organisation_id__in=span.organisations)
    # Every table goes out through ``base.suppression``; cells 0 would be a row that did not.
    return rows.aggregate(releases=Count("pk"), tested=Count("pk", filter=Q(cells__gt=0)))


def group_contacts(span: Span) -> dict[str, int]:
    """Contacts by week, group of the questionnaire, service and channel, from cells of at least 10 people. 2 queries.

    The roll-ups name no office: they are of the whole service.
    """
    codes = dict(TargetGroup.objects.values_list("code", "ilo_group"))
    rows = GroupWeek.objects.filter(week__range=(span.since, span.until), synthetic=span.synthetic).order_by("week", "pk")
    found: dict[str, int] = {}
    for week, code, service, channel, contacts in rows.values_list("week", "group_code", "service", "channel", "contacts"):
        group = GROUP_OF_PACK.get(codes.get(code, ""))
        if group:
            key = f"{week}|{group}|{service}|{channel}"
            found[key] = found.get(key, 0) + contacts
    return found

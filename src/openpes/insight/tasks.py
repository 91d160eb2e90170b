"""Weekly roll-up of contacts by target group: only cells of at least 10 people are written."""

import datetime as dt

from django.db.models import Count, Sum

from openpes.base import clock
from openpes.base.locking import write
from openpes.base.models import ServiceEvent
from openpes.base.suppression import SMALLEST_CELL
from openpes.insight.models import GroupWeek
from openpes.insight.rules import week_of
from openpes.people.models import TargetGroupMembership


def roll_up_groups(weeks: int = 2) -> None:
    """Write the last whole ``weeks`` again; the same week twice gives the same rows."""
    this_week = week_of(clock.today())
    for back in range(1, weeks + 1):
        _roll_up(this_week - dt.timedelta(weeks=back))


def _roll_up(monday: dt.date) -> None:
    events = ServiceEvent.objects.filter(local_date__range=(monday, monday + dt.timedelta(days=6)), person_id__isnull=False)
    codes = TargetGroupMembership.objects.filter(withdrawn_at__isnull=True).values_list("group__code", flat=True).distinct()
    rows = []
    for code in sorted(set(codes)):
        members = TargetGroupMembership.objects.filter(withdrawn_at__isnull=True, group__code=code).values("person_id")
        cells = (
            events.filter(person_id__in=members)
            .values_list("service", "channel", "synthetic")
            .annotate(people=Count("person_id", distinct=True), contacts=Sum("count"))
            .order_by()
        )
        rows += [
            GroupWeek(
                week=monday,
                group_code=code,
                service=service,
                channel=channel,
                people=people,
                contacts=contacts,
                synthetic=synthetic,
            )
            for service, channel, synthetic, people, contacts in cells
            if people >= SMALLEST_CELL
        ]
    with write():
        GroupWeek.objects.filter(week=monday).delete()
        GroupWeek.objects.bulk_create(rows)

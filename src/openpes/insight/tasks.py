"""Weekly roll-up of contacts by target group: only cells of at least 10 people are written."""

import datetime as dt
import re
from collections.abc import Iterator

from django.db.models import Count, Q, QuerySet, Sum

from openpes.base import clock
from openpes.base.locking import write
from openpes.base.models import ServiceEvent
from openpes.base.suppression import SMALLEST_CELL
from openpes.insight.models import GroupWeek
from openpes.insight.rules import week_of
from openpes.people.enums import Collectable
from openpes.people.models import Person, TargetGroup, TargetGroupMembership

_AGE_RULE = re.compile(r"age(?P<than><|>=)(?P<years>\d{1,3})")


def roll_up_groups(weeks: int = 2) -> None:
    """Write the last whole ``weeks`` again; the same week twice gives the same rows."""
    this_week = week_of(clock.today())
    for back in range(1, weeks + 1):
        _roll_up(this_week - dt.timedelta(weeks=back))


def _of_age(rule: str, day: dt.date) -> QuerySet[Person] | None:
    """Persons whose age on ``day`` meets a rule as "age<25" or "age>=50"; of a birth year alone the lower of the two ages counts."""
    found = _AGE_RULE.fullmatch(rule)
    if found is None:
        return None
    years = int(found["years"])
    latest = day.replace(year=day.year - years, day=min(day.day, 28))  # born on or before it: that old already
    old_enough = Q(birth_date__lte=latest) | Q(birth_date__isnull=True, birth_year__lte=day.year - years - 1)
    people = Person.objects.filter(birth_year__isnull=False) | Person.objects.filter(birth_date__isnull=False)
    return people.filter(old_enough) if found["than"] == ">=" else people.exclude(old_enough)


def _groups(monday: dt.date) -> Iterator[tuple[str, QuerySet]]:
    """Each group that the country may collect, with the ids of its people: by age where that defines it, else by declaration."""
    for code, rule in (
        TargetGroup.objects.exclude(collectable=Collectable.NO).order_by("code").values_list("code", "derived_rule")
    ):
        of_age = _of_age(rule, monday)
        if of_age is not None:
            yield code, of_age.values("pk")
        elif not rule:
            declared = TargetGroupMembership.objects.filter(withdrawn_at__isnull=True, group__code=code)
            yield code, declared.values("person_id")


def _roll_up(monday: dt.date) -> None:
    events = ServiceEvent.objects.filter(local_date__range=(monday, monday + dt.timedelta(days=6)), person_id__isnull=False)
    rows = []
    for code, members in _groups(monday):
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

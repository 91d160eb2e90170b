"""The daily roll-up of contacts of the whole service."""

import datetime as dt

from django.db.models import Min

from openpes.assessment.matrix.queries import KIND, grouped_events
from openpes.assessment.models import ContactDay, ContactsCounted
from openpes.base import clock
from openpes.base.locking import write
from openpes.base.models import ServiceEvent

# A day is counted when it is over everywhere; late entries of the last weeks are counted again.
OVER, AGAIN = dt.timedelta(days=2), dt.timedelta(days=35)


def roll_up_contacts(since: dt.date | None = None) -> None:
    """Count every day that is over and not counted yet, and the last weeks (or everything from ``since`` on) again.

    Each day is one transaction; running it twice gives the same rows.
    """
    last = clock.today() - OVER
    counted = ContactsCounted.objects.values_list("until", flat=True).first()
    first = ServiceEvent.objects.aggregate(first=Min("local_date"))["first"]
    if first is None:
        return
    day = max(first, counted - AGAIN) if counted else first
    day = min(day, since) if since else day
    while day <= last:
        _count(day)
        day += dt.timedelta(days=1)


def _count(day: dt.date) -> None:
    rows = []
    for synthetic in (False, True):
        events = ServiceEvent.objects.filter(local_date=day, synthetic=synthetic)
        for found in grouped_events(events):
            *kind, n = found[1:]
            rows.append(ContactDay(day=day, synthetic=synthetic, n=n, **dict(zip(KIND, kind, strict=True))))
    with write():
        ContactDay.objects.filter(day=day).delete()
        ContactDay.objects.bulk_create(rows, batch_size=500)
        mark = ContactsCounted.objects.first()
        if mark is None or mark.until < day:
            ContactsCounted.objects.update_or_create(id=1, defaults={"until": day, "at": clock.now()})

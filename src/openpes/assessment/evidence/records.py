"""The records of one span, each kind read once however many items ask for it. Reading only."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property

from openpes.assessment.matrix import queries
from openpes.assessment.matrix.rules import Contacts
from openpes.base import ledgers
from openpes.base.ledgers import Span
from openpes.base.models import ServiceEvent

RECENT = dt.timedelta(days=90)


class Records:
    """What this installation has on record for a span."""

    def __init__(self, span: Span) -> None:
        self.span = span
        self._ledgers: dict[str, Mapping[str, int] | None] = {}

    @property
    def middle(self) -> dt.date:
        """The last day of the earlier half."""
        return self.span.since + (self.span.until - self.span.since) / 2

    @cached_property
    def contacts(self) -> list[Contacts]:
        return queries.contacts_of(self.span)

    @cached_property
    def recent(self) -> list[Contacts]:
        """Contacts of the last 90 days of the span."""
        since = max(self.span.since, self.span.until - RECENT)
        return queries.contacts_of(replace(self.span, since=since))

    @cached_property
    def earlier(self) -> list[Contacts]:
        return queries.contacts_of(replace(self.span, until=self.middle))

    @cached_property
    def later(self) -> list[Contacts]:
        return queries.contacts_of(replace(self.span, since=self.middle + dt.timedelta(days=1)))

    @cached_property
    def services_ever(self) -> frozenset[str]:
        """Services that have left any event here at all, made-up or real as the span says."""
        found = ServiceEvent.objects.filter(synthetic=self.span.synthetic).values_list("service", flat=True).distinct().order_by()
        return frozenset(found)

    def monthly(self, part: "Counter[dt.date]", whole: "Counter[dt.date]") -> list[float]:
        """Part of whole by month, oldest first, for the months that had any; the running month is left out."""
        running = self.span.until.replace(day=1)
        return [part[month] / whole[month] for month in sorted(whole) if whole[month] and month < running]

    def ledger(self, name: str) -> Mapping[str, int] | None:
        """The numbers of a ledger of another room, None while none keeps it."""
        if name not in self._ledgers:
            self._ledgers[name] = ledgers.read(name, self.span)
        return self._ledgers[name]

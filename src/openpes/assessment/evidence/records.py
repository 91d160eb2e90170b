"""The records of one span, each kind read once however many items ask for it. Reading only."""

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from django.db.models import Count, Model, Q, QuerySet

from openpes.assessment.matrix import queries
from openpes.assessment.matrix.rules import COMPLETED, Contacts, Matrix, matrix_of
from openpes.assessment.models import CourseSession, StaffCategoryPeriod, TrainingEvent
from openpes.assessment.training.enums import Attendance
from openpes.assessment.training.rules import CATEGORY_OF_ROLE, STANDARD_CATEGORY
from openpes.base import ledgers
from openpes.base.ledgers import Span
from openpes.people.enums import Role
from openpes.people.models import Organisation, RoleAssignment

Row = TypeVar("Row", bound=Model)
RECENT = dt.timedelta(days=90)
# Services that no room delivers yet: their items begin to answer with the first event.
WAITING_FOR_A_ROOM = frozenset({"self_assessment", "skills_training"})


@dataclass(frozen=True, slots=True)
class Trained:
    """One member of staff learned something once. ``subject``: of the course, else of the entry, else ""."""

    account: uuid.UUID
    method: str
    category: str
    subject: str
    passed: bool


class Records:
    """What this installation has on record for a span."""

    def __init__(self, span: Span) -> None:
        self.span = span
        self._ledgers: dict[str, Mapping[str, int] | None] = {}

    @cached_property
    def first_day(self) -> dt.date:
        """The day of the first contact on record in the span: before it, this system saw nothing."""
        return min((each.day for each in self.contacts), default=self.span.since)

    @cached_property
    def middle(self) -> dt.date:
        """The last day of the earlier half of what is on record."""
        return self.first_day + (self.span.until - self.first_day) / 2

    @cached_property
    def contacts(self) -> list[Contacts]:
        return queries.contacts_of(self.span)

    def contacts_with(self, service: str) -> int:
        """Contacts of one service. Where nothing else asks for contacts, those of the other services are not read for it."""
        read = self.contacts if "contacts" in self.__dict__ else queries.contacts_of(self.span, service=service)
        return sum(each.n for each in read if each.service == service)

    @cached_property
    def recent(self) -> list[Contacts]:
        """Contacts of the last 90 days of the span."""
        return [each for each in self.contacts if each.day >= self.span.until - RECENT]

    @cached_property
    def recent_matrix(self) -> Matrix:
        return matrix_of(self.recent)

    @cached_property
    def recent_by_service(self) -> Counter[str]:
        """Completed contacts of the last 90 days by every way."""
        found: Counter[str] = Counter()
        for each in self.recent:
            found[each.service] += each.n if each.outcome == COMPLETED else 0
        return found

    @cached_property
    def matrix(self) -> Matrix:
        return matrix_of(self.contacts)

    @property
    def earlier(self) -> list[Contacts]:
        return [each for each in self.contacts if each.day <= self.middle]

    @property
    def later(self) -> list[Contacts]:
        return [each for each in self.contacts if each.day > self.middle]

    def delivered_ever(self, service: str) -> bool:
        """Whether a service has left any event here at all, in any period and any office."""
        return service in self._delivered or any(each.service == service for each in self.contacts)

    @cached_property
    def _delivered(self) -> frozenset[str]:
        return queries.delivered_ever(WAITING_FOR_A_ROOM, synthetic=self.span.synthetic)

    def here(self, rows: "QuerySet[Row]", field: str = "organisation_id") -> "QuerySet[Row]":
        """Rows of this part of the tree."""
        return rows if self.span.organisations is None else rows.filter(**{f"{field}__in": self.span.organisations})

    def here_or_above(self, rows: "QuerySet[Row]") -> "QuerySet[Row]":
        """Rows of this part of the tree or of what stands above it: a national strategy is everybody's."""
        return rows if self._with_above is None else rows.filter(organisation_id__in=self._with_above)

    @cached_property
    def _with_above(self) -> frozenset[object] | None:
        if self.span.organisations is None:
            return None
        paths = Organisation.objects.filter(pk__in=self.span.organisations).values_list("path", flat=True)
        codes = {code for path in paths for code in path.split("/") if code}
        return self.span.organisations | frozenset(Organisation.objects.filter(code__in=codes).values_list("pk", flat=True))

    @cached_property
    def _roles(self) -> list[tuple[uuid.UUID, str]]:
        until = self.span.until
        in_force = Q(valid_until__isnull=True) | Q(valid_until__gte=until)
        rows = RoleAssignment.objects.filter(in_force, valid_from__lte=until, account__is_active=True).exclude(
            role=Role.PARTNER_ADVISER
        )
        rows = self.here(rows.filter(account__synthetic=self.span.synthetic))
        return list(rows.order_by("role", "account_id").values_list("account_id", "role"))

    @property
    def staff(self) -> frozenset[uuid.UUID]:
        """Active accounts of the service's own staff with a role in force on the last day."""
        return frozenset(account for account, _role in self._roles)

    @cached_property
    def staff_by_category(self) -> dict[str, int]:
        """Staff by the category of question 3.1: as the register of training says, else as the role suggests."""
        until = self.span.until
        dated = StaffCategoryPeriod.objects.filter(
            Q(valid_until__isnull=True) | Q(valid_until__gte=until), valid_from__lte=until, account_id__in=self.staff
        )
        category = {account: CATEGORY_OF_ROLE.get(role, STANDARD_CATEGORY) for account, role in self._roles}
        category |= dict(dated.order_by("valid_from").values_list("account_id", "category"))
        return Counter(category.values())

    @cached_property
    def trained(self) -> list[Trained]:
        """What staff of this part of the service attended in the period."""
        span = self.span
        rows = TrainingEvent.objects.filter(
            attendance=Attendance.ATTENDED, on__range=(span.since, span.until), synthetic=span.synthetic
        )
        found = self.here(rows).values_list(
            "account_id", "method", "category", "course__subject__code", "subject__code", "passed"
        )
        return [Trained(a, m, c, of_course or own or "", bool(passed)) for a, m, c, of_course, own, passed in found]

    @cached_property
    def course_sessions(self) -> dict[str, int]:
        """Sessions of courses for staff that began in the period and were not called off, by subject."""
        span = self.span
        held = CourseSession.objects.filter(
            cancelled_at__isnull=True, starts_on__range=(span.since, span.until), synthetic=span.synthetic
        )
        return dict(self.here(held).order_by().values_list("course__subject__code").annotate(n=Count("pk")))

    def monthly(self, part: "Counter[dt.date]", whole: "Counter[dt.date]") -> list[float]:
        """Part of whole by month, oldest first, for the months that had any; the running month is left out."""
        running = self.span.until.replace(day=1)
        return [part[month] / whole[month] for month in sorted(whole) if whole[month] and month < running]

    def ledger(self, name: str) -> Mapping[str, int] | None:
        """The numbers of a ledger of another room, None while none keeps it."""
        if name not in self._ledgers:
            self._ledgers[name] = ledgers.read(name, self.span)
        return self._ledgers[name]

"""Word to staff before a certificate runs out. Idempotent by the message's key: each end is told once."""

import datetime as dt

from django.db.models import Max, Q
from django.utils.translation import gettext_lazy as _

from openpes.assessment.models import Course, TrainingEvent
from openpes.assessment.training.enums import Attendance
from openpes.assessment.training.rules import SOON_DAYS
from openpes.base import clock, schedule
from openpes.base.actor import STAFF_ROLES
from openpes.contact.actions import tell
from openpes.people.models import RoleAssignment


class _Words:
    """A sentence with a value, said in the reader's language when it is sent."""

    def __init__(self, text: object, **values: object) -> None:
        self.text, self.values = text, values

    def __str__(self) -> str:
        return str(self.text) % self.values


def remind() -> None:
    """Tell staff in whose part a required course runs out within sixty days; nobody who passed it again or left."""
    today = clock.today()
    current = Q(valid_until__isnull=True) | Q(valid_until__gte=today)
    working = RoleAssignment.objects.filter(current, role__in=STAFF_ROLES, valid_from__lte=today).order_by()
    required = [
        course.pk for course in Course.objects.filter(retired_on__isnull=True).only("pk", "required_of") if course.required_of
    ]
    counted = TrainingEvent.objects.filter(
        course__in=required, attendance=Attendance.ATTENDED, account__in=working.values("account_id"), account__is_active=True
    ).exclude(passed=False)
    ends = counted.order_by().values("account_id", "course_id", "course__title").annotate(until=Max("expires_on"))
    always = set(counted.filter(expires_on__isnull=True).order_by().values_list("account_id", "course_id"))
    for row in ends.filter(until__isnull=False, until__lte=today + dt.timedelta(days=SOON_DAYS)).iterator():
        if (row["account_id"], row["course_id"]) in always:
            continue
        tell(
            kind="training.runs_out",
            subject=_("A course runs out"),
            text=_Words(
                _("“%(course)s” runs out on %(day)s. Take a place in a session under “My training”."),
                course=row["course__title"],
                day=row["until"].isoformat(),
            ),
            key=f"training:{row['account_id']}:{row['course_id']}:{row['until']}",
            account_id=row["account_id"],
            link="/assessment/training/",
        )


def register() -> None:
    schedule.every(dt.timedelta(hours=24), "assessment.remind_of_training", remind)

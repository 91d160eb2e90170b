"""Questions 3.1 and 3.2: training of staff by method and category, courses by subject."""

from functools import partial

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from openpes.assessment.evidence.limits import Limits
from openpes.assessment.evidence.records import Records
from openpes.assessment.evidence.rules import Finding, at_least, share
from openpes.assessment.evidence.stored import StoredQuery
from openpes.assessment.models import CourseSession, TrainingEvent
from openpes.assessment.training.enums import Attendance, Method, StaffCategory, Subject


def trainings(records: Records) -> QuerySet[TrainingEvent]:
    """What staff of this part of the service attended in the period."""
    span = records.span
    return records.here(
        TrainingEvent.objects.filter(attendance=Attendance.ATTENDED, on__range=(span.since, span.until), synthetic=span.synthetic)
    )


def people_trained(rows: QuerySet[TrainingEvent]) -> int:
    return rows.order_by().values("account_id").distinct().count()


def trained_by(records: Records, limits: Limits, *, method: str, category: str) -> Finding:
    """How many of a staff category were trained by a method, of those who belong to it."""
    trained = people_trained(trainings(records).filter(method=method, category=category))
    staff = max(records.staff_by_category.get(category, 0), trained)
    counts = {"trained": trained, "staff": staff}
    return share(trained, staff if trained else 0, percent=limits["training.share"], base=1, counts=counts)


def courses_on(records: Records, limits: Limits, *, subject: str) -> Finding:
    """Sessions of courses on a subject that were held in the period, with who came and who passed."""
    span = records.span
    held = records.here(
        CourseSession.objects.filter(
            course__subject__code=subject, cancelled_at__isnull=True, starts_on__range=(span.since, span.until),
            synthetic=span.synthetic,
        )
    )  # fmt: skip
    attended = trainings(records).filter(Q(course__subject__code=subject) | Q(subject__code=subject))
    counts = {
        "sessions": held.count(),
        "attended": people_trained(attended),
        "passed": people_trained(attended.filter(passed=True)),
    }
    return at_least(counts["sessions"], limits["records.least"], counts)


_METHOD = _("Staff of the category “%(category)s” trained in the period by the method “%(method)s”, of all in that category")
_COURSE = _("Course sessions for staff held in the period on the subject “%(subject)s”")
QUERIES = (
    *(
        StoredQuery(
            f"q3_1.{method.value}.{category.value}", "training.trained_by", 1, _METHOD,
            _("What people learn without anybody writing it down."),
            partial(trained_by, method=method.value, category=category.value), ("training.share",),
            {"category": category.label, "method": method.label},
        )
        for method in Method
        for category in StaffCategory
    ),
    *(
        StoredQuery(
            f"q3_2.{subject.value}", "training.courses_on", 1, _COURSE, _("Courses that are not entered in the register."),
            partial(courses_on, subject=subject.value), ("records.least",), {"subject": subject.label},
        )
        for subject in Subject
    ),
)  # fmt: skip

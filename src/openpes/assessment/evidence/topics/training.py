"""Questions 3.1 and 3.2: training of staff by method and category, courses by subject."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from openpes.assessment.evidence.limits import Limits
from openpes.assessment.evidence.records import Records
from openpes.assessment.evidence.rules import Finding, at_least, share
from openpes.assessment.evidence.stored import StoredQuery
from openpes.assessment.training.enums import Method, StaffCategory, Subject


def trained_by(records: Records, limits: Limits, *, method: str, category: str) -> Finding:
    """How many of a staff category were trained by a method, of those who belong to it."""
    trained = len({each.account for each in records.trained if (each.method, each.category) == (method, category)})
    staff = max(records.staff_by_category.get(category, 0), trained)
    counts = {"trained": trained, "staff": staff}
    return share(trained, staff if trained else 0, percent=limits["training.share"], base=1, counts=counts)


def courses_on(records: Records, limits: Limits, *, subject: str) -> Finding:
    """Sessions of courses on a subject that were held in the period, with who came and who passed."""
    came = {each.account for each in records.trained if each.subject == subject}
    passed = {each.account for each in records.trained if each.subject == subject and each.passed}
    counts = {"sessions": records.course_sessions.get(subject, 0), "attended": len(came), "passed": len(passed)}
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

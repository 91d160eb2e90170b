"""Subjects, states and requirements in words."""

from typing import Any

from django.utils.translation import gettext as _

from openpes.assessment.models import TrainingSubject
from openpes.assessment.training.enums import DueState, StaffCategory, Subject
from openpes.assessment.training.queries import Requirement

TAGS = {"valid": "ok", "soon": "warn", "expired": "bad", "failed": "bad", "never": "warn", "booked": "on"}


def subject_text(subject: TrainingSubject | None) -> str:
    if subject is None:
        return ""
    return subject.name or str(dict(Subject.choices).get(subject.code, subject.code))


def category_text(category: str) -> str:
    return str(StaffCategory(category).label)


def shown(requirement: Requirement) -> dict[str, Any]:
    """A required course as a line: state in words, colour of its tag, until when."""
    return {
        "course": requirement.course,
        "subject": subject_text(requirement.course.subject),
        "state": str(DueState(requirement.due.state).label),
        "tag": TAGS[requirement.due.state],
        "until": requirement.due.until,
        "booked_on": requirement.due.booked_on,
    }


def result_text(event: Any) -> str:
    """The result of a test in words; "" where there is none."""
    if event.passed is None:
        return ""
    if event.score is None:
        return _("The result of the test is missing")
    return (
        _("%(score)s per cent, passed") % {"score": event.score}
        if event.passed
        else _("%(score)s per cent, not passed") % {"score": event.score}
    )

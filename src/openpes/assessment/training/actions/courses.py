"""Courses for staff and the sessions in which they are held."""

import datetime as dt
import uuid
from collections.abc import Collection

from django.utils.text import slugify
from django.utils.translation import gettext as _

from openpes.assessment import scope
from openpes.assessment.models import Course, CourseSession, TrainingEvent, TrainingSubject
from openpes.assessment.training.enums import Attendance, Method, StaffCategory, Subject
from openpes.base import clock
from openpes.base.actor import Actor
from openpes.base.errors import Conflict, InvalidInput
from openpes.base.locking import write
from openpes.base.text import clean, clean_line
from openpes.trust.audit import audit


def subject_of(code: str, *, synthetic: bool) -> TrainingSubject:
    """One of the four subjects of question 3.2, made at first use, or an own one. Must be inside ``write()``. Raises InvalidInput."""
    found = TrainingSubject.objects.filter(code=code).first()
    if found is None and code in Subject.values:
        found = TrainingSubject.objects.create(code=code, synthetic=synthetic)
    if found is None:
        raise InvalidInput(_("Choose one of the subjects in the list."), field="subject")
    return found


def add_subject(*, actor: Actor, name: str, synthetic: bool | None = None) -> TrainingSubject:
    """A subject of the service's own beside the four of the questionnaire. Raises InvalidInput(name), NotAllowed."""
    scope.require_planner(actor)
    name = clean_line(name, 200)
    if not name:
        raise InvalidInput(_("Write a name."), field="name")
    if TrainingSubject.objects.filter(name__iexact=name).exists():
        raise InvalidInput(_("This subject is in the list already."), field="name")
    pk = uuid.uuid4().hex[:6]
    code = f"own-{slugify(name)[:40] or 'subject'}-{pk}"
    with write():
        row = TrainingSubject.objects.create(code=code, name=name, synthetic=actor.synthetic if synthetic is None else synthetic)
        audit(actor=actor, act="training.subject_added", target=row, changes={"name": name})
    return row


def record_course(
    *,
    actor: Actor,
    title: str,
    subject: str,
    method: str,
    words: str = "",
    pass_mark: int | None = None,
    valid_months: int | None = None,
    required_of: Collection[str] = (),
    course: Course | None = None,
    organisation_id: uuid.UUID | None = None,
    synthetic: bool | None = None,
) -> Course:
    """Record a course, or correct one; what was learned before keeps its expiry. Raises InvalidInput, NotAllowed.

    subject: code; pass_mark: percent, None without a test; valid_months: None when it does not run out; required_of: staff categories.
    """
    place = course.organisation_id if course else organisation_id or actor.organisation_id
    scope.require_planner(actor, place)
    title = clean_line(title, 200)
    if not title:
        raise InvalidInput(_("Write a title."), field="title")
    if pass_mark is not None and not 0 <= pass_mark <= 100:
        raise InvalidInput(_("Write a percentage from 0 to 100."), field="pass_mark")
    if valid_months is not None and not 1 <= valid_months <= 120:
        raise InvalidInput(_("Write a number of months from 1 to 120."), field="valid_months")
    if not set(required_of) <= set(StaffCategory.values):
        raise InvalidInput(_("Choose from the list."), field="required_of")
    with write():
        facts = {
            "title": title, "subject": subject_of(subject, synthetic=actor.synthetic), "method": Method(method), "words": clean(words, 5000),
            "pass_mark": pass_mark, "valid_months": valid_months,
            "required_of": [category for category in StaffCategory.values if category in set(required_of)],
        }  # fmt: skip
        if course is None:
            course = Course.objects.create(
                organisation_id=place, recorded_at=clock.now(), recorded_by=actor.account_id,
                synthetic=actor.synthetic if synthetic is None else synthetic, **facts,
            )  # fmt: skip
        else:
            for name, value in facts.items():
                setattr(course, name, value)
            course.save(update_fields=list(facts))
        audit(actor=actor, act="training.course_recorded", target=course, changes={"title": title, "method": method})
    return course


def retire_course(*, actor: Actor, course: Course) -> Course:
    """The course is no longer held nor required; what was learned stays. Raises NotAllowed."""
    scope.require_planner(actor, course.organisation_id)
    with write():
        course.retired_on = clock.today()
        course.save(update_fields=["retired_on"])
        audit(actor=actor, act="training.course_retired", target=course)
    return course


def plan_session(
    *,
    actor: Actor,
    course: Course,
    starts_on: dt.date,
    ends_on: dt.date | None = None,
    place: str = "",
    trainer: str = "",
    places: int | None = None,
    organisation_id: uuid.UUID | None = None,
    synthetic: bool | None = None,
) -> CourseSession:
    """Hold a course once, for the actor's part of the tree. Raises InvalidInput(ends_on, places), Conflict, NotAllowed."""
    office = organisation_id or actor.organisation_id
    scope.require_planner(actor, office)
    if course.retired_on:
        raise Conflict(_("This course is no longer held."))
    if ends_on and ends_on < starts_on:
        raise InvalidInput(_("The end lies before the beginning."), field="ends_on")
    if places is not None and not 1 <= places <= 1000:
        raise InvalidInput(_("Write a number from 1 to 1000."), field="places")
    with write():
        row = CourseSession.objects.create(
            course=course, organisation_id=office, starts_on=starts_on, ends_on=ends_on or starts_on, place=clean_line(place, 200),
            trainer=clean_line(trainer, 200), places=places, recorded_at=clock.now(), recorded_by=actor.account_id,
            synthetic=course.synthetic if synthetic is None else synthetic,
        )  # fmt: skip
        audit(actor=actor, act="training.session_planned", target=row, changes={"course": course.pk, "on": starts_on})
    return row


def cancel_session(*, actor: Actor, session: CourseSession) -> CourseSession:
    """The session does not take place; bookings go. Raises Conflict when somebody attended already, NotAllowed."""
    scope.require_planner(actor, session.organisation_id)
    with write():
        if TrainingEvent.objects.filter(session=session, attendance=Attendance.ATTENDED).exists():
            raise Conflict(_("People attended this session. It cannot be called off any more."))
        TrainingEvent.objects.filter(session=session).delete()
        session.cancelled_at = clock.now()
        session.save(update_fields=["cancelled_at"])
        audit(actor=actor, act="training.session_cancelled", target=session)
    return session

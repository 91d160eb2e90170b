"""Who learned what: bookings, attendance, tests, learning outside a session, and the category of a member of staff."""

import datetime as dt
import uuid

from django.utils.translation import gettext as _

from openpes.assessment.models import Course, CourseSession, StaffCategoryPeriod, TrainingEvent
from openpes.assessment.training import perms, queries, rules
from openpes.assessment.training.enums import Attendance, Method, StaffCategory
from openpes.base import clock
from openpes.base.actor import Actor
from openpes.base.errors import Conflict, InvalidInput
from openpes.base.locking import write
from openpes.base.text import clean_line
from openpes.people.models import Account
from openpes.trust.audit import audit

from .courses import subject_of


def set_category(*, actor: Actor, account: Account, category: str) -> StaffCategoryPeriod:
    """Say which category a member of staff belongs to, from today. Raises InvalidInput(category), NotFound, NotAllowed."""
    perms.require_colleague(actor, account.pk)
    if category not in StaffCategory.values:
        raise InvalidInput(_("Choose one of the categories in the list."), field="category")
    today = clock.today()
    with write():
        StaffCategoryPeriod.objects.filter(account=account, valid_until__isnull=True).update(valid_until=today)
        row = StaffCategoryPeriod.objects.create(
            account=account, category=category, valid_from=today, recorded_by=actor.account_id, synthetic=account.synthetic
        )
        audit(actor=actor, act="training.category_set", target=row, changes={"category": category})
    return row


def book(*, actor: Actor, session: CourseSession, account: Account) -> TrainingEvent:
    """Book a member of staff into a session; oneself, or as a manager a colleague. Raises Conflict, NotFound, NotAllowed."""
    perms.require_learner(actor) if actor.account_id == account.pk else perms.require_colleague(actor, account.pk)
    with write():
        locked = CourseSession.objects.select_for_update().select_related("course").get(pk=session.pk)
        if locked.cancelled_at or locked.ends_on < clock.today():
            raise Conflict(_("This session is over or was called off."))
        taken = TrainingEvent.objects.filter(session=locked)
        if taken.filter(account=account).exists():
            raise Conflict(_("This person is booked already."))
        if locked.places is not None and taken.count() >= locked.places:
            raise Conflict(_("This session is full."))
        row = TrainingEvent.objects.create(
            account=account, organisation_id=locked.organisation_id, course=locked.course, session=locked,
            subject_id=locked.course.subject_id, category=queries.category_of(account.pk), method=locked.course.method,
            attendance=Attendance.BOOKED, on=locked.starts_on, recorded_at=clock.now(), recorded_by=actor.account_id,
            synthetic=account.synthetic,
        )  # fmt: skip
        audit(actor=actor, act="training.booked", target=row, changes={"session": locked.pk})
    return row


def unbook(*, actor: Actor, event: TrainingEvent) -> None:
    """Give a place back. Raises Conflict when the session was held, NotFound, NotAllowed."""
    perms.require_learner(actor) if actor.account_id == event.account_id else perms.require_colleague(actor, event.account_id)
    with write():
        audit(actor=actor, act="training.unbooked", target=event)
        gone, _rows = TrainingEvent.objects.filter(pk=event.pk, attendance=Attendance.BOOKED).delete()
        if not gone:
            raise Conflict(_("This was recorded already. Only a booking can be given back."))


def record_result(
    *, actor: Actor, event: TrainingEvent, attendance: str, score: int | None = None, minutes: int | None = None
) -> TrainingEvent:
    """Whether a booked person came, and the result of the test in percent. Raises InvalidInput, Conflict, NotFound, NotAllowed."""
    perms.require_colleague(actor, event.account_id)
    if attendance not in Attendance.values:
        raise InvalidInput(_("Choose one of the states in the list."), field="attendance")
    if score is not None and not 0 <= score <= 100:
        raise InvalidInput(_("Write a percentage from 0 to 100."), field="score")
    session, course = event.session, event.course
    if session is None or course is None:
        raise Conflict(_("Only what was learned in a session has an attendance list."))
    came = attendance == Attendance.ATTENDED
    if came and session.starts_on > clock.today():
        raise Conflict(_("This session has not begun yet."))
    result = rules.passed(score, course.pass_mark) if came else None
    with write():
        event.attendance, event.minutes = attendance, minutes
        event.score, event.passed = (score, result) if came and course.pass_mark is not None else (None, None)
        event.on = session.ends_on if came else session.starts_on
        event.expires_on = rules.expiry(event.on, course.valid_months, passed=result) if came else None
        event.category = queries.category_of(event.account_id)
        event.save(update_fields=["attendance", "minutes", "score", "passed", "on", "expires_on", "category"])
        audit(actor=actor, act="training.result_recorded", target=event, changes={"attendance": attendance, "score": score})
    return event


def record_learning(
    *,
    actor: Actor,
    account: Account,
    method: str,
    on: dt.date,
    subject: str = "",
    course: Course | None = None,
    minutes: int | None = None,
    score: int | None = None,
    words: str = "",
    practice: bool = False,
    organisation_id: uuid.UUID | None = None,
    synthetic: bool | None = None,
) -> TrainingEvent:
    """Learning outside a session: alone, at work, in practice. Staff write down their own; managers that of their people.

    Nobody gives themself the result of a test. Raises InvalidInput(on, subject, minutes, score), NotFound, NotAllowed.
    """
    own = actor.account_id == account.pk
    perms.require_learner(actor) if own else perms.require_colleague(actor, account.pk)
    if on > clock.today():
        raise InvalidInput(_("This day lies in the future."), field="on")
    if method not in Method.values:
        raise InvalidInput(_("Choose one of the methods in the list."), field="method")
    if minutes is not None and not 1 <= minutes <= 100_000:
        raise InvalidInput(_("Write the time in minutes, at least 1."), field="minutes")
    if score is not None and (not 0 <= score <= 100 or own):
        raise InvalidInput(_("A test is recorded by a manager, as a percentage from 0 to 100."), field="score")
    result = rules.passed(score, course.pass_mark) if course else None
    with write():
        row = TrainingEvent.objects.create(
            account=account, organisation_id=organisation_id or actor.organisation_id, course=course,
            subject=course.subject if course else subject_of(subject, synthetic=actor.synthetic) if subject else None,
            category=queries.category_of(account.pk), method=method, on=on, minutes=minutes, score=score, passed=result,
            expires_on=rules.expiry(on, course.valid_months, passed=result) if course else None, words=clean_line(words, 500), practice=practice,
            recorded_at=clock.now(), recorded_by=actor.account_id, synthetic=account.synthetic if synthetic is None else synthetic,
        )  # fmt: skip
        audit(actor=actor, act="training.learned", target=row, changes={"method": method, "on": on})
    return row

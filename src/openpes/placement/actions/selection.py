"""An employer (or an officer for it) chooses among applicants: seen, shortlist, interview, offer, not chosen."""

import datetime as dt
import uuid

from django.utils.translation import gettext as _

from openpes.base import clock
from openpes.base.actor import Actor
from openpes.base.enums import InteractionLevel, Service
from openpes.base.errors import InvalidInput
from openpes.base.events import record_event
from openpes.base.locking import write
from openpes.base.text import clean, clean_line
from openpes.placement.actions.application_status import move_application
from openpes.placement.enums import ApplicationStatus, RejectionReason
from openpes.placement.models import Application
from openpes.placement.perms import application_for
from openpes.trust.access import record_access

LONGEST_WORDS = 500
FURTHEST_INTERVIEW = dt.timedelta(days=183)


def _event(actor: Actor, application: Application, act: str) -> None:
    record_event(
        actor=actor,
        service=Service.JOB_MATCHING,
        act=f"placement.{act}",
        level=InteractionLevel.TRANSACTION,
        person_id=application.person_id,
        employer_id=application.vacancy.employer_id,
        synthetic=application.synthetic,
    )


def _words(words: str) -> str:
    words = clean(words)
    if len(words) > LONGEST_WORDS:
        raise InvalidInput(_("Please use at most 500 characters."), field="words")
    return words


def open_application(*, actor: Actor, application_id: uuid.UUID) -> Application:
    """Read an application: the reading is logged, and the jobseeker sees that the employer has looked. Raises NotFound."""
    application = application_for(actor, application_id)
    record_access(
        actor=actor.with_purpose(f"vacancy {application.vacancy.reference}"), person_id=application.person_id, what="application"
    )
    if actor.role == "employer" and application.status == ApplicationStatus.SENT:
        with write():
            application = application_for(actor, application_id)
            if application.status == ApplicationStatus.SENT:
                move_application(actor=actor, application=application, to=ApplicationStatus.SEEN)
    return application


def shortlist(*, actor: Actor, application_id: uuid.UUID, words: str = "") -> Application:
    """Put an applicant on the shortlist; also brings back somebody who was not chosen. Twice changes nothing."""
    words = _words(words)
    with write():
        application = application_for(actor, application_id)
        if application.status != ApplicationStatus.SHORTLISTED:
            cleared = {"rejection_reason": "", "rejection_words": ""}
            move_application(actor=actor, application=application, to=ApplicationStatus.SHORTLISTED, words=words, **cleared)
            _event(actor, application, "shortlisted")
    return application


def invite_to_interview(*, actor: Actor, application_id: uuid.UUID, at: dt.datetime, where: str, words: str = "") -> Application:
    """Invite to an interview at a time and place; inviting again moves it. Raises InvalidInput (at, where), Conflict, NotFound."""
    words, where = _words(words), clean_line(where, 300)
    if not where:
        raise InvalidInput(_("Please say where: an address, a telephone number or a link."), field="where")
    if not clock.now() < at < clock.now() + FURTHEST_INTERVIEW:
        raise InvalidInput(_("Please choose a time within the next six months."), field="at")
    with write():
        application = application_for(actor, application_id)
        same = (application.interview_at, application.interview_where) == (at, where)
        if not (application.status == ApplicationStatus.INTERVIEW and same):
            move_application(
                actor=actor,
                application=application,
                to=ApplicationStatus.INTERVIEW,
                words=words,
                interview_at=at,
                interview_where=where,
            )
            _event(actor, application, "invited_to_interview")
    return application


def offer(*, actor: Actor, application_id: uuid.UUID, words: str = "") -> Application:
    """Offer the job. The jobseeker reads the words. Twice changes nothing."""
    words = _words(words)
    with write():
        application = application_for(actor, application_id)
        if application.status != ApplicationStatus.OFFERED:
            move_application(actor=actor, application=application, to=ApplicationStatus.OFFERED, words=words)
            _event(actor, application, "offered")
    return application


def reject(*, actor: Actor, application_id: uuid.UUID, reason: str, words: str = "") -> Application:
    """Not chosen, with a reason of the list and words; the jobseeker reads both. "Other" needs words. Twice changes nothing."""
    words = _words(words)
    if reason not in RejectionReason.values:
        raise InvalidInput(_("Please choose a reason. The person reads it."), field="reason")
    if reason == RejectionReason.OTHER and not words:
        raise InvalidInput(_("Please say the reason in a few words. The person reads it."), field="words")
    with write():
        application = application_for(actor, application_id)
        if application.status != ApplicationStatus.REJECTED:
            move_application(
                actor=actor,
                application=application,
                to=ApplicationStatus.REJECTED,
                words=words,
                rejection_reason=reason,
                rejection_words=words,
            )
            _event(actor, application, "rejected")
    return application

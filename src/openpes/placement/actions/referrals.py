"""The service proposes a vacancy to people, and people who want it to the employer; unanswered referrals become tasks."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from openpes.base import clock, hooks
from openpes.base.actor import SYSTEM, Actor
from openpes.base.enums import InteractionLevel, Service
from openpes.base.errors import ActionError, Conflict, InvalidInput, NotAllowed, NotFound
from openpes.base.events import record_event
from openpes.base.ids import new_reference
from openpes.base.locking import write
from openpes.base.text import clean, clean_line
from openpes.people.models import Person
from openpes.people.perms import require_case_worker, visible_persons
from openpes.placement import rules
from openpes.placement.actions.application_status import move_application
from openpes.placement.actions.referral_answers import send_to_employer
from openpes.placement.enums import ApplicationStatus, ReferralStatus
from openpes.placement.models import Application, Referral
from openpes.placement.perms import hidden_from
from openpes.trust.audit import audit
from openpes.work.enums import VacancyStatus
from openpes.work.models import Vacancy
from openpes.work.queries import in_dispute

MOST_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Proposal:
    """What became of one person of a proposal to several: the referral, or the reason why there is none."""

    person_id: uuid.UUID
    referral: Referral | None
    problem: str = ""


def _open_vacancy(vacancy_id: uuid.UUID) -> Vacancy:
    vacancy = Vacancy.objects.select_related("employer").filter(pk=vacancy_id, status=VacancyStatus.PUBLISHED).first()
    if vacancy is None:
        raise NotFound(_("This vacancy is not open any more."))
    if vacancy.pk in in_dispute([vacancy]):
        raise NotAllowed(_("There is a labour dispute at this workplace. Nobody is referred into it."), code="dispute")
    return vacancy


def _referable(actor: Actor, person_id: uuid.UUID, vacancy: Vacancy) -> Person:
    person = visible_persons(actor).filter(pk=person_id).first()
    if person is None:
        raise NotFound(_("There is no such record, or it is not open to you."))
    require_case_worker(actor, person)
    if hidden_from(vacancy).filter(person_id=person_id).exists():
        raise Conflict(_("The person hides from this employer."), code="hidden")
    if Application.objects.filter(person=person, vacancy=vacancy).exclude(status=ApplicationStatus.WITHDRAWN).exists():
        raise Conflict(_("The person has applied already."), code="applied")
    return person


def _leave_records(actor: Actor, referral: Referral, act: str, level: int) -> None:
    record_event(
        actor=actor, service=Service.JOB_MATCHING, act=f"placement.{act}", level=level, person_id=referral.person_id,
        employer_id=referral.vacancy.employer_id, synthetic=referral.synthetic,
    )  # fmt: skip
    audit(actor=actor, act=f"placement.{act}", target=referral, person_id=referral.person_id)


def _make(actor: Actor, person: Person, vacancy: Vacancy, message: str, overrides: list[dict[str, str]]) -> tuple[Referral, bool]:
    return Referral.objects.get_or_create(
        person=person,
        vacancy=vacancy,
        defaults={
            "reference": new_reference("F"), "organisation_id": actor.organisation_id, "account_id": actor.account_id,
            "message": message, "overrides": overrides, "made_at": clock.now(), "synthetic": person.synthetic,
        },
    )  # fmt: skip


def propose_vacancy(*, actor: Actor, vacancy_id: uuid.UUID, person_ids: Sequence[uuid.UUID], message: str = "") -> list[Proposal]:
    """Propose one vacancy to several people at once. Each answers for themself; refusing has no consequence.

    People who cannot be proposed it come back with the reason, the others go through. The same proposal twice changes nothing.
    """
    vacancy = _open_vacancy(vacancy_id)
    message = clean(message, 1000)
    if not person_ids:
        raise InvalidInput(_("Choose at least one person."), field="person")
    if len(person_ids) > MOST_AT_ONCE:
        raise InvalidInput(_("Choose at most %(n)s people at once.") % {"n": MOST_AT_ONCE}, field="person")
    outcome = []
    for person_id in dict.fromkeys(person_ids):
        try:
            person = _referable(actor, person_id, vacancy)
        except ActionError as problem:
            outcome.append(Proposal(person_id, None, str(problem.message)))
            continue
        with write():
            referral, made = _make(actor, person, vacancy, message, [])
            if made:
                _leave_records(actor, referral, "vacancy_proposed", InteractionLevel.PROACTIVE)
                hooks.publish("referral.made", id=referral.pk)
        outcome.append(Proposal(person_id, referral))
    return outcome


def put_forward(
    *, actor: Actor, vacancy_id: uuid.UUID, person_id: uuid.UUID, message: str = "", overrides: Sequence[tuple[str, str]] = ()
) -> Referral:
    """Send a person to the employer at once, because they said yes in the office or on the phone.

    ``overrides``: requirements of the employer put aside, each with the reason (requirement, reason). Raises InvalidInput without one.
    """
    vacancy = _open_vacancy(vacancy_id)
    person = _referable(actor, person_id, vacancy)
    put_aside = [{"requirement": clean_line(what, 200), "reason": clean_line(why, 300)} for what, why in overrides]
    if any(not row["reason"] for row in put_aside):
        raise InvalidInput(_("Say why this requirement is put aside."), field="overrides")
    with write():
        referral, _made = _make(actor, person, vacancy, clean(message, 1000), put_aside)
        if referral.status == ReferralStatus.PROPOSED:
            send_to_employer(actor=actor, referral=referral, share_contact=True, words=_("Sent by the employment service."))
            _leave_records(actor, referral, "referred", InteractionLevel.TRANSACTION)
    return referral


def record_employer_answer(*, actor: Actor, referral_id: uuid.UUID, to: str, words: str = "") -> Referral:
    """What the employer told staff about a referred person: shortlisted, interview, offered or rejected (with words)."""
    with write():
        referral = (
            Referral.objects.select_for_update(of=("self",))
            .select_related("vacancy__employer", "person")
            .filter(pk=referral_id)
            .first()
        )
        if referral is None:
            raise NotFound(_("There is no such referral."))
        require_case_worker(actor, referral.person)
        application = Application.objects.filter(referral=referral).first()
        if application is None:
            raise Conflict(_("The person has not said yes yet."), code="not_sent")
        words = clean_line(words, 500)
        changes = {}
        if to == ApplicationStatus.REJECTED:
            if not words:
                raise InvalidInput(_("Say what the employer gave as the reason."), field="words")
            changes = {"rejection_reason": "other", "rejection_words": words}
        move_application(actor=actor, application=application, to=to, words=words, **changes)
        _leave_records(actor, referral, "referral_answered", InteractionLevel.SUBMISSION)
        referral.refresh_from_db()
    return referral


def chase_referral(*, actor: Actor, referral_id: uuid.UUID, days: int = 0) -> Referral:
    """The employer was asked again; a new day for the answer is set."""
    with write():
        referral = (
            Referral.objects.select_for_update(of=("self",)).select_related("person", "vacancy").filter(pk=referral_id).first()
        )
        if referral is None:
            raise NotFound(_("There is no such referral."))
        require_case_worker(actor, referral.person)
        if referral.status not in {ReferralStatus.SENT, ReferralStatus.NO_ANSWER}:
            raise Conflict(_("Nothing is open with the employer."), code="not_sent")
        referral.status, referral.chased_at = ReferralStatus.SENT, clock.now()
        referral.answer_due_on = clock.today() + dt.timedelta(days=days or rules.REFERRAL_ANSWER_DAYS)
        referral.save(update_fields=["status", "chased_at", "answer_due_on"])
        _leave_records(actor, referral, "referral_chased", InteractionLevel.SUBMISSION)
    return referral


def application_changed(*, id: uuid.UUID) -> None:
    """The employer decided about a referred person: the referral is answered. Subscribed to "application.changed"."""
    status = Application.objects.filter(pk=id, referral__isnull=False).values_list("status", flat=True).first()
    if status and status not in {ApplicationStatus.SENT, ApplicationStatus.SEEN}:
        Referral.objects.filter(application=id, status__in=[ReferralStatus.SENT, ReferralStatus.NO_ANSWER]).update(
            status=ReferralStatus.CLOSED if status == ApplicationStatus.WITHDRAWN else ReferralStatus.ANSWERED
        )


def ask_due_referrals() -> int:
    """Referrals whose employer has not answered by the day: a task for the counsellor each. Returns how many."""
    due = Referral.objects.filter(status=ReferralStatus.SENT, answer_due_on__lt=clock.today())
    asked = 0
    for referral in due.order_by("answer_due_on", "pk")[:1000]:
        with write():
            if Referral.objects.filter(pk=referral.pk, status=ReferralStatus.SENT).update(status=ReferralStatus.NO_ANSWER):
                audit(actor=SYSTEM, act="placement.referral_unanswered", target=referral, person_id=referral.person_id)
                hooks.publish(
                    "referral.due", referral_id=referral.pk, person_id=referral.person_id, vacancy_id=referral.vacancy_id
                )
                asked += 1
    return asked

"""Pausing, resuming, closing a vacancy, filling a place, and the end by the calendar."""

import uuid

from django.db.models import F
from django.utils.translation import gettext as _

from openpes.base import clock
from openpes.base.actor import SYSTEM, Actor
from openpes.base.enums import InteractionLevel, Service
from openpes.base.errors import Conflict, InvalidInput
from openpes.base.events import record_event
from openpes.base.locking import require_write, write
from openpes.base.text import clean_line
from openpes.trust.audit import audit
from openpes.work import perms, rules
from openpes.work.actions.vacancy_status import move_vacancy, publish_changed, require_may_post
from openpes.work.enums import ClosingReason, VacancyStatus
from openpes.work.models import Vacancy, VacancyStatusChange

EMPLOYERS_REASONS = (ClosingReason.FILLED_BY_SERVICE, ClosingReason.FILLED_OTHERWISE, ClosingReason.WITHDRAWN)


def _event(actor: Actor, act: str, vacancy: Vacancy) -> None:
    record_event(
        actor=actor,
        service=Service.JOB_MATCHING,
        act=act,
        level=InteractionLevel.TRANSACTION,
        employer_id=vacancy.employer_id,
        synthetic=vacancy.synthetic,
    )


def pause_vacancy(*, actor: Actor, vacancy_id: uuid.UUID, reason: str = "") -> Vacancy:
    """Take a vacancy from the lists for a while. Pausing a paused one changes nothing."""
    with write():
        vacancy = perms.vacancy_for(actor, vacancy_id)
        if vacancy.status != VacancyStatus.PAUSED:
            move_vacancy(actor=actor, vacancy=vacancy, to=VacancyStatus.PAUSED, reason=clean_line(reason, 300))
            _event(actor, "work.vacancy_paused", vacancy)
    return vacancy


def resume_vacancy(*, actor: Actor, vacancy_id: uuid.UUID) -> Vacancy:
    """Publish a paused vacancy again. Raises Conflict when its last day is over or the employer is blocked."""
    with write():
        vacancy = perms.vacancy_for(actor, vacancy_id)
        if vacancy.status == VacancyStatus.PUBLISHED:
            return vacancy
        if vacancy.status != VacancyStatus.PAUSED:
            raise Conflict(_("Only a paused vacancy can be resumed."), code="wrong_state")
        require_may_post(vacancy.employer)
        if vacancy.expires_on and vacancy.expires_on < clock.today():
            raise Conflict(_("The last day to apply is over. Change it first."), code="expired")
        move_vacancy(actor=actor, vacancy=vacancy, to=VacancyStatus.PUBLISHED)
        _event(actor, "work.vacancy_resumed", vacancy)
    return vacancy


def close_vacancy(*, actor: Actor, vacancy_id: uuid.UUID, reason: str, words: str = "") -> Vacancy:
    """Close a vacancy with a reason. Staff may also refuse; closing a closed one changes nothing."""
    allowed = [*EMPLOYERS_REASONS, ClosingReason.REFUSED] if perms.may_check_vacancies(actor) else list(EMPLOYERS_REASONS)
    if reason not in allowed:
        raise InvalidInput(_("Please choose why the vacancy is closed."), field="reason")
    words = clean_line(words, 300)
    if reason == ClosingReason.REFUSED and not words:
        raise InvalidInput(_("Please say why: the employer reads it."), field="words")
    with write():
        vacancy = perms.vacancy_for(actor, vacancy_id)
        if vacancy.status != VacancyStatus.CLOSED:
            move_vacancy(
                actor=actor,
                vacancy=vacancy,
                to=VacancyStatus.CLOSED,
                reason=words or reason,
                closed_at=clock.now(),
                closing_reason=reason,
            )
            _event(actor, "work.vacancy_closed", vacancy)
    return vacancy


def fill_place(*, actor: Actor, vacancy_id: uuid.UUID, close_when_full: bool = True) -> Vacancy:
    """Count one more filled place. Must be inside ``write()``, by an act that checked its own permission.

    The count moves by one conditional UPDATE, so that two hires at once never fill more places than are wanted.
    Raises Conflict when no place is left.
    """
    require_write()
    won = Vacancy.objects.filter(pk=vacancy_id, places_filled__lt=F("places_total")).update(
        places_filled=F("places_filled") + 1, changed_at=clock.now()
    )
    vacancy = Vacancy.objects.select_for_update().get(pk=vacancy_id)
    if not won:
        raise Conflict(_("All places of this vacancy are filled. Raise the number of places first."), code="full")
    audit(actor=actor, act="work.place_filled", target=vacancy, changes={"places_filled": vacancy.places_filled})
    full = vacancy.places_filled == vacancy.places_total
    if full and close_when_full and vacancy.status != VacancyStatus.CLOSED:
        move_vacancy(
            actor=actor,
            vacancy=vacancy,
            to=VacancyStatus.CLOSED,
            reason=ClosingReason.FILLED_BY_SERVICE.value,
            closed_at=clock.now(),
            closing_reason=ClosingReason.FILLED_BY_SERVICE,
        )
    else:
        publish_changed([vacancy.pk])
    return vacancy


def free_place(*, actor: Actor, vacancy_id: uuid.UUID) -> None:
    """Take one filled place back after a cancelled hire. Must be inside ``write()``. A closed vacancy stays closed."""
    require_write()
    if Vacancy.objects.filter(pk=vacancy_id, places_filled__gt=0).update(
        places_filled=F("places_filled") - 1, changed_at=clock.now()
    ):
        audit(actor=actor, act="work.place_freed", target=("work.vacancy", vacancy_id))
        publish_changed([vacancy_id])


def expire_due(*, batch: int = 1000) -> int:
    """Close every vacancy whose last day is over; returns how many. Idempotent; one transaction and one audit entry per batch."""
    closed = 0
    today = clock.today()
    due = Vacancy.objects.filter(
        status__in=[VacancyStatus.PUBLISHED, VacancyStatus.PAUSED, VacancyStatus.IN_REVIEW], expires_on__lt=today
    )
    while True:
        with write():
            ids = list(due.order_by("pk").values_list("pk", flat=True).select_for_update()[:batch])
            if not ids:
                return closed
            now = clock.now()
            Vacancy.objects.filter(pk__in=ids).update(
                status=VacancyStatus.CLOSED, closing_reason=ClosingReason.EXPIRED, closed_at=now, changed_at=now
            )
            VacancyStatusChange.objects.bulk_create(
                [
                    VacancyStatusChange(vacancy_id=pk, status=VacancyStatus.CLOSED, reason=ClosingReason.EXPIRED.value, at=now)
                    for pk in ids
                ]
            )
            audit(actor=SYSTEM, act="work.vacancies_expired", target=("work.vacancy", None), changes={"ids": ids})
            publish_changed(ids)
        closed += len(ids)


def extend_vacancy(*, actor: Actor, vacancy_id: uuid.UUID) -> Vacancy:
    """Keep a vacancy open 60 days from today."""
    with write():
        vacancy = perms.vacancy_for(actor, vacancy_id)
        if vacancy.status not in {VacancyStatus.PUBLISHED, VacancyStatus.PAUSED}:
            raise Conflict(_("This vacancy is not open."), code="wrong_state")
        vacancy.expires_on = rules.last_day(None, clock.today())
        vacancy.save(update_fields=["expires_on", "changed_at"])
        audit(actor=actor, act="work.vacancy_extended", target=vacancy, changes={"expires_on": vacancy.expires_on})
        _event(actor, "work.vacancy_extended", vacancy)
        publish_changed([vacancy.pk])
    return vacancy

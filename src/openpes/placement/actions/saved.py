"""Keeping a vacancy, hiding it, hiding oneself from an employer. A person does this for themself."""

import uuid

from django.utils.translation import gettext as _

from openpes.base import clock
from openpes.base.actor import Actor
from openpes.base.enums import InteractionLevel, Service
from openpes.base.errors import NotFound
from openpes.base.events import record_event
from openpes.base.locking import write
from openpes.base.text import clean_line
from openpes.placement.actions.applications import open_vacancy
from openpes.placement.models import EmployerBlock, SavedVacancy
from openpes.trust.audit import audit
from openpes.work.models import Employer


def _own_person(actor: Actor) -> uuid.UUID:
    if actor.person_id is None or actor.role != "jobseeker":
        raise NotFound(_("Register first: then you can keep and hide vacancies."), code="register_first")
    return actor.person_id


def _leave_records(actor: Actor, act: str, target: tuple[str, uuid.UUID]) -> None:
    record_event(actor=actor, service=Service.JOB_MATCHING, act=f"placement.{act}", level=InteractionLevel.ONE_WAY)
    audit(actor=actor, act=f"placement.{act}", target=target, person_id=actor.person_id)


def _set(actor: Actor, vacancy_id: uuid.UUID, *, hidden: bool, reason: str, act: str) -> SavedVacancy:
    person_id = _own_person(actor)
    with write():
        vacancy = open_vacancy(vacancy_id)
        row, made = SavedVacancy.objects.get_or_create(
            person_id=person_id, vacancy=vacancy, defaults={"hidden": hidden, "reason": reason, "at": clock.now()}
        )
        if made or row.hidden != hidden:
            row.hidden, row.reason, row.at = hidden, reason, clock.now()
            row.save(update_fields=["hidden", "reason", "at"])
            _leave_records(actor, act, ("work.vacancy", vacancy.pk))
    return row


def save_vacancy(*, actor: Actor, vacancy_id: uuid.UUID) -> SavedVacancy:
    """Keep a vacancy in the own list; a hidden one is shown again. Twice does no harm."""
    return _set(actor, vacancy_id, hidden=False, reason="", act="saved")


def hide_vacancy(*, actor: Actor, vacancy_id: uuid.UUID, reason: str = "") -> SavedVacancy:
    """Do not propose a vacancy again. Has no other consequence."""
    return _set(actor, vacancy_id, hidden=True, reason=clean_line(reason, 200), act="hidden")


def forget_vacancy(*, actor: Actor, vacancy_id: uuid.UUID) -> None:
    """Take a vacancy out of the saved or hidden ones."""
    person_id = _own_person(actor)
    with write():
        gone, _rows = SavedVacancy.objects.filter(person_id=person_id, vacancy_id=vacancy_id).delete()
        if gone:
            _leave_records(actor, "forgotten", ("work.vacancy", vacancy_id))


def block_employer(*, actor: Actor, employer_id: uuid.UUID) -> EmployerBlock:
    """ "Hide me from this employer": it neither finds the person nor are its vacancies proposed. The employer is not told."""
    person_id = _own_person(actor)
    with write():
        employer = Employer.objects.filter(pk=employer_id).first()
        if employer is None:
            raise NotFound(_("There is no such employer."))
        row, made = EmployerBlock.objects.get_or_create(person_id=person_id, employer=employer, defaults={"at": clock.now()})
        if made:
            _leave_records(actor, "employer_blocked", ("work.employer", employer.pk))
    return row


def unblock_employer(*, actor: Actor, employer_id: uuid.UUID) -> None:
    """Take that back."""
    person_id = _own_person(actor)
    with write():
        gone, _rows = EmployerBlock.objects.filter(person_id=person_id, employer_id=employer_id).delete()
        if gone:
            _leave_records(actor, "employer_unblocked", ("work.employer", employer_id))

"""Labour disputes: while one lasts at a workplace, nobody is referred into it."""

import datetime as dt
import uuid

from django.utils.translation import gettext as _

from openpes.base import clock
from openpes.base.actor import Actor
from openpes.base.enums import InteractionLevel, Service
from openpes.base.errors import InvalidInput, NotFound
from openpes.base.events import record_event
from openpes.base.locking import write
from openpes.base.text import clean_line
from openpes.trust.audit import audit
from openpes.work import perms
from openpes.work.actions.vacancy_status import publish_changed
from openpes.work.enums import VacancyStatus
from openpes.work.models import Employer, LabourDispute, Vacancy


def record_dispute(
    *,
    actor: Actor,
    employer_id: uuid.UUID,
    description: str,
    reported_by: str,
    began_on: dt.date,
    establishment_id: uuid.UUID | None = None,
) -> LabourDispute:
    """Write down a dispute at an employer or at one of its workplaces. Staff only. Raises InvalidInput (field), NotFound."""
    description, reported_by = clean_line(description, 500), clean_line(reported_by, 200)
    if not description:
        raise InvalidInput(_("Please say what the dispute is about."), field="description")
    if not reported_by:
        raise InvalidInput(_("Please say who told us: a union, the labour inspectorate, the employer …"), field="reported_by")
    if began_on > clock.today():
        raise InvalidInput(_("Please give the day it began, not a later one."), field="began_on")
    with write():
        employer = perms.employer_to_decide(actor, employer_id)
        if establishment_id and not employer.establishments.filter(pk=establishment_id).exists():
            raise InvalidInput(_("Please choose a workplace of this employer."), field="establishment_id")
        dispute = LabourDispute.objects.create(
            employer=employer,
            establishment_id=establishment_id,
            description=description,
            reported_by=reported_by,
            began_on=began_on,
        )
        _leave_records(actor, "work.dispute_recorded", dispute, employer)
    return dispute


def end_dispute(*, actor: Actor, dispute_id: uuid.UUID, ended_on: dt.date) -> LabourDispute:
    """The dispute is over. Raises InvalidInput, NotFound; ending it twice changes nothing."""
    with write():
        dispute = LabourDispute.objects.select_for_update().filter(pk=dispute_id).first()
        if dispute is None:
            raise NotFound(_("There is no such dispute."))
        employer = perms.employer_to_decide(actor, dispute.employer_id)
        if dispute.ended_on is None:
            if not dispute.began_on <= ended_on <= clock.today():
                raise InvalidInput(_("Please give a day between the beginning and today."), field="ended_on")
            dispute.ended_on = ended_on
            dispute.save(update_fields=["ended_on"])
            _leave_records(actor, "work.dispute_ended", dispute, employer)
    return dispute


def _leave_records(actor: Actor, act: str, dispute: LabourDispute, employer: Employer) -> None:
    audit(actor=actor, act=act, target=dispute)
    record_event(
        actor=actor,
        service=Service.JOB_MATCHING,
        act=act,
        level=InteractionLevel.TRANSACTION,
        employer_id=employer.pk,
        synthetic=employer.synthetic,
    )
    open_now = Vacancy.objects.filter(employer=employer, status=VacancyStatus.PUBLISHED)
    publish_changed(list(open_now.values_list("pk", flat=True)))

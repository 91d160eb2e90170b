"""An employer invites a person it sees without a name; the person answers; the name is shown only then."""

import datetime as dt
import uuid

from django.utils.translation import gettext as _

from openpes.base import clock, hooks
from openpes.base.actor import SYSTEM, Actor
from openpes.base.enums import InteractionLevel, Service
from openpes.base.errors import Conflict, InvalidInput, NotFound, TooMany
from openpes.base.events import record_event
from openpes.base.ids import new_reference
from openpes.base.locking import write
from openpes.base.text import clean
from openpes.placement import rules
from openpes.placement.enums import ApplicationStatus, InvitationStatus
from openpes.placement.models import Application, ApplicationStep, Invitation
from openpes.placement.perms import candidates_vacancy, hidden_from, speaks_for
from openpes.trust.audit import audit
from openpes.work.enums import VacancyStatus, Visibility
from openpes.work.models import JobseekerProfile, Vacancy


def invite_person(*, actor: Actor, vacancy_id: uuid.UUID, person_id: uuid.UUID, message: str = "") -> Invitation:
    """Ask a person whether the employer may know who they are. Once per vacancy; at most 20 a day by one employer.

    Only a verified employer, only for a published vacancy, only people who let employers find them and do not hide from this one.
    Inviting again gives back the first invitation. Raises NotFound, NotAllowed, Conflict, InvalidInput, TooMany.
    """
    message = clean(message)
    if len(message) > 1000:
        raise InvalidInput(_("Please use at most 1,000 characters."), field="message")
    with write():
        vacancy = candidates_vacancy(actor, vacancy_id)
        vacancy = Vacancy.objects.select_for_update(of=("self",)).select_related("employer").get(pk=vacancy.pk)
        known = Invitation.objects.filter(vacancy=vacancy, person_id=person_id).first()
        if known:
            return known
        if vacancy.status != VacancyStatus.PUBLISHED:
            raise Conflict(_("Publish the vacancy first: people are invited to open vacancies only."), code="not_open")
        _require_findable(person_id, vacancy)
        since = clock.now() - dt.timedelta(days=1)
        if (
            Invitation.objects.filter(vacancy__employer_id=vacancy.employer_id, sent_at__gte=since).count()
            >= rules.MOST_INVITATIONS_A_DAY
        ):
            raise TooMany(
                _("You invited %(n)s people within a day. Please go on tomorrow.") % {"n": rules.MOST_INVITATIONS_A_DAY}
            )
        invitation = Invitation.objects.create(
            reference=new_reference("N"),
            vacancy=vacancy,
            person_id=person_id,
            message=message,
            account_id=actor.account_id,
            sent_at=clock.now(),
            synthetic=vacancy.synthetic,
        )
        _leave_records(actor, invitation, "invited", InteractionLevel.PROACTIVE)
    return invitation


def answer_invitation(*, actor: Actor, invitation_id: uuid.UUID, accept: bool, share_contact: bool = True) -> Invitation:
    """The person (or staff for them) says yes or no. Yes shows the name and makes an application on the shortlist's way.

    The same answer twice changes nothing. Raises NotFound, Conflict when it is over or was answered otherwise.
    """
    with write():
        invitation = (
            Invitation.objects.select_for_update(of=("self",))
            .select_related("vacancy__employer", "person")
            .filter(pk=invitation_id)
            .first()
        )
        if invitation is None or not speaks_for(actor, invitation.person):
            raise NotFound(_("There is no such invitation."))
        wanted = InvitationStatus.ACCEPTED if accept else InvitationStatus.DECLINED
        if invitation.status == wanted:
            return invitation
        if invitation.status != InvitationStatus.SENT:
            raise Conflict(_("This invitation was answered already, or its time is over."), code="answered")
        if accept and invitation.vacancy.status != VacancyStatus.PUBLISHED:
            raise Conflict(_("The vacancy is not open any more."), code="not_open")
        invitation.status, invitation.answered_at = wanted, clock.now()
        invitation.save(update_fields=["status", "answered_at"])
        if accept:
            _apply(actor, invitation, share_contact)
        _leave_records(
            actor, invitation, "invitation_accepted" if accept else "invitation_declined", InteractionLevel.TRANSACTION
        )
    return invitation


def expire_invitations() -> int:
    """End invitations that nobody answered for 14 days; returns how many. Silence has no consequence for the person."""
    ended = 0
    before = clock.now() - dt.timedelta(days=rules.INVITATION_DAYS)
    while True:
        with write():
            ids = list(
                Invitation.objects.filter(status=InvitationStatus.SENT, sent_at__lt=before)
                .order_by("pk")
                .values_list("pk", flat=True)
                .select_for_update()[:500]
            )
            if not ids:
                return ended
            Invitation.objects.filter(pk__in=ids).update(status=InvitationStatus.EXPIRED)
            audit(actor=SYSTEM, act="placement.invitations_expired", target=("placement.invitation", None), changes={"ids": ids})
        ended += len(ids)


def _require_findable(person_id: uuid.UUID, vacancy: Vacancy) -> None:
    findable = JobseekerProfile.objects.filter(
        person_id=person_id, visibility=Visibility.NAMELESS, person__merged_into__isnull=True, person__erased_at__isnull=True
    ).exists()
    if not findable or hidden_from(vacancy).filter(person_id=person_id).exists():
        raise NotFound(_("This person cannot be invited any more."))


def _apply(actor: Actor, invitation: Invitation, share_contact: bool) -> None:
    live = Application.objects.filter(person=invitation.person, vacancy=invitation.vacancy).exclude(
        status=ApplicationStatus.WITHDRAWN
    )
    if live.exists():
        return
    now = clock.now()
    application = Application.objects.create(
        reference=new_reference("A"),
        person=invitation.person,
        vacancy=invitation.vacancy,
        share_contact=share_contact,
        channel=actor.channel,
        sent_at=now,
        synthetic=invitation.synthetic,
    )
    ApplicationStep.objects.create(
        application=application,
        status=ApplicationStatus.SENT,
        words=_("You accepted the employer's invitation."),
        role=actor.role,
        account_id=actor.account_id,
        at=now,
    )
    audit(actor=actor, act="placement.application_sent", target=application, person_id=application.person_id)
    hooks.publish("application.changed", id=application.pk)


def _leave_records(actor: Actor, invitation: Invitation, act: str, level: int) -> None:
    record_event(
        actor=actor,
        service=Service.JOB_MATCHING,
        act=f"placement.{act}",
        level=level,
        person_id=invitation.person_id,
        employer_id=invitation.vacancy.employer_id,
        synthetic=invitation.synthetic,
    )
    audit(actor=actor, act=f"placement.{act}", target=invitation, person_id=invitation.person_id)
    hooks.publish("invitation.changed", id=invitation.pk, status=str(invitation.status))

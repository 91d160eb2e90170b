"""The person answers a vacancy that the service proposed. Saying no has no consequence by itself."""

import datetime as dt
import uuid

from django.utils.translation import gettext as _

from openpes.base import clock, hooks
from openpes.base.actor import Actor
from openpes.base.enums import InteractionLevel, Service
from openpes.base.errors import Conflict, NotFound
from openpes.base.events import record_event
from openpes.base.locking import require_write, write
from openpes.base.states import move
from openpes.base.text import clean_line
from openpes.placement.actions.applications import live_application, make_application
from openpes.placement.enums import ReferralStatus
from openpes.placement.models import Referral
from openpes.placement.perms import speaks_for
from openpes.placement.rules import REFERRAL_ANSWER_DAYS
from openpes.trust.audit import audit
from openpes.work.enums import VacancyStatus

STEPS = {ReferralStatus.PROPOSED: {ReferralStatus.SENT, ReferralStatus.DECLINED}}


def answer_referral(
    *, actor: Actor, referral_id: uuid.UUID, accept: bool, reason: str = "", share_contact: bool = True
) -> Referral:
    """Yes sends an application with the referral, and only then does the employer learn the name. The same answer twice does no harm.

    Raises NotFound, Conflict when it was answered otherwise or the vacancy is closed.
    """
    with write():
        row = (
            Referral.objects.select_for_update(of=("self",))
            .select_related("person", "vacancy__employer")
            .filter(pk=referral_id)
            .first()
        )
        if row is None or not speaks_for(actor, row.person):
            raise NotFound(_("There is no such proposal."))
        wanted = ReferralStatus.SENT if accept else ReferralStatus.DECLINED
        if row.status == wanted:
            return row
        if accept and row.vacancy.status != VacancyStatus.PUBLISHED:
            raise Conflict(_("The vacancy is not open any more."), code="not_open")
        if accept:
            send_to_employer(
                actor=actor,
                referral=row,
                share_contact=share_contact,
                words=_("You said yes to the proposal of your counsellor."),
            )
        else:
            move(row, STEPS, wanted, answered_at=clock.now(), decline_reason=clean_line(reason, 300))
        record_event(
            actor=actor, service=Service.JOB_MATCHING, level=InteractionLevel.TRANSACTION, person_id=row.person_id,
            act="placement.referral_accepted" if accept else "placement.referral_declined",
            organisation_id=row.organisation_id, employer_id=row.vacancy.employer_id, synthetic=row.synthetic,
        )  # fmt: skip
        audit(actor=actor, act=f"placement.referral_{wanted}", target=row, person_id=row.person_id, changes={"reason": reason})
        hooks.publish("referral.answered", id=row.pk, person_id=row.person_id, accepted=accept)
    return row


def send_to_employer(*, actor: Actor, referral: Referral, share_contact: bool, words: str) -> None:
    """Make (or find) the application that the employer sees, and set the day by which its answer is due. Inside ``write()``."""
    require_write()
    due = clock.today() + dt.timedelta(days=REFERRAL_ANSWER_DAYS)
    move(referral, STEPS, ReferralStatus.SENT, answered_at=clock.now(), answer_due_on=due)
    known = live_application(referral.person_id, referral.vacancy_id)
    if known is None:
        make_application(
            actor=actor, person=referral.person, vacancy=referral.vacancy, letter="", cv_file_id=None,
            share_contact=share_contact, referral=referral, words=words,
        )  # fmt: skip
    elif known.referral_id is None:
        known.referral = referral
        known.save(update_fields=["referral"])

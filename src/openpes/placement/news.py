"""Telling people and employers what happened: one message per step, in the reader's own language."""

import uuid

from django.utils.functional import lazystr
from django.utils.translation import gettext_lazy as _

from openpes.contact.actions import tell
from openpes.contact.enums import Priority
from openpes.placement.enums import ApplicationStatus, InvitationStatus, ReferralStatus
from openpes.placement.models import Application, Invitation, Referral
from openpes.work.enums import ContactState
from openpes.work.models import EmployerContact, Vacancy

MOST_CONTACTS = 20
TO_THE_PERSON = {
    ApplicationStatus.SEEN: _("The employer has looked at your application."),
    ApplicationStatus.SHORTLISTED: _("You are on the employer's shortlist."),
    ApplicationStatus.INTERVIEW: _("The employer invites you to an interview. Look at day and place."),
    ApplicationStatus.OFFERED: _("The employer offers you the job."),
    ApplicationStatus.HIRED: _("You have been hired. Congratulations!"),
    ApplicationStatus.REJECTED: _("The employer has not chosen you this time. The reason is on the page."),
}
URGENT = {ApplicationStatus.INTERVIEW, ApplicationStatus.OFFERED, ApplicationStatus.HIRED, ApplicationStatus.REJECTED}


def application_changed(*, id: uuid.UUID) -> None:
    """The person is told of the employer's steps; the employer of a new and of a withdrawn application, without names."""
    row = Application.objects.select_related("vacancy").get(pk=id)
    step = row.steps.order_by("-at", "-pk").first()
    key = f"application:{row.pk}:{step.pk if step else row.status}"
    if row.status in TO_THE_PERSON:
        tell(
            person_id=row.person_id,
            kind="application",
            key=key,
            subject=lazystr(row.vacancy.title),
            text=TO_THE_PERSON[ApplicationStatus(row.status)],
            link=f"/me/applications/{row.reference}/",
            priority=Priority.DECISION if row.status in URGENT else Priority.REMINDER,
        )
    elif row.status == ApplicationStatus.SENT:
        _tell_employer(row.vacancy, key, _("There is a new application."))
    elif row.status == ApplicationStatus.WITHDRAWN:
        _tell_employer(row.vacancy, key, _("An application was withdrawn."))


def _tell_employer(vacancy: Vacancy, key: str, text: object) -> None:
    contacts = EmployerContact.objects.filter(
        employer_id=vacancy.employer_id, state=ContactState.ACTIVE, account__isnull=False, ended_at=None
    ).values_list("account_id", flat=True)[:MOST_CONTACTS]
    for account_id in contacts:
        tell(
            account_id=account_id,
            kind="application",
            key=f"{key}:{account_id}",
            subject=lazystr(vacancy.title),
            text=text,
            link=f"/employer/vacancies/{vacancy.reference}/",
        )


def invitation_changed(*, id: uuid.UUID, status: str) -> None:
    """The person is told that an employer would like to know them; the employer, that somebody answered."""
    row = Invitation.objects.select_related("vacancy").get(pk=id)
    if status == InvitationStatus.SENT:
        tell(
            person_id=row.person_id,
            kind="invitation",
            key=f"invitation:{row.pk}",
            subject=lazystr(row.vacancy.title),
            text=_("An employer would like to know who you are. It sees your name only if you say yes."),
            link="/me/proposals/",
            priority=Priority.OFFER,
        )
    elif status in {InvitationStatus.ACCEPTED, InvitationStatus.DECLINED}:
        _tell_employer(row.vacancy, f"invitation:{row.pk}:{status}", _("Somebody you invited has answered."))


def referral_made(*, id: uuid.UUID) -> None:
    """The person is told that their counsellor proposes a vacancy."""
    row = Referral.objects.select_related("vacancy").get(pk=id)
    if row.status == ReferralStatus.PROPOSED:
        tell(
            person_id=row.person_id,
            kind="referral",
            key=f"referral:{row.pk}",
            subject=lazystr(row.vacancy.title),
            text=_("Your counsellor proposes this vacancy to you. Say yes or no."),
            link="/me/proposals/",
            priority=Priority.OFFER,
        )


HOOKS = {
    "application.changed": application_changed,
    "invitation.changed": invitation_changed,
    "referral.made": referral_made,
}

"""Who is told what about applications, invitations and vacancies. Called by the hooks; each notice is told once by its key."""

import uuid
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openpes.base import hooks, outbox
from openpes.contact.actions import tell
from openpes.contact.enums import Priority
from openpes.placement.enums import ApplicationStatus, InvitationStatus, ReferralStatus
from openpes.placement.models import Application, Invitation, Referral
from openpes.work.enums import ContactState, VerificationTier
from openpes.work.models import Employer, EmployerContact, Vacancy

_STEPS = {
    ApplicationStatus.SEEN: gettext_lazy("The employer has looked at your application"),
    ApplicationStatus.SHORTLISTED: gettext_lazy("You are on the shortlist"),
    ApplicationStatus.INTERVIEW: gettext_lazy("You are invited to an interview"),
    ApplicationStatus.OFFERED: gettext_lazy("You are offered a job"),
    ApplicationStatus.HIRED: gettext_lazy("The employer says that you are hired"),
    ApplicationStatus.REJECTED: gettext_lazy("An employer has answered your application"),
}
_READ = gettext_lazy("Sign in to read it, and what you can do now.")


def application_changed(*, id: uuid.UUID) -> None:
    """The jobseeker is told about every step of the employer; the employer's contacts about a new application."""
    row = Application.objects.select_related("vacancy__employer").filter(pk=id).first()
    if row is None:
        return
    step = row.steps.order_by("-at", "-pk").first()
    key = f"application:{row.pk}:{step.pk if step else row.status}"
    subject = _STEPS.get(ApplicationStatus(row.status))
    if subject is not None:
        tell(
            kind=f"application.{row.status}",
            subject=subject,
            text=_READ,
            key=key,
            person_id=row.person_id,
            link=f"/me/applications/{row.reference}/",
            priority=Priority.REMINDER if row.status in {"seen", "shortlisted"} else Priority.DECISION,
        )
    elif row.status in {ApplicationStatus.SENT, ApplicationStatus.WITHDRAWN}:
        came = row.status == ApplicationStatus.SENT
        _tell_contacts(
            row.vacancy.employer_id,
            kind=f"application.{row.status}",
            subject=gettext_lazy("A new application") if came else gettext_lazy("An application was withdrawn"),
            key=key,
            link=f"/employer/vacancies/{row.vacancy.reference}/",
        )


def invitation_changed(*, id: uuid.UUID, status: str) -> None:
    """The person is told that an employer asks for them; the employer that they said yes or no."""
    row = Invitation.objects.select_related("vacancy__employer").filter(pk=id).first()
    if row is None:
        return
    if status == InvitationStatus.SENT:
        tell(
            kind="invitation.sent",
            subject=gettext_lazy("An employer would like to meet you"),
            text=gettext_lazy("They do not know who you are. You decide whether they learn your name."),
            key=f"invitation:{row.pk}:sent",
            person_id=row.person_id,
            link="/me/proposals/",
            priority=Priority.OFFER,
        )
    elif status in {InvitationStatus.ACCEPTED, InvitationStatus.DECLINED}:
        yes = status == InvitationStatus.ACCEPTED
        _tell_contacts(
            row.vacancy.employer_id,
            kind=f"invitation.{status}",
            subject=gettext_lazy("Somebody accepted your invitation")
            if yes
            else gettext_lazy("Somebody does not want to be invited"),
            key=f"invitation:{row.pk}:{status}",
            link=f"/employer/vacancies/{row.vacancy.reference}/",
        )


def referral_made(*, id: uuid.UUID) -> None:
    """The person is told that their counsellor proposes a vacancy."""
    row = Referral.objects.filter(pk=id, status=ReferralStatus.PROPOSED).first()
    if row is not None:
        tell(
            kind="referral.proposed",
            subject=gettext_lazy("We found a vacancy for you"),
            text=gettext_lazy("Your counsellor proposes it to you. Say yes or no. A no has no consequence."),
            key=f"referral:{row.pk}",
            person_id=row.person_id,
            link="/me/proposals/",
            priority=Priority.OFFER,
        )


def vacancy_checked(*, id: uuid.UUID, decision: str) -> None:
    """The employer is told what the officer decided."""
    row = Vacancy.objects.filter(pk=id).first()
    if row is None:
        return
    subjects = {
        "publish": gettext_lazy("Your vacancy is published"),
        "send_back": gettext_lazy("Please change your vacancy"),
        "refuse": gettext_lazy("Your vacancy was not published"),
    }
    _tell_contacts(
        row.employer_id,
        kind=f"vacancy.{decision}",
        subject=subjects[decision],
        key=f"vacancy:{row.pk}:{decision}:{row.status_changes.count()}",
        link=f"/employer/vacancies/{row.reference}/advert/",
    )


def employer_tier_set(*, id: uuid.UUID, tier: int) -> None:
    """The employer is told that it is verified, or no longer."""
    employer = Employer.objects.filter(pk=id).first()
    if employer is None:
        return
    verified = tier > VerificationTier.UNVERIFIED
    _tell_contacts(
        employer.pk,
        kind="employer.tier_set",
        subject=gettext_lazy("You are verified") if verified else gettext_lazy("Your verification has ended"),
        key=f"employer:{employer.pk}:tier:{employer.verifications.count()}",
        link="/employer/firm/",
    )


def contact_invited(*, contact_id: uuid.UUID) -> None:
    """A colleague is invited by e-mail; the address may not have an account yet."""
    outbox.enqueue(
        "employer.invite_contact", key=f"employer.invite_contact:{contact_id}", payload={"contact_id": str(contact_id)}
    )


def send_contact_invitation(payload: dict[str, Any], key: str) -> None:
    """Write to the invited address, in the language of whoever first acted for the employer. Twice does little harm."""
    contact = EmployerContact.objects.select_related("employer").filter(pk=payload["contact_id"]).first()
    if contact is None or contact.state != ContactState.INVITED or not contact.email:
        return
    first = contact.employer.contacts.filter(account__isnull=False).select_related("account").order_by("created_at").first()
    language = first.account.language if first and first.account else settings.LANGUAGE_CODE
    with translation.override(language):
        text = _(
            "You are invited to act for %(employer)s: to post vacancies and to choose people.\n\n"
            "Sign in with this e-mail address and say yes:\n%(address)s\n\n"
            "If you do not know the employer, you need not do anything."
        ) % {"employer": contact.employer.name, "address": f"{settings.SITE_URL}/employer/"}
        subject = _("Invitation to act for %(employer)s") % {"employer": contact.employer.name}
    headers = {"Message-ID": f"<contact-{contact.pk}@{settings.EMAIL_DOMAIN}>"}
    EmailMessage(subject.replace("\n", " "), text, settings.DEFAULT_FROM_EMAIL, [contact.email], headers=headers).send()


def _tell_contacts(employer_id: uuid.UUID, *, kind: str, subject: object, key: str, link: str) -> None:
    rows = EmployerContact.objects.filter(
        employer_id=employer_id, state=ContactState.ACTIVE, account__is_active=True, ended_at__isnull=True
    )
    for account_id in rows.order_by("pk").values_list("account_id", flat=True):
        tell(kind=kind, subject=subject, text=_READ, key=f"{key}:{account_id}", account_id=account_id, link=link)


def register_notices() -> None:
    """Called once when the program starts."""
    hooks.subscribe("application.changed", application_changed)
    hooks.subscribe("invitation.changed", invitation_changed)
    hooks.subscribe("referral.made", referral_made)
    hooks.subscribe("vacancy.checked", vacancy_checked)
    hooks.subscribe("employer.tier_set", employer_tier_set)
    hooks.subscribe("employer.contact_invited", contact_invited)
    outbox.handle("employer.invite_contact", send_contact_invitation)

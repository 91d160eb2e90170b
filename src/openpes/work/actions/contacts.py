"""The people who act for an employer: invite by e-mail, accept, end."""

import datetime as dt
import uuid

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from openpes.base import clock, hooks
from openpes.base.actor import Actor
from openpes.base.enums import InteractionLevel, Service
from openpes.base.errors import Conflict, InvalidInput, NotAllowed, NotFound, TooMany
from openpes.base.events import record_event
from openpes.base.locking import write
from openpes.base.text import clean_line
from openpes.people.models import Account
from openpes.trust.audit import audit
from openpes.work import perms
from openpes.work.enums import ContactState
from openpes.work.models import EmployerContact

MOST_INVITATIONS_A_DAY = 20


def _event(actor: Actor, act: str, contact: EmployerContact) -> None:
    record_event(
        actor=actor,
        service=Service.JOB_MATCHING,
        act=act,
        level=InteractionLevel.TRANSACTION,
        employer_id=contact.employer_id,
        synthetic=contact.synthetic,
    )


def invite_contact(
    *, actor: Actor, employer_id: uuid.UUID, name: str, email: str, function: str = "", may_manage: bool = False
) -> EmployerContact:
    """Invite a colleague by e-mail. Inviting the same address again gives back the invitation that is open.

    Raises InvalidInput (field), NotAllowed (only contacts who may manage), TooMany.
    """
    name, email = clean_line(name), clean_line(email).lower()
    if not name or len(name) > 200:
        raise InvalidInput(_("Please give the name of your colleague."), field="name")
    try:
        validate_email(email)
    except ValidationError as error:
        raise InvalidInput(_("Please give an e-mail address such as name@example.org."), field="email") from error
    with write():
        employer = perms.employer_for(actor, employer_id)
        if not perms.may_manage_contacts(actor, employer_id):
            raise NotAllowed(_("Only a contact who may invite others can do this."))
        known = employer.contacts.filter(email=email, ended_at__isnull=True).first()
        if known:
            return known
        since = clock.now() - dt.timedelta(days=1)
        if employer.contacts.filter(created_at__gte=since).count() >= MOST_INVITATIONS_A_DAY:
            raise TooMany(_("Too many invitations today. Please go on tomorrow."))
        contact = EmployerContact.objects.create(
            employer=employer,
            name=name,
            email=email,
            function=clean_line(function, 200),
            state=ContactState.INVITED,
            may_manage=may_manage,
            synthetic=employer.synthetic,
        )
        audit(actor=actor, act="work.contact_invited", target=contact, changes={"email": email})
        _event(actor, "work.contact_invited", contact)
        hooks.publish("employer.contact_invited", contact_id=contact.pk)
    return contact


def accept_contact(*, actor: Actor, contact_id: uuid.UUID) -> EmployerContact:
    """Become the contact that was invited. The account's own e-mail address, proved at sign-in, must be the invited one.

    Raises NotFound for everybody else; accepting twice changes nothing.
    """
    with write():
        account = Account.objects.filter(pk=actor.account_id, is_active=True).first()
        contact = EmployerContact.objects.select_for_update().filter(pk=contact_id, ended_at__isnull=True).first()
        if account is None or contact is None or contact.email.lower() != account.email.lower():
            raise NotFound(_("There is no such invitation for you."))
        if contact.state == ContactState.ACTIVE and contact.account_id in {None, account.pk}:
            if contact.account_id:
                return contact
        elif contact.state != ContactState.INVITED:
            raise NotFound(_("There is no such invitation for you."))
        if perms.may_act_for_employer(account.pk, contact.employer_id):
            raise Conflict(_("You act for this employer already."))
        contact.account, contact.state = account, ContactState.ACTIVE
        contact.save(update_fields=["account", "state"])
        audit(actor=actor, act="work.contact_accepted", target=contact)
        _event(actor, "work.contact_accepted", contact)
    return contact


def end_contact(*, actor: Actor, employer_id: uuid.UUID, contact_id: uuid.UUID) -> EmployerContact:
    """End somebody's right to act for the employer, or one's own. The last one who may manage stays, unless staff end it."""
    with write():
        employer = perms.employer_for(actor, employer_id)
        contact = employer.contacts.select_for_update().filter(pk=contact_id).first()
        if contact is None:
            raise NotFound(_("There is no such contact."))
        if contact.account_id != actor.account_id and not perms.may_manage_contacts(actor, employer_id):
            raise NotAllowed(_("Only a contact who may invite others can do this."))
        if contact.ended_at is not None:
            return contact
        others = employer.contacts.filter(may_manage=True, state=ContactState.ACTIVE, ended_at__isnull=True).exclude(
            pk=contact.pk
        )
        if contact.may_manage and not actor.is_staff and not others.exists():
            raise Conflict(_("You are the last one who may invite others. Invite somebody who may, then leave."), code="last_one")
        contact.state, contact.ended_at = ContactState.ENDED, clock.now()
        contact.save(update_fields=["state", "ended_at"])
        audit(actor=actor, act="work.contact_ended", target=contact)
        _event(actor, "work.contact_ended", contact)
    return contact

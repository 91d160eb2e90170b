"""Acts on the tree of organisations, roles and conflicts of interest."""

import datetime as dt
import uuid
from typing import Any

from django.db.models import Q, Value
from django.db.models.functions import Concat, Substr
from django.utils.text import slugify
from django.utils.translation import gettext as _

from openpes.base import clock
from openpes.base.actor import Actor
from openpes.base.errors import Conflict, InvalidInput, NotAllowed
from openpes.base.locking import write
from openpes.base.text import clean_line
from openpes.people import perms
from openpes.people.enums import OrganisationKind, Role
from openpes.people.models import Account, ConflictOfInterest, Organisation, RoleAssignment
from openpes.trust.audit import audit

DETAILS = {"address", "phone", "email", "opening_hours", "accessibility", "time_zone", "latitude", "longitude", "place"}
PARTNER_KINDS = {OrganisationKind.PARTNER, OrganisationKind.PARTNER_OFFICE}


def create_organisation(
    *, actor: Actor, name: str, kind: str, parent: Organisation | None, code: str = "", synthetic: bool = False, **details: Any
) -> Organisation:
    """A new node of the tree below ``parent``. ``details``: address, phone, email, opening_hours, accessibility, zone, coordinates."""
    perms.require_organisation_admin(actor, parent.pk if parent else None)
    name = clean_line(name, 200)
    if not name:
        raise InvalidInput(_("Write a name."), field="name")
    code = slugify(code or name)[:60]
    if not code or Organisation.objects.filter(code=code).exists():
        raise InvalidInput(_("This code is taken or empty. Choose another one."), field="code")
    if parent is None and Organisation.objects.filter(parent__isnull=True).exists():
        raise InvalidInput(_("Choose the organisation above it."), field="parent")
    with write():
        row = Organisation.objects.create(
            name=name, code=code, kind=OrganisationKind(kind), parent=parent, path=f"{parent.path if parent else ''}{code}/",
            synthetic=synthetic, active_from=clock.today(), **{k: v for k, v in details.items() if k in DETAILS},
        )  # fmt: skip
        audit(actor=actor, act="organisation.created", target=row, changes={"name": name})
    return row


def rename_organisation(*, actor: Actor, organisation: Organisation, name: str, **details: Any) -> Organisation:
    """Change the name or details of a node."""
    perms.require_organisation_admin(actor, organisation.pk)
    name = clean_line(name, 200)
    if not name:
        raise InvalidInput(_("Write a name."), field="name")
    changes = {"name": name} | {k: v for k, v in details.items() if k in DETAILS}
    with write():
        for field, value in changes.items():
            setattr(organisation, field, value)
        organisation.save(update_fields=list(changes))
        audit(actor=actor, act="organisation.changed", target=organisation, changes=changes)
    return organisation


def move_organisation(*, actor: Actor, organisation: Organisation, parent: Organisation) -> Organisation:
    """Hang a node with everything below it under another one; never under itself."""
    perms.require_organisation_admin(actor, organisation.pk)
    perms.require_organisation_admin(actor, parent.pk)
    if parent.path.startswith(organisation.path):
        raise InvalidInput(_("An organisation cannot be moved below itself."), field="parent")
    with write():
        old, new = organisation.path, f"{parent.path}{organisation.code}/"
        Organisation.objects.filter(path__startswith=old).update(path=Concat(Value(new), Substr("path", len(old) + 1)))
        Organisation.objects.filter(pk=organisation.pk).update(parent=parent)
        organisation.refresh_from_db()
        audit(actor=actor, act="organisation.moved", target=organisation, changes={"parent": parent.pk})
    return organisation


def close_organisation(*, actor: Actor, organisation: Organisation) -> Organisation:
    """Close a node today. Refused while a role or an open node hangs on it."""
    perms.require_organisation_admin(actor, organisation.pk)
    today = clock.today()
    if organisation.children.filter(active_until__isnull=True).exists():
        raise Conflict(_("Close the organisations below it first."))
    if organisation.roles.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=today)).exists():
        raise Conflict(_("People still have roles here. End or move their roles first."))
    with write():
        organisation.active_until = today
        organisation.save(update_fields=["active_until"])
        audit(actor=actor, act="organisation.closed", target=organisation)
    return organisation


def grant_role(
    *,
    actor: Actor,
    account: Account,
    organisation: Organisation,
    role: str,
    valid_from: dt.date | None = None,
    valid_until: dt.date | None = None,
    reason: str = "",
) -> RoleAssignment:
    """Give an account a role. Nobody gives one to themself; partner roles only in partner organisations and the other way round."""
    perms.require_organisation_admin(actor, organisation.pk)
    if actor.account_id == account.pk:
        raise NotAllowed(_("Nobody can give a role to themself."))
    role = Role(role)
    if (role == Role.PARTNER_ADVISER) != (organisation.kind in PARTNER_KINDS):
        raise InvalidInput(_("This role does not fit this organisation."), field="role")
    begins = valid_from or clock.today()
    if valid_until and valid_until < begins:
        raise InvalidInput(_("The end lies before the beginning."), field="valid_until")
    same = account.roles.filter(organisation=organisation, role=role).filter(
        Q(valid_until__isnull=True) | Q(valid_until__gte=begins)
    )
    if same.exists():
        raise Conflict(_("This account has that role there already."))
    with write():
        row = RoleAssignment.objects.create(
            account=account, organisation=organisation, role=role, valid_from=begins, valid_until=valid_until,
            granted_by=actor.account_id, reason=clean_line(reason, 300), synthetic=account.synthetic,
        )  # fmt: skip
        audit(actor=actor, act="role.granted", target=row, person_id=account.person_id, changes={"role": role})
    return row


def grant_role_by_email(
    *, actor: Actor, email: str, organisation: Organisation, role: str, display_name: str = "", **period: Any
) -> RoleAssignment:
    """``grant_role`` for the account with this address; a new one without password is made when there is none (sign-in by code)."""
    perms.require_organisation_admin(actor, organisation.pk)
    email = clean_line(email).lower()
    with write():
        account = Account.objects.filter(email=email).first()
        if account is None:
            name = clean_line(display_name, 200)
            if not name:
                raise InvalidInput(_("Write the name for the new account."), field="display_name")
            account = Account.objects.create_user(email, display_name=name, synthetic=organisation.synthetic)
            audit(actor=actor, act="account.made", target=account, changes={"email": email})
        return grant_role(actor=actor, account=account, organisation=organisation, role=role, **period)


def end_role(*, actor: Actor, assignment: RoleAssignment) -> RoleAssignment:
    """End a role at once: yesterday is its last day, or it never began."""
    perms.require_organisation_admin(actor, assignment.organisation_id)
    yesterday = clock.today() - dt.timedelta(days=1)
    with write():
        assignment.valid_from = min(assignment.valid_from, yesterday)
        assignment.valid_until = yesterday
        assignment.save(update_fields=["valid_from", "valid_until"])
        audit(actor=actor, act="role.ended", target=assignment, person_id=assignment.account.person_id)
    return assignment


def declare_conflict(
    *, actor: Actor, reason: str, person_id: uuid.UUID | None = None, employer_id: uuid.UUID | None = None
) -> ConflictOfInterest:
    """A member of staff declares a tie; that record closes to them at once."""
    if actor.account_id is None or not (actor.is_staff or actor.is_partner):
        raise NotAllowed(_("This is for staff."))
    if not clean_line(reason) or not (person_id or employer_id):
        raise InvalidInput(_("Say whom it concerns and why."), field="reason")
    with write():
        row = ConflictOfInterest.objects.create(
            account_id=actor.account_id, person_id=person_id, employer_id=employer_id, reason=clean_line(reason, 300)
        )
        audit(actor=actor, act="conflict.declared", target=row, person_id=person_id)
    return row


def end_conflict(*, actor: Actor, conflict: ConflictOfInterest) -> None:
    """An administrator (never the person themself) ends a declared tie."""
    perms.require_organisation_admin(actor)
    if conflict.account_id == actor.account_id:
        raise NotAllowed(_("Somebody else must end it."))
    with write():
        conflict.ended_at = clock.now()
        conflict.save(update_fields=["ended_at"])
        audit(actor=actor, act="conflict.ended", target=conflict, person_id=conflict.person_id)

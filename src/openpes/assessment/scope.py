"""Who may read and who may change what the assessment keeps for a part of the organisation.

Managers and administrators act on their own part of the tree and read what the parts above it have decided: a national strategy is
everybody's.
"""

import uuid

from django.utils.translation import gettext as _

from openpes.base.actor import Actor
from openpes.base.errors import InvalidInput, NotAllowed, NotFound
from openpes.base.text import clean_line
from openpes.people.models import Account, Organisation
from openpes.people.queries import roles_in

PLANNERS = frozenset({"manager", "administrator"})


def organisations_around(actor: Actor) -> frozenset[uuid.UUID]:
    """The actor's own part of the tree and what lies above it. 2 queries."""
    if actor.organisation_id is None:
        return frozenset()
    path = Organisation.objects.filter(pk=actor.organisation_id).values_list("path", flat=True).first() or ""
    codes = [code for code in path.split("/") if code]
    return actor.scope_ids | frozenset(Organisation.objects.filter(code__in=codes).values_list("pk", flat=True))


def readable_ids(actor: Actor) -> frozenset[uuid.UUID]:
    """Organisations whose plans and registers the actor may read: none unless a manager or administrator. 2 queries."""
    return organisations_around(actor) if actor.role in PLANNERS else frozenset()


def require_planner(actor: Actor, organisation_id: uuid.UUID | None = None) -> None:
    """Managers and administrators, and only for their own part of the tree. Raises NotAllowed."""
    if actor.role == "system":
        return
    if actor.role not in PLANNERS:
        raise NotAllowed(_("This is for managers and administrators."))
    if organisation_id is not None and organisation_id not in actor.scope_ids:
        raise NotAllowed(_("This belongs to another part of the organisation."))


def require_readable(actor: Actor, organisation_id: uuid.UUID) -> None:
    """Raises NotFound: whether the record exists is not told."""
    if actor.role != "system" and organisation_id not in readable_ids(actor):
        raise NotFound(_("There is no such record, or it is not open to you."))


def may_change(actor: Actor, organisation_id: uuid.UUID) -> bool:
    return actor.role == "system" or (actor.role in PLANNERS and organisation_id in actor.scope_ids)


def colleague(actor: Actor, email: str, *, field: str = "owner") -> Account | None:
    """The account with this address that has a role in the actor's part of the tree; None for an empty address. 1 query.

    Raises InvalidInput(field) for somebody who does not work there.
    """
    address = clean_line(email, 254).lower()
    if not address:
        return None
    accounts = Account.objects.filter(email=address, is_active=True)
    if actor.role != "system":
        accounts = accounts.filter(pk__in=roles_in(actor=actor, current_only=True).order_by().values("account_id"))
    found = accounts.first()
    if found is None:
        raise InvalidInput(_("Nobody with this e-mail address works in your part of the organisation."), field=field)
    return found


def colleagues(actor: Actor, limit: int = 200) -> list[Account]:
    """Accounts with a role in the actor's part of the tree, by name, as suggestions while typing. 1 query."""
    ids = roles_in(actor=actor, current_only=True).order_by().values("account_id")
    return list(Account.objects.filter(pk__in=ids, is_active=True).order_by("display_name", "email")[:limit])

"""Evidence is the agency's own affair: managers and administrators, each for their own part of the tree."""

from django.utils.translation import gettext as _

from openpes.base.actor import Actor
from openpes.base.errors import NotAllowed

OFFICERS = frozenset({"manager", "administrator"})


def require_reader(actor: Actor) -> None:
    """The system may read too (the command line); it decides nothing."""
    if actor.role != "system" and (actor.role not in OFFICERS or actor.organisation_id is None):
        raise NotAllowed(_("This is for managers and administrators."))


def require_officer(actor: Actor) -> None:
    if actor.role not in OFFICERS or actor.organisation_id is None or actor.account_id is None:
        raise NotAllowed(_("This is for managers and administrators."))

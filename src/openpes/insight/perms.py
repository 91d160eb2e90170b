"""Who may read statistics."""

from django.utils.translation import gettext as _

from openpes.base.actor import Actor
from openpes.base.errors import NotAllowed

STATISTICS_ROLES = frozenset({"manager", "administrator", "data_protection", "system"})


def require_statistics(actor: Actor) -> None:
    """Managers and those who answer for the service, each for their own part of the tree."""
    if actor.role not in STATISTICS_ROLES:
        raise NotAllowed(_("Your role does not read statistics."))

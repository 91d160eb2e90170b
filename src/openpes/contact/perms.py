"""Whose messages and contact points these are."""

from django.db.models import Q, QuerySet

from openpes.base.actor import Actor
from openpes.contact.models import Message
from openpes.people.perms import may_change, require_may_change

__all__ = ["may_change", "own_messages", "require_may_change"]


def own_messages(actor: Actor) -> QuerySet[Message]:
    """Messages to the account and, in a client role, to the person behind it."""
    if actor.account_id is None:
        return Message.objects.none()
    mine = Q(account_id=actor.account_id)
    if actor.person_id is not None and not actor.is_staff and not actor.is_partner:
        mine |= Q(person_id=actor.person_id)
    return Message.objects.filter(mine)

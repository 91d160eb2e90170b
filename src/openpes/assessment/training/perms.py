"""Who sees whose training: every member of staff their own, managers and administrators that of their part of the tree."""

import uuid
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from openpes.assessment import scope
from openpes.assessment.models import TrainingEvent
from openpes.base.actor import Actor
from openpes.base.errors import NotAllowed, NotFound
from openpes.people.models import RoleAssignment
from openpes.people.queries import roles_in


def may_learn(actor: Actor) -> bool:
    """Staff have a page of their own training; partners' advisers and clients have none here."""
    return actor.is_staff and actor.account_id is not None


def require_learner(actor: Actor) -> None:
    if not may_learn(actor):
        raise NotAllowed(_("This is for staff."))


def visible_events(actor: Actor) -> QuerySet[TrainingEvent]:
    """For planners events of their part of the tree and of its staff, wherever the session was; for other staff their own."""
    if actor.role in scope.PLANNERS:
        here = Q(organisation_id__in=actor.scope_ids)
        return TrainingEvent.objects.filter(here | Q(account_id__in=colleagues(actor)))
    return TrainingEvent.objects.filter(account_id=actor.account_id) if may_learn(actor) else TrainingEvent.objects.none()


def colleagues(actor: Actor) -> "QuerySet[RoleAssignment, Any]":
    """Ids of the accounts that work in the actor's part of the tree, for ``account_id__in``."""
    return roles_in(actor=actor, current_only=True).order_by().values("account_id")


def require_colleague(actor: Actor, account_id: uuid.UUID) -> None:
    """The account works in the actor's part of the tree. Raises NotFound. 1 query."""
    scope.require_planner(actor)
    if actor.role != "system" and not colleagues(actor).filter(account_id=account_id).exists():
        raise NotFound(_("There is no such record, or it is not open to you."))

"""From an account and a chosen role to an Actor."""

import uuid
from typing import Any

from django.db.models import Q

from openpes.base import clock
from openpes.base.actor import VISITOR, Actor
from openpes.people.models import Account, RoleAssignment


def current_roles(account: Account) -> list[RoleAssignment]:
    """Role assignments in force today, in a steady order."""
    today = clock.today()
    return list(
        account.roles.select_related("organisation")
        .filter(Q(valid_until__isnull=True) | Q(valid_until__gte=today), valid_from__lte=today)
        .order_by("organisation__path", "role", "pk")
    )


def actor_for(account: Any, *, role_id: str | None = None, channel: str = "web", language: str = "en") -> Actor:
    """The actor of a request.

    ``role_id``: id of a role assignment, "jobseeker", or "employer:<employer id>" (membership is checked by the employer's
    permissions, one storey up). An unknown or ended role falls back to jobseeker, the role with the least sight.
    """
    if not getattr(account, "is_authenticated", False) or not account.is_active:
        return VISITOR if channel == "web" and language == "en" else Actor(channel=channel, language=language)
    base: dict[str, Any] = {
        "account_id": account.pk,
        "person_id": account.person_id,
        "channel": channel,
        "language": language,
        "synthetic": account.synthetic,
    }
    chosen = role_id or ""
    if chosen.startswith("employer:"):
        return Actor(role="employer", employer_id=uuid.UUID(chosen.removeprefix("employer:")), **base)
    if chosen and chosen != "jobseeker":
        assignment = next((r for r in current_roles(account) if str(r.pk) == chosen), None)
        if assignment:
            return Actor(
                role=assignment.role,
                role_id=assignment.pk,
                organisation_id=assignment.organisation_id,
                scope_ids=assignment.organisation.subtree_ids(),
                **base,
            )
    return Actor(role="jobseeker", **base)

"""The one way an application changes its status: conditional update, a step that the jobseeker follows, audit, news."""

from typing import Any

from openpes.base import clock, hooks
from openpes.base.actor import Actor
from openpes.base.locking import require_write
from openpes.base.states import move
from openpes.placement.models import Application, ApplicationStep
from openpes.placement.rules import APPLICATION_STEPS
from openpes.trust.audit import audit


def move_application(*, actor: Actor, application: Application, to: str, words: str = "", **changes: Any) -> None:
    """Move ``application`` to status ``to`` with ``changes``. Must be inside ``write()``. Raises Conflict."""
    require_write()
    now = clock.now()
    move(application, APPLICATION_STEPS, to, changed_at=now, **changes)
    ApplicationStep.objects.create(
        application=application, status=to, words=words[:500], role=actor.role, account_id=actor.account_id, at=now
    )
    audit(
        actor=actor,
        act=f"placement.application_{to}",
        target=application,
        person_id=application.person_id,
        changes={"status": to, **changes},
    )
    hooks.publish("application.changed", id=application.pk)

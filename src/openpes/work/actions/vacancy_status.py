"""The one way a vacancy changes its status: conditional update, history row, audit entry, news for the match index."""

import uuid
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from openpes.base import clock, hooks
from openpes.base.actor import Actor
from openpes.base.errors import Conflict
from openpes.base.locking import require_write
from openpes.base.states import move
from openpes.trust.audit import audit
from openpes.work.models import Employer, Vacancy, VacancyStatusChange
from openpes.work.rules import STEPS, licence_problem


def publish_changed(ids: Sequence[uuid.UUID]) -> None:
    """Tell the match index and everyone else that these vacancies look different now."""
    if ids:
        hooks.publish("vacancy.changed", ids=list(ids))


def move_vacancy(*, actor: Actor, vacancy: Vacancy, to: str, reason: str = "", **changes: Any) -> None:
    """Move ``vacancy`` to status ``to`` with ``changes``. Must be inside ``write()``. Raises Conflict."""
    require_write()
    now = clock.now()
    move(vacancy, STEPS, to, changed_at=now, **changes)
    VacancyStatusChange.objects.create(vacancy=vacancy, status=to, reason=reason[:300], account_id=actor.account_id, at=now)
    audit(actor=actor, act=f"work.vacancy_{to}", target=vacancy, changes={"status": to, **changes})
    publish_changed([vacancy.pk])


def require_may_post(employer: Employer) -> None:
    """Raise Conflict while the employer is blocked or its licence is missing or over."""
    if employer.blocked_at:
        raise Conflict(_("This employer cannot post vacancies now: %(why)s") % {"why": employer.blocked_reason}, code="blocked")
    problem = licence_problem(employer.kind, employer.licence_number, employer.licence_until, clock.today())
    if problem:
        raise Conflict(
            _("An agency needs a licence that is in force. Please bring the licence on your firm's page up to date."),
            code=problem,
        )

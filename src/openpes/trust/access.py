"""The access log: every reading of somebody else's record, with the purpose."""

import uuid

from openpes.base import clock
from openpes.base.actor import Actor
from openpes.base.locking import write
from openpes.trust.models import AccessLog


def record_access(*, actor: Actor, person_id: uuid.UUID, what: str) -> None:
    """Log that ``actor`` reads ``what`` of a person's record. One's own record is not logged."""
    if actor.account_id is None or actor.person_id == person_id:
        return
    with write():
        AccessLog.objects.create(
            person_id=person_id,
            account_id=actor.account_id,
            role=actor.role,
            organisation_id=actor.organisation_id,
            purpose=actor.purpose or "casework",
            what=what,
            at=clock.now(),
        )

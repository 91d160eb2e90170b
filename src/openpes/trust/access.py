"""The access log: every reading of somebody else's record, with the purpose."""

import uuid
from collections.abc import Iterable

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


def record_accesses(*, actor: Actor, person_ids: Iterable[uuid.UUID], what: str) -> None:
    """Log that ``actor`` reads ``what`` of several records in a list: once a day for the same account, purpose and record."""
    others = {pk for pk in person_ids if pk != actor.person_id}
    if actor.account_id is None or not others:
        return
    now = clock.now()
    same = {"account_id": actor.account_id, "purpose": actor.purpose or "casework", "what": what}
    since = now.replace(hour=0, minute=0, second=0, microsecond=0)
    known = AccessLog.objects.filter(person_id__in=others, at__gte=since, **same).values_list("person_id", flat=True)
    new = sorted(others - set(known))
    if new:
        with write():
            AccessLog.objects.bulk_create(
                [AccessLog(person_id=pk, role=actor.role, organisation_id=actor.organisation_id, at=now, **same) for pk in new]
            )

"""The audit record: written with every act, sealed by the worker into a hash chain (SHA-256 over the previous
seal and the entry).
"""

import hashlib
import json
import uuid
from collections.abc import Mapping
from typing import Any

from django.db import models
from django.db.models import Max

from openpes.base import clock
from openpes.base.actor import Actor
from openpes.base.locking import require_write, write
from openpes.trust.keys import keyed_hash
from openpes.trust.models import AuditEntry

GENESIS = "0" * 64


def audit(
    *,
    actor: Actor,
    act: str,
    target: models.Model | tuple[str, uuid.UUID | None],
    person_id: uuid.UUID | None = None,
    changes: Mapping[str, Any] | None = None,
) -> AuditEntry:
    """Record one act on one row, in the act's own transaction. Values are hashed with a key, never stored."""
    require_write()
    if isinstance(target, models.Model):
        target_type, target_id = target._meta.label_lower, target.pk
    else:
        target_type, target_id = target
    values = {name: str(value) for name, value in sorted((changes or {}).items())}
    return AuditEntry.objects.create(
        at=clock.now(),
        act=act,
        target_type=target_type,
        target_id=target_id,
        person_id=person_id,
        account_id=actor.account_id,
        role=actor.role,
        organisation_id=actor.organisation_id,
        channel=actor.channel,
        fields=list(values),
        digest=keyed_hash("audit", json.dumps(values, ensure_ascii=False)) if values else "",
    )


def _seal_of(previous: str, entry: AuditEntry) -> str:
    body = [
        previous, str(entry.pk), entry.at.isoformat(), entry.act, entry.target_type, str(entry.target_id), str(entry.person_id),
        str(entry.account_id), entry.role, str(entry.organisation_id), entry.channel, json.dumps(entry.fields), entry.digest,
    ]  # fmt: skip
    return hashlib.sha256("\x1f".join(body).encode()).hexdigest()


def seal_new_entries(limit: int = 5000) -> int:
    """Chain what is not sealed yet, oldest first; returns how many. Run by the worker every 2 seconds."""
    if not AuditEntry.objects.filter(seal_number__isnull=True).exists():
        return 0
    with write():
        last = AuditEntry.objects.aggregate(n=Max("seal_number"))["n"] or 0
        head = AuditEntry.objects.select_for_update().filter(seal_number=last).first() if last else None
        seal = head.seal if head else GENESIS
        entries = list(AuditEntry.objects.filter(seal_number__isnull=True).order_by("at", "pk")[:limit])
        for number, entry in enumerate(entries, start=last + 1):
            seal = _seal_of(seal, entry)
            entry.seal_number, entry.seal = number, seal
        AuditEntry.objects.bulk_update(entries, ["seal_number", "seal"], batch_size=500)
    return len(entries)


def verify_chain() -> tuple[int, int | None]:
    """(entries checked, number of the first broken one or None)."""
    seal, expected, checked = GENESIS, 1, 0
    for entry in AuditEntry.objects.filter(seal_number__isnull=False).order_by("seal_number").iterator(chunk_size=2000):
        seal = _seal_of(seal, entry)
        if entry.seal_number != expected or entry.seal != seal:
            return checked, entry.seal_number
        expected += 1
        checked += 1
    return checked, None


def audit_state() -> dict[str, int]:
    """How many entries are sealed and how many wait for it."""
    return {
        "sealed": AuditEntry.objects.aggregate(n=Max("seal_number"))["n"] or 0,
        "unsealed": AuditEntry.objects.filter(seal_number__isnull=True).count(),
    }

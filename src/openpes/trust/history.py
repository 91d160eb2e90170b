"""Field by field history of a person's or case's facts."""

import datetime as dt
import uuid
from typing import Any

from django.db import models

from openpes.base import clock
from openpes.base.actor import Actor
from openpes.base.locking import require_write
from openpes.trust.keys import encrypt
from openpes.trust.models import FieldChange


def save_changes(
    *,
    actor: Actor,
    row: models.Model,
    person_id: uuid.UUID,
    effective_on: dt.date | None = None,
    **changes: Any,
) -> dict[str, Any]:
    """Set ``changes`` on ``row``, save them, and record each field that differs. Returns the fields that changed.

    Sealed (binary) fields are recorded as changed without their value. Must be inside ``write()``.
    """
    require_write()
    changed = {name: value for name, value in changes.items() if getattr(row, name) != value}
    if not changed:
        return {}
    now = clock.now()
    rows = []
    for name, value in changed.items():
        before = getattr(row, name)
        plain = not isinstance(row._meta.get_field(name), models.BinaryField)
        rows.append(
            FieldChange(
                person_id=person_id,
                target_type=row._meta.label_lower,
                target_id=row.pk,
                field=name,
                old=encrypt(person_id, str(before)) if plain and before is not None else None,
                new=encrypt(person_id, str(value)) if plain and value is not None else None,
                recorded_at=now,
                effective_on=effective_on,
                account_id=actor.account_id,
                organisation_id=actor.organisation_id,
                channel=actor.channel,
            )
        )
        setattr(row, name, value)
    FieldChange.objects.bulk_create(rows)
    row.save(update_fields=list(changed))
    return changed

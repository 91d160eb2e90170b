"""Recording service events."""

import datetime as dt
import uuid

from openpes.base import clock, country
from openpes.base.actor import Actor
from openpes.base.enums import Channel, InteractionLevel, Outcome, Service
from openpes.base.locking import require_write
from openpes.base.models import ServiceEvent


def record_event(
    *,
    actor: Actor,
    service: str,
    act: str,
    level: int,
    person_id: uuid.UUID | None = None,
    organisation_id: uuid.UUID | None = None,
    employer_id: uuid.UUID | None = None,
    outcome: str = Outcome.DONE,
    channel: str | None = None,
    started_at: dt.datetime | None = None,
    model_version: str = "",
    count: int = 1,
    synthetic: bool | None = None,
) -> ServiceEvent:
    """One row for one contact. Must be inside ``write()``.

    Office and staff come from the actor when staff act; the client is ``person_id`` (the actor's own person when a client acts).
    """
    require_write()
    Service(service)
    Channel(channel or actor.channel)
    InteractionLevel(level)
    now = clock.now()
    own_person = None if actor.is_staff or actor.is_partner else actor.person_id
    return ServiceEvent.objects.create(
        service=service,
        act=act,
        channel=channel or actor.channel,
        level=level,
        assisted=actor.assisted,
        outcome=outcome,
        language=actor.language,
        organisation_id=organisation_id or actor.organisation_id,
        person_id=person_id or own_person,
        staff_account_id=actor.account_id if actor.is_staff or actor.is_partner else None,
        employer_id=employer_id or actor.employer_id,
        model_version=model_version,
        count=count,
        started_at=min(started_at or now, now),
        ended_at=now,
        local_date=clock.local_date(country.time_zone(), now),
        synthetic=actor.synthetic if synthetic is None else synthetic,
    )

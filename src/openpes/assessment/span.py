"""What an assessment counts: which days, which part of the tree, made-up or real records. The two are never counted together."""

import datetime as dt
import uuid

from django.conf import settings

from openpes.base import clock, countrypack
from openpes.base.actor import Actor
from openpes.base.ledgers import Span
from openpes.people.models import Organisation

DAYS = 365


def counts_made_up() -> bool:
    """Whether this installation is a demonstration: then made-up records are counted, and only those."""
    return bool(settings.DEMO or countrypack.current().synthetic)


def span_for(*, actor: Actor, since: dt.date | None = None, until: dt.date | None = None, synthetic: bool | None = None) -> Span:
    """The last twelve months (or the days given) in the actor's part of the tree. The root of the tree sees what belongs to no office too."""
    until = until or clock.today()
    organisations: frozenset[uuid.UUID] | None = actor.scope_ids
    if actor.role == "system" or Organisation.objects.filter(pk=actor.organisation_id, parent__isnull=True).exists():
        organisations = None
    return Span(
        since=since or until - dt.timedelta(days=DAYS),
        until=until,
        synthetic=counts_made_up() if synthetic is None else synthetic,
        organisations=organisations,
    )

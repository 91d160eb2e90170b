"""Noting what changed, in the change's own transaction; agreeing on new weights."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from openpes.base import clock
from openpes.base.actor import Actor
from openpes.base.errors import InvalidInput, NotAllowed
from openpes.base.locking import require_write, write
from openpes.matching.engine import Weights
from openpes.matching.index import taxonomy
from openpes.matching.index.knowledge import as_stored
from openpes.matching.models import IndexLog, MatchWeights
from openpes.matching.perms import may_agree_on_weights
from openpes.trust.audit import audit
from openpes.work.models import JobseekerProfile


def note_vacancies(ids: Iterable[uuid.UUID]) -> None:
    """A subscriber of ``vacancy.changed``: one log row for each vacancy, with the change or not at all."""
    _note("vacancy", ids)


def note_profiles(ids: Iterable[uuid.UUID]) -> None:
    """A subscriber of ``profile.changed``."""
    _note("profile", ids)


def note_merged(kept: uuid.UUID, alias: uuid.UUID) -> None:
    """A subscriber of ``person.merged`` and ``person.unmerged``: who may be found changes for both."""
    _note("profile", JobseekerProfile.objects.filter(person_id__in=[kept, alias]).values_list("id", flat=True))


def _note(kind: str, ids: Iterable[uuid.UUID]) -> None:
    require_write()
    now = clock.now()
    IndexLog.objects.bulk_create([IndexLog(kind=kind, target_id=pk, at=now) for pk in dict.fromkeys(ids)], batch_size=500)


def adopt_weights(
    *,
    actor: Actor,
    parts: Mapping[str, int],
    hard: Iterable[str],
    consulted_with: str,
    approved_by: str,
    in_force_from: dt.date,
    synthetic: bool = False,
) -> MatchWeights:
    """Write the next version of the weights, with the IDF of skills as it is now, frozen.

    ``parts`` are millionths that sum to 1,000,000; ``hard`` is what a person may rule out. Both sides of industry are named in
    ``consulted_with``. Raises NotAllowed, InvalidInput.
    """
    if not may_agree_on_weights(actor):
        raise NotAllowed(_("Only an administrator may put new weights in force."))
    if not consulted_with.strip():
        raise InvalidInput(_("Say who was consulted."), field="consulted_with")
    if not approved_by.strip():
        raise InvalidInput(_("Say who approved the weights."), field="approved_by")
    if in_force_from < clock.today():
        raise InvalidInput(_("Weights cannot be in force before today."), field="in_force_from")
    try:
        wanted = Weights(parts=dict(parts), hard=frozenset(hard))
    except ValueError as error:
        raise InvalidInput(_("The weights must name every part and sum to 1,000,000."), field="parts") from error
    known = taxonomy.load()
    with write():
        newest = MatchWeights.objects.order_by("-version").values_list("version", flat=True).first() or 0
        row = MatchWeights.objects.create(
            version=newest + 1,
            weights=as_stored(dict(wanted.parts), sorted(wanted.hard), known),
            consulted_with=consulted_with.strip()[:500],
            approved_by=approved_by.strip()[:300],
            in_force_from=in_force_from,
            synthetic=synthetic,
        )
        audit(
            actor=actor, act="matching.weights_adopted", target=row, changes={"version": row.version, "parts": dict(wanted.parts)}
        )
    return row

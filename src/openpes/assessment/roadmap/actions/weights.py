"""The weights by which gaps are ranked: every change is a new version with its author and reason."""

import uuid
from collections.abc import Mapping

from django.db.models import Max
from django.utils.translation import gettext as _

from openpes.assessment import scope
from openpes.assessment.models import GapWeights
from openpes.assessment.roadmap import rules
from openpes.base import clock
from openpes.base.actor import Actor
from openpes.base.errors import InvalidInput
from openpes.base.locking import write
from openpes.base.text import clean_line
from openpes.trust.audit import audit


def set_weights(
    *,
    actor: Actor,
    weights: Mapping[str, int],
    reason: str,
    items: Mapping[str, Mapping[str, int]] | None = None,
    organisation_id: uuid.UUID | None = None,
    synthetic: bool | None = None,
) -> GapWeights:
    """A new version of the weights (0 to 10 by criterion) and of the items' own levels. Raises InvalidInput, NotAllowed.

    items: {item: {"law": 0-3, "groups": 0-3, "effort": 1-3}}, those that differ from the shipped ones; None keeps those of the version
    before.
    """
    place = organisation_id or actor.organisation_id
    scope.require_planner(actor, place)
    problem = rules.weights_problem(weights)
    if problem == "all":
        raise InvalidInput(_("At least one weight must be more than 0."))
    if problem:
        raise InvalidInput(_("A weight is a whole number from 0 to 10."), field=problem)
    for levels in (items or {}).values():
        wrong = rules.levels_problem(levels)
        if wrong:
            raise InvalidInput(_("Law and groups go from 0 to 3, effort from 1 to 3."), field=wrong)
    words = clean_line(reason, 500)
    if not words:
        raise InvalidInput(_("Say why the weights change."), field="reason")
    with write():
        before = GapWeights.objects.filter(organisation_id=place)
        number = (before.aggregate(n=Max("version"))["n"] or 0) + 1
        if items is None:
            newest = before.first()
            items = newest.items if newest else {}
        row = GapWeights.objects.create(
            organisation_id=place, version=number, weights={name: weights[name] for name in rules.CRITERIA},
            items={item: dict(levels) for item, levels in items.items()}, reason=words, made_at=clock.now(),
            made_by_id=actor.account_id, synthetic=actor.synthetic if synthetic is None else synthetic,
        )  # fmt: skip
        audit(actor=actor, act="plan.weights_set", target=row, changes=dict(weights))
    return row

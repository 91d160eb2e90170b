"""Targets of a strategy and their reviews."""

import datetime as dt
from decimal import Decimal

from django.utils.translation import gettext as _

from openpes.assessment import scope
from openpes.assessment.models import Strategy, Target, TargetReview
from openpes.base import clock
from openpes.base.actor import Actor
from openpes.base.errors import InvalidInput
from openpes.base.locking import write
from openpes.base.text import clean, clean_line
from openpes.trust.audit import audit

LARGEST = Decimal(10) ** 11


def set_target(
    *,
    actor: Actor,
    strategy: Strategy,
    title: str,
    goal: Decimal,
    due_on: dt.date,
    unit: str = "",
    baseline: Decimal | None = None,
    item: str = "",
) -> Target:
    """What a strategy wants to reach, until when. Raises InvalidInput(title, goal, due_on), NotAllowed."""
    scope.require_planner(actor, strategy.organisation_id)
    title = clean_line(title, 200)
    if not title:
        raise InvalidInput(_("Say what is counted."), field="title")
    if due_on < strategy.valid_from:
        raise InvalidInput(_("This day lies before the strategy begins."), field="due_on")
    for field, value in (("goal", goal), ("baseline", baseline)):
        if value is not None and abs(value) >= LARGEST:
            raise InvalidInput(_("This number is too large."), field=field)
    with write():
        row = Target.objects.create(
            strategy=strategy, title=title, goal=goal, due_on=due_on, unit=clean_line(unit, 40), baseline=baseline,
            item=clean_line(item, 100), recorded_at=clock.now(), recorded_by=actor.account_id, synthetic=strategy.synthetic,
        )  # fmt: skip
        audit(actor=actor, act="strategy.target_set", target=row, changes={"title": title, "goal": goal})
    return row


def review_target(*, actor: Actor, target: Target, reviewed_on: dt.date, value: Decimal, words: str = "") -> TargetReview:
    """Write down the value found on a day and what was concluded. Raises InvalidInput(reviewed_on, value), NotAllowed."""
    scope.require_planner(actor, target.strategy.organisation_id)
    if reviewed_on > clock.today():
        raise InvalidInput(_("This day lies in the future."), field="reviewed_on")
    if abs(value) >= LARGEST:
        raise InvalidInput(_("This number is too large."), field="value")
    with write():
        row = TargetReview.objects.create(
            target=target, reviewed_on=reviewed_on, value=value, words=clean(words, 5000), recorded_at=clock.now(),
            recorded_by=actor.account_id, synthetic=target.synthetic,
        )  # fmt: skip
        audit(actor=actor, act="strategy.target_reviewed", target=row, changes={"value": value})
    return row

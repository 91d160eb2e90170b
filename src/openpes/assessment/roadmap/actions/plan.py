"""Actions of the road map: who does what until when, with which money, and everything that changed."""

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from openpes.assessment import scope
from openpes.assessment.models import BudgetLine, PlanAction, PlanActionChange, Strategy
from openpes.assessment.roadmap.enums import OPEN_STATUSES, ActionStatus, BudgetKind
from openpes.base import clock, country
from openpes.base.actor import Actor
from openpes.base.errors import Conflict, InvalidInput
from openpes.base.locking import write
from openpes.base.text import clean, clean_line
from openpes.trust.audit import audit

LONGEST_TEXT = 5000
MOST_MINOR = 10**15
CHANGEABLE = ("title", "owner_id", "due_on", "status", "notes", "commitment", "commitment_ref", "strategy_id")


def plan_action(
    *,
    actor: Actor,
    title: str,
    item: str = "",
    owner_email: str = "",
    due_on: dt.date | None = None,
    notes: str = "",
    strategy: Strategy | None = None,
    commitment: str = "",
    commitment_ref: str = "",
    rank_shown: Mapping[str, Any] | None = None,
    organisation_id: uuid.UUID | None = None,
    synthetic: bool | None = None,
) -> PlanAction:
    """Turn a gap, or any intention, into an action. One open action per item and organisation.

    rank_shown: the rank and its parts as they were shown when the action was made. Raises InvalidInput(title, owner, strategy),
    Conflict when the item has an open action already, NotAllowed.
    """
    place = organisation_id or actor.organisation_id
    scope.require_planner(actor, place)
    title, item = clean_line(title, 200), clean_line(item, 100)
    if not title:
        raise InvalidInput(_("Say in a few words what is to be done."), field="title")
    owner = scope.colleague(actor, owner_email)
    _check_strategy_is_readable(actor, strategy)
    with write():
        if item and PlanAction.objects.open().filter(organisation_id=place, item=item).exists():
            raise Conflict(_("There is an open action for this already."))
        row = PlanAction.objects.create(
            organisation_id=place, strategy=strategy, item=item, title=title, owner=owner, due_on=due_on,
            notes=clean(notes, LONGEST_TEXT), commitment=clean_line(commitment, 300), commitment_ref=clean_line(commitment_ref, 200),
            rank_shown=dict(rank_shown or {}), recorded_at=clock.now(), recorded_by=actor.account_id,
            synthetic=actor.synthetic if synthetic is None else synthetic,
        )  # fmt: skip
        _remember(actor, row, {"status": ("", ActionStatus.PLANNED)}, "")
        audit(actor=actor, act="plan.action_made", target=row, changes={"item": item, "title": title})
    return row


def _check_strategy_is_readable(actor: Actor, strategy: Strategy | None) -> None:
    if strategy is not None and actor.role != "system" and strategy.organisation_id not in scope.readable_ids(actor):
        raise InvalidInput(_("Choose one of the strategies in the list."), field="strategy")


def change_action(
    *, actor: Actor, action: PlanAction, reason: str = "", owner_email: str | None = None, **changes: Any
) -> PlanAction:
    """Change fields of an action; each change stays in its history with who, when and the reason.

    changes: title, due_on, status, notes, commitment, commitment_ref, strategy_id. Giving up needs a reason; what is done or given up
    can be opened again. Raises InvalidInput(title, owner, status, reason), NotAllowed.
    """
    scope.require_planner(actor, action.organisation_id)
    values = {name: value for name, value in changes.items() if name in CHANGEABLE}
    for name, limit in (("title", 200), ("commitment", 300), ("commitment_ref", 200)):
        if name in values:
            values[name] = clean_line(values[name], limit)
    if "notes" in values:
        values["notes"] = clean(values["notes"], LONGEST_TEXT)
    if values.get("title") == "":
        raise InvalidInput(_("Say in a few words what is to be done."), field="title")
    if owner_email is not None:
        owner = scope.colleague(actor, owner_email) if owner_email != _address_of(action) else action.owner
        values["owner_id"] = owner.pk if owner else None
    _check_status(values.get("status"), action.status, clean_line(reason, 500))
    if values.get("strategy_id"):
        _check_strategy_is_readable(actor, Strategy.objects.filter(pk=values["strategy_id"]).first())
    with write():
        return set_fields(actor=actor, action=action, reason=clean_line(reason, 500), values=values)


def _address_of(action: PlanAction) -> str:
    return action.owner.email if action.owner else ""


def _check_status(status: str | None, before: str, reason: str) -> None:
    if status is None:
        return
    if status not in ActionStatus.values:
        raise InvalidInput(_("Choose one of the states in the list."), field="status")
    if status == ActionStatus.DROPPED and before != status and not reason:
        raise InvalidInput(_("Say why this is given up."), field="reason")


def set_fields(*, actor: Actor, action: PlanAction, reason: str, values: Mapping[str, Any]) -> PlanAction:
    """Write what differs, with its history. Must be inside ``write()``; permissions are the caller's."""
    row = PlanAction.objects.select_for_update().get(pk=action.pk)
    differing = {name: (getattr(row, name), value) for name, value in values.items() if getattr(row, name) != value}
    if not differing:
        return row
    if "status" in differing:
        was_open, is_open = row.status in OPEN_STATUSES, values["status"] in OPEN_STATUSES
        if is_open and not was_open and row.item and _another_open(row):
            raise Conflict(_("There is an open action for this already."))
        row.closed_at = None if is_open else clock.now()
    for name, (_old, value) in differing.items():
        setattr(row, name, value)
    row.save(update_fields=[*differing, "closed_at"])
    _remember(actor, row, differing, reason)
    audit(actor=actor, act="plan.action_changed", target=row, changes={name: value for name, (_o, value) in differing.items()})
    return row


def _another_open(row: PlanAction) -> bool:
    return PlanAction.objects.open().filter(organisation_id=row.organisation_id, item=row.item).exclude(pk=row.pk).exists()


def _remember(actor: Actor, row: PlanAction, changes: Mapping[str, tuple[Any, Any]], reason: str) -> None:
    now = clock.now()
    PlanActionChange.objects.bulk_create(
        [
            PlanActionChange(
                action=row, field=name.removesuffix("_id"), old="" if old is None else str(old), new="" if new is None else str(new),
                reason=reason, at=now, account_id=actor.account_id,
            )
            for name, (old, new) in changes.items()
        ]
    )  # fmt: skip


def set_budget_line(
    *,
    actor: Actor,
    action: PlanAction,
    year: int,
    amount_minor: int,
    currency: str = "",
    kind: str = BudgetKind.ONCE,
    source: str = "",
) -> BudgetLine:
    """Set money aside for an action in a year (minor units). Raises InvalidInput(amount, year), NotAllowed."""
    scope.require_planner(actor, action.organisation_id)
    if not 0 < amount_minor < MOST_MINOR:
        raise InvalidInput(_("Write an amount above nothing."), field="amount")
    if not 2000 <= year <= 2100:
        raise InvalidInput(_("Write a year with four digits."), field="year")
    money = currency or country.currency()
    with write():
        row = BudgetLine.objects.create(
            action=action, year=year, kind=BudgetKind(kind), amount_minor=amount_minor, currency=money,
            source=clean_line(source, 200), recorded_at=clock.now(), recorded_by=actor.account_id, synthetic=action.synthetic,
        )  # fmt: skip
        _remember(actor, action, {"budget": ("", f"{year} {kind} {amount_minor} {money}")}, "")
        audit(actor=actor, act="plan.budget_set", target=row, changes={"year": year, "amount": amount_minor})
    return row


def remove_budget_line(*, actor: Actor, line: BudgetLine) -> None:
    """Take a budget line away; the history keeps it. Raises NotAllowed."""
    scope.require_planner(actor, line.action.organisation_id)
    with write():
        _remember(actor, line.action, {"budget": (f"{line.year} {line.kind} {line.amount_minor} {line.currency}", "")}, "")
        audit(actor=actor, act="plan.budget_removed", target=line)
        line.delete()

"""The rerun: what the evidence shows as done is proposed for closing; a person confirms, and the evidence of that moment is kept."""

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from openpes.assessment import scope
from openpes.assessment.models import ClosingProposal, PlanAction, PlanRerun
from openpes.assessment.roadmap import rules
from openpes.assessment.roadmap.enums import ActionStatus, ClosingState
from openpes.base import clock
from openpes.base.actor import Actor
from openpes.base.errors import Conflict, InvalidInput
from openpes.base.locking import write
from openpes.base.text import clean_line
from openpes.trust.audit import audit

from .plan import set_fields


def rerun_plan(
    *,
    actor: Actor,
    findings: Mapping[str, Mapping[str, Any]],
    since: dt.date,
    until: dt.date,
    organisation_id: uuid.UUID | None = None,
    synthetic: bool | None = None,
) -> tuple[PlanRerun, list[ClosingProposal]]:
    """Keep what the records say about every item, and propose to close the actions whose item they show.

    findings: {item: state, answer, counts, query, why} of a period, as the evidence gives them. Raises NotAllowed.
    """
    place = organisation_id or actor.organisation_id
    scope.require_planner(actor, place)
    assert place is not None
    with write():
        row = PlanRerun.objects.create(
            organisation_id=place, at=clock.now(), by_id=actor.account_id, since=since, until=until,
            findings={item: dict(finding) for item, finding in findings.items()},
            synthetic=actor.synthetic if synthetic is None else synthetic,
        )  # fmt: skip
        audit(actor=actor, act="plan.rerun", target=row, changes={"since": since, "until": until})
        period = {"since": since.isoformat(), "until": until.isoformat()}
        shown = {item: {**finding, **period} for item, finding in findings.items() if rules.seen_as(finding) == "yes"}
        return row, propose_closings(actor=actor, organisation_id=place, shown=shown)


def propose_closings(
    *, actor: Actor, organisation_id: uuid.UUID, shown: Mapping[str, Mapping[str, Any]]
) -> list[ClosingProposal]:
    """Propose to close every open action whose item the records show as done.

    shown: {item: the evidence as plain values} for the items that are seen, and for no others. An action with a proposal that waits, or
    whose last proposal was declined on the same evidence, is left alone. Raises NotAllowed.
    """
    scope.require_planner(actor, organisation_id)
    made = []
    with write():
        actions = PlanAction.objects.open().filter(organisation_id=organisation_id, item__in=list(shown))
        for action in actions.select_for_update().prefetch_related("closings"):
            snapshot = dict(shown[action.item])
            last = next(iter(action.closings.all()), None)
            if last and (last.state == ClosingState.PROPOSED or last.snapshot == snapshot):
                continue
            row = ClosingProposal.objects.create(action=action, snapshot=snapshot, proposed_at=clock.now())
            audit(actor=actor, act="plan.closing_proposed", target=row, changes={"item": action.item})
            made.append(row)
    return made


def _decide(actor: Actor, proposal: ClosingProposal, state: str, reason: str = "") -> ClosingProposal:
    """Must be inside ``write()``: one conditional UPDATE, so that two at once give one decision."""
    decision = {"state": state, "decided_at": clock.now(), "decided_by_id": actor.account_id, "reason": reason}
    if not ClosingProposal.objects.filter(pk=proposal.pk, state=ClosingState.PROPOSED).update(**decision):
        raise Conflict(_("Somebody else decided this a moment ago. Reload the page."))
    proposal.refresh_from_db()
    return proposal


def confirm_closing(*, actor: Actor, proposal: ClosingProposal) -> ClosingProposal:
    """A person agrees: the action is done. Raises Conflict when it was decided meanwhile, NotAllowed."""
    scope.require_planner(actor, proposal.action.organisation_id)
    with write():
        _decide(actor, proposal, ClosingState.CONFIRMED)
        set_fields(actor=actor, action=proposal.action, reason=_("The records show it"), values={"status": ActionStatus.DONE})
        audit(actor=actor, act="plan.closing_confirmed", target=proposal)
    return proposal


def decline_closing(*, actor: Actor, proposal: ClosingProposal, reason: str) -> ClosingProposal:
    """The action stays open. Raises InvalidInput(reason), Conflict, NotAllowed."""
    scope.require_planner(actor, proposal.action.organisation_id)
    words = clean_line(reason, 500)
    if not words:
        raise InvalidInput(_("Say why the action is not done yet."), field="reason")
    with write():
        _decide(actor, proposal, ClosingState.DECLINED, words)
        audit(actor=actor, act="plan.closing_declined", target=proposal, changes={"reason": words})
    return proposal

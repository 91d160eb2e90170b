"""Reads of the road map: strategies, actions, targets, weights, closings that wait. Each with a bounded number of queries."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from openpes.assessment import scope
from openpes.assessment.models import (
    BudgetLine,
    ClosingProposal,
    GapWeights,
    PlanAction,
    Strategy,
    StrategyDocument,
    Target,
    TargetReview,
)
from openpes.assessment.roadmap import rules
from openpes.assessment.roadmap.enums import ClosingState
from openpes.base.actor import Actor
from openpes.base.errors import NotFound


@dataclass(frozen=True, slots=True)
class WeightsInForce:
    """The weights that rank gaps now. ``version`` 0: the shipped ones, which nobody has changed yet."""

    version: int
    weights: Mapping[str, int]
    items: Mapping[str, Mapping[str, int]]
    row: GapWeights | None = None


def _missing() -> NotFound:
    return NotFound(_("There is no such record, or it is not open to you."))


def weights_in_force(*, organisation_id: uuid.UUID) -> WeightsInForce:
    """The newest version of an organisation, else the shipped weights. 1 query."""
    row = GapWeights.objects.filter(organisation_id=organisation_id).select_related("made_by").first()
    if row is None:
        return WeightsInForce(0, rules.STANDARD_WEIGHTS, {})
    return WeightsInForce(row.version, row.weights, row.items, row)


def weights_history(*, organisation_id: uuid.UUID) -> QuerySet[GapWeights]:
    """Every version, newest first, with who made it."""
    return GapWeights.objects.filter(organisation_id=organisation_id).select_related("made_by")


def strategies(*, actor: Actor) -> QuerySet[Strategy]:
    """Strategies that the actor may read, the youngest first. 2 queries for the scope, 2 for the rows."""
    rows = Strategy.objects.filter(organisation_id__in=scope.readable_ids(actor)).select_related("organisation")
    return rows.prefetch_related("documents")


def strategy(*, actor: Actor, pk: uuid.UUID) -> Strategy:
    """One strategy with documents, targets with reviews, and actions with budgets. At most 9 queries. Raises NotFound."""
    found = (
        strategies(actor=actor)
        .filter(pk=pk)
        .prefetch_related(
            Prefetch("targets", Target.objects.prefetch_related(Prefetch("reviews", TargetReview.objects.all()))),
            Prefetch("actions", PlanAction.objects.select_related("owner").prefetch_related("budget")),
        )
        .first()
    )
    if found is None:
        raise _missing()
    return found


def document_reader(actor: Actor, subject_id: uuid.UUID, file_id: uuid.UUID) -> bool:
    """For ``trust.files``: planners read the documents of strategies that they may read."""
    if actor.role not in scope.PLANNERS or subject_id not in scope.readable_ids(actor):
        return False
    return StrategyDocument.objects.filter(file_id=file_id, strategy__organisation_id=subject_id).exists()


def actions(*, actor: Actor, only_open: bool = True) -> QuerySet[PlanAction]:
    """Actions that the actor may read, with owner, strategy and budget; by due date, without a date last."""
    rows = PlanAction.objects.filter(organisation_id__in=scope.readable_ids(actor))
    if only_open:
        rows = rows.open()
    return rows.select_related("owner", "strategy", "organisation").prefetch_related("budget").order_by("due_on", "title", "pk")


def action(*, actor: Actor, pk: uuid.UUID) -> PlanAction:
    """One action with its history, budget and closings. At most 7 queries. Raises NotFound."""
    found = (
        PlanAction.objects.filter(organisation_id__in=scope.readable_ids(actor), pk=pk)
        .select_related("owner", "strategy", "organisation")
        .prefetch_related("history__account", "budget", "closings__decided_by")
        .first()
    )
    if found is None:
        raise _missing()
    return found


def open_items(*, organisation_id: uuid.UUID) -> dict[str, uuid.UUID]:
    """{item: id of its open action}. 1 query."""
    rows = PlanAction.objects.open().filter(organisation_id=organisation_id).exclude(item="").order_by()
    return dict(rows.values_list("item", "pk"))


def target(*, actor: Actor, pk: uuid.UUID) -> Target:
    """Raises NotFound."""
    readable = scope.readable_ids(actor)
    found = Target.objects.filter(strategy__organisation_id__in=readable, pk=pk).select_related("strategy").first()
    if found is None:
        raise _missing()
    return found


def budget_line(*, actor: Actor, pk: uuid.UUID) -> BudgetLine:
    """Raises NotFound."""
    readable = scope.readable_ids(actor)
    found = BudgetLine.objects.filter(action__organisation_id__in=readable, pk=pk).select_related("action").first()
    if found is None:
        raise _missing()
    return found


def waiting_closings(*, actor: Actor) -> list[ClosingProposal]:
    """Actions that the records show as done and that wait for a person, the oldest first."""
    rows = ClosingProposal.objects.filter(
        state=ClosingState.PROPOSED, action__organisation_id__in=scope.readable_ids(actor)
    ).select_related("action", "action__owner")
    return list(rows.order_by("proposed_at", "pk"))


def closing(*, actor: Actor, pk: uuid.UUID) -> ClosingProposal:
    """Raises NotFound."""
    readable = scope.readable_ids(actor)
    found = (
        ClosingProposal.objects.filter(action__organisation_id__in=readable, pk=pk)
        .select_related("action", "action__owner")
        .first()
    )
    if found is None:
        raise _missing()
    return found


def budget_by_year(actions_with_budget: list[PlanAction]) -> list[tuple[int, str, int]]:
    """(year, currency, minor units) summed over actions whose budget is loaded; currencies are never added together. No query."""
    sums: dict[tuple[int, str], int] = {}
    for row in actions_with_budget:
        for line in row.budget.all():
            sums[line.year, line.currency] = sums.get((line.year, line.currency), 0) + line.amount_minor
    return [(year, currency, minor) for (year, currency), minor in sorted(sums.items())]

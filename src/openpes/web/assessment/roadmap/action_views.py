"""Actions of the road map: the list, one action with its history, its form, its money."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openpes.assessment import scope
from openpes.assessment.instrument import newest
from openpes.assessment.models import PlanAction, Strategy
from openpes.assessment.roadmap import actions as acts
from openpes.assessment.roadmap import queries
from openpes.assessment.roadmap.sources import situation
from openpes.base import clock, country
from openpes.base.money import MINOR_DIGITS
from openpes.web.account.access import for_roles
from openpes.web.assessment.form_page import Crumb, form_page, one_step
from openpes.web.assessment.parts import LEADS
from openpes.web.assessment.roadmap import wording
from openpes.web.assessment.roadmap.forms import ActionForm, BudgetForm
from openpes.web.assessment.roadmap.views import MOST, home_crumb


@require_GET
@for_roles(*LEADS)
def actions(request: HttpRequest) -> HttpResponse:
    """Every action, open ones first asked for."""
    actor = request.actor  # type: ignore[attr-defined]
    everything = request.GET.get("show") == "all"
    rows = list(queries.actions(actor=actor, only_open=not everything)[:MOST])
    context = {
        "actions": rows,
        "everything": everything,
        "budget": queries.budget_by_year(rows),
        "today": clock.today(),
        "crumbs": [home_crumb(), Crumb(_("Actions"))],
    }
    return render(request, "assessment/roadmap/actions.html", context)


def _crumbs(row: PlanAction | None = None) -> list[Crumb]:
    crumbs = [home_crumb(), Crumb(_("Actions"), reverse("assessment:plan_actions"))]
    return [*crumbs, Crumb(row.title, reverse("assessment:plan_action", args=[row.pk]))] if row else crumbs


def _strategy(actor: Any, pk: str) -> Strategy | None:
    return queries.strategies(actor=actor).filter(pk=pk).first() if pk else None


@require_http_methods(["GET", "POST"])
@for_roles(*LEADS)
def new_action(request: HttpRequest) -> HttpResponse:
    """A new action, from a gap (``?item=``) or from nothing."""
    actor = request.actor  # type: ignore[attr-defined]
    now = situation(actor=actor)
    gap = next((gap for gap in now.gaps if gap.state.item == request.GET.get("item")), None)
    text = wording.item_text(now.definition, gap.state.item) if gap else ""
    strategies = queries.strategies(actor=actor)
    form = ActionForm(request.POST or None, strategies=strategies, old=False, initial={"title": text[:200]})

    def act(values: dict[str, Any]) -> str:
        row = acts.plan_action(
            actor=actor, title=values["title"], item=gap.state.item if gap else "", owner_email=values["owner"],
            due_on=values["due_on"], notes=values["notes"], strategy=_strategy(actor, values["strategy_id"]),
            commitment=values["commitment"], commitment_ref=values["commitment_ref"],
            rank_shown=_rank(gap, now.weights.version) if gap else None,
        )  # fmt: skip
        return reverse("assessment:plan_action", args=[row.pk])

    return form_page(
        request, form, act, title=_("New action"), submit=_("Put it on the road map"), done=_("It is on the road map."),
        crumbs=_crumbs(), lead=text, colleagues=scope.colleagues(actor),
    )  # fmt: skip


def _rank(gap: Any, version: int) -> dict[str, Any]:
    return {
        "rank": gap.rank, "version": version, "reason": gap.reason,
        "parts": {part.criterion: [part.weight, part.points, part.value] for part in gap.parts},
    }  # fmt: skip


@require_GET
@for_roles(*LEADS)
def action(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One action with its money, evidence and history."""
    actor = request.actor  # type: ignore[attr-defined]
    row = queries.action(actor=actor, pk=pk)
    context = {
        "row": row,
        "item_text": wording.item_text(newest(), row.item) if row.item else "",
        "may_change": scope.may_change(actor, row.organisation_id),
        "overdue": bool(row.due_on and row.due_on < clock.today() and not row.closed_at),
        "events": [
            {"at": change.at, "title": wording.change_text(change), "text": _who(change), "state": "done"}
            for change in row.history.all()
        ],
        "crumbs": [*_crumbs(), Crumb(row.title)],
    }
    return render(request, "assessment/roadmap/action.html", context)


def _who(change: Any) -> str:
    name = (change.account.display_name or change.account.email) if change.account else _("The service itself")
    return f"{name}: {change.reason}" if change.reason else str(name)


@require_http_methods(["GET", "POST"])
@for_roles(*LEADS)
def change(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Change an action; the change stays in its history."""
    actor = request.actor  # type: ignore[attr-defined]
    row = queries.action(actor=actor, pk=pk)
    scope.require_planner(actor, row.organisation_id)
    names = ("title", "due_on", "status", "commitment", "commitment_ref", "notes")
    initial = {name: getattr(row, name) for name in names} | {
        "owner": row.owner.email if row.owner else "", "strategy_id": str(row.strategy_id or ""),
    }  # fmt: skip
    form = ActionForm(request.POST or None, strategies=queries.strategies(actor=actor), old=True, initial=initial)

    def act(values: dict[str, Any]) -> str:
        chosen = _strategy(actor, values["strategy_id"])
        acts.change_action(
            actor=actor, action=row, reason=values["reason"], owner_email=values["owner"],
            strategy_id=chosen.pk if chosen else None, **{name: values[name] for name in names},
        )  # fmt: skip
        return reverse("assessment:plan_action", args=[pk])

    return form_page(
        request, form, act, title=_("Change the action"), submit=_("Save"), done=_("Saved."), crumbs=_crumbs(row),
        colleagues=scope.colleagues(actor),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@for_roles(*LEADS)
def budget(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Set money aside for an action."""
    actor = request.actor  # type: ignore[attr-defined]
    row = queries.action(actor=actor, pk=pk)
    scope.require_planner(actor, row.organisation_id)
    form = BudgetForm(request.POST or None, initial={"year": clock.today().year})

    def act(values: dict[str, Any]) -> str:
        digits = MINOR_DIGITS.get(country.currency(), 2)
        acts.set_budget_line(
            actor=actor, action=row, year=values["year"], amount_minor=int(values["amount"].scaleb(digits)), kind=values["kind"],
            source=values["source"],
        )  # fmt: skip
        return reverse("assessment:plan_action", args=[pk])

    return form_page(
        request, form, act, title=_("Money for the action"), submit=_("Save"), done=_("Saved."), crumbs=_crumbs(row),
        lead=_("Money set aside. What was spent is in the finance system."),
    )  # fmt: skip


@require_POST
@for_roles(*LEADS)
def remove_budget(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Take a line away; the history keeps it."""
    actor = request.actor  # type: ignore[attr-defined]
    line = queries.budget_line(actor=actor, pk=pk)
    where = reverse("assessment:plan_action", args=[line.action_id])
    return one_step(request, lambda: acts.remove_budget_line(actor=actor, line=line), done=_("Taken away."), where=where)

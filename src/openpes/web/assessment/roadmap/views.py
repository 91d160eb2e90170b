"""How the clusters stand, the gaps by rank, the weights, and what the evidence shows as done."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openpes.assessment.evidence.queries import evidence
from openpes.assessment.roadmap import actions as acts
from openpes.assessment.roadmap import queries, rules
from openpes.assessment.roadmap.sources import Situation, situation
from openpes.assessment.span import span_for
from openpes.web.account.access import for_roles
from openpes.web.assessment.form_page import Crumb, form_page, one_step
from openpes.web.assessment.parts import LEADS
from openpes.web.assessment.roadmap import wording
from openpes.web.assessment.roadmap.forms import DeclineForm, LevelsForm, WeightsForm

FIRST = 5
MOST = 200


def home_crumb() -> Crumb:
    return Crumb(_("Road map"), reverse("assessment:plan"))


def _cluster_rows(now: Situation) -> list[dict[str, Any]]:
    texts = wording.in_words(now.definition)
    return [{"standing": standing, "label": texts.cluster(standing.cluster)} for standing in now.standings]


@require_GET
@for_roles(*LEADS)
def plan(request: HttpRequest) -> HttpResponse:
    """Where each cluster stands, what waits for a decision, the first gaps and the open actions."""
    actor = request.actor  # type: ignore[attr-defined]
    now = situation(actor=actor)
    found = now.gaps
    taken = queries.open_items(organisation_id=actor.organisation_id)
    rows = list(queries.actions(actor=actor)[:MOST])
    context = {
        "now": now,
        "clusters": _cluster_rows(now),
        "first": [wording.shown_gap(now.definition, gap, taken.get(gap.state.item)) for gap in found[:FIRST]],
        "more": max(len(found) - FIRST, 0),
        "actions": rows,
        "budget": queries.budget_by_year(rows),
        "closings": queries.waiting_closings(actor=actor),
    }
    return render(request, "assessment/roadmap/plan.html", context)


@require_GET
@for_roles(*LEADS)
def gaps(request: HttpRequest) -> HttpResponse:
    """Every gap with its rank and the parts that it is the sum of; by cluster and by reason."""
    actor = request.actor  # type: ignore[attr-defined]
    now = situation(actor=actor)
    cluster, reason = request.GET.get("cluster", ""), request.GET.get("reason", "")
    taken = queries.open_items(organisation_id=actor.organisation_id)
    found = [gap for gap in now.gaps if (not cluster or gap.state.cluster == cluster) and (not reason or gap.reason == reason)]
    context = {
        "now": now,
        "gaps": [wording.shown_gap(now.definition, gap, taken.get(gap.state.item)) for gap in found],
        "clusters": _cluster_rows(now),
        "reasons": [(value, label) for value, label in wording.GapState.choices],
        "cluster": cluster,
        "reason": reason,
        "crumbs": [home_crumb(), Crumb(_("Gaps"))],
    }
    return render(request, "assessment/roadmap/gaps.html", context)


@require_http_methods(["GET", "POST"])
@for_roles(*LEADS)
def weights(request: HttpRequest) -> HttpResponse:
    """The weights in force with their history; a change is a new version."""
    actor = request.actor  # type: ignore[attr-defined]
    now = queries.weights_in_force(organisation_id=actor.organisation_id)
    form = WeightsForm(request.POST or None, initial=dict(now.weights))

    def act(values: dict[str, Any]) -> str:
        wanted = {name: values[name] for name in rules.CRITERIA}
        acts.set_weights(actor=actor, weights=wanted, reason=values["reason"])
        return reverse("assessment:gaps")

    return form_page(
        request, form, act, title=_("Weights"), submit=_("Save as a new version"), done=_("Saved as a new version."),
        crumbs=[home_crumb(), Crumb(_("Gaps"), reverse("assessment:gaps"))],
        lead=_("The rank of a gap is a sum: each weight times the points (0 to 100) of the gap. The weights are yours to set."),
        extra={"history": queries.weights_history(organisation_id=actor.organisation_id), "version": now.version},
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@for_roles(*LEADS)
def levels(request: HttpRequest, item: str) -> HttpResponse:
    """What one item means for law and groups, and its effort; a change is a new version of the weights."""
    actor = request.actor  # type: ignore[attr-defined]
    now = situation(actor=actor)
    state = next((state for state in now.states if state.item == item), None)
    if state is None:
        raise Http404
    shown = {"law": state.levels.law, "groups": state.levels.groups, "effort": state.levels.effort}
    form = LevelsForm(request.POST or None, initial=shown)

    def act(values: dict[str, Any]) -> str:
        own: Mapping[str, int] = {name: values[name] for name in shown}
        acts.set_weights(
            actor=actor, weights=now.weights.weights, items={**now.weights.items, item: own}, reason=values["reason"]
        )
        return reverse("assessment:gaps")

    return form_page(
        request, form, act, title=_("Levels of an item"), submit=_("Save as a new version"), done=_("Saved as a new version."),
        crumbs=[home_crumb(), Crumb(_("Gaps"), reverse("assessment:gaps"))], lead=wording.item_text(now.definition, item),
    )  # fmt: skip


@require_POST
@for_roles(*LEADS)
def confirm(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """A person agrees that an action is done."""
    actor = request.actor  # type: ignore[attr-defined]
    proposal = queries.closing(actor=actor, pk=pk)
    return one_step(
        request, lambda: acts.confirm_closing(actor=actor, proposal=proposal), done=_("The action is done."),
        where=reverse("assessment:plan"),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@for_roles(*LEADS)
def decline(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The action stays open, with the reason."""
    actor = request.actor  # type: ignore[attr-defined]
    proposal = queries.closing(actor=actor, pk=pk)

    def act(values: dict[str, Any]) -> str:
        acts.decline_closing(actor=actor, proposal=proposal, reason=values["reason"])
        return reverse("assessment:plan")

    return form_page(
        request, DeclineForm(request.POST or None), act, title=_("Not done yet"), submit=_("Keep it open"),
        done=_("The action stays open."), crumbs=[home_crumb()], lead=proposal.action.title,
    )  # fmt: skip


@require_POST
@for_roles(*LEADS)
def rerun(request: HttpRequest) -> HttpResponse:
    """Ask every stored query of the evidence again, keep what it said, and propose what it shows as done."""
    actor = request.actor  # type: ignore[attr-defined]
    span = span_for(actor=actor)
    findings = {each.item: each.as_finding() for each in evidence(actor=actor, span=span)}
    _row, proposals = acts.rerun_plan(
        actor=actor, findings=findings, since=span.since, until=span.until, synthetic=span.synthetic
    )
    said = ngettext(
        "The records were looked at. They show %(n)s action as done.",
        "The records were looked at. They show %(n)s actions as done.",
        len(proposals),
    )
    messages.success(request, said % {"n": len(proposals)})
    return redirect("assessment:plan")

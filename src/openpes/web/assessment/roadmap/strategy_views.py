"""Strategies: the list, one with its documents, actions and targets, and their forms."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from openpes.assessment import scope
from openpes.assessment.models import Strategy
from openpes.assessment.roadmap import actions as acts
from openpes.assessment.roadmap import queries
from openpes.base import clock
from openpes.web.account.access import for_roles
from openpes.web.assessment.form_page import Crumb, form_page
from openpes.web.assessment.parts import LEADS
from openpes.web.assessment.roadmap.forms import DocumentForm, ReviewForm, StrategyForm, TargetForm
from openpes.web.assessment.roadmap.views import home_crumb


def _crumbs(row: Strategy | None = None) -> list[Crumb]:
    crumbs = [home_crumb(), Crumb(_("Strategies"), reverse("assessment:strategies"))]
    return [*crumbs, Crumb(row.title, reverse("assessment:strategy", args=[row.pk]))] if row else crumbs


@require_GET
@for_roles(*LEADS)
def strategies(request: HttpRequest) -> HttpResponse:
    """Strategies of this part of the organisation and of those above it."""
    actor = request.actor  # type: ignore[attr-defined]
    context = {
        "rows": list(queries.strategies(actor=actor)),
        "today": clock.today(),
        "crumbs": [home_crumb(), Crumb(_("Strategies"))],
    }
    return render(request, "assessment/roadmap/strategies.html", context)


@require_http_methods(["GET", "POST"])
@for_roles(*LEADS)
def new_strategy(request: HttpRequest) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]

    def act(values: dict[str, Any]) -> str:
        return reverse("assessment:strategy", args=[acts.record_strategy(actor=actor, **values).pk])

    return form_page(
        request, StrategyForm(request.POST or None), act, title=_("New strategy"), submit=_("Save"), done=_("Saved."),
        crumbs=_crumbs(),
    )  # fmt: skip


@require_GET
@for_roles(*LEADS)
def strategy(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One strategy: approval, documents, actions with their money, targets with their reviews."""
    actor = request.actor  # type: ignore[attr-defined]
    row = queries.strategy(actor=actor, pk=pk)
    context = {
        "row": row,
        "may_change": scope.may_change(actor, row.organisation_id),
        "budget": queries.budget_by_year(list(row.actions.all())),
        "crumbs": [*_crumbs(), Crumb(row.title)],
    }
    return render(request, "assessment/roadmap/strategy.html", context)


@require_http_methods(["GET", "POST"])
@for_roles(*LEADS)
def change_strategy(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    row = queries.strategy(actor=actor, pk=pk)
    scope.require_planner(actor, row.organisation_id)
    form = StrategyForm(request.POST or None, initial={name: getattr(row, name) for name in StrategyForm.base_fields})

    def act(values: dict[str, Any]) -> str:
        acts.record_strategy(actor=actor, strategy=row, **values)
        return reverse("assessment:strategy", args=[pk])

    return form_page(request, form, act, title=_("Change the strategy"), submit=_("Save"), done=_("Saved."), crumbs=_crumbs(row))


@require_http_methods(["GET", "POST"])
@for_roles(*LEADS)
def document(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Add a text of the strategy."""
    actor = request.actor  # type: ignore[attr-defined]
    row = queries.strategy(actor=actor, pk=pk)
    scope.require_planner(actor, row.organisation_id)

    def act(values: dict[str, Any]) -> str:
        file = values.pop("file")
        content, name = (file.read(), file.name) if file else (b"", "")
        acts.add_document(actor=actor, strategy=row, content=content, file_name=name, **values)
        return reverse("assessment:strategy", args=[pk])

    return form_page(
        request, DocumentForm(request.POST or None, request.FILES or None), act, title=_("Add a document"), submit=_("Save"),
        done=_("Saved."), crumbs=_crumbs(row),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@for_roles(*LEADS)
def target(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Set a target of the strategy."""
    actor = request.actor  # type: ignore[attr-defined]
    row = queries.strategy(actor=actor, pk=pk)
    scope.require_planner(actor, row.organisation_id)

    def act(values: dict[str, Any]) -> str:
        acts.set_target(actor=actor, strategy=row, **values)
        return reverse("assessment:strategy", args=[pk])

    return form_page(
        request, TargetForm(request.POST or None), act, title=_("Set a target"), submit=_("Save"), done=_("Saved."),
        crumbs=_crumbs(row),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@for_roles(*LEADS)
def review(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Look at a target: the value found, and what is concluded."""
    actor = request.actor  # type: ignore[attr-defined]
    row = queries.target(actor=actor, pk=pk)
    scope.require_planner(actor, row.strategy.organisation_id)

    def act(values: dict[str, Any]) -> str:
        acts.review_target(actor=actor, target=row, **values)
        return reverse("assessment:strategy", args=[row.strategy_id])

    return form_page(
        request, ReviewForm(request.POST or None, initial={"reviewed_on": clock.today()}), act, title=_("Look at a target"),
        submit=_("Save"), done=_("Saved."), crumbs=_crumbs(row.strategy), lead=row.title,
    )  # fmt: skip

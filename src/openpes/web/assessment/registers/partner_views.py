"""Social partners, and the bodies in which they have seats."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openpes.assessment import scope
from openpes.assessment.registers import actions as acts
from openpes.assessment.registers import queries
from openpes.web.account.access import for_roles
from openpes.web.assessment.form_page import Crumb, form_page, one_step
from openpes.web.assessment.parts import LEADS
from openpes.web.assessment.registers.forms import BodyForm, PartnerForm, SeatsForm
from openpes.web.assessment.registers.views import home_crumb


def _crumbs(body: queries.Body | None = None) -> list[Crumb]:
    crumbs = [home_crumb(), Crumb(_("Social partners"), reverse("assessment:partners"))]
    return [*crumbs, Crumb(body.row.name, reverse("assessment:body", args=[body.row.pk]))] if body else crumbs


@require_GET
@for_roles(*LEADS)
def partners(request: HttpRequest) -> HttpResponse:
    """Partners and bodies, with whether the seats are equal."""
    actor = request.actor  # type: ignore[attr-defined]
    context = {
        "partners": [(row, scope.may_change(actor, row.organisation_id)) for row in queries.partners(actor=actor)],
        "bodies": queries.bodies(actor=actor),
        "crumbs": [home_crumb(), Crumb(_("Social partners"))],
    }
    return render(request, "assessment/registers/partners.html", context)


@require_http_methods(["GET", "POST"])
@for_roles(*LEADS)
def new_partner(request: HttpRequest) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]

    def act(values: dict[str, Any]) -> str:
        acts.add_partner(actor=actor, **values)
        return reverse("assessment:partners")

    return form_page(
        request, PartnerForm(request.POST or None), act, title=_("New partner"), submit=_("Add"), done=_("Added."),
        crumbs=_crumbs(),
    )  # fmt: skip


@require_POST
@for_roles(*LEADS)
def end_partner(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    row = queries.partner(actor=actor, pk=pk)
    return one_step(
        request, lambda: acts.end_partner(actor=actor, partner=row), done=_("The partner no longer takes part."),
        where=reverse("assessment:partners"),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@for_roles(*LEADS)
def new_body(request: HttpRequest) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]

    def act(values: dict[str, Any]) -> str:
        return reverse("assessment:body", args=[acts.record_body(actor=actor, **values).pk])

    return form_page(
        request, BodyForm(request.POST or None), act, title=_("New body"), submit=_("Save"), done=_("Saved."), crumbs=_crumbs(),
        lead=_("An advisory committee in which employers and workers are represented in equal numbers (ILO C88, Article 4)."),
    )  # fmt: skip


@require_GET
@for_roles(*LEADS)
def body(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One body with its seats, and whether it may be called balanced."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.body(actor=actor, pk=pk)
    context = {
        "body": found,
        "may_change": scope.may_change(actor, found.row.organisation_id),
        "crumbs": [*_crumbs(), Crumb(found.row.name)],
    }
    return render(request, "assessment/registers/body.html", context)


@require_http_methods(["GET", "POST"])
@for_roles(*LEADS)
def change_body(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.body(actor=actor, pk=pk)
    scope.require_planner(actor, found.row.organisation_id)
    initial = {name: getattr(found.row, name) for name in BodyForm.base_fields}

    def act(values: dict[str, Any]) -> str:
        acts.record_body(actor=actor, body=found.row, **values)
        return reverse("assessment:body", args=[pk])

    return form_page(
        request, BodyForm(request.POST or None, initial=initial), act, title=_("Change the body"), submit=_("Save"),
        done=_("Saved."), crumbs=_crumbs(found),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@for_roles(*LEADS)
def give_seats(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Give a partner seats in a body."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.body(actor=actor, pk=pk)
    scope.require_planner(actor, found.row.organisation_id)
    choices = [row for row in queries.partners(actor=actor, only_active=True) if row.organisation_id == found.row.organisation_id]

    def act(values: dict[str, Any]) -> str:
        partner = next(row for row in choices if str(row.pk) == values["partner"])
        acts.give_seats(actor=actor, body=found.row, partner=partner, number=values["number"])
        return reverse("assessment:body", args=[pk])

    return form_page(
        request, SeatsForm(request.POST or None, partners=choices), act, title=_("Give seats"), submit=_("Save"),
        done=_("Saved."), crumbs=_crumbs(found),
    )  # fmt: skip


@require_POST
@for_roles(*LEADS)
def declare_balanced(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Call a body balanced; refused while the seats differ."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.body(actor=actor, pk=pk)
    return one_step(
        request, lambda: acts.declare_balanced(actor=actor, body=found.row), done=_("The body is recorded as balanced."),
        where=reverse("assessment:body", args=[pk]),
    )  # fmt: skip


@require_POST
@for_roles(*LEADS)
def end_seats(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    row = queries.seats(actor=actor, pk=pk)
    return one_step(
        request, lambda: acts.end_seats(actor=actor, seats=row), done=_("The seats have ended."),
        where=reverse("assessment:body", args=[row.body_id]),
    )  # fmt: skip

"""Referrals and their answers; placements and their evidence."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openpes.base.errors import ActionError, NotFound
from openpes.placement import case_queries
from openpes.placement.actions import placements as placement_actions
from openpes.placement.actions import referrals as referral_actions
from openpes.placement.enums import EvidenceSource
from openpes.web.account.access import for_roles
from openpes.web.counsellor.forms import AnswerForm, EvidenceForm, PlacementForm
from openpes.web.counsellor.roles import CASE, STAFF_CASE
from openpes.web.counsellor.views.people import person_of
from openpes.web.design.forms import show_problem


@require_GET
@for_roles(*CASE)
def referrals(request: HttpRequest) -> HttpResponse:
    """Referrals that are under way, those without an answer first."""
    rows = case_queries.referrals_under_way(actor=request.actor)  # type: ignore[attr-defined]
    return render(request, "counsellor/referrals.html", {"rows": [(row, AnswerForm(prefix=str(row.pk)[-6:])) for row in rows]})


@require_POST
@for_roles(*STAFF_CASE)
def answer(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Record what the employer said, or that it was asked again."""
    actor = request.actor  # type: ignore[attr-defined]
    form = AnswerForm(request.POST, prefix=str(pk)[-6:])
    if not form.is_valid():
        messages.error(request, _("Choose an answer."))
        return redirect("office:referrals")
    try:
        if form.cleaned_data["to"] == "chase":
            referral_actions.chase_referral(actor=actor, referral_id=pk)
        else:
            referral_actions.record_employer_answer(
                actor=actor, referral_id=pk, to=form.cleaned_data["to"], words=form.cleaned_data["words"]
            )
    except NotFound:
        raise
    except ActionError as problem:
        messages.error(request, str(problem.message))
    else:
        messages.success(request, _("Recorded."))
    return redirect("office:referrals")


@require_http_methods(["GET", "POST"])
@for_roles(*STAFF_CASE)
def record(request: HttpRequest, reference: str) -> HttpResponse:
    """A placement with its evidence."""
    person = person_of(request, reference)
    vacancies = case_queries.vacancies_known_to(person)
    form = PlacementForm(request.POST or None, vacancies=[(str(v.pk), f"{v.title} · {v.employer.name}") for v in vacancies])
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            placement_actions.record_placement(
                actor=request.actor,  # type: ignore[attr-defined]
                person_id=person.pk,
                terms=form.terms(),
                source=EvidenceSource.COUNSELLOR,
                vacancy_id=uuid.UUID(values["vacancy"]) if values["vacancy"] else None,
                employer_name=values["employer_name"],
                words=values["words"],
            )
        except ActionError as problem:
            show_problem(form, problem)
        else:
            messages.success(request, _("The placement is recorded. A second source confirms it."))
            return redirect("office:file", person.reference)
    return render(
        request, "counsellor/form.html", {"form": form, "person": person, "title": _("Record a placement"), "button": _("Record")}
    )


@require_http_methods(["GET", "POST"])
@for_roles(*STAFF_CASE)
def evidence(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One more word about a placement."""
    actor = request.actor  # type: ignore[attr-defined]
    placement = case_queries.placement_for_case(actor=actor, pk=pk)
    if placement is None:
        raise Http404
    form = EvidenceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            placement_actions.add_evidence(
                actor=actor, placement_id=pk, source=values["source"], confirms=values["confirms"] == "yes", words=values["words"]
            )
        except ActionError as problem:
            show_problem(form, problem)
        else:
            messages.success(request, _("Recorded."))
            return redirect("office:file", placement.person.reference)
    return render(
        request,
        "counsellor/form.html",
        {"form": form, "person": placement.person, "title": _("Evidence for a placement"), "button": _("Record")},
    )

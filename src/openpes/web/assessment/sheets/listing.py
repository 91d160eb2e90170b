"""The list of sheets, a sheet at a glance, sheets and agencies begun, parts given away."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openpes.assessment.models import AnswerSheet, SheetPart, SurveyAgency
from openpes.assessment.sheets import actions, country_questions, perms, queries
from openpes.assessment.sheets.actions.keeping import officers
from openpes.base import clock
from openpes.base.errors import ActionError
from openpes.people.models import Organisation
from openpes.people.queries import organisation_tree
from openpes.web.account.access import for_roles
from openpes.web.assessment.parts import LEADS
from openpes.web.assessment.sheets.forms import FORMAT_LABELS, AgencyForm, BeginForm, EditionForm, PartForm
from openpes.web.assessment.sheets.frame import STAFF, crumbs_of
from openpes.web.design.forms import show_problem

TAGS = {"verified": "ok", "clarification_requested": "warn", "withdrawn": "bad"}


@require_GET
@for_roles(*STAFF)
def sheets(request: HttpRequest) -> HttpResponse:
    """The sheets that are open to this member of staff, newest first."""
    actor = request.actor  # type: ignore[attr-defined]
    rows = [(listed, TAGS.get(listed.sheet.status, "")) for listed in queries.sheets(actor=actor)]
    return render(request, "assessment/sheets/list.html", {"rows": rows, "lead": perms.is_lead(actor)})


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*LEADS)
def begin(request: HttpRequest) -> HttpResponse:
    """Begin a sheet for an agency and a day."""
    actor = request.actor  # type: ignore[attr-defined]
    agencies = list(queries.agencies(actor=actor))
    form = BeginForm(request.POST or None, agencies=agencies, initial={"reference_date": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            sheet = actions.begin_sheet(
                actor=actor, agency_id=uuid.UUID(form.cleaned_data["agency"]), reference_date=form.cleaned_data["reference_date"]
            )
            return redirect("assessment:sheet", sheet_id=sheet.pk)
        except ActionError as problem:
            show_problem(form, problem)
    return render(request, "assessment/sheets/begin.html", {"form": form, "agencies": agencies})


def _free_organisations(request: HttpRequest) -> list[Organisation]:
    """Organisations of the tree that are not entered as agencies yet."""
    taken = set(SurveyAgency.objects.filter(organisation__isnull=False).values_list("organisation_id", flat=True))
    return [row for row in organisation_tree(actor=request.actor) if row.pk not in taken]  # type: ignore[attr-defined]


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*LEADS)
def new_agency(request: HttpRequest) -> HttpResponse:
    """Enter an agency: one of the own tree or an outside one."""
    actor = request.actor  # type: ignore[attr-defined]
    free = _free_organisations(request)
    form = AgencyForm(request.POST or None, own=[(o.code, "– " * (o.path.count("/") - 1) + o.name) for o in free])
    if request.method == "POST" and form.is_valid():
        own = next((o for o in free if o.code == form.cleaned_data["own"]), None)
        keeper = own or Organisation.objects.get(pk=actor.organisation_id)
        try:
            actions.register_agency(actor=actor, keeper=keeper, organisation=own, **form.facts())
            messages.success(request, _("The agency is entered. Now begin its sheet."))
            return redirect("assessment:begin_sheet")
        except ActionError as problem:
            show_problem(form, problem)
    return render(request, "assessment/sheets/agency.html", {"form": form, "title": _("Enter an agency")})


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*LEADS)
def agency(request: HttpRequest, agency_id: uuid.UUID) -> HttpResponse:
    """Change what is known of an agency."""
    actor = request.actor  # type: ignore[attr-defined]
    row = perms.agency_for(actor, agency_id)
    names = ("name", "country", "income_group", "region", "approach", "network")
    form = AgencyForm(request.POST or None, initial={name: getattr(row, name) for name in names})
    if request.method == "POST" and form.is_valid():
        try:
            actions.update_agency(actor=actor, agency_id=row.pk, **form.facts())
            messages.success(request, _("Saved."))
            return redirect("assessment:sheets")
        except ActionError as problem:
            show_problem(form, problem)
    return render(request, "assessment/sheets/agency.html", {"form": form, "title": row.name})


def _clusters(sheet: AnswerSheet, actor: Any) -> dict[str, Any]:
    """The parts of a sheet with their progress, their officers and the page to go on at."""
    definition = country_questions.definition_of(sheet)
    words = country_questions.words_for(definition)
    answers = queries.answers_of(sheet)
    gaps = queries.first_gaps(definition, answers)
    held: dict[str, list[SheetPart]] = {}
    for part in SheetPart.objects.filter(sheet=sheet).select_related("officer").order_by("assigned_at", "pk"):
        held.setdefault(part.cluster, []).append(part)
    mine = perms.clusters_open_to(actor, sheet, definition.clusters)
    rows = [
        {
            "label": words.cluster(p.cluster), "done": p.done, "of": p.of, "officers": held.get(p.cluster, []),
            "step": gaps.get(p.cluster) or definition.steps_of(p.cluster)[0].id,
            "mine": p.cluster in mine, "begun": 0 < p.done < p.of, "whole": p.done == p.of,
        }
        for p in queries.progress(definition, answers)
    ]  # fmt: skip
    return {
        "clusters": rows, "words": words, "definition": definition,
        "credit": words.text("credit"), "disclaimer": words.text("disclaimer"), "progress_label": _("How far the sheet is"),
        "done": sum(row["done"] for row in rows), "of": sum(row["of"] for row in rows),
    }  # fmt: skip


@require_GET
@for_roles(*STAFF)
def sheet(request: HttpRequest, sheet_id: uuid.UUID) -> HttpResponse:
    """A sheet at a glance: how far, who has which part, what can be done now."""
    actor = request.actor  # type: ignore[attr-defined]
    row = perms.sheet_for(actor, sheet_id)
    leads = perms.leads(actor, row)
    facts = _clusters(row, actor)
    open_doubts = row.doubts.filter(settled_at__isnull=True).count()
    return render(
        request,
        "assessment/sheets/sheet.html",
        {
            **facts,
            "sheet": row,
            "tag": TAGS.get(row.status, ""),
            "leads": leads,
            "may_verify": leads and perms.may_verify(actor, row),
            "is_open": row.status in perms.OPEN_STATES,
            "edition": EditionForm(None, sheet=row) if leads and row.status == "verified" else None,
            "open_doubts": open_doubts,
            "formats": FORMAT_LABELS.items(),
            "crumbs": crumbs_of(row),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*LEADS)
def people(request: HttpRequest, sheet_id: uuid.UUID) -> HttpResponse:
    """Who answers which part."""
    actor = request.actor  # type: ignore[attr-defined]
    row = perms.sheet_for(actor, sheet_id)
    perms.require_leads(actor, row)
    facts = _clusters(row, actor)
    clusters = [(c, facts["words"].cluster(c)) for c in facts["definition"].clusters]
    staff = [(str(a.pk), a.display_name or a.email) for a in officers(row)]
    form = PartForm(request.POST if request.method == "POST" else None, clusters=clusters, officers=staff)
    if request.method == "POST" and form.is_valid():
        try:
            actions.assign_part(
                actor=actor,
                sheet_id=row.pk,
                cluster=form.cleaned_data["cluster"],
                officer_id=uuid.UUID(form.cleaned_data["officer"]),
            )
            messages.success(request, _("The part is given."))
            return redirect("assessment:sheet_people", sheet_id=row.pk)
        except ActionError as problem:
            show_problem(form, problem)
    return render(
        request,
        "assessment/sheets/people.html",
        {**facts, "sheet": row, "form": form, "crumbs": crumbs_of(row, _("Who answers what"))},
    )


@require_POST
@for_roles(*LEADS)
def end_part(request: HttpRequest, sheet_id: uuid.UUID) -> HttpResponse:
    """Take a part back."""
    actor = request.actor  # type: ignore[attr-defined]
    perms.sheet_for(actor, sheet_id)
    try:
        part = uuid.UUID(request.POST.get("part", ""))
    except ValueError:
        return redirect("assessment:sheet_people", sheet_id=sheet_id)
    actions.end_part(actor=actor, sheet_id=sheet_id, part_id=part)
    return redirect("assessment:sheet_people", sheet_id=sheet_id)

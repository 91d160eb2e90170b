"""Sheets as files: downloaded, looked at and taken over; papers that support an answer."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openpes.assessment.instrument import Given
from openpes.assessment.models import AnswerSheet, SheetFile
from openpes.assessment.sheets import actions, country_questions, exchange, perms, queries, wording
from openpes.base.actor import Actor
from openpes.base.errors import ActionError
from openpes.trust import files
from openpes.trust.models import StoredFile
from openpes.web.account.access import for_roles
from openpes.web.assessment.sheets.forms import PaperForm, UploadForm
from openpes.web.assessment.sheets.frame import STAFF, crumbs_of
from openpes.web.design.forms import show_problem

MOST_FAULTS_SHOWN = 200


@require_GET
@for_roles(*STAFF)
def download(request: HttpRequest, sheet_id: uuid.UUID, form: str) -> HttpResponse:
    """The sheet as a file, in the language of the page."""
    sheet = perms.sheet_for(request.actor, sheet_id)  # type: ignore[attr-defined]
    if form not in exchange.FORMATS:
        raise Http404
    ending, kind = exchange.KINDS[form]
    name = f"survey-{sheet.reference_date.isoformat()}-{str(sheet.pk)[-6:]}-{form}.{ending}"
    return HttpResponse(
        exchange.WRITERS[form](queries.cast_of(sheet)),
        content_type=kind,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*STAFF)
def upload(request: HttpRequest, sheet_id: uuid.UUID) -> HttpResponse:
    """Look at a file first: what would change, and every fault with its place. Nothing is written here."""
    actor = request.actor  # type: ignore[attr-defined]
    sheet = perms.sheet_for(actor, sheet_id)
    form = UploadForm(request.POST or None, request.FILES or None)
    shown: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        try:
            shown = _looked_at(actor, sheet, form.cleaned_data["file"].read(), form.cleaned_data["format"])
        except ActionError as problem:
            show_problem(form, problem)
    return render(
        request,
        "assessment/sheets/upload.html",
        {"sheet": sheet, "form": form, **shown, "crumbs": crumbs_of(sheet, _("Read back"))},
    )


def _looked_at(actor: Actor, sheet: AnswerSheet, content: bytes, form: str) -> dict[str, Any]:
    taken = actions.import_answers(actor=actor, sheet_id=sheet.pk, content=content, format=form)
    definition = country_questions.definition_of(sheet)
    words = country_questions.words_for(definition)
    changes = [
        {
            "label": words.item(definition.items[item]),
            "before": wording.of_answer(definition.items[item], before, words),
            "after": wording.of_answer(definition.items[item], after, words),
        }
        for item, (before, after) in taken.changes.items()
    ]
    return {
        "looked": True, "changes": changes, "same": taken.same,
        "faults": taken.faults[:MOST_FAULTS_SHOWN], "faults_in_all": len(taken.faults),
        "again": "" if taken.faults else _as_text(sheet, {item: after for item, (_b, after) in taken.changes.items()}),
    }  # fmt: skip


def _as_text(sheet: AnswerSheet, given: dict[str, Given]) -> str:
    """What was looked at, for the form that takes it over: the file itself is not kept."""
    definition = country_questions.definition_of(sheet)
    cast = exchange.Cast(sheet.pk, definition, country_questions.words_for(definition), given, {})
    return exchange.write_json(cast).decode()


@require_POST
@for_roles(*STAFF)
def take_over(request: HttpRequest, sheet_id: uuid.UUID) -> HttpResponse:
    """Take over what was looked at: all of it, or nothing when it no longer fits."""
    actor = request.actor  # type: ignore[attr-defined]
    perms.sheet_for(actor, sheet_id)
    content = request.POST.get("content", "").encode()
    try:
        taken = actions.import_answers(actor=actor, sheet_id=sheet_id, content=content, format="json", wet_run=True)
        if taken.faults:
            messages.error(request, taken.faults[0].text)
            return redirect("assessment:sheet_upload", sheet_id=sheet_id)
    except ActionError as problem:
        messages.error(request, str(problem))
        return redirect("assessment:sheet_upload", sheet_id=sheet_id)
    messages.success(request, _("Taken over: %(n)s answers.") % {"n": len(taken.changes)})
    return redirect("assessment:sheet", sheet_id=sheet_id)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*STAFF)
def papers(request: HttpRequest, sheet_id: uuid.UUID) -> HttpResponse:
    """Papers that support answers: see them, add one."""
    actor = request.actor  # type: ignore[attr-defined]
    sheet = perms.sheet_for(actor, sheet_id)
    definition = country_questions.definition_of(sheet)
    words = country_questions.words_for(definition)
    questions = [(q.id, f"{q.no} {words.question(q.id)}".strip()) for q in definition.questions]
    initial = request.POST if request.method == "POST" else None
    form = PaperForm(initial, request.FILES or None, questions=questions)
    if request.method == "POST" and form.is_valid():
        kept = form.cleaned_data["file"]
        try:
            actions.add_file(
                actor=actor, sheet_id=sheet.pk, name=kept.name, content=kept.read(),
                question=form.cleaned_data["question"], note=form.cleaned_data["note"],
            )  # fmt: skip
            messages.success(request, _("The paper is kept."))
            return redirect("assessment:sheet_papers", sheet_id=sheet.pk)
        except ActionError as problem:
            show_problem(form, problem)
    rows = list(SheetFile.objects.filter(sheet=sheet))
    stored = {row.pk: files.name_of(row) for row in StoredFile.objects.filter(pk__in=[r.file_id for r in rows])}
    names = queries.names_of(row.account_id for row in rows)
    shown = [
        {"row": row, "name": stored.get(row.file_id, ""), "who": names.get(row.account_id, ""), "about": dict(questions).get(row.question, "")}
        for row in rows
    ]  # fmt: skip
    may = bool(perms.clusters_open_to(actor, sheet, definition.clusters))
    return render(
        request,
        "assessment/sheets/papers.html",
        {"sheet": sheet, "form": form, "papers": shown, "may": may, "crumbs": crumbs_of(sheet, _("Papers"))},
    )


@require_POST
@for_roles(*STAFF)
def remove_paper(request: HttpRequest, sheet_id: uuid.UUID) -> HttpResponse:
    """Take a paper away while the sheet is open."""
    actor = request.actor  # type: ignore[attr-defined]
    perms.sheet_for(actor, sheet_id)
    try:
        actions.remove_file(actor=actor, sheet_id=sheet_id, file_id=uuid.UUID(request.POST.get("file", "")))
    except ValueError:
        pass
    except ActionError as problem:
        messages.error(request, str(problem))
    return redirect("assessment:sheet_papers", sheet_id=sheet_id)

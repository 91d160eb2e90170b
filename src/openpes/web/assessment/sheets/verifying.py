"""The whole sheet on one page, its steps from draft to verified, doubts and their answers, the history."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openpes.assessment.instrument import Given, State, rules, states
from openpes.assessment.models import AnswerChange, AnswerComment, AnswerSheet, Doubt
from openpes.assessment.sheets import actions, country_questions, perms, queries, wording
from openpes.assessment.sheets.enums import AnswerSource
from openpes.base.errors import ActionError
from openpes.web.account.access import for_roles
from openpes.web.assessment.parts import LEADS
from openpes.web.assessment.sheets.forms import EditionForm
from openpes.web.assessment.sheets.frame import STAFF, crumbs_of

PER_PAGE = 100


def _lines(sheet: AnswerSheet) -> dict[str, Any]:
    """Every question with its answers in words, what is missing and what does not fit together."""
    definition = country_questions.definition_of(sheet)
    words = country_questions.words_for(definition)
    answers = queries.answers_of(sheet)
    standing = states(definition, answers)
    wrong: dict[str, list[str]] = {}
    for problem in rules.problems(definition, answers):
        wrong.setdefault(problem.item, []).append(wording.of_problem(problem))
    step_of = {item.id: step.id for step in definition.steps.values() for item in step.items}
    sections = []
    for cluster in definition.clusters:
        questions = []
        for question in (q for q in definition.questions if q.cluster == cluster):
            lines = [
                {
                    "item": item.id, "step": step_of[item.id], "label": words.part(item) or words.question(question.id),
                    "said": _said(definition, item.id, answers, standing, words), "state": standing[item.id],
                    "missing": standing[item.id] is State.NOT_REACHED, "problems": wrong.get(item.id, []),
                }
                for item in question.items
            ]  # fmt: skip
            questions.append(
                {"no": question.no, "text": words.question(question.id), "lines": lines, "rebuilt": question.reconstructed}
            )
        sections.append({"label": words.cluster(cluster), "questions": questions})
    missing = rules.missing(definition, answers)
    return {
        "sections": sections, "missing": len(missing), "first_missing": step_of[missing[0]] if missing else "",
        "wrong": sum(map(len, wrong.values())), "definition": definition, "words": words, "of": len(definition.items),
        "credit": words.text("credit"), "disclaimer": words.text("disclaimer"),
    }  # fmt: skip


def _said(definition: Any, item: str, answers: Any, standing: Any, words: Any) -> str:
    if standing[item] is State.ANSWERED:
        return wording.of_answer(definition.items[item], answers[item], words)
    return str(wording.STATES[standing[item]])


@require_GET
@for_roles(*STAFF)
def review(request: HttpRequest, sheet_id: uuid.UUID) -> HttpResponse:
    """All answers on one page, with links to what is missing; from here the sheet is handed in."""
    actor = request.actor  # type: ignore[attr-defined]
    sheet = perms.sheet_for(actor, sheet_id)
    shown = {"sheet": sheet, "leads": perms.leads(actor, sheet), "is_open": sheet.status in perms.OPEN_STATES}
    return render(
        request, "assessment/sheets/review.html", {**_lines(sheet), **shown, "crumbs": crumbs_of(sheet, _("All answers"))}
    )


@require_GET
@for_roles(*STAFF)
def paper(request: HttpRequest, sheet_id: uuid.UUID) -> HttpResponse:
    """The sheet for paper, with credit and disclaimer."""
    sheet = perms.sheet_for(request.actor, sheet_id)  # type: ignore[attr-defined]
    comments = list(AnswerComment.objects.filter(sheet=sheet))
    return render(request, "assessment/sheets/print.html", {**_lines(sheet), "sheet": sheet, "comments": comments})


Act = Callable[..., None]
MOVES: dict[str, tuple[Act, Any]] = {
    "submit": (actions.submit, "sheet_review"),
    "take_back": (actions.take_back, "sheet"),
    "begin_verification": (actions.begin_verification, "sheet_doubts"),
    "ask": (actions.ask_clarification, "sheet_doubts"),
    "hand_back": (actions.hand_back, "sheet_doubts"),
    "verify": (actions.verify, "sheet_doubts"),
}


@require_POST
@for_roles(*LEADS)
def move(request: HttpRequest, sheet_id: uuid.UUID) -> HttpResponse:
    """One step of the sheet; when it cannot be taken, the reason stands on the page one comes from."""
    actor = request.actor  # type: ignore[attr-defined]
    sheet = perms.sheet_for(actor, sheet_id)
    wish = request.POST.get("do", "")
    back = MOVES[wish][1] if wish in MOVES else "sheet"
    try:
        if wish == "withdraw":
            actions.withdraw(actor=actor, sheet_id=sheet_id, reason=request.POST.get("reason", ""))
        elif wish == "edition":
            return _edition(request, sheet)
        elif wish in MOVES:
            MOVES[wish][0](actor=actor, sheet_id=sheet_id)
            back = "sheet_doubts" if wish == "begin_verification" else "sheet"
    except ActionError as problem:
        messages.error(request, str(problem))
        return redirect(f"assessment:{back}", sheet_id=sheet_id)
    messages.success(request, _("Done."))
    return redirect(f"assessment:{back}", sheet_id=sheet_id)


def _edition(request: HttpRequest, sheet: AnswerSheet) -> HttpResponse:
    form = EditionForm(request.POST, sheet=sheet)
    if not form.is_valid():
        messages.error(request, _("Write the day as 2026-11-30."))
        return redirect("assessment:sheet", sheet_id=sheet.pk)
    copy = actions.new_edition(
        actor=request.actor, sheet_id=sheet.pk, reference_date=form.cleaned_data["reference_date"]  # type: ignore[attr-defined]
    )  # fmt: skip
    messages.success(request, _("The new edition begins with the answers of the earlier one."))
    return redirect("assessment:sheet", sheet_id=copy.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*STAFF)
def doubts(request: HttpRequest, sheet_id: uuid.UUID) -> HttpResponse:
    """Doubts about answers: raised and settled by the person who verifies, answered by the officers."""
    actor = request.actor  # type: ignore[attr-defined]
    sheet = perms.sheet_for(actor, sheet_id)
    typed: dict[str, str] = {}
    if request.method == "POST":
        try:
            _act_on_doubt(request, sheet)
            return redirect("assessment:sheet_doubts", sheet_id=sheet_id)
        except ActionError as problem:
            messages.error(request, str(problem))
            typed = {"item": request.POST.get("item", ""), "text": request.POST.get("text", "")}
            typed["doubt"] = request.POST.get("doubt", "")
    return render(request, "assessment/sheets/doubts.html", {**_doubts_shown(actor, sheet), "typed": typed})


def _act_on_doubt(request: HttpRequest, sheet: AnswerSheet) -> None:
    actor, data = request.actor, request.POST  # type: ignore[attr-defined]
    wish, text = data.get("do", ""), data.get("text", "")
    if wish == "raise":
        actions.raise_doubt(actor=actor, sheet_id=sheet.pk, item=data.get("item", ""), text=text)
        return
    try:
        doubt = uuid.UUID(data.get("doubt", ""))
    except ValueError:
        return
    if wish == "clarify":
        actions.clarify(actor=actor, sheet_id=sheet.pk, doubt_id=doubt, text=text)
    elif wish == "settle":
        actions.settle_doubt(actor=actor, sheet_id=sheet.pk, doubt_id=doubt)


def _doubts_shown(actor: Any, sheet: AnswerSheet) -> dict[str, Any]:
    lines = _lines(sheet)
    definition, words = lines["definition"], lines["words"]
    step_of = {item.id: step.id for step in definition.steps.values() for item in step.items}
    rows = list(Doubt.objects.filter(sheet=sheet))
    names = queries.names_of([a for row in rows for a in (row.raised_by, row.clarified_by, row.settled_by)])
    open_to = perms.clusters_open_to(actor, sheet, definition.clusters)
    shown = [
        {
            "row": row, "label": words.item(definition.items[row.item]), "step": step_of[row.item],
            "raised_by": names.get(row.raised_by, ""), "clarified_by": names.get(row.clarified_by, ""),
            "may_clarify": definition.items[row.item].cluster in open_to and not row.settled_at,
        }
        for row in rows
        if row.item in definition.items
    ]  # fmt: skip
    said = {line["item"]: line["said"] for g in lines["sections"] for q in g["questions"] for line in q["lines"]}
    choices = [
        (
            words.cluster(cluster),
            [(i.id, f"{words.item(i)}: {said[i.id]}") for i in definition.items.values() if i.cluster == cluster],
        )
        for cluster in definition.clusters
    ]
    verifies = perms.leads(actor, sheet) and perms.may_verify(actor, sheet)
    return {
        "sheet": sheet, "doubts": shown, "choices": choices, "verifies": verifies and sheet.status == "in_verification",
        "may_begin": verifies and sheet.status == "submitted", "leads": perms.leads(actor, sheet),
        "clarifies": sheet.status == "clarification_requested", "unsettled": sum(not d.settled_at for d in rows),
        "crumbs": crumbs_of(sheet, _("Verification")),
    }  # fmt: skip


@require_GET
@for_roles(*STAFF)
def history(request: HttpRequest, sheet_id: uuid.UUID) -> HttpResponse:
    """Every change of every answer, newest first, and the steps of the sheet; ``?item=`` for one item."""
    sheet = perms.sheet_for(request.actor, sheet_id)  # type: ignore[attr-defined]
    definition = country_questions.definition_of(sheet)
    words = country_questions.words_for(definition)
    rows = AnswerChange.objects.filter(sheet=sheet)
    one = request.GET.get("item", "")
    if one in definition.items:
        rows = rows.filter(item=one)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    steps = list(sheet.history.all())
    names = queries.names_of([*(c.account_id for c in page), *(s.account_id for s in steps)])
    lines = [
        {
            "at": c.at, "who": names.get(c.account_id, ""), "label": words.item(definition.items[c.item]),
            "old": _then(definition.items[c.item], c.old_state, c.old_value, words),
            "new": _then(definition.items[c.item], c.new_state, c.new_value, words),
            "door": AnswerSource(c.source).label, "reason": c.reason,
        }
        for c in page
        if c.item in definition.items
    ]  # fmt: skip
    events = [
        {"at": s.at, "title": s.get_after_display(), "text": " · ".join(filter(None, (names.get(s.account_id, ""), s.words))), "state": "done"}
        for s in steps
    ]  # fmt: skip
    return render(
        request,
        "assessment/sheets/history.html",
        {
            "sheet": sheet, "lines": lines, "page": page, "events": events, "crumbs": crumbs_of(sheet, _("History")),
            "one": words.item(definition.items[one]) if one in definition.items else "",
        },
    )  # fmt: skip


def _then(item: Any, state: str, value: str, words: Any) -> str:
    return wording.of_answer(item, Given(value) if state else None, words)

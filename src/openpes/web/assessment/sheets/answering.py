"""One question per page: saved at every field with a script, at “Save and go on” without."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from openpes.assessment.instrument import Given, State, Step, rules, states
from openpes.assessment.models import Answer, AnswerComment, AnswerSheet, Doubt
from openpes.assessment.sheets import actions, country_questions, perms, queries, wording
from openpes.base import clock
from openpes.base.errors import ActionError, Conflict
from openpes.web.account.access import for_roles
from openpes.web.assessment.sheets.fields import Field, code_of, entries_of, fields_of, say_clash
from openpes.web.assessment.sheets.frame import STAFF, crumbs_of


class Page:
    """A question's page of one sheet: what stands now, and who may change it."""

    def __init__(self, request: HttpRequest, sheet_id: uuid.UUID, step_id: str) -> None:
        self.request, self.actor = request, request.actor  # type: ignore[attr-defined]
        self.sheet: AnswerSheet = perms.sheet_for(self.actor, sheet_id)
        self.definition = country_questions.definition_of(self.sheet)
        if step_id not in self.definition.steps:
            raise Http404
        self.step: Step = self.definition.steps[step_id]
        self.question = self.definition.by_id[self.step.question]
        self.words = country_questions.words_for(self.definition)
        self.load()

    def load(self) -> None:
        self.rows = {row.item: row for row in Answer.objects.filter(sheet=self.sheet)}
        self.answers = {item: Given(row.value) for item, row in self.rows.items()}
        self.states = states(self.definition, self.answers)

    @property
    def may_answer(self) -> bool:
        return self.step.cluster in perms.clusters_open_to(self.actor, self.sheet, self.definition.clusters)

    @property
    def closed_by(self) -> str:
        """The question that makes this whole page not applicable, if one does."""
        gate = self.question.gate
        return gate[0] if gate and all(self.states[i.id] is State.NOT_APPLICABLE for i in self.step.items) else ""

    def beside(self, way: int) -> str:
        """The step before (-1) or after (1) this one, within the parts that the actor answers; "" at the end."""
        steps = list(self.definition.steps)
        at = steps.index(self.step.id) + way
        return steps[at] if 0 <= at < len(steps) else ""

    def fields(self, sent: Mapping[str, str] | None = None) -> list[Field]:
        found = fields_of(self.definition, self.step, self.words, self.rows, sent=sent)
        wrong = rules.problems(self.definition, self.answers, [self.question.id])
        for shown in found:
            shown.problems = [wording.of_problem(problem) for problem in wrong if problem.item == shown.item.id]
        return found

    def address(self, step: str) -> str:
        return reverse("assessment:sheet_question", kwargs={"sheet_id": self.sheet.pk, "step": step})


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*STAFF)
def question(request: HttpRequest, sheet_id: uuid.UUID, step: str) -> HttpResponse:
    """Show a question, or save what was chosen. A script saves each field at once; without it the buttons do."""
    page = Page(request, sheet_id, step)
    if request.method != "POST":
        return render(request, "assessment/sheets/question.html", _shown(page, page.fields()))
    by_script = bool(request.headers.get("HX-Request"))
    try:
        saved = actions.save_answers(actor=page.actor, sheet_id=sheet_id, entries=entries_of(request.POST, page.step.items))
    except Conflict as problem:
        return _not_open(page, str(problem), by_script)
    fields = _after(page, saved)
    if by_script:
        return render(request, "assessment/sheets/saved.html", {"fields": fields, "saved": saved, "now": clock.now()})
    if saved.clashes or saved.refused:
        return render(request, "assessment/sheets/question.html", _shown(page, fields, saved))
    if request.POST.get("go") == "stay":
        messages.success(request, _("Saved."))
        return redirect(page.address(step))
    onward = page.beside(1)
    if onward:
        return redirect(page.address(onward))
    return redirect("assessment:sheet_review", sheet_id=sheet_id)


def _after(page: Page, saved: actions.Saved) -> list[Field]:
    """The fields after saving: what was not saved still stands as it was sent, with the reason beside it."""
    page.load()
    kept = {clash.item: code_of(clash.mine) for clash in saved.clashes} | {p.item: p.about for p in saved.refused}
    fields = page.fields(kept)
    names = queries.names_of(clash.by for clash in saved.clashes) if saved.clashes else {}
    for shown in fields:
        shown.problems += [wording.of_problem(p) for p in saved.refused if p.item == shown.item.id]
        clash = next((c for c in saved.clashes if c.item == shown.item.id), None)
        shown.clash = say_clash(clash, shown.item, page.words, names) if clash else ""
    return fields


def _not_open(page: Page, text: str, by_script: bool) -> HttpResponse:
    """The sheet was handed in meanwhile: say so, and show what stands."""
    if by_script:
        return render(page.request, "assessment/sheets/saved.html", {"closed": text})
    messages.error(page.request, text)
    return redirect(page.address(page.step.id))


def _shown(page: Page, fields: list[Field], saved: actions.Saved | None = None) -> dict[str, Any]:
    steps = list(page.definition.steps)
    items = [item.id for item in page.step.items]
    doubts = list(Doubt.objects.filter(sheet=page.sheet, item__in=items, asked_at__isnull=False, settled_at__isnull=True))
    comments = list(AnswerComment.objects.filter(sheet=page.sheet, item__in=[*items, page.question.id]))
    names = queries.names_of(c.account_id for c in comments) if comments else {}
    part = ""
    if page.step.part:
        kind = "column" if page.question.pages_by == "column" else "row"
        part = page.words.text(f"{page.question.id}.{kind}.{page.step.part}")
    gate = page.closed_by
    return {
        "sheet": page.sheet, "step": page.step, "question": page.question, "fields": fields, "saved": saved,
        "title": page.words.question(page.question.id), "part": part,
        "hint": page.words.text(f"{page.question.id}.hint.{page.step.part}"),
        "cluster": page.words.cluster(page.step.cluster),
        "rebuilt": page.words.text("reconstructed") if page.question.reconstructed else "",
        "at": steps.index(page.step.id) + 1, "of": len(steps),
        "may_answer": page.may_answer, "gate": gate, "gate_url": page.address(gate) if gate else "",
        "gate_words": page.words.question(gate) if gate else "",
        "before": page.address(page.beside(-1)) if page.beside(-1) else "",
        "after": page.address(page.beside(1)) if page.beside(1) else reverse("assessment:sheet_review", args=[page.sheet.pk]),
        "doubts": doubts, "comments": [(c, names.get(c.account_id, "")) for c in comments if c.account_id] ,
        "crumbs": crumbs_of(page.sheet, _("Question %(no)s") % {"no": page.question.no or page.question.id}),
    }  # fmt: skip


@require_POST
@for_roles(*STAFF)
def remark(request: HttpRequest, sheet_id: uuid.UUID) -> HttpResponse:
    """A remark on a question; back to its page."""
    actor = request.actor  # type: ignore[attr-defined]
    sheet = perms.sheet_for(actor, sheet_id)
    step = request.POST.get("step", "")
    definition = country_questions.definition_of(sheet)
    try:
        actions.add_comment(
            actor=actor, sheet_id=sheet_id, text=request.POST.get("text", ""),
            item=definition.steps[step].question if step in definition.steps else "",
        )  # fmt: skip
        messages.success(request, _("Your remark is kept."))
    except ActionError as problem:
        messages.error(request, str(problem))
    if step in definition.steps:
        return redirect("assessment:sheet_question", sheet_id=sheet_id, step=step)
    return redirect("assessment:sheet", sheet_id=sheet_id)

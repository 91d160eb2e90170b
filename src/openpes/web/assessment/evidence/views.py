"""What the records say, item by item, beside what was declared and what officers decided."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openpes.assessment.evidence import actions, queries, rules, wording
from openpes.assessment.evidence.catalogue import QUERIES
from openpes.assessment.evidence.declared import declared_answers, newest_sheet
from openpes.assessment.evidence.limits import LIMITS
from openpes.assessment.models import EvidenceDecision
from openpes.assessment.sheets.perms import OPEN_STATES
from openpes.base.errors import ActionError
from openpes.web.account.access import for_roles
from openpes.web.assessment.evidence.forms import OverrideForm, PeriodForm, ThresholdForm
from openpes.web.assessment.parts import LEADS
from openpes.web.design.forms import show_problem

MARKS = {rules.ANSWERED: "ok", rules.UNKNOWN: "warn", rules.NOT_RECORDED: "", rules.NOT_OBSERVABLE: ""}


@dataclass(frozen=True)
class Line:
    """One item as the pages show it."""

    found: queries.Evidence
    decision: EvidenceDecision | None
    declared: str

    @property
    def item(self) -> str:
        return self.found.item

    @property
    def part(self) -> str:
        return wording.part_of(self.item)

    @property
    def state(self) -> Any:
        return wording.STATES[self.found.finding.state]

    @property
    def mark(self) -> str:
        return MARKS[self.found.finding.state]

    @property
    def why(self) -> Any:
        return wording.REASONS[self.found.finding.why]

    @property
    def answer(self) -> str:
        return wording.answer(self.item, self.found.finding.answer)

    @property
    def declared_words(self) -> str:
        return wording.answer(self.item, self.declared)

    @property
    def decided_words(self) -> str:
        return wording.answer(self.item, self.decision.answer) if self.decision else ""

    @property
    def differs(self) -> bool:
        """Whether the agency declared something else than its records show."""
        return bool(self.declared and self.found.finding.answer and self.declared != self.found.finding.answer)

    @property
    def counts(self) -> list[tuple[str, int]]:
        return [(wording.count_name(name), n) for name, n in self.found.finding.counts.items()]

    @property
    def limits(self) -> list[tuple[Any, int]]:
        return [(LIMITS[key].text, value) for key, value in self.found.limits.items()]


@require_GET
@for_roles(*LEADS)
def items(request: HttpRequest) -> HttpResponse:
    """The items of one cluster, by question."""
    actor = request.actor  # type: ignore[attr-defined]
    cluster = request.GET.get("cluster", "")
    cluster = cluster if cluster in rules.CLUSTERS else rules.CLUSTERS[0]
    period = PeriodForm(request.GET, actor=actor)
    span = period.span()
    wanted = [item for item in QUERIES if rules.cluster_of(item) == cluster]
    sheet = newest_sheet(actor=actor)
    decisions, declared = queries.last_decisions(actor=actor, synthetic=span.synthetic), declared_answers(sheet)
    lines = [
        Line(found, decisions.get(found.item), declared.get(found.item, ""))
        for found in queries.evidence(actor=actor, span=span, items=wanted)
    ]
    by_question = [
        (wording.question_of(question), list(of_question))
        for question, of_question in groupby(lines, lambda each: each.item.split(".")[0])
    ]
    more = f"&{period.query}" if period.query else ""
    tabs = [
        {"label": wording.cluster(code), "url": f"?cluster={code}{more}", "current": code == cluster, "count": None}
        for code in rules.CLUSTERS
    ]
    states = [(wording.STATES[state], sum(line.found.finding.state == state for line in lines)) for state in rules.STATES]
    return render(
        request,
        "assessment/evidence.html",
        {
            "questions": by_question,
            "tabs": tabs,
            "period": period,
            "span": span,
            "states": states,
            "cluster": cluster,
            "sheet": sheet,
            "open": sheet is not None and sheet.status in OPEN_STATES,
            "decided": len(decisions),
        },
    )


@require_http_methods(["GET", "POST"])
@for_roles(*LEADS)
def item(request: HttpRequest, item: str) -> HttpResponse:
    """One item: what was counted, what it cannot show, and the officer's decision with its history."""
    actor = request.actor  # type: ignore[attr-defined]
    if item not in QUERIES:
        raise Http404
    period = PeriodForm(request.GET, actor=actor)
    span = period.span()
    form = OverrideForm(request.POST if request.POST.get("do") == "override" else None, item=item)
    if request.method == "POST" and _decided(request, form, item, span):
        return redirect(f"{reverse('assessment:evidence_item', args=[item])}?{period.query}".rstrip("?"))
    history = queries.decisions_on(actor=actor, item=item)
    found = queries.evidence(actor=actor, span=span, items=[item])[0]
    newest = next((row for row in history if row.synthetic == span.synthetic), None)
    return render(
        request,
        "assessment/evidence_item.html",
        {
            "line": Line(found, newest, declared_answers(newest_sheet(actor=actor)).get(item, "")),
            "question": wording.question_of(item),
            "cluster": rules.cluster_of(item),
            "span": span,
            "period": period,
            "form": form,
            "history": [(row, wording.answer(item, row.answer), wording.answer(item, row.proposed)) for row in history],
        },
    )


def _decided(request: HttpRequest, form: OverrideForm, item: str, span: Any) -> bool:
    actor = request.actor  # type: ignore[attr-defined]
    try:
        if request.POST.get("do") == "accept":
            actions.accept(actor=actor, item=item, span=span, seen=request.POST.get("seen", ""))
            messages.success(request, _("Accepted: this is your answer now."))
            return True
        if form.is_valid():
            actions.override(actor=actor, item=item, span=span, **form.cleaned_data)
            messages.success(request, _("Your answer and its reason are kept."))
            return True
    except ActionError as problem:
        if form.is_bound:
            show_problem(form, problem)
        else:
            messages.error(request, str(problem))
    return False


@require_POST
@for_roles(*LEADS)
def to_sheet(request: HttpRequest) -> HttpResponse:
    """The decisions become answers of the agency's open sheet."""
    try:
        saved = actions.write_to_sheet(actor=request.actor)  # type: ignore[attr-defined]
    except ActionError as problem:
        messages.error(request, str(problem))
    else:
        n = len(saved.changed)
        messages.success(
            request,
            ngettext("%(n)s answer was written into the sheet.", "%(n)s answers were written into the sheet.", n) % {"n": n},
        )
        if saved.refused:
            messages.warning(
                request,
                _("Some could not be taken, because another answer closes them: %(items)s.")
                % {"items": ", ".join(wording.part_of(each.item) for each in saved.refused)},
            )
    return redirect("assessment:evidence")


@require_http_methods(["GET", "POST"])
@for_roles(*LEADS)
def thresholds(request: HttpRequest) -> HttpResponse:
    """The thresholds in force, ours and the own ones, with their history."""
    actor = request.actor  # type: ignore[attr-defined]
    form = ThresholdForm(request.POST or None, initial={"key": request.GET.get("key", "")})
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_threshold(actor=actor, **form.cleaned_data)
            messages.success(request, _("The new threshold counts from now on."))
            return redirect("assessment:thresholds")
        except ActionError as problem:
            show_problem(form, problem)
    in_force = queries.limits_for(actor.organisation_id)
    return render(
        request,
        "assessment/thresholds.html",
        {
            "form": form,
            "rows": [(limit, in_force[limit.key]) for limit in LIMITS.values()],
            "history": [(row, LIMITS[row.key].text) for row in queries.threshold_history(actor=actor) if row.key in LIMITS],
        },
    )

"""How matching works here: what the lists changed, the weights and who agreed on them, and special measures."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openpes.base import clock
from openpes.base.errors import ActionError
from openpes.matching import actions, queries
from openpes.matching.engine import PARTS
from openpes.people.models import TargetGroup
from openpes.web.account.access import for_roles
from openpes.web.admin.matching_forms import PART_LABELS, MeasureForm, WeightsForm, group_label
from openpes.web.design.forms import show_problem

READERS = ("manager", "administrator", "data_protection")
PERCENT = 10_000
"""Millionths in one percent."""


@require_GET
@for_roles(*READERS)
def matching(request: HttpRequest) -> HttpResponse:
    """The last run with its figures before and after, exposure by group, the measure in force, every version of the weights."""
    actor = request.actor  # type: ignore[attr-defined]
    runs = queries.list_runs(actor=actor)
    names = {g.code: group_label(g) for g in TargetGroup.objects.all()}
    measures = queries.measures(actor=actor)
    return render(
        request,
        "admin_area/matching.html",
        {
            "run": runs[0] if runs else None,
            "runs": [(run, run.report["before"], run.report["after"]) for run in runs],
            "figures": _figures(runs[0].report) if runs else [],
            "exposures": [(names.get(g["group"], g["group"]), g) for g in runs[0].report["groups"]] if runs else [],
            "steps": _steps(runs[0].report) if runs else [],
            "measure": queries.measure_in_force(),
            "cost": (runs[0].report["measure"] or {}) if runs else {},
            "measures": [(group_label(m.group), m) for m in measures],
            "open": next((m for m in measures if m.stopped_at is None and m.ends_on >= clock.today()), None),
            "versions": [(row, _parts(row.weights["parts"])) for row in queries.weights_versions(actor=actor)],
            "may_change": actor.role == "administrator",
        },
    )


def _figures(report: dict[str, Any]) -> list[tuple[str, str, str]]:
    before, after = report["before"], report["after"]
    return [
        (_("Unevenness of showings for each place (Gini, 0 is even)"), f"{before['gini']:.3f}", f"{after['gini']:.3f}"),
        (_("Mean score of what is shown, out of 100"), _score(before), _score(after)),
        (_("Vacancies that suit someone and are shown to nobody"), f"{before['never_shown']}", f"{after['never_shown']}"),
        (_("Most people who are shown the same vacancy"), f"{before['most_shown']}", f"{after['most_shown']}"),
    ]


def _score(figures: dict[str, Any]) -> str:
    return f"{figures['mean_score'] / PERCENT:.1f}"


def _steps(report: dict[str, Any]) -> list[tuple[int, int | None, int, int]]:
    """(from, to, people with so many fitting vacancies, vacancies with so many fitting people)."""
    one, other = report["vacancies_that_fit_a_person"], report["people_that_fit_a_vacancy"]
    ends = [step["from"] - 1 for step in one[1:]] + [None]
    return [(a["from"], end, a["number"], b["number"]) for a, b, end in zip(one, other, ends, strict=True)]


def _parts(parts: dict[str, int]) -> str:
    return ", ".join(f"{PART_LABELS[name]} {parts[name] / PERCENT:g} %" for name in PARTS if parts.get(name))


@require_http_methods(["GET", "POST"])
@for_roles("administrator")
def new_measure(request: HttpRequest) -> HttpResponse:
    """Enter a special measure with all it needs."""
    form = MeasureForm(request.POST or None, initial={"starts_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            actions.enter_measure(actor=request.actor, entered=form.cleaned_data)  # type: ignore[attr-defined]
        except ActionError as problem:
            show_problem(form, problem)
        else:
            messages.success(request, _("The special measure is entered. Its cost is shown with the next lists."))
            return redirect("admin_area:matching")
    return render(request, "admin_area/measure_form.html", {"form": form})


@require_POST
@for_roles("administrator")
def stop_measure(request: HttpRequest) -> HttpResponse:
    """End the special measure that is entered."""
    actor = request.actor  # type: ignore[attr-defined]
    for measure in queries.measures(actor=actor):
        if measure.stopped_at is None and measure.ends_on >= clock.today():
            actions.stop_measure(actor=actor, measure=measure)
            messages.success(request, _("The special measure has ended."))
    return redirect("admin_area:matching")


@require_http_methods(["GET", "POST"])
@for_roles("administrator")
def new_weights(request: HttpRequest) -> HttpResponse:
    """Put another version of the weights in force from a day on."""
    actor = request.actor  # type: ignore[attr-defined]
    newest = next(iter(queries.weights_versions(actor=actor)), None)
    initial: dict[str, Any] = {"in_force_from": clock.today()}
    if newest is not None:
        initial |= {f"part_{name}": newest.weights["parts"][name] / PERCENT for name in PARTS} | {"hard": newest.weights["hard"]}
    form = WeightsForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            actions.adopt_weights(
                actor=actor,
                parts=form.parts(),
                hard=values["hard"],
                consulted_with=values["consulted_with"],
                approved_by=values["approved_by"],
                in_force_from=values["in_force_from"],
            )
        except ActionError as problem:
            show_problem(form, problem)
        else:
            messages.success(request, _("The weights are written down. Every match names its version."))
            return redirect("admin_area:matching")
    return render(request, "admin_area/weights_form.html", {"form": form})

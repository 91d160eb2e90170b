"""An agency beside the reference of 2020, as page and as a report for paper; a network against it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from openpes.assessment.benchmark import queries, rules
from openpes.assessment.evidence.catalogue import QUERIES
from openpes.assessment.models import SurveyAgency
from openpes.assessment.sheets import queries as sheets
from openpes.assessment.tables import labels
from openpes.assessment.tables.specification import GROUPS
from openpes.base.actor import Actor
from openpes.base.errors import NotFound
from openpes.web.account.access import for_roles
from openpes.web.assessment.benchmark import drawing, paper, shown
from openpes.web.assessment.parts import LEADS
from openpes.web.design import downloads


def _chosen(actor: Actor, request: HttpRequest) -> tuple[list[SurveyAgency], SurveyAgency | None, bool]:
    """The agencies open to the actor, the one asked for (the own one, else the first), and whether it is the own one.

    Raises NotFound for somebody else's.
    """
    agencies = queries.open_agencies(actor=actor)
    own = sheets.own_agency(actor=actor)
    asked = request.GET.get("agency", "")
    if not asked:
        found = next((each for each in agencies if each == own), agencies[0] if agencies else None)
        return agencies, found, found is not None and found == own
    found = next((each for each in agencies if str(each.pk) == asked.lower()), None)
    if found is None:
        raise NotFound(_("There is no such agency, or it is not open to you."))
    return agencies, found, found == own


@require_safe
@for_roles(*LEADS)
def benchmark(request: HttpRequest) -> HttpResponse:
    """One agency, item by item. ``?show=gaps``: only what most peers have and the agency has not."""
    actor = request.actor  # type: ignore[attr-defined]
    agencies, agency, is_own = _chosen(actor, request)
    if agency is None:
        return render(request, "assessment/benchmark.html", {"agencies": []})
    found = queries.standing(actor=actor, agency_id=agency.pk)
    only_gaps = request.GET.get("show") == "gaps"
    sections = shown.sections(found.items, only_gaps=only_gaps)
    return render(
        request,
        "assessment/benchmark.html",
        {
            "agencies": agencies,
            "found": found,
            "counts": shown.counts(found.items),
            "sections": [(section, drawing.draw(section.heading, section.lines)) for section in sections],
            "approach": labels.approach_label(found.approach) if found.approach else "",
            "only_gaps": only_gaps,
            "networks": queries.networks(actor=actor),
            # The records of this installation speak for its own agency only.
            "recorded": frozenset(QUERIES) if is_own else frozenset(),
        },
    )


@require_safe
@for_roles(*LEADS)
def report(request: HttpRequest) -> HttpResponse:
    """The same as a tagged PDF in the language of the reader."""
    actor = request.actor  # type: ignore[attr-defined]
    _agencies, agency, _is_own = _chosen(actor, request)
    if agency is None:
        return redirect("assessment:benchmark")  # it says what to do first
    found = queries.standing(actor=actor, agency_id=agency.pk)
    name = slugify(agency.name) or "agency"
    return downloads.pdf_file(paper.report(found), f"benchmark-{name}.pdf")


@require_safe
@for_roles(*LEADS)
def network(request: HttpRequest) -> HttpResponse:
    """Many agencies of one network against one column of the reference."""
    actor = request.actor  # type: ignore[attr-defined]
    names = queries.networks(actor=actor)
    asked, group = request.GET.get("network", ""), request.GET.get("group", GROUPS[0])
    context: dict[str, Any] = {
        "names": names,
        "references": [(each, labels.GROUP_LABELS[each]) for each in GROUPS],
        "group": group if group in GROUPS else GROUPS[0],
        "name": asked if asked in names else (names[0] if names else ""),
        "smallest": rules.SMALLEST_BASE,
    }
    if context["name"]:
        found = queries.network(actor=actor, name=context["name"], group=context["group"])
        answered = [each for each in found.items if each.n]
        lines = [
            (labels.item_label(each.item.row), each, shown.beside(each.reference), shown.chance(each.p)) for each in answered
        ]
        context |= {
            "found": found,
            "lines": lines,
            "silent": len(found.items) - len(lines),
            "clear": sum(each.clear for each in found.items),
        }
    return render(request, "assessment/benchmark_network.html", context)

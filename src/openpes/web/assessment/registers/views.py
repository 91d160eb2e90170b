"""The registers at a glance; drivers, challenges and opportunities."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from openpes.assessment import scope
from openpes.assessment.evidence import wording
from openpes.assessment.evidence.catalogue import QUERIES
from openpes.assessment.evidence.queries import Evidence, evidence
from openpes.assessment.models import OutlookEntry
from openpes.assessment.registers import actions as acts
from openpes.assessment.registers import queries
from openpes.assessment.registers.enums import Challenge, Driver, Opportunity, OutlookKind
from openpes.assessment.span import span_for
from openpes.base import clock
from openpes.web.account.access import for_roles
from openpes.web.assessment.form_page import Crumb, form_page
from openpes.web.assessment.parts import LEADS
from openpes.web.assessment.registers.forms import DriversForm, RateForm

QUESTION = {OutlookKind.CHALLENGE: "q5_1", OutlookKind.OPPORTUNITY: "q5_2"}
NAMES = {OutlookKind.CHALLENGE: dict(Challenge.choices), OutlookKind.OPPORTUNITY: dict(Opportunity.choices)}


def home_crumb() -> Crumb:
    return Crumb(_("Registers"), reverse("assessment:registers"))


@require_GET
@for_roles(*LEADS)
def registers(request: HttpRequest) -> HttpResponse:
    """Drivers by year, and the ways to the other registers."""
    actor = request.actor  # type: ignore[attr-defined]
    return render(request, "assessment/registers/registers.html", {"rankings": queries.rankings(actor=actor)[:10]})


@require_http_methods(["GET", "POST"])
@for_roles(*LEADS)
def rank_drivers(request: HttpRequest) -> HttpResponse:
    """The order of the drivers for a year."""
    actor = request.actor  # type: ignore[attr-defined]
    initial = {"year": clock.today().year} | {driver: n for n, driver in enumerate(Driver.values, 1)}
    form = DriversForm(request.POST or None, initial=initial)

    def act(values: dict[str, Any]) -> str:
        places = {driver: values[driver] for driver in Driver.values}
        acts.rank_drivers(actor=actor, year=values["year"], places=places, words=values["words"])
        return reverse("assessment:registers")

    return form_page(
        request, form, act, title=_("Why the service adopts technology"), submit=_("Save"), done=_("Saved."), crumbs=[home_crumb()],
        lead=_("Give each driver a place of its own: 1 is the most important."),
    )  # fmt: skip


@require_GET
@for_roles(*LEADS)
def outlook(request: HttpRequest) -> HttpResponse:
    """Challenges and opportunities of a year, the most important first, with what the records show beside them."""
    actor = request.actor  # type: ignore[attr-defined]
    typed = request.GET.get("year", "")
    year = int(typed) if typed.isascii() and typed.isdigit() and len(typed) == 4 else clock.today().year
    entries = list(queries.outlook(actor=actor, year=year))
    items = {entry.pk: item for entry in entries if (item := f"{QUESTION[OutlookKind(entry.kind)]}.{entry.code}") in QUERIES}
    found = {each.item: each for each in evidence(actor=actor, span=span_for(actor=actor), items=sorted(set(items.values())))}
    rows = [_shown(entry, found.get(items.get(entry.pk, ""))) for entry in entries]
    context = {
        "year": year,
        "years": range(clock.today().year + 1, clock.today().year - 5, -1),
        "kinds": [(kind.label, [row for row in rows if row["entry"].kind == kind]) for kind in OutlookKind],
        "crumbs": [home_crumb(), Crumb(_("Challenges and opportunities"))],
    }
    return render(request, "assessment/registers/outlook.html", context)


def _shown(entry: OutlookEntry, found: Evidence | None) -> dict[str, Any]:
    """``found`` is None for what the service named itself: no stored query asks for it."""
    return {
        "entry": entry,
        "name": entry.title or NAMES[OutlookKind(entry.kind)].get(entry.code, entry.code),
        "found": found,
        "counts": dict(found.finding.counts) if found else {},
        "why": wording.REASONS[found.finding.why] if found else "",
        "said": wording.answer(found.item, found.finding.answer) or wording.STATES[found.finding.state] if found else "",
    }


@require_http_methods(["GET", "POST"])
@for_roles(*LEADS)
def rate(request: HttpRequest) -> HttpResponse:
    """How important a challenge or an opportunity is."""
    actor = request.actor  # type: ignore[attr-defined]
    form = RateForm(request.POST or None, initial={"year": clock.today().year, "importance": 2})

    def act(values: dict[str, Any]) -> str:
        kind, code = values["what"].split(":")
        acts.rate(
            actor=actor, year=values["year"], kind=kind, code=code, importance=values["importance"], title=values["title"],
            words=values["words"], owner_email=values["owner"],
        )  # fmt: skip
        return reverse("assessment:outlook") + f"?year={values['year']}"

    return form_page(
        request, form, act, title=_("Challenge or opportunity"), submit=_("Save"), done=_("Saved."),
        crumbs=[home_crumb(), Crumb(_("Challenges and opportunities"), reverse("assessment:outlook"))],
        colleagues=scope.colleagues(actor),
    )  # fmt: skip

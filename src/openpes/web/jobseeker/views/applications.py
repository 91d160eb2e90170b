"""Applications and what happens to them, step by step."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from openpes.base import clock
from openpes.placement import own_queries
from openpes.placement.actions.applications import withdraw as withdraw_application
from openpes.placement.enums import RejectionReason
from openpes.placement.rules import LIVE_APPLICATION
from openpes.web.account.access import for_roles
from openpes.web.jobseeker.views.acts import do
from openpes.web.public.presenting import Shown


@require_safe
@for_roles("jobseeker")
def applications(request: HttpRequest) -> HttpResponse:
    rows = own_queries.own_applications(request.actor)  # type: ignore[attr-defined]
    today = clock.today()
    shown = [(row, Shown(row.vacancy, today)) for row in rows]
    context = {
        "live": [pair for pair in shown if pair[0].status in LIVE_APPLICATION],
        "over": [pair for pair in shown if pair[0].status not in LIVE_APPLICATION],
    }
    return render(request, "me/applications.html", context)


@require_safe
@for_roles("jobseeker")
def application(request: HttpRequest, reference: str) -> HttpResponse:
    """What was sent, what happened, what may come."""
    found = own_queries.own_application_page(request.actor, reference)  # type: ignore[attr-defined]
    row = found.application
    events = [{"title": step.get_status_display(), "at": step.at, "text": step.words, "state": "done"} for step in found.steps]
    if events:
        events[-1]["state"] = "now" if row.status in LIVE_APPLICATION else "done"
    context = {
        "found": found,
        "row": row,
        "shown": Shown(row.vacancy, clock.today()),
        "events": events,
        "live": row.status in LIVE_APPLICATION,
        "reason": RejectionReason(row.rejection_reason).label if row.rejection_reason else "",
    }
    return render(request, "me/application.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles("jobseeker")
def withdraw(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask once, then take it back."""
    actor = request.actor  # type: ignore[attr-defined]
    found = own_queries.own_application_page(actor, reference)
    if request.method != "POST":
        return render(
            request, "me/withdraw.html", {"row": found.application, "shown": Shown(found.application.vacancy, clock.today())}
        )
    words = request.POST.get("words", "")
    return do(
        request,
        lambda: withdraw_application(actor=actor, reference=reference, words=words),
        _("You have taken your application back."),
        "me:applications",
    )

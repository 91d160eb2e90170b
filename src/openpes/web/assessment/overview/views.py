"""The first page of the assessment: where this service stands, and the ways to every part."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from openpes.web.account.access import for_roles
from openpes.web.assessment import parts


@require_GET
@for_roles(*parts.LEADS)
def overview(request: HttpRequest) -> HttpResponse:
    """Every part that is there, with one sentence on each."""
    actor = request.actor  # type: ignore[attr-defined]
    return render(request, "assessment/overview.html", {"parts": parts.parts_for(actor)})

"""The published record of consultations, for everybody."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from openpes.assessment.registers import queries
from openpes.web.account.access import turn_errors

MOST = 100


@require_GET
@turn_errors
def published(request: HttpRequest) -> HttpResponse:
    """What employers' and workers' organisations were consulted on, and what came of it."""
    return render(request, "assessment/registers/published.html", {"rows": list(queries.published()[:MOST])})


@require_GET
@turn_errors
def published_record(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One published record."""
    record = queries.published_record(pk=pk)
    return render(request, "assessment/registers/published_record.html", {"record": record, "row": record.row})

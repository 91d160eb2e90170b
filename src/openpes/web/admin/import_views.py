"""Imports of vacancies: what came in, and the report of each import as a file."""

import itertools
import uuid

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from openpes.base.errors import NotFound
from openpes.web.account.access import for_roles
from openpes.work.vacancy_import import queries

PER_PAGE = 50


@require_GET
@for_roles("administrator", "manager")
def imports(request: HttpRequest) -> HttpResponse:
    """Imports, newest first, with what became of their rows."""
    batches = queries.imports(request.actor)  # type: ignore[attr-defined]
    page = Paginator(batches, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "admin_area/imports.html", {"page": page})


@require_GET
@for_roles("administrator", "manager")
def import_report(request: HttpRequest, pk: uuid.UUID) -> StreamingHttpResponse:
    """Line, reference, outcome and reason of every row that was not simply taken, as CSV."""
    try:
        lines = queries.report_csv(request.actor, pk)  # type: ignore[attr-defined]
    except NotFound as missing:
        raise Http404 from missing
    # The mark tells spreadsheets that the text is UTF-8.
    response = StreamingHttpResponse(itertools.chain(["\ufeff"], lines), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="import-{pk}.csv"'
    return response

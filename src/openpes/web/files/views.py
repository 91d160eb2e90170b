"""Files leave only through here: after a permission check, as a download, never for a browser to run."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from openpes.trust import files
from openpes.web.account.access import turn_errors


@require_safe
@never_cache
@turn_errors
def download(request: HttpRequest, file_id: uuid.UUID) -> HttpResponse:
    """The file for whoever may read it; 404 for everybody else."""
    row, content = files.read(actor=request.actor, file_id=file_id)  # type: ignore[attr-defined]
    response = HttpResponse(content, content_type=row.content_type)
    response["Content-Disposition"] = content_disposition_header(True, files.name_of(row)) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response

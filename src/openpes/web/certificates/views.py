"""Anyone who holds a certificate checks it here: valid or ended, and the first day. Nothing else is told."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from openpes.base import limits
from openpes.base.addresses import address_of
from openpes.people.enums import RegistrationState
from openpes.people.queries import certificate


@require_safe
@never_cache
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """At most 60 codes in 10 minutes from one address."""
    limits.count("verify-certificate", address_of(request), limit=60, seconds=600)
    row = certificate(code)
    context = {"known": row is not None, "valid": row is not None and row.state != RegistrationState.ENDED, "row": row}
    return render(request, "certificates/verify.html", context, status=200 if row else 404)

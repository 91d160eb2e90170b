"""`/health/live` and `/health/ready`: short answers for load balancers and `./pes up`; no personal data, no versions."""

from dataclasses import asdict

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from openpes.base import readiness


@never_cache
@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """200 while this process answers at all; asks nothing else, so that a slow database restarts nobody."""
    return HttpResponse("live\n", content_type="text/plain; charset=utf-8")


@never_cache
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """200 when this installation can serve, else 503 with what is not in order."""
    state = readiness.look()
    return JsonResponse({"ready": state.ready, **asdict(state)}, status=200 if state.ready else 503)

"""`/health/live` and `/health/ready`: short answers for load balancers and `./pes up`; no personal data, no versions."""

from dataclasses import asdict

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from openpes.base import readiness
from openpes.matching.engine import compiled


@never_cache
@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """200 while this process answers at all; asks nothing else, so that a slow database restarts nobody."""
    return HttpResponse("live\n", content_type="text/plain; charset=utf-8")


@never_cache
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """200 when this installation can serve, else 503 with what is not in order.

    ``matching`` tells which path of the engine answers and why; both give the same answers, numpy slower, so it never makes a 503.
    """
    state, engine = readiness.look(), compiled.state()
    told = {"ready": state.ready, **asdict(state), "matching": {"answers": engine.answers, "why": engine.why}}
    return JsonResponse(told, status=200 if state.ready else 503)

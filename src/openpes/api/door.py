"""What every call passes before and after its operation: limits, language, headers, errors in one shape."""

import functools
import logging
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.views.decorators.csrf import csrf_exempt

from openpes.api import errors
from openpes.api.parsing import LARGEST_BODY
from openpes.base import limits
from openpes.base.addresses import address_of
from openpes.base.errors import TooMany

log = logging.getLogger(__name__)
PER_MINUTE = 600
LANGUAGES = frozenset(code for code, _name in settings.LANGUAGES)
View = Callable[..., HttpResponseBase]


def through_the_door(view: View) -> View:
    """Wrap the view of an address. Cookies are never looked at: a page open in a browser cannot call the API in somebody's name."""

    @csrf_exempt
    @functools.wraps(view)
    def called(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        wanted = request.GET.get("language", "")
        if wanted in LANGUAGES:  # an unknown one is said by the operation
            translation.activate(wanted)
            request.LANGUAGE_CODE = wanted  # type: ignore[attr-defined]
        response = _answer(view, request, args, kwargs)
        _set_headers(request, response)
        return response

    return called


def _answer(view: View, request: HttpRequest, args: tuple[object, ...], kwargs: dict[str, object]) -> HttpResponseBase:
    try:
        if _length(request) > LARGEST_BODY:
            return errors.too_big(LARGEST_BODY)
        if _length(request) and request.content_type != "application/json":
            return errors.not_json()
        limits.count("api-address", address_of(request), limit=PER_MINUTE, seconds=60)
        response = view(request, *args, **kwargs)
    except TooMany as problem:
        return errors.of_act(problem)
    except RequestDataTooBig:
        return errors.too_big(LARGEST_BODY)
    except SuspiciousOperation:
        return errors.unreadable()
    except Exception:
        log.exception("unexpected error in the interface for programs")
        return errors.our_fault()
    if response.status_code == 405:
        told = errors.not_this_way()
        told["Allow"] = response["Allow"]
        return told
    return response


def _length(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return LARGEST_BODY + 1


def _set_headers(request: HttpRequest, response: HttpResponseBase) -> None:
    public = "Authorization" not in request.headers and response.status_code in (200, 304)
    response.headers.setdefault("Cache-Control", "public, max-age=60" if public else "no-store")
    patch_vary_headers(response, ["Accept-Language", "Authorization"])  # type: ignore[arg-type]
    if public:
        response["Access-Control-Allow-Origin"] = "*"  # open data: a page of another site may read it


def nothing_here(request: HttpRequest, **_path: str) -> HttpResponse:
    """Every address under /api/v1/ that is not ours."""
    return errors.not_here()

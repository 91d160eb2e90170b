"""One shape for everything that goes wrong: ``{"error": {"code", "message", "field"}}``."""

import logging
from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError
from pydantic import Field

from openpes.base.errors import ActionError, Conflict, InvalidInput, NotAllowed, NotFound, TooMany

log = logging.getLogger(__name__)

STATUS_OF = {NotFound: 404, NotAllowed: 403, Conflict: 409, InvalidInput: 422, TooMany: 429}


class Problem(Schema):
    """What went wrong. ``code`` is for programs and stays, ``message`` is for people and is translated, ``field`` names the input."""

    code: str = Field(examples=["invalid"])
    message: str = Field(examples=["Please give the job a title."])
    field: str = Field(examples=["title"])


class Error(Schema):
    """Every answer from 400 on has this shape."""

    error: Problem


class Unauthorised(ActionError):
    """No key, or one that does not work (any more)."""

    code = "unauthorised"


def answer(status: int, *, code: str, message: object, field: str = "") -> JsonResponse:
    """An error as an HTTP answer."""
    body = {"error": {"code": code, "message": str(message), "field": field}}
    return JsonResponse(body, status=status, json_dumps_params={"ensure_ascii": False})


def of_act(problem: ActionError) -> HttpResponse:
    """An act that cannot be done. 401 says which header to send, 429 when to come again."""
    status = (
        401 if isinstance(problem, Unauthorised) else next((s for kind, s in STATUS_OF.items() if isinstance(problem, kind)), 400)
    )
    response = answer(status, code=problem.code, message=problem.message, field=problem.field)
    if isinstance(problem, TooMany):
        response["Retry-After"] = str(problem.retry_after)
    if status == 401:
        response["WWW-Authenticate"] = 'Bearer realm="OpenPES"'
    return response


def of_input(problem: ValidationError) -> HttpResponse:
    """Input that does not fit the description: the first fault, its field without the envelope ("body", "facts")."""
    fault: dict[str, Any] = problem.errors[0] if problem.errors else {}
    kind, *path = [str(part) for part in fault.get("loc", ())] or [""]
    if kind == "body" and path:
        path = path[1:]
    if path and path[0] == "asked":
        path = path[1:]
    return answer(422, code="invalid", message=_said(fault), field=".".join(path))


def _said(fault: dict[str, Any]) -> str:
    """Our words for the usual faults; pydantic's for the rest. What was typed is not repeated."""
    usual = {
        "missing": _("This is missing."),
        "extra_forbidden": _("There is no such field."),
        "enum": _("Please choose one of the answers."),
        "literal_error": _("Please choose one of the answers."),
    }
    return usual.get(str(fault.get("type")), "") or str(fault.get("msg", "")) or _("We could not read this.")


def unreadable(message: object = "") -> HttpResponse:
    return answer(400, code="unreadable", message=message or _("We could not read what was sent. It must be JSON in UTF-8."))


def too_big(limit: int) -> HttpResponse:
    return answer(413, code="too_big", message=_("At most %(n)s bytes can be sent at once.") % {"n": limit})


def not_json() -> HttpResponse:
    return answer(415, code="not_json", message=_("Send JSON, with the header “Content-Type: application/json”."))


def not_here() -> HttpResponse:
    return answer(404, code="not_found", message=_("There is nothing at this address. The list of operations is at /api/v1/."))


def not_this_way() -> HttpResponse:
    return answer(405, code="wrong_method", message=_("This address does not answer this method."))


def our_fault() -> HttpResponse:
    return answer(500, code="server_error", message=_("Something went wrong on our side. Please try again later."))


def register(api: NinjaAPI) -> None:
    """Tell ninja how every error looks."""
    handlers: dict[type[Exception], Any] = {
        ActionError: lambda request, problem: of_act(problem),
        ValidationError: lambda request, problem: of_input(problem),
        Http404: lambda request, problem: not_here(),
        AuthenticationError: lambda request, problem: of_act(Unauthorised(no_key())),
        HttpError: lambda request, problem: unreadable(),
        RequestDataTooBig: lambda request, problem: too_big(0),
        SuspiciousOperation: lambda request, problem: unreadable(),
        Exception: _unexpected,
    }
    for kind, handler in handlers.items():
        api.add_exception_handler(kind, handler)


def _unexpected(request: HttpRequest, problem: Exception) -> HttpResponse:
    log.exception("unexpected error at %s", request.resolver_match.route if request.resolver_match else "?")
    return our_fault()


def no_key() -> str:
    return str(
        _("Send your key in the header “Authorization: Bearer opes_…”. Keys are made on your account page, “Keys for programs”.")
    )

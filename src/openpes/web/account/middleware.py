"""Who acts in this request."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from openpes.people.acting import actor_for


class ActingMiddleware:
    """Puts ``request.actor`` in place: the account in the one role that the session has chosen."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = actor_for(  # type: ignore[attr-defined]
            request.user,
            role_id=request.session.get("acting_role"),
            channel="web",
            language=request.LANGUAGE_CODE,
        )
        return self.get_response(request)

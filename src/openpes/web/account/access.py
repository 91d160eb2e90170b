"""Guards of pages: signed in, in the right role, with a second factor where the role needs one."""

import functools
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url

from openpes.base.errors import NotAllowed, NotFound

View = Callable[..., HttpResponse]


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    query = urlencode({"next": request.get_full_path()})
    return redirect(f"{resolve_url(settings.LOGIN_URL)}?{query}")


def for_roles(*roles: str) -> Callable[[View], View]:
    """Only for actors in one of ``roles``.

    A visitor goes to the sign-in page, a member of staff without second factor to its set-up (whatever page it is, until another
    role is chosen), everybody else gets 403.
    The allowed roles stay readable as ``view.allowed_roles`` (the permission matrix is checked against them).
    """

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return _to_sign_in(request)
            actor = request.actor  # type: ignore[attr-defined]
            role, proved = actor.role, actor.second_factor  # worked out here: this sets or clears the wish below
            if request.session.get("second_factor_wanted") and not proved:
                return redirect("second_factor")
            if role not in roles:
                raise PermissionDenied
            return turn_errors(view)(request, *args, **kwargs)

        guarded.allowed_roles = frozenset(roles)  # type: ignore[attr-defined]
        return guarded

    return decorate


def turn_errors(view: View) -> View:
    """NotFound and NotAllowed of actions and queries become 404 and 403 pages."""

    @functools.wraps(view)
    def turned(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except NotFound as problem:
            raise Http404(str(problem)) from problem
        except NotAllowed as problem:
            raise PermissionDenied(str(problem)) from problem

    return turned

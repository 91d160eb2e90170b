"""What pages with one button share: do the act, say how it went, go where the person came from."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from openpes.base.errors import ActionError, NotFound


def back_to(request: HttpRequest, otherwise: str) -> str:
    """The page named in ``next`` when it is one of ours, else ``otherwise`` (the name of a URL)."""
    wanted = request.POST.get("next", "")
    return wanted if url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) and wanted.startswith("/") else otherwise


def do(request: HttpRequest, act: Callable[[], Any], done: object, otherwise: str) -> HttpResponse:
    """Run ``act``; whatever it refuses is said on the next page. NotFound goes on to become a 404."""
    try:
        act()
        messages.success(request, str(done))
    except NotFound as problem:
        if problem.code != "register_first":
            raise
        messages.error(request, str(problem.message))
        return redirect("me:home")
    except ActionError as problem:
        messages.error(request, str(problem.message))
    return redirect(back_to(request, otherwise))

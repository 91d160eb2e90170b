"""Who acts in this request."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from openpes.base import clock
from openpes.base.actor import Actor
from openpes.people.acting import actor_for
from openpes.web.account.roles import SESSION_KEY, chosen_option, has_second_factor, role_options

LAST_SEEN = "last_seen"
WITHOUT_ACTOR = ("/static/", "/health/")


def _actor(request: HttpRequest) -> Actor:
    """The account in the role chosen in this session. Staff and partner roles work only after a second factor."""
    user = request.user
    language = request.LANGUAGE_CODE
    if not user.is_authenticated:
        return actor_for(user, language=language)
    option = chosen_option(request, role_options(user))
    if option.needs_second_factor and not has_second_factor(request):
        request.session["second_factor_wanted"] = option.value
        return actor_for(user, role_id="jobseeker", language=language)
    request.session.pop("second_factor_wanted", None)
    actor = actor_for(user, role_id=option.value, language=language)
    return Actor(**{name: getattr(actor, name) for name in actor.__slots__} | {"second_factor": has_second_factor(request)})


class ActingMiddleware:
    """Puts ``request.actor`` in place (worked out at first use) and ends idle staff sessions."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = SimpleLazyObject(lambda: _actor(request))  # type: ignore[attr-defined]
        if request.path.startswith(WITHOUT_ACTOR):
            return self.get_response(request)
        if request.user.is_authenticated and self._idle_too_long(request):
            logout(request)
            messages.info(request, _("You were signed out because nothing happened for a while."))
            return redirect(settings.LOGIN_URL)
        return self.get_response(request)

    def _idle_too_long(self, request: HttpRequest) -> bool:
        chosen = request.session.get(SESSION_KEY, "")
        if not chosen or chosen == "jobseeker" or chosen.startswith("employer:"):
            return False
        now = int(clock.now().timestamp())
        last = request.session.get(LAST_SEEN, now)
        if now - last > settings.STAFF_IDLE_SECONDS:
            return True
        if now - last > 60 or LAST_SEEN not in request.session:
            request.session[LAST_SEEN] = now  # at most one write a minute
        return False

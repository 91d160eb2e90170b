"""Error pages that say what to do next. None of them needs the database, a session or a signed-in person.

``project.urls`` names them as handler400, handler403, handler404 and handler500; errors of business acts
that no page caught come here through ``PlainErrorsMiddleware``.
"""

import logging
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.utils.translation import gettext_lazy as _

from . import frame

logger = logging.getLogger(__name__)

PAGES: dict[int, dict[str, Any]] = {
    400: {
        "title": _("We could not read that"),
        "text": _("Something in the address or in what was sent was not as we expect it. Nothing was changed."),
        "ways": [_("Go back and try once more."), _("If you followed a link, type the address again.")],
    },
    403: {
        "title": _("This page is not open to you"),
        "text": _("You are not signed in, were away too long, or act in a role that may not see this page."),
        "ways": [
            _("Sign in, or sign in again."),
            _("If you have several roles, change your role at the top of the page."),
            _("If you think you should see this page, ask your office."),
        ],
    },
    404: {
        "title": _("This page is not here"),
        "text": _("The address may be mistyped, or the vacancy or page has been taken away."),
        "ways": [
            _("Search the vacancies: a similar one may be open."),
            _("If you followed a link on our pages, tell us and we will mend it."),
        ],
    },
    405: {
        "title": _("This does not work from here"),
        "text": _("The page was asked for in a way that it does not answer. Nothing was changed."),
        "ways": [_("Go back and use the buttons on the page.")],
    },
    409: {
        "title": _("This has changed in the meantime"),
        "text": _("Somebody else was faster, or the step is no longer possible. Nothing was changed."),
        "ways": [_("Go back and load the page again.")],
    },
    429: {
        "title": _("A short pause, please"),
        "text": _("There were many requests in a short time from your connection. This protects everyone's data."),
        "ways": [
            _("Wait a few minutes, then try again. What you sent before is kept."),
            _("If it is urgent, call us or come to an office."),
        ],
    },
    500: {
        "title": _("Something went wrong on our side"),
        "text": _("It is not your fault. Our staff have been told."),
        "ways": [
            _("Try again in a few minutes."),
            _("If you sent a form, look first whether it arrived before you send it again."),
            _("If it is urgent, call us or come to an office."),
        ],
    },
}

STATUS_OF = {"invalid": 400, "not_allowed": 403, "not_found": 404, "conflict": 409, "too_many": 429}


def error_page(status: int, said: object = "") -> HttpResponse:
    """The page for ``status``, in the language of the request, without touching request or database.

    ``said``: what the act itself says about the error, instead of the general sentence.
    """
    try:
        site = frame.site()
    except Exception:
        logger.exception("the name of the service could not be read for an error page")
        site = frame.Site()
    page = loader.get_template("design/error.html")
    words = {**PAGES[status], **({"text": said} if said else {})}
    return HttpResponse(page.render({"status": status, "site": site, **words}), status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return error_page(400)


def forbidden(request: HttpRequest, exception: Exception | None = None, reason: str = "") -> HttpResponse:
    return error_page(403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return error_page(404)


def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return error_page(429)


def server_error(request: HttpRequest) -> HttpResponse:
    return error_page(500)

"""Language and colours, and in the demo a page that shows every component."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from . import palette
from .context import SCHEME_COOKIE, SCHEMES

YEAR = 365 * 24 * 3600


def _back(request: HttpRequest) -> HttpResponseRedirect:
    wanted = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return HttpResponseRedirect(wanted if safe else "/")


# These two carry no CSRF token: all they can change is a cookie of the look, and without a token the
# public pages are the same bytes for everyone and can be kept and compressed.


@csrf_exempt
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Keep the language that the visitor chose, in this browser."""
    response = _back(request)
    code = request.POST.get("language", "")
    if code in dict(settings.LANGUAGES) and check_for_language(code):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            code,
            max_age=YEAR,
            path="/",
            secure=request.is_secure(),
            httponly=True,
            samesite="Lax",
        )
    return response


@csrf_exempt
@require_POST
def scheme(request: HttpRequest) -> HttpResponse:
    """Keep light or dark colours in this browser; anything else means: as the device says."""
    response = _back(request)
    chosen = request.POST.get("scheme", "")
    if chosen in SCHEMES:
        response.set_cookie(SCHEME_COOKIE, chosen, max_age=YEAR, secure=request.is_secure(), httponly=True, samesite="Lax")
    else:
        response.delete_cookie(SCHEME_COOKIE, samesite="Lax")
    return response


@require_GET
def colours(request: HttpRequest, mark: str) -> HttpResponse:
    """The country's colours. The address changes with them, so browsers may keep it for a year."""
    found = palette.of_country()
    if mark != found.mark or not found.css:
        raise Http404
    response = HttpResponse(found.css, content_type="text/css; charset=utf-8")
    response["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    return response


@require_GET
def components(request: HttpRequest, kind: str = "client") -> HttpResponse:
    """Every component in one place, to look at. Only where the site is a demonstration."""
    from . import frame, samples

    if not (frame.site().synthetic or settings.DEBUG):
        raise Http404
    return render(request, f"design/samples_{kind}.html", samples.context(request))

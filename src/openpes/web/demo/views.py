"""Help for trying the program out: only in the demo, the codes only on this machine."""

import time
from collections.abc import Callable

from allauth.mfa import app_settings as mfa_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from openpes.people.models import Account
from openpes.web.account.roles import role_options
from openpes.web.demo import mailbox as folder

LOOPBACK = {"127.0.0.1", "::1", "localhost"}


def demo_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """404 unless this is the demo and the request comes from this machine."""

    def guarded(request: HttpRequest) -> HttpResponse:
        forwarded = "HTTP_X_FORWARDED_FOR" in request.META or "HTTP_FORWARDED" in request.META
        if not settings.DEMO or forwarded or request.META.get("REMOTE_ADDR") not in LOOPBACK:
            raise Http404
        return view(request)

    return guarded


@require_GET
@demo_only
def people(request: HttpRequest) -> HttpResponse:
    """The named people of the demo, their roles and how to sign in."""
    accounts = Account.objects.filter(synthetic=True, is_active=True).exclude(display_name="").order_by("email")
    named = [(a, role_options(a)) for a in accounts[:200] if a.has_usable_password()]
    return render(request, "demo/people.html", {"named": named})


@require_GET
@demo_only
def mailbox(request: HttpRequest) -> HttpResponse:
    """Mails that the demo wrote to its folder."""
    return render(request, "demo/mailbox.html", {"letters": folder.newest_letters()})


@require_GET
@demo_only
def second_factor(request: HttpRequest) -> HttpResponse:
    """The present app codes of the demo's members of staff."""
    codes = []
    rows = Authenticator.objects.filter(type=Authenticator.Type.TOTP, user__synthetic=True).select_related("user")
    counter = int(time.time()) // mfa_settings.TOTP_PERIOD
    for row in rows.order_by("user__email"):
        codes.append((row.user, format_hotp_value(hotp_value(decrypt(row.data["secret"]), counter))))
    left = mfa_settings.TOTP_PERIOD - int(time.time()) % mfa_settings.TOTP_PERIOD
    return render(request, "demo/second_factor.html", {"codes": codes, "seconds": left})

"""The registration certificate: often the reason why people come. As a page and as PDF, with a QR code that anyone can verify."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from openpes.base import clock, countrypack
from openpes.people.enums import RegistrationState
from openpes.people.models import Registration
from openpes.placement import own_queries
from openpes.web.account.access import for_roles
from openpes.web.design.wording import day as say_day
from openpes.web.jobseeker.paper import CERTIFICATE, qr_svg
from openpes.web.jobseeker.paper import pdf as as_pdf


def _rows(row: Registration, name: str) -> list[tuple[str, str, bool]]:
    """(what, value, reads left to right)"""
    valid = row.state != RegistrationState.ENDED
    until = say_day(row.effective_until) if row.effective_until else ""
    return [
        (_("Name"), name, False),
        (_("Registration number"), row.reference, True),
        (_("Registered since"), say_day(row.effective_from), False),
        (_("Situation"), str(row.get_status_display()), False),
        (_("Office"), row.organisation.name, False),
        (_("State"), _("Valid") if valid else _("Ended on %(day)s") % {"day": until}, False),
    ]


def _verify_url(row: Registration) -> str:
    return settings.SITE_URL + reverse("certificates:verify", args=[row.certificate_code])


def _found(request: HttpRequest) -> tuple[Registration, str]:
    actor = request.actor  # type: ignore[attr-defined]
    row, person = own_queries.own_registration(actor), own_queries.own_person(actor)
    if person is None:
        raise Http404
    return row, person.display_name


@require_safe
@for_roles("jobseeker")
def registration(request: HttpRequest) -> HttpResponse:
    row, name = _found(request)
    context: dict[str, Any] = {
        "row": row,
        "rows": _rows(row, name),
        "qr": mark_safe(qr_svg(_verify_url(row)).split("?>", 1)[-1]),  # noqa: S308 made by us from our own address
        "verify_url": _verify_url(row),
        "changes": row.status_changes.order_by("effective_from", "recorded_at"),
    }
    return render(request, "me/registration.html", context)


@require_safe
@for_roles("jobseeker")
def pdf(request: HttpRequest) -> HttpResponse:
    row, name = _found(request)
    pack = countrypack.current()
    content = as_pdf(
        CERTIFICATE,
        {
            "title": _("Certificate of registration as a jobseeker"),
            "service": pack.service_names.in_language(get_language() or "en"),
            "rows": _rows(row, name),
            "qr": qr_svg(_verify_url(row)),
            "verify": _verify_url(row),
            "scan": _("Anyone can check this certificate here:"),
            "footer": " · ".join(
                [_("Made on %(day)s") % {"day": say_day(clock.today())}]
                + ([pack.notice.in_language(get_language() or "en")] if pack.synthetic else [])
            ),
        },
    )
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{row.reference}.pdf"'
    return response

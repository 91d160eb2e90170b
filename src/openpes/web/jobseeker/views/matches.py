"""Vacancies that suit the person, with every reason and every miss; saved and hidden ones; employers to hide from."""

import uuid

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from openpes.base import clock
from openpes.placement import own_queries
from openpes.placement.actions import saved as lists
from openpes.placement.actions.applications import open_vacancy
from openpes.web.account.access import for_roles
from openpes.web.jobseeker.saying import reason_rows
from openpes.web.jobseeker.views.acts import do
from openpes.web.public.presenting import Shown
from openpes.work.models import Employer

MOST_PAGES = 50


@require_safe
@for_roles("jobseeker")
def matches(request: HttpRequest) -> HttpResponse:
    """Ten a page, best first."""
    text = request.GET.get("page", "1")
    number = min(max(int(text), 1), MOST_PAGES) if text.isascii() and text.isdigit() and len(text) < 6 else 1
    actor, size = request.actor, own_queries.PAGE  # type: ignore[attr-defined]
    found = own_queries.own_matches(actor, offset=(number - 1) * size, language=get_language() or "en")
    today = clock.today()
    suggested = own_queries.own_suggestions(actor, language=get_language() or "en").matches if number == 1 else ()
    pages = Paginator(range(min(found.total, MOST_PAGES * size)), size)
    context = {
        "found": found,
        "rows": [(m, Shown(m.vacancy, today), reason_rows(m.reasons)) for m in found.matches],
        "suggested": [(m, Shown(m.vacancy, today), reason_rows(m.reasons)) for m in suggested],
        "advice": own_queries.own_advice(actor, language=get_language() or "en") if number == 1 else None,
        "page": pages.get_page(number),
        "registered": own_queries.own_person(actor) is not None,
    }
    return render(request, "me/matches.html", context)


@require_safe
@for_roles("jobseeker")
def saved(request: HttpRequest) -> HttpResponse:
    """What the person keeps and hides."""
    found = own_queries.own_lists(request.actor)  # type: ignore[attr-defined]
    today = clock.today()
    context = {
        "lists": found,
        "kept": [Shown(row.vacancy, today) for row in found.saved],
        "hidden": [(row, Shown(row.vacancy, today)) for row in found.hidden],
    }
    return render(request, "me/saved.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles("jobseeker")
def save(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Keep a vacancy; asked for by a link, the page has the button."""
    if request.method != "POST":
        return render(request, "me/save.html", {"shown": Shown(open_vacancy(pk), clock.today()), "pk": pk})
    actor = request.actor  # type: ignore[attr-defined]
    return do(request, lambda: lists.save_vacancy(actor=actor, vacancy_id=pk), _("Saved."), "me:saved")


@require_POST
@for_roles("jobseeker")
def hide(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    actor, reason = request.actor, request.POST.get("reason", "")  # type: ignore[attr-defined]
    return do(
        request,
        lambda: lists.hide_vacancy(actor=actor, vacancy_id=pk, reason=reason),
        _("Hidden. We do not propose it again. You find it under “Saved and hidden”."),
        "me:matches",
    )


@require_POST
@for_roles("jobseeker")
def forget(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    return do(request, lambda: lists.forget_vacancy(actor=actor, vacancy_id=pk), _("Taken out of your list."), "me:saved")


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles("jobseeker")
def block(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """What hiding from an employer means, and the button."""
    if request.method != "POST":
        employer = Employer.objects.filter(pk=pk).first()
        if employer is None:
            raise Http404
        return render(request, "me/block.html", {"employer": employer})
    actor = request.actor  # type: ignore[attr-defined]
    return do(
        request,
        lambda: lists.block_employer(actor=actor, employer_id=pk),
        _("You are hidden from this employer. It is not told."),
        "me:saved",
    )


@require_POST
@for_roles("jobseeker")
def unblock(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    return do(
        request,
        lambda: lists.unblock_employer(actor=actor, employer_id=pk),
        _("You are no longer hidden from this employer."),
        "me:saved",
    )

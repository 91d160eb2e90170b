"""Where employers begin: register, wait for verification, their vacancies."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from openpes.base import clock
from openpes.placement.queries import vacancies_with_counts
from openpes.web.account.access import for_roles, turn_errors
from openpes.web.account.roles import SESSION_KEY
from openpes.web.employer.ways import dialogue_url
from openpes.work import perms, queries
from openpes.work.actions.contacts import accept_contact
from openpes.work.country_limits import tier_limits
from openpes.work.enums import VacancyStatus
from openpes.work.models import Employer
from openpes.work.rules import LICENSED_KINDS, licence_problem

PAGE = 20
STATES = {
    "open": (VacancyStatus.PUBLISHED, VacancyStatus.PAUSED, VacancyStatus.IN_REVIEW, VacancyStatus.DRAFT),
    "closed": (VacancyStatus.CLOSED,),
}


@require_GET
@turn_errors
def start(request: HttpRequest) -> HttpResponse:
    """For a contact of an employer: its vacancies. For everybody else: what the service does for employers and how to begin."""
    actor = request.actor  # type: ignore[attr-defined]
    if actor.role == "employer":
        return _vacancies(request)
    account_id = actor.account_id
    return render(
        request,
        "employer/welcome.html",
        {
            "employers": queries.employers_of(account_id),
            "invitations": queries.open_invitations(account_id),
            "register_url": dialogue_url("work.register_employer"),
        },
    )


def _vacancies(request: HttpRequest) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    employer = perms.employer_for(actor, actor.employer_id)
    state = request.GET.get("state", "open")
    state = state if state in STATES else "open"
    rows = vacancies_with_counts(actor, employer.pk).filter(status__in=STATES[state])
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    tabs = [
        {"label": _("Open"), "url": "?state=open", "current": state == "open", "count": None},
        {"label": _("Closed"), "url": "?state=closed", "current": state == "closed", "count": None},
    ]
    return render(
        request,
        "employer/vacancies.html",
        {
            "employer": employer,
            "page": page,
            "tabs": tabs,
            "state": state,
            "post_url": dialogue_url("work.post_vacancy"),
            **standing(employer),
        },
    )


def standing(employer: Employer) -> dict[str, object]:
    """How the employer stands with the service, for the note at the top of its pages."""
    limits = tier_limits(employer.tier)
    return {
        "limits": limits,
        "sees_people": perms.may_see_candidates(employer) and limits.sees_candidates,
        "open_now": queries.places_taken(employer.pk),
        "licence_problem": licence_problem(employer.kind, employer.licence_number, employer.licence_until, clock.today()),
        "agency": employer.kind in LICENSED_KINDS,
    }


@require_POST
@login_required
@turn_errors
def accept(request: HttpRequest, contact_id: uuid.UUID) -> HttpResponse:
    """Become the contact that a colleague or the service invited, and act for the employer from now on."""
    contact = accept_contact(actor=request.actor, contact_id=contact_id)  # type: ignore[attr-defined]
    request.session[SESSION_KEY] = f"employer:{contact.employer_id}"
    messages.success(request, _("You act for %(name)s now.") % {"name": contact.employer.name})
    return redirect("employer_start")


@require_GET
@for_roles("employer")
def history(request: HttpRequest) -> HttpResponse:
    """What happened to the employer's vacancies and its verification, and who did it."""
    actor = request.actor  # type: ignore[attr-defined]
    return render(request, "employer/history.html", {"rows": queries.history_of(actor, actor.employer_id)})

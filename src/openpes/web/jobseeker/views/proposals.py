"""Vacancies the service proposes, employers who would like to know the person: a yes or no, without consequence for a no."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from openpes.base import clock
from openpes.placement import own_queries
from openpes.placement.actions import invitations, referral_answers
from openpes.web.account.access import for_roles
from openpes.web.jobseeker.views.acts import do
from openpes.web.public.presenting import Shown


@require_safe
@for_roles("jobseeker")
def proposals(request: HttpRequest) -> HttpResponse:
    found = own_queries.own_proposals(request.actor)  # type: ignore[attr-defined]
    today = clock.today()

    def shown(rows: object) -> list[tuple[object, Shown]]:
        return [(row, Shown(row.vacancy, today)) for row in rows]  # type: ignore[attr-defined]

    context = {
        "waiting": found.waiting,
        "referrals": shown(found.referrals),
        "invitations": shown(found.invitations),
        "answered": shown([*found.answered_referrals, *found.answered_invitations]),
    }
    return render(request, "me/proposals.html", context)


@require_safe
@for_roles("jobseeker")
def moved(request: HttpRequest) -> HttpResponse:
    """Proposals and invitations stand on one page."""
    return redirect("me:proposals")


def _said(request: HttpRequest) -> tuple[bool, bool]:
    """(yes?, may the employer have telephone and e-mail?)"""
    return request.POST.get("answer") == "yes", request.POST.get("share_contact") == "yes"


@require_POST
@for_roles("jobseeker")
def answer_referral(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    yes, share = _said(request)
    actor, reason = request.actor, request.POST.get("reason", "")  # type: ignore[attr-defined]
    return do(
        request,
        lambda: referral_answers.answer_referral(actor=actor, referral_id=pk, accept=yes, reason=reason, share_contact=share),
        _("Your application is with the employer.") if yes else _("Thank you. Your no has no consequence."),
        "me:applications" if yes else "me:proposals",
    )


@require_POST
@for_roles("jobseeker")
def answer_invitation(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    yes, share = _said(request)
    actor = request.actor  # type: ignore[attr-defined]
    return do(
        request,
        lambda: invitations.answer_invitation(actor=actor, invitation_id=pk, accept=yes, share_contact=share),
        _("The employer now sees your name and your application.")
        if yes
        else _("Thank you. The employer does not learn who you are."),
        "me:applications" if yes else "me:proposals",
    )

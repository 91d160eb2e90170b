"""Vacancies for staff: search, and send one to several people."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from openpes.base.errors import ActionError
from openpes.matching.queries import search_vacancies
from openpes.matching.reasons import sentence
from openpes.matching.requests import SearchRequest
from openpes.placement import case_queries
from openpes.placement.actions.referrals import propose_vacancy, put_forward
from openpes.web.account.access import for_roles
from openpes.web.counsellor.roles import STAFF_CASE, WORK
from openpes.work.public_queries import public_vacancies


@require_GET
@for_roles(*WORK)
def find(request: HttpRequest) -> HttpResponse:
    """Search open vacancies; from a result to the people whom it suits."""
    text, near = request.GET.get("q", "").strip()[:200], request.GET.get("near", "").strip()[:100]
    found = search_vacancies(SearchRequest(words=text, near=near, limit=30, language=get_language() or "en"))
    rows = {v.pk: v for v in public_vacancies([hit.vacancy_id for hit in found.results])}
    return render(
        request,
        "counsellor/vacancies.html",
        {
            "text": text,
            "near": near,
            "total": found.total,
            "near_words": found.near_words,
            "rows": [
                (rows[hit.vacancy_id], [(r, sentence(r)) for r in hit.reasons[:3]])
                for hit in found.results
                if hit.vacancy_id in rows
            ],
            "may_send": request.actor.role in STAFF_CASE,  # type: ignore[attr-defined]
        },
    )


def _ids(values: list[str]) -> list[uuid.UUID]:
    found = []
    for value in values:
        try:
            found.append(uuid.UUID(value))
        except ValueError:
            continue
    return found


@require_http_methods(["GET", "POST"])
@for_roles(*STAFF_CASE)
def send(request: HttpRequest, reference: str) -> HttpResponse:
    """The own clients in the order in which the vacancy suits them; propose it to several, or put one forward."""
    actor = request.actor  # type: ignore[attr-defined]
    vacancy = case_queries.open_vacancy(reference)
    if vacancy is None:
        raise Http404
    chosen = _ids(request.POST.getlist("person") or request.GET.getlist("person"))
    problem = ""
    if request.method == "POST":
        message = request.POST.get("message", "")
        try:
            if request.POST.get("do") == "forward":
                overrides = [
                    (w, y) for w, y in zip(request.POST.getlist("what"), request.POST.getlist("why"), strict=False) if w and y
                ]
                for person_id in chosen:
                    put_forward(actor=actor, vacancy_id=vacancy.pk, person_id=person_id, message=message, overrides=overrides)
                messages.success(request, _("Sent to the employer."))
            else:
                outcome = propose_vacancy(actor=actor, vacancy_id=vacancy.pk, person_ids=chosen, message=message)
                done = sum(1 for o in outcome if o.referral)
                messages.success(request, _("Proposed to %(n)s people.") % {"n": done})
                for other in outcome:
                    if other.problem:
                        messages.warning(request, other.problem)
            return redirect("office:send_vacancy", vacancy.reference)
        except ActionError as refused:
            problem = str(refused.message)
    return render(
        request,
        "counsellor/send.html",
        {
            "vacancy": vacancy,
            "rows": case_queries.own_clients_for(actor=actor, vacancy=vacancy, language=get_language() or "en"),
            "chosen": {str(pk) for pk in chosen},
            "problem": problem,
            "message": request.POST.get("message", ""),
            "requirements": list(vacancy.requirements.all()),
        },
    )

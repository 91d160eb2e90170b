"""Employers to verify, vacancies to check, reports to decide, doubtful occupations."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openpes.base.errors import ActionError, NotFound
from openpes.web.account.access import for_roles
from openpes.web.counsellor.forms import VerifyForm
from openpes.web.counsellor.roles import CHECK
from openpes.web.design.forms import show_problem
from openpes.work import queries
from openpes.work.actions.employers import block_employer, set_verification_tier
from openpes.work.actions.reports import decide_report as decide
from openpes.work.actions.vacancies import check_vacancy as check
from openpes.work.taxonomy.queries import find_occupations
from openpes.work.vacancy_import.actions import correct_coding
from openpes.work.vacancy_import.queries import coding_queue


@require_GET
@for_roles(*CHECK)
def checks(request: HttpRequest) -> HttpResponse:
    """The three queues of trust."""
    actor = request.actor  # type: ignore[attr-defined]
    return render(
        request,
        "counsellor/checks.html",
        {
            "employers": queries.employers_to_verify(actor),
            "vacancies": queries.vacancies_to_check(actor),
            "reports": queries.reports_to_decide(actor),
        },
    )


@require_http_methods(["GET", "POST"])
@for_roles(*CHECK)
def verify(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """An employer's facts beside those that look like it; a tier, or a block with its reason."""
    actor = request.actor  # type: ignore[attr-defined]
    employer = next((e for e in queries.employers_to_verify(actor) if e.pk == pk), None)
    if employer is None:
        raise Http404
    form = VerifyForm(request.POST or None)
    if request.method == "POST" and request.POST.get("do") == "block":
        try:
            block_employer(actor=actor, employer_id=pk, reason=request.POST.get("reason", ""))
            messages.success(request, _("The employer is blocked."))
            return redirect("office:checks")
        except ActionError as problem:
            messages.error(request, str(problem.message))
    elif request.method == "POST" and form.is_valid():
        try:
            set_verification_tier(actor=actor, employer_id=pk, **form.cleaned_data)
            messages.success(request, _("Recorded."))
            return redirect("office:checks")
        except ActionError as problem:
            show_problem(form, problem)
    similar = [e for e in queries.similar_employers(employer.name, employer.register_number) if e.pk != pk]
    return render(request, "counsellor/verify.html", {"employer": employer, "form": form, "similar": similar})


@require_POST
@for_roles(*CHECK)
def check_vacancy(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Publish a vacancy, send it back, or refuse it, with words."""
    try:
        check(actor=request.actor, vacancy_id=pk, decision=request.POST.get("do", ""), words=request.POST.get("words", ""))  # type: ignore[attr-defined]
        messages.success(request, _("Recorded."))
    except NotFound:
        raise
    except ActionError as problem:
        messages.error(request, str(problem.message))
    return redirect("office:checks")


@require_POST
@for_roles(*CHECK)
def decide_report(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Uphold or dismiss a report; an upheld one may close the vacancy."""
    act = request.POST.get("do", "")
    try:
        decide(
            actor=request.actor,  # type: ignore[attr-defined]
            report_id=pk,
            upheld=act in {"uphold", "close"},
            decision=request.POST.get("words", ""),
            close=act == "close",
        )
        messages.success(request, _("Recorded."))
    except NotFound:
        raise
    except ActionError as problem:
        messages.error(request, str(problem.message))
    return redirect("office:checks")


@require_GET
@for_roles(*CHECK)
def coding(request: HttpRequest) -> HttpResponse:
    """Titles that the program could not code with confidence; a person says what they mean, and it is learned."""
    search = request.GET.get("q", "").strip()[:100]
    at = request.GET.get("at", "")
    language = get_language() or "en"
    waiting = coding_queue(request.actor)  # type: ignore[attr-defined]
    rows = waiting[:30]
    found = find_occupations(search, language, 8) if search else []
    return render(
        request, "counsellor/coding.html", {"rows": rows, "total": waiting.count(), "found": found, "q": search, "at": at}
    )


@require_POST
@for_roles(*CHECK)
def correct(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Settle a title."""
    try:
        changed = correct_coding(
            actor=request.actor,  # type: ignore[attr-defined]
            vacancy_id=pk,
            occupation_id=uuid.UUID(request.POST.get("occupation", "")),
        )
        messages.success(request, _("Learned. Vacancies changed: %(n)s.") % {"n": changed})
    except ValueError:
        messages.error(request, _("Choose an occupation."))
    except ActionError as problem:
        messages.error(request, str(problem.message))
    return redirect("office:coding")

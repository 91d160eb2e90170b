"""One application and what the employer decides about it."""

import uuid
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from openpes.base import clock
from openpes.base.actor import Actor
from openpes.base.errors import NotFound
from openpes.placement import queries
from openpes.placement.actions.placements import Terms, report_hire
from openpes.placement.actions.selection import invite_to_interview, offer, open_application, reject, shortlist
from openpes.placement.interview_file import interview_calendar
from openpes.placement.models import Application
from openpes.placement.perms import application_for
from openpes.placement.rules import APPLICATION_STEPS
from openpes.web.account.access import for_roles
from openpes.web.employer.acting import act_with
from openpes.web.employer.forms import HireForm, InterviewForm, RejectForm, WordsForm

Act = Callable[[Actor, uuid.UUID, Any], object]


def _interview(actor: Actor, pk: uuid.UUID, form: Any) -> object:
    data = form.cleaned_data
    return invite_to_interview(actor=actor, application_id=pk, at=form.at(), where=data["where"], words=data["words"])


def _hire(actor: Actor, pk: uuid.UUID, form: Any) -> object:
    data = dict(form.cleaned_data)
    close = data.pop("close_when_full")
    return report_hire(actor=actor, application_id=pk, terms=Terms(**data), close_when_full=close)


STEPS: dict[str, dict[str, Any]] = {
    "shortlist": {
        "to": "shortlisted",
        "form": WordsForm,
        "title": gettext_lazy("Put on the shortlist"),
        "button": gettext_lazy("Shortlist"),
        "text": gettext_lazy("The person sees that they are on the shortlist."),
        "act": lambda actor, pk, form: shortlist(actor=actor, application_id=pk, words=form.cleaned_data["words"]),
        "done": gettext_lazy("%(name)s is on the shortlist."),
    },
    "interview": {
        "to": "interview",
        "form": InterviewForm,
        "title": gettext_lazy("Invite to an interview"),
        "button": gettext_lazy("Invite to an interview"),
        "text": gettext_lazy("The person gets the day, the time and the place."),
        "act": _interview,
        "done": gettext_lazy("%(name)s is invited to an interview."),
    },
    "offer": {
        "to": "offered",
        "form": WordsForm,
        "title": gettext_lazy("Offer the job"),
        "button": gettext_lazy("Offer the job"),
        "text": gettext_lazy("The person sees your offer and answers you."),
        "act": lambda actor, pk, form: offer(actor=actor, application_id=pk, words=form.cleaned_data["words"]),
        "done": gettext_lazy("The job is offered to %(name)s."),
    },
    "hire": {
        "to": "hired",
        "form": HireForm,
        "title": gettext_lazy("Report that you hired this person"),
        "button": gettext_lazy("Report the hire"),
        "text": gettext_lazy(
            "One place of the vacancy is filled then. We ask the person too, and once more after 3 and 6 months."
        ),
        "act": _hire,
        "done": gettext_lazy("Thank you. The hire of %(name)s is reported."),
    },
    "reject": {
        "to": "rejected",
        "form": RejectForm,
        "title": gettext_lazy("Not chosen"),
        "button": gettext_lazy("Not chosen"),
        "text": gettext_lazy("The person reads the reason. You can still change your mind."),
        "act": lambda actor, pk, form: reject(actor=actor, application_id=pk, **form.cleaned_data),
        "done": gettext_lazy("%(name)s reads the reason now."),
    },
}


def _application(request: HttpRequest, reference: str) -> Application:
    row = Application.objects.filter(reference=reference).values_list("pk", flat=True).first()
    if row is None:
        raise NotFound(_("There is no such application."))
    return application_for(request.actor, row)  # type: ignore[attr-defined]


def ways_from(status: str) -> list[tuple[str, object]]:
    """(step, its button) for the steps that the status allows."""
    return [(name, s["button"]) for name, s in STEPS.items() if s["to"] in APPLICATION_STEPS[status]]


@require_GET
@for_roles("employer")
def application(request: HttpRequest, reference: str) -> HttpResponse:
    """Everything that came with the application. Opening it is logged and shown to the person."""
    row = _application(request, reference)
    actor = request.actor  # type: ignore[attr-defined]
    row = open_application(actor=actor, application_id=row.pk)
    full = queries.full_application(actor, row)
    return render(request, "employer/application.html", {"full": full, "application": row, "ways": ways_from(row.status)})


@require_http_methods(["GET", "POST"])
@for_roles("employer")
def decide(request: HttpRequest, reference: str, name: str) -> HttpResponse:
    """One decision: says what the person will see, asks what is needed, then one button."""
    row = _application(request, reference)
    if name not in STEPS:
        raise Http404
    step = STEPS[name]
    initial = {"contract": row.vacancy.contract, "hours_per_week": row.vacancy.hours_per_week} if name == "hire" else {}
    form: forms.Form = step["form"](request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST":
        act: Act = step["act"]
        actor = request.actor  # type: ignore[attr-defined]
        if act_with(form, lambda: act(actor, row.pk, form), {"at": "day"}):
            messages.success(request, step["done"] % {"name": row.person.display_name})
            return redirect("employer_application", reference=row.reference)
    context = {"application": row, "vacancy": row.vacancy, "form": form, "step": step, "name": name}
    return render(request, "employer/decide.html", context, status=400 if form.errors else 200)


@require_GET
@for_roles("employer")
def interview_file(request: HttpRequest, reference: str) -> HttpResponse:
    """The interview for the employer's calendar."""
    row = _application(request, reference)
    if row.interview_at is None:
        raise Http404
    content = interview_calendar(
        uid=row.reference,
        title=_("Interview: %(title)s") % {"title": row.vacancy.title},
        where=row.interview_where,
        at=row.interview_at,
        made_at=clock.now(),
    )
    headers = {"Content-Disposition": f'attachment; filename="{row.reference}.ics"'}
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)

"""One vacancy: applicants, people who fit, invitations, the advert, its steps."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from openpes.base.errors import NotFound
from openpes.placement import queries
from openpes.placement.actions.invitations import invite_person
from openpes.placement.perms import may_see_candidates
from openpes.placement.pseudonyms import pseudonym_of
from openpes.web.account.access import for_roles
from openpes.web.employer.acting import act_with
from openpes.web.employer.forms import CloseForm, EmptyForm, InviteForm, VacancyForm
from openpes.web.employer.ways import dialogue_url
from openpes.work import perms
from openpes.work import queries as work_queries
from openpes.work.actions.vacancies import change_vacancy, facts_of, findings_for, submit_vacancy
from openpes.work.actions.vacancy_steps import close_vacancy, extend_vacancy, pause_vacancy, resume_vacancy
from openpes.work.enums import VacancyStatus
from openpes.work.finding_messages import say
from openpes.work.models import Vacancy

STEPS: dict[str, dict[str, Any]] = {
    "submit": {
        "title": gettext_lazy("Publish this vacancy"),
        "text": gettext_lazy("Until you are verified, an officer reads it first."),
        "button": gettext_lazy("Publish"),
        "from": (VacancyStatus.DRAFT,),
        "done": gettext_lazy("Done. You see the status below."),
    },
    "pause": {
        "title": gettext_lazy("Pause this vacancy"),
        "text": gettext_lazy("Nobody finds it while it is paused. People who applied stay."),
        "button": gettext_lazy("Pause"),
        "from": (VacancyStatus.PUBLISHED,),
        "done": gettext_lazy("The vacancy is paused."),
    },
    "resume": {
        "title": gettext_lazy("Publish this vacancy again"),
        "text": gettext_lazy("People find it again at once."),
        "button": gettext_lazy("Publish again"),
        "from": (VacancyStatus.PAUSED,),
        "done": gettext_lazy("The vacancy is published again."),
    },
    "extend": {
        "title": gettext_lazy("Keep this vacancy open longer"),
        "text": gettext_lazy("It stays open for 60 days from today."),
        "button": gettext_lazy("Keep it open"),
        "from": (VacancyStatus.PUBLISHED, VacancyStatus.PAUSED),
        "done": gettext_lazy("The vacancy stays open for 60 days."),
    },
    "close": {
        "title": gettext_lazy("Close this vacancy"),
        "text": gettext_lazy("Nobody can apply any more. A closed vacancy stays closed."),
        "button": gettext_lazy("Close the vacancy"),
        "from": (VacancyStatus.DRAFT, VacancyStatus.IN_REVIEW, VacancyStatus.PUBLISHED, VacancyStatus.PAUSED),
        "done": gettext_lazy("The vacancy is closed."),
    },
}


def own_vacancy(request: HttpRequest, reference: str) -> Vacancy:
    """The own employer's vacancy with this reference. Raises NotFound."""
    actor = request.actor  # type: ignore[attr-defined]
    vacancy = perms.vacancies_of(actor).select_related("employer", "occupation").filter(reference=reference).first()
    if vacancy is None:
        raise NotFound(_("There is no such vacancy."))
    return vacancy


def _frame(vacancy: Vacancy, current: str) -> dict[str, Any]:
    """What every page of a vacancy shows: its name, state, steps and the ways between its pages."""
    here = f"/employer/vacancies/{vacancy.reference}/"
    ways = (("", _("Applicants")), ("people/", _("People who fit")), ("advert/", _("The advert")))
    return {
        "vacancy": vacancy,
        "tabs": [{"label": label, "url": here + part, "current": part == current, "count": None} for part, label in ways],
        "steps": [(name, step["button"]) for name, step in STEPS.items() if vacancy.status in step["from"]],
        "may_change": vacancy.status != VacancyStatus.CLOSED,
        "sees_people": may_see_candidates(vacancy),
        "last_word": vacancy.status_changes.order_by("-at", "-pk").first(),
    }


@require_GET
@for_roles("employer")
def vacancy(request: HttpRequest, reference: str) -> HttpResponse:
    """Applicants by status with the reasons, and the invitations."""
    row = own_vacancy(request, reference)
    actor = request.actor  # type: ignore[attr-defined]
    return render(
        request,
        "employer/vacancy.html",
        {
            **_frame(row, ""),
            "applicants": queries.applicants_of(actor, row),
            "how_many": queries.count_applications(row),
            "invitations": queries.invitations_of(actor, row),
        },
    )


@require_GET
@for_roles("employer")
def advert(request: HttpRequest, reference: str) -> HttpResponse:
    """The advert as it is stored, what the rules say about it, and its history."""
    row = own_vacancy(request, reference)
    found = findings_for(facts_of(row)) if row.status in {VacancyStatus.DRAFT, VacancyStatus.IN_REVIEW} else []
    return render(
        request,
        "employer/advert.html",
        {
            **_frame(row, "advert/"),
            "places": row.places.select_related("place").order_by("pk"),
            "skills": work_queries.skill_names(row),
            "requirements": row.requirements.order_by("pk"),
            "findings": [say(f) for f in found],
            "history": row.status_changes.order_by("-at", "-pk"),
        },
    )


@require_GET
@for_roles("employer")
def people(request: HttpRequest, reference: str) -> HttpResponse:
    """People who fit, without names."""
    row = own_vacancy(request, reference)
    frame = _frame(row, "people/")
    if not frame["sees_people"] or row.status != VacancyStatus.PUBLISHED:
        return render(request, "employer/people.html", {**frame, "people": [], "total": 0})
    number = request.GET.get("page", "1")
    page = int(number) if number.isdecimal() and len(number) < 3 else 1
    _row, found, total = queries.people_who_fit(request.actor, row.pk, page=page)  # type: ignore[attr-defined]
    more = page * queries.PAGE < total
    return render(
        request, "employer/people.html", {**frame, "people": found, "total": total, "next_page": page + 1 if more else None}
    )


@require_http_methods(["GET", "POST"])
@for_roles("employer")
def invite(request: HttpRequest, reference: str, token: str) -> HttpResponse:
    """Invite somebody without knowing who it is: words first, then one button."""
    row = own_vacancy(request, reference)
    actor = request.actor  # type: ignore[attr-defined]
    person_id = queries.person_behind(actor, row.pk, token)
    form = InviteForm(request.POST or None)
    if request.method == "POST":

        def send() -> object:
            return invite_person(actor=actor, vacancy_id=row.pk, person_id=person_id, message=form.cleaned_data["message"])

        if act_with(form, send):
            messages.success(request, _("Invited. You see the name when the person says yes."))
            return redirect("employer_people", reference=row.reference)
    context = {"vacancy": row, "form": form, "pseudonym": pseudonym_of(row.pk, person_id)}
    return render(request, "employer/invite.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@for_roles("employer")
def change(request: HttpRequest, reference: str) -> HttpResponse:
    """Change the facts of the advert."""
    row = own_vacancy(request, reference)
    actor = request.actor  # type: ignore[attr-defined]
    form = VacancyForm(request.POST or None, initial=VacancyForm.initial_of(row))
    if request.method == "POST":
        facts = facts_of(row)

        def save() -> object:
            return change_vacancy(actor=actor, vacancy_id=row.pk, facts=replace(facts, **form.changed_facts(facts)))

        if act_with(form, save, VacancyForm.NAMES):
            messages.success(request, _("Your changes are saved."))
            return redirect("employer_advert", reference=row.reference)
    context = {"vacancy": row, "form": form, "conditions_url": dialogue_url("work.change_conditions")}
    return render(request, "employer/change.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@for_roles("employer")
def step(request: HttpRequest, reference: str, name: str) -> HttpResponse:
    """Publish, pause, resume, extend or close: says what happens, then one button."""
    row = own_vacancy(request, reference)
    if name not in STEPS:
        raise Http404
    actor = request.actor  # type: ignore[attr-defined]
    form = (CloseForm if name == "close" else EmptyForm)(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        acts = {
            "submit": lambda: submit_vacancy(actor=actor, vacancy_id=row.pk),
            "pause": lambda: pause_vacancy(actor=actor, vacancy_id=row.pk),
            "resume": lambda: resume_vacancy(actor=actor, vacancy_id=row.pk),
            "extend": lambda: extend_vacancy(actor=actor, vacancy_id=row.pk),
            "close": lambda: close_vacancy(actor=actor, vacancy_id=row.pk, reason=form.cleaned_data["reason"]),
        }
        if act_with(form, acts[name]):
            messages.success(request, str(STEPS[name]["done"]))
            return redirect("employer_advert", reference=row.reference)
    context = {"vacancy": row, "form": form, "step": STEPS[name], "name": name}
    return render(request, "employer/step.html", context, status=400 if form.errors else 200)

"""Practice mode: a worklist, files and notes of made-up people. No page of it reads or writes a real record."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openpes.assessment.training import actions as acts
from openpes.assessment.training import queries
from openpes.assessment.training.practice_people import BY_CODE, PEOPLE
from openpes.base.errors import Conflict, InvalidInput
from openpes.web.account.access import for_roles
from openpes.web.assessment.form_page import Crumb, one_step
from openpes.web.assessment.training.forms import PracticeNoteForm
from openpes.web.assessment.training.own_views import LEARNERS
from openpes.web.design.forms import show_problem


def _home() -> str:
    return reverse("assessment:practice")


@require_GET
@for_roles(*LEARNERS)
def practice(request: HttpRequest) -> HttpResponse:
    """The worklist of practice: every made-up person with what was done."""
    row = queries.open_practice(actor=request.actor)  # type: ignore[attr-defined]
    work: dict[str, Any] = row.work if row else {}
    context = {
        "row": row,
        "people": [(person, work.get(person.code, {})) for person in PEOPLE],
        "crumbs": [Crumb(_("My training"), reverse("assessment:my_training")), Crumb(_("Practice"))],
    }
    return render(request, "assessment/training/practice.html", context)


@require_POST
@for_roles(*LEARNERS)
def begin(request: HttpRequest) -> HttpResponse:
    acts.begin_practice(actor=request.actor)  # type: ignore[attr-defined]
    return redirect(_home())


@require_POST
@for_roles(*LEARNERS)
def end(request: HttpRequest) -> HttpResponse:
    """End the practice: what was written goes, the training is recorded."""
    actor = request.actor  # type: ignore[attr-defined]
    try:
        event = acts.end_practice(actor=actor)
    except Conflict as problem:
        messages.error(request, str(problem.message))
        return redirect(_home())
    said = _("The practice has ended. It is recorded as learning by doing.") if event else _("The practice has ended.")
    messages.success(request, said)
    return redirect("assessment:my_training")


@require_http_methods(["GET", "POST"])
@for_roles(*LEARNERS)
def person(request: HttpRequest, person: str) -> HttpResponse:
    """The file of a made-up person, and a note about them."""
    actor = request.actor  # type: ignore[attr-defined]
    found = BY_CODE.get(person)
    if found is None:
        raise Http404
    row = queries.open_practice(actor=actor)
    if row is None:
        messages.error(request, _("Begin to practise first."))
        return redirect(_home())
    form = PracticeNoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            acts.write_practice_note(actor=actor, person=person, text=form.cleaned_data["text"])
        except (InvalidInput, Conflict) as problem:
            show_problem(form, problem)
        else:
            messages.success(request, _("Saved for this practice only."))
            return redirect("assessment:practice_person", person=person)
    if not row.work.get(person, {}).get("read"):
        row = acts.read_practice_file(actor=actor, person=person)
    context = {
        "person": found,
        "work": row.work.get(person, {}),
        "form": form,
        "crumbs": [Crumb(_("Practice"), _home()), Crumb(found.name)],
    }
    return render(request, "assessment/training/practice_person.html", context)


@require_POST
@for_roles(*LEARNERS)
def done(request: HttpRequest, person: str) -> HttpResponse:
    """The task of a made-up person is done."""
    actor = request.actor  # type: ignore[attr-defined]
    return one_step(
        request, lambda: acts.do_practice_task(actor=actor, person=person), done=_("The task is done."), where=_home()
    )

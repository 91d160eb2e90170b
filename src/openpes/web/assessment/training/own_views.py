"""My training: what is required of me, what comes, what I learned."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openpes.assessment.training import actions as acts
from openpes.assessment.training import queries
from openpes.base import clock
from openpes.base.actor import STAFF_ROLES
from openpes.people.models import Account
from openpes.web.account.access import for_roles
from openpes.web.assessment.form_page import Crumb, form_page, one_step
from openpes.web.assessment.training import wording
from openpes.web.assessment.training.forms import LearnedForm

LEARNERS = tuple(sorted(STAFF_ROLES))
COMING = 50


def _home() -> str:
    return reverse("assessment:my_training")


@require_GET
@for_roles(*LEARNERS)
def my_training(request: HttpRequest) -> HttpResponse:
    """The own page of each member of staff."""
    actor = request.actor  # type: ignore[attr-defined]
    me = queries.own_requirements(actor=actor)
    events = queries.history(actor=actor, account_id=actor.account_id)
    booked = {event.session_id: event for event in events if event.session_id}
    coming = queries.sessions(actor=actor, coming_only=True)[:COMING]
    context = {
        "category": wording.category_text(me.category),
        "requirements": [wording.shown(requirement) for requirement in me.requirements],
        "coming": [(row, booked.get(row.pk), wording.subject_text(row.course.subject)) for row in coming],
        "events": [(event, wording.subject_text(event.subject), wording.result_text(event)) for event in events],
        "plans": actor.role in ("manager", "administrator"),
    }
    return render(request, "assessment/training/my_training.html", context)


@require_http_methods(["GET", "POST"])
@for_roles(*LEARNERS)
def learned(request: HttpRequest) -> HttpResponse:
    """Write down what one learned outside a session."""
    actor = request.actor  # type: ignore[attr-defined]
    courses = [row for row in queries.courses(actor=actor) if not row.retired_on]
    form = LearnedForm(
        request.POST or None, subjects=queries.subjects(), courses=courses, own=True, initial={"on": clock.today()}
    )

    def act(values: dict[str, Any]) -> str:
        chosen = values.pop("course")
        course = next((row for row in courses if str(row.pk) == chosen), None)
        account = Account.objects.get(pk=actor.account_id)
        acts.record_learning(actor=actor, account=account, course=course, **values)
        return _home()

    return form_page(
        request, form, act, title=_("What I learned"), submit=_("Save"), done=_("Saved."),
        crumbs=[Crumb(_("My training"), _home())],
        lead=_("Learning by doing, from a colleague or alone counts too. Sessions are recorded by those who hold them."),
    )  # fmt: skip


@require_POST
@for_roles(*LEARNERS)
def take(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Book oneself into a session."""
    actor = request.actor  # type: ignore[attr-defined]
    session = queries.session(actor=actor, pk=pk)
    account = Account.objects.get(pk=actor.account_id)
    return one_step(
        request, lambda: acts.book(actor=actor, session=session, account=account), done=_("You have a place."), where=_home()
    )


@require_POST
@for_roles(*LEARNERS)
def give_back(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Give a place back; one's own, or as a manager that of a colleague."""
    actor = request.actor  # type: ignore[attr-defined]
    event = queries.event(actor=actor, pk=pk)
    own = event.account_id == actor.account_id
    where = _home() if own or event.session_id is None else reverse("assessment:course_session", args=[event.session_id])
    return one_step(request, lambda: acts.unbook(actor=actor, event=event), done=_("The place is free again."), where=where)

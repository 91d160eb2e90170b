"""What is due for the members of staff of a manager, and what they learned."""

import datetime as dt
import uuid
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from openpes.assessment.training import actions as acts
from openpes.assessment.training import queries
from openpes.assessment.training.enums import Method
from openpes.base import clock
from openpes.people.models import Account
from openpes.web.account.access import for_roles
from openpes.web.assessment.form_page import Crumb, form_page
from openpes.web.assessment.parts import LEADS
from openpes.web.assessment.training import wording
from openpes.web.assessment.training.forms import CategoryForm, LearnedForm

PER_PAGE = 50
YEAR = dt.timedelta(days=365)


def _crumbs(account: Account | None = None) -> list[Crumb]:
    crumbs = [Crumb(_("Training of staff"), reverse("assessment:training_staff"))]
    return [*crumbs, Crumb(_name(account), reverse("assessment:learner", args=[account.pk]))] if account else crumbs


def _name(account: Account) -> str:
    return str(account.display_name or account.email)


@require_GET
@for_roles(*LEADS)
def staff(request: HttpRequest) -> HttpResponse:
    """Who has something due, and how many learned in the last twelve months by method and category (question 3.1)."""
    actor = request.actor  # type: ignore[attr-defined]
    page = Paginator(queries.staff(actor=actor), PER_PAGE).get_page(request.GET.get("page"))
    learners = queries.requirements(actor=actor, accounts=page.object_list)
    context = {
        "page": page,
        "rows": [
            {
                "account": each.account,
                "category": wording.category_text(each.category),
                "open": [wording.shown(r) for r in each.requirements if r.open],
                "of": len(each.requirements),
            }
            for each in learners
        ],
        "reach": [
            (str(Method(row.method).label), wording.category_text(row.category), row.people, row.of)
            for row in queries.reach(actor=actor, since=clock.today() - YEAR)
        ],
    }
    return render(request, "assessment/training/staff.html", context)


@require_GET
@for_roles(*LEADS)
def learner(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One member of staff: category, what is required, what was learned."""
    actor = request.actor  # type: ignore[attr-defined]
    account = queries.colleague(actor=actor, pk=pk)
    found = queries.requirements(actor=actor, accounts=[account])[0]
    events = queries.history(actor=actor, account_id=pk)
    context = {
        "account": account,
        "name": _name(account),
        "category": wording.category_text(found.category),
        "requirements": [wording.shown(requirement) for requirement in found.requirements],
        "events": [(event, wording.subject_text(event.subject), wording.result_text(event)) for event in events],
        "crumbs": [*_crumbs(), Crumb(_name(account))],
    }
    return render(request, "assessment/training/learner.html", context)


@require_http_methods(["GET", "POST"])
@for_roles(*LEADS)
def category(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Which category of staff somebody belongs to."""
    actor = request.actor  # type: ignore[attr-defined]
    account = queries.colleague(actor=actor, pk=pk)
    form = CategoryForm(request.POST or None, initial={"category": queries.category_of(pk)})

    def act(values: dict[str, Any]) -> str:
        acts.set_category(actor=actor, account=account, category=values["category"])
        return reverse("assessment:learner", args=[pk])

    return form_page(
        request, form, act, title=_("Category of staff"), submit=_("Save"), done=_("Saved."), crumbs=_crumbs(account),
        lead=_("It decides which courses are required. Without an entry the role suggests one."),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@for_roles(*LEADS)
def colleague_learned(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Write down what a colleague learned outside a session, with the result of a test."""
    actor = request.actor  # type: ignore[attr-defined]
    account = queries.colleague(actor=actor, pk=pk)
    courses = [row for row in queries.courses(actor=actor) if not row.retired_on]
    own = pk == actor.account_id
    form = LearnedForm(request.POST or None, subjects=queries.subjects(), courses=courses, own=own, initial={"on": clock.today()})

    def act(values: dict[str, Any]) -> str:
        chosen = values.pop("course")
        course = next((row for row in courses if str(row.pk) == chosen), None)
        acts.record_learning(actor=actor, account=account, course=course, **values)
        return reverse("assessment:learner", args=[pk])

    return form_page(
        request, form, act, title=_("What was learned"), submit=_("Save"), done=_("Saved."), crumbs=_crumbs(account),
        lead=_name(account),
    )  # fmt: skip

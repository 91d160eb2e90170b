"""Courses, their sessions and attendance lists."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openpes.assessment import scope
from openpes.assessment.models import Course, CourseSession
from openpes.assessment.training import actions as acts
from openpes.assessment.training import queries
from openpes.assessment.training.enums import StaffCategory
from openpes.base import clock
from openpes.web.account.access import for_roles
from openpes.web.assessment.form_page import Crumb, form_page, one_step
from openpes.web.assessment.parts import LEADS
from openpes.web.assessment.training import wording
from openpes.web.assessment.training.forms import BookForm, CourseForm, ResultForm, SessionForm, SubjectForm

MOST = 200


def _crumbs(row: Course | None = None, session: CourseSession | None = None) -> list[Crumb]:
    crumbs = [
        Crumb(_("Training of staff"), reverse("assessment:training_staff")),
        Crumb(_("Courses"), reverse("assessment:courses")),
    ]
    if row:
        crumbs.append(Crumb(row.title, reverse("assessment:course", args=[row.pk])))
    if session:
        crumbs.append(Crumb(_("Session"), reverse("assessment:course_session", args=[session.pk])))
    return crumbs


def _required_of(row: Course) -> str:
    labels = dict(StaffCategory.choices)
    return ", ".join(str(labels[category]) for category in row.required_of)


@require_GET
@for_roles(*LEADS)
def courses(request: HttpRequest) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    rows = queries.courses(actor=actor)[:MOST]
    context = {
        "rows": [(row, wording.subject_text(row.subject), _required_of(row)) for row in rows],
        "crumbs": [*_crumbs()[:1], Crumb(_("Courses"))],
    }
    return render(request, "assessment/training/courses.html", context)


def _course_form(request: HttpRequest, actor: Any, row: Course | None) -> HttpResponse:
    initial: dict[str, Any] = {}
    if row:
        names = ("title", "method", "words", "pass_mark", "valid_months", "required_of")
        initial = {name: getattr(row, name) for name in names} | {"subject": row.subject.code}
    form = CourseForm(request.POST or None, subjects=queries.subjects(), initial=initial)

    def act(values: dict[str, Any]) -> str:
        return reverse("assessment:course", args=[acts.record_course(actor=actor, course=row, **values).pk])

    return form_page(
        request, form, act, title=_("Change the course") if row else _("New course"), submit=_("Save"), done=_("Saved."),
        crumbs=_crumbs(row),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@for_roles(*LEADS)
def new_course(request: HttpRequest) -> HttpResponse:
    return _course_form(request, request.actor, None)  # type: ignore[attr-defined]


@require_http_methods(["GET", "POST"])
@for_roles(*LEADS)
def change_course(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    row = queries.course(actor=actor, pk=pk)
    scope.require_planner(actor, row.organisation_id)
    return _course_form(request, actor, row)


@require_GET
@for_roles(*LEADS)
def course(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One course with its sessions."""
    actor = request.actor  # type: ignore[attr-defined]
    row = queries.course(actor=actor, pk=pk)
    context = {
        "row": row,
        "subject": wording.subject_text(row.subject),
        "required_of": _required_of(row),
        "sessions": list(queries.sessions(actor=actor, course=row)[:MOST]),
        "may_change": scope.may_change(actor, row.organisation_id),
        "crumbs": [*_crumbs(), Crumb(row.title)],
    }
    return render(request, "assessment/training/course.html", context)


@require_POST
@for_roles(*LEADS)
def retire_course(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    row = queries.course(actor=actor, pk=pk)
    return one_step(
        request, lambda: acts.retire_course(actor=actor, course=row), done=_("The course is no longer held."),
        where=reverse("assessment:course", args=[pk]),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@for_roles(*LEADS)
def plan_session(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    row = queries.course(actor=actor, pk=pk)

    def act(values: dict[str, Any]) -> str:
        return reverse("assessment:course_session", args=[acts.plan_session(actor=actor, course=row, **values).pk])

    return form_page(
        request, SessionForm(request.POST or None), act, title=_("Plan a session"), submit=_("Save"), done=_("Saved."),
        crumbs=_crumbs(row),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@for_roles(*LEADS)
def add_subject(request: HttpRequest) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]

    def act(values: dict[str, Any]) -> str:
        acts.add_subject(actor=actor, name=values["name"])
        return reverse("assessment:new_course")

    return form_page(
        request, SubjectForm(request.POST or None), act, title=_("New subject"), submit=_("Add"), done=_("Added."),
        crumbs=_crumbs(),
    )  # fmt: skip


@require_GET
@for_roles(*LEADS)
def session(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The attendance list of a session."""
    actor = request.actor  # type: ignore[attr-defined]
    row = queries.session(actor=actor, pk=pk)
    events = queries.attendance_list(actor=actor, session=row)
    context = {
        "row": row,
        "events": [(event, wording.result_text(event)) for event in events],
        "over": row.ends_on < clock.today(),
        "begun": row.starts_on <= clock.today(),
        "may_change": scope.may_change(actor, row.organisation_id),
        "crumbs": [*_crumbs(row.course), Crumb(_("Session"))],
    }
    return render(request, "assessment/training/session.html", context)


@require_http_methods(["GET", "POST"])
@for_roles(*LEADS)
def book(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Book a colleague into a session."""
    actor = request.actor  # type: ignore[attr-defined]
    row = queries.session(actor=actor, pk=pk)

    def act(values: dict[str, Any]) -> str:
        account = scope.colleague(actor, values["owner"])
        assert account is not None
        acts.book(actor=actor, session=row, account=account)
        return reverse("assessment:course_session", args=[pk])

    return form_page(
        request, BookForm(request.POST or None), act, title=_("Book a colleague"), submit=_("Book"), done=_("Booked."),
        crumbs=_crumbs(row.course, row), colleagues=scope.colleagues(actor),
    )  # fmt: skip


@require_POST
@for_roles(*LEADS)
def cancel_session(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    row = queries.session(actor=actor, pk=pk)
    return one_step(
        request, lambda: acts.cancel_session(actor=actor, session=row), done=_("The session is called off."),
        where=reverse("assessment:course", args=[row.course_id]),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@for_roles(*LEADS)
def result(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Whether a booked person came, and the result of the test."""
    actor = request.actor  # type: ignore[attr-defined]
    event = queries.event(actor=actor, pk=pk)
    tested = bool(event.course and event.course.pass_mark is not None)
    initial = {"attendance": event.attendance, "score": event.score, "minutes": event.minutes}
    where = reverse("assessment:course_session", args=[event.session_id]) if event.session_id else reverse("assessment:courses")

    def act(values: dict[str, Any]) -> str:
        acts.record_result(actor=actor, event=event, **values)
        return where

    return form_page(
        request, ResultForm(request.POST or None, tested=tested, initial=initial), act, title=_("Attendance and result"),
        submit=_("Save"), done=_("Saved."), crumbs=_crumbs(event.course, event.session),
        lead=event.account.display_name or event.account.email,
    )  # fmt: skip

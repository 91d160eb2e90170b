"""Consultations of the social partners: from the draft to the published record."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openpes.assessment import scope
from openpes.assessment.models import Consultation
from openpes.assessment.registers import actions as acts
from openpes.assessment.registers import queries
from openpes.assessment.registers.actions.consultations import WITH_VOTE
from openpes.assessment.registers.enums import SubjectKind
from openpes.base import clock
from openpes.web.account.access import for_roles
from openpes.web.assessment.form_page import Crumb, form_page, one_step
from openpes.web.assessment.parts import LEADS
from openpes.web.assessment.registers.forms import (
    AnswerForm,
    CloseForm,
    ConsultationForm,
    InviteForm,
    OpinionForm,
    SubjectForm,
    VoteForm,
)
from openpes.web.assessment.registers.views import home_crumb
from openpes.web.assessment.registers.wording import STATES

MOST = 200


def _crumbs(row: Consultation | None = None) -> list[Crumb]:
    crumbs = [home_crumb(), Crumb(_("Consultations"), reverse("assessment:consultations"))]
    return [*crumbs, Crumb(row.title, _address(row))] if row else crumbs


def _address(row: Consultation) -> str:
    return reverse("assessment:consultation", args=[row.pk])


def _own(request: HttpRequest, pk: uuid.UUID) -> tuple[Any, queries.Record]:
    """The actor and a consultation that they may change."""
    actor = request.actor  # type: ignore[attr-defined]
    record = queries.record(actor=actor, pk=pk)
    scope.require_planner(actor, record.row.organisation_id)
    return actor, record


@require_GET
@for_roles(*LEADS)
def consultations(request: HttpRequest) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    context = {
        "rows": list(queries.consultations(actor=actor)[:MOST]),
        "crumbs": [home_crumb(), Crumb(_("Consultations"))],
    }
    return render(request, "assessment/registers/consultations.html", context)


def _drafted(request: HttpRequest, actor: Any, row: Consultation | None) -> HttpResponse:
    bodies = [body for body in queries.bodies(actor=actor) if body.row.organisation_id in actor.scope_ids]
    initial: dict[str, Any] = {}
    if row:
        names = ("title", "topic", "level", "question", "opens_on", "closes_on", "document_address")
        initial = {name: getattr(row, name) for name in names} | {"body": str(row.body_id or "")}
    form = ConsultationForm(request.POST or None, request.FILES or None, bodies=bodies, initial=initial)

    def act(values: dict[str, Any]) -> str:
        file, chosen = values.pop("file"), values.pop("body")
        body = next((body.row for body in bodies if str(body.row.pk) == chosen), None)
        content, name = (file.read(), file.name) if file else (b"", "")
        saved = acts.prepare_consultation(actor=actor, consultation=row, body=body, content=content, file_name=name, **values)
        return _address(saved)

    return form_page(
        request, form, act, title=_("Change the draft") if row else _("New consultation"), submit=_("Save the draft"),
        done=_("Saved."), crumbs=_crumbs(row),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@for_roles(*LEADS)
def new_consultation(request: HttpRequest) -> HttpResponse:
    return _drafted(request, request.actor, None)  # type: ignore[attr-defined]


@require_http_methods(["GET", "POST"])
@for_roles(*LEADS)
def change_consultation(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    actor, record = _own(request, pk)
    return _drafted(request, actor, record.row)


@require_GET
@for_roles(*LEADS)
def consultation(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One consultation with everything that belongs to its record, and the next steps."""
    actor = request.actor  # type: ignore[attr-defined]
    record = queries.record(actor=actor, pk=pk)
    context = {
        "record": record,
        "row": record.row,
        "state": STATES[record.state],
        "may_change": scope.may_change(actor, record.row.organisation_id),
        "with_vote": record.row.level in WITH_VOTE,
        "crumbs": [*_crumbs(), Crumb(record.row.title)],
    }
    return render(request, "assessment/registers/consultation.html", context)


@require_http_methods(["GET", "POST"])
@for_roles(*LEADS)
def invite(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    actor, record = _own(request, pk)
    invited = {party.partner_id for party in record.parties}
    choices = [
        row
        for row in queries.partners(actor=actor, only_active=True)
        if row.organisation_id == record.row.organisation_id and row.pk not in invited
    ]

    def act(values: dict[str, Any]) -> str:
        partner = next(row for row in choices if str(row.pk) == values["partner"])
        acts.invite(actor=actor, consultation=record.row, partner=partner)
        return _address(record.row)

    return form_page(
        request, InviteForm(request.POST or None, partners=choices), act, title=_("Invite a partner"), submit=_("Invite"),
        done=_("Invited."), crumbs=_crumbs(record.row),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@for_roles(*LEADS)
def link_subject(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Say what the partners are consulted on."""
    actor, record = _own(request, pk)
    versions = queries.weights_versions()
    form = SubjectForm(request.POST or None, versions=versions)

    def act(values: dict[str, Any]) -> str:
        wanted = values["target"] if values["kind"] == SubjectKind.MATCH_WEIGHTS else ""
        target = next((found for found, _number in versions if str(found) == wanted), None)
        acts.link_subject(actor=actor, consultation=record.row, kind=values["kind"], label=values["label"], target_id=target)
        return _address(record.row)

    return form_page(
        request, form, act, title=_("What it is about"), submit=_("Save"), done=_("Saved."), crumbs=_crumbs(record.row)
    )


@require_POST
@for_roles(*LEADS)
def open_consultation(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    actor, record = _own(request, pk)
    return one_step(
        request, lambda: acts.open_consultation(actor=actor, consultation=record.row), done=_("The consultation has begun."),
        where=_address(record.row),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@for_roles(*LEADS)
def close_consultation(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    actor, record = _own(request, pk)

    def act(values: dict[str, Any]) -> str:
        acts.close_consultation(actor=actor, consultation=record.row, **values)
        return _address(record.row)

    return form_page(
        request, CloseForm(request.POST or None, initial={"decided_on": clock.today()}), act, title=_("Close the consultation"),
        submit=_("Close"), done=_("The consultation is closed."), crumbs=_crumbs(record.row),
    )  # fmt: skip


@require_POST
@for_roles(*LEADS)
def publish_consultation(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    actor, record = _own(request, pk)
    return one_step(
        request, lambda: acts.publish_consultation(actor=actor, consultation=record.row), done=_("The record is published."),
        where=_address(record.row),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@for_roles(*LEADS)
def record_opinion(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    party = queries.party(actor=actor, pk=pk)
    scope.require_planner(actor, party.consultation.organisation_id)

    def act(values: dict[str, Any]) -> str:
        acts.record_opinion(actor=actor, party=party, **values)
        return _address(party.consultation)

    return form_page(
        request, OpinionForm(request.POST or None, initial={"given_on": clock.today()}), act, title=_("Write down an opinion"),
        submit=_("Save"), done=_("Saved."), crumbs=_crumbs(party.consultation), lead=party.partner.name,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@for_roles(*LEADS)
def record_vote(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    party = queries.party(actor=actor, pk=pk)
    scope.require_planner(actor, party.consultation.organisation_id)
    initial = {"vote": party.vote, "voted_on": party.voted_on or clock.today()}

    def act(values: dict[str, Any]) -> str:
        acts.record_vote(actor=actor, party=party, **values)
        return _address(party.consultation)

    return form_page(
        request, VoteForm(request.POST or None, initial=initial), act, title=_("Write down a vote"), submit=_("Save"),
        done=_("Saved."), crumbs=_crumbs(party.consultation), lead=party.partner.name,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@for_roles(*LEADS)
def answer_opinion(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    opinion = queries.opinion(actor=actor, pk=pk)
    consultation_ = opinion.party.consultation
    scope.require_planner(actor, consultation_.organisation_id)

    def act(values: dict[str, Any]) -> str:
        acts.answer_opinion(actor=actor, opinion=opinion, **values)
        return _address(consultation_)

    return form_page(
        request, AnswerForm(request.POST or None, initial={"answer": opinion.answer}), act, title=_("Answer an opinion"),
        submit=_("Save"), done=_("Saved."), crumbs=_crumbs(consultation_), lead=opinion.words,
    )  # fmt: skip

"""The counsellor's renderer: the same session as one form on one page."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from openpes.base.errors import ActionError, Conflict, InvalidInput, NotAllowed
from openpes.dialogues import actions, queries, rules
from openpes.dialogues.actions import Problems
from openpes.dialogues.definitions import Slot
from openpes.dialogues.enums import SessionState
from openpes.dialogues.queries import Running
from openpes.web.dialogues import fields
from openpes.web.dialogues.fields import Field, Reading
from openpes.web.dialogues.views import ended, page, with_problem


def _staff_only(request: HttpRequest) -> Any:
    actor = request.actor  # type: ignore[attr-defined]
    if not actor.is_staff:
        raise NotAllowed("staff only")
    return actor


@page
@require_http_methods(["GET", "HEAD", "POST"])
def form(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """All questions that apply on one page; saving shows those that follow from the answers; nothing typed is lost."""
    actor = _staff_only(request)
    run = queries.running(actor=actor, session_id=session_id)
    over = ended(request, run)
    if over:
        return over
    if run.session.state == SessionState.HANDED_OVER:
        return render(request, "dialogues/assist.html", _context(run))
    if request.method != "POST":
        return _form_page(request, run, [fields.field_for(slot, run.turn) for slot in rules.asked(run.dialogue, run.turn)])
    readings = {slot.name: fields.read(slot, request.POST, run.turn) for slot in _sent_slots(request, run)}
    looking = [name for name, reading in readings.items() if reading.intent != "answer"]
    if looking:
        return _form_page(request, run, _typed_fields(run, readings, set(looking)))
    return _save(request, run, readings)


def _sent_slots(request: HttpRequest, run: Running) -> list[Slot]:
    """The questions that stood on the page that was sent."""
    sent = set(request.POST.getlist("shown"))
    return [slot for slot in run.dialogue.slots if slot.name in sent]


def _typed_fields(run: Running, readings: dict[str, Reading], searched: set[str]) -> list[Field]:
    out = []
    for slot in rules.asked(run.dialogue, run.turn):
        reading = readings.get(slot.name)
        if reading is None or slot.kind == "file":
            out.append(fields.field_for(slot, run.turn))
            continue
        search = slot.name in searched and reading.intent == "search"
        out.append(fields.field_for(slot, run.turn, typed=reading.typed, search=search))
    return out


def _values(run: Running, readings: dict[str, Reading]) -> dict[str, Any]:
    """What is to be stored: everything said, and empty where something stood before or the question may stay empty."""
    out = {}
    for slot in run.dialogue.slots:
        reading = readings.get(slot.name)
        if reading is None or slot.kind == "file":
            continue
        said = reading.value not in (None, "", [], False) or (slot.kind == "yes_no" and reading.value is not None)
        if said or not slot.required:
            out[slot.name] = reading.value if said else (False if slot.kind == "confirm" else None)
    return out


def _save(request: HttpRequest, run: Running, readings: dict[str, Reading]) -> HttpResponse:
    actor, sending = request.actor, request.POST.get("do") == "send"  # type: ignore[attr-defined]
    text = request.POST.get("revision", "")
    revision = int(text) if text.isdigit() and len(text) < 10 else None
    try:
        for slot in run.dialogue.slots:
            sent = request.FILES.get(slot.name)
            if slot.kind == "file" and sent is not None:
                actions.attach_file(
                    actor=actor, session_id=run.session.pk, slot=slot.name, name=sent.name or "", content=sent.read()
                )
            elif slot.kind == "file" and slot.name in readings and not slot.required and slot.name not in run.answers:
                actions.answer(actor=actor, session_id=run.session.pk, slot=slot.name, value=None)
        run = actions.answer_many(actor=actor, session_id=run.session.pk, values=_values(run, readings), revision=revision)
        if sending:
            actions.commit(actor=actor, session_id=run.session.pk)
            return redirect("dialogues:receipt", run.session.pk)
    except Problems as problems:
        shown = _typed_fields(run, readings, set())
        for one in shown:
            if one.name in problems.problems:
                with_problem(one, problems)
        return _form_page(request, run, shown, status=422)
    except (InvalidInput, Conflict, NotAllowed) as problem:
        return _refused(request, run.session.pk, readings, problem)
    return redirect("dialogues:form", run.session.pk)


def _refused(request: HttpRequest, session_id: uuid.UUID, readings: dict[str, Reading], problem: ActionError) -> HttpResponse:
    """What the service or another door said, beside its question when it names one."""
    run = queries.running(actor=request.actor, session_id=session_id)  # type: ignore[attr-defined]
    over = ended(request, run)
    if over:
        return over
    shown = _typed_fields(run, readings, set())
    beside = next((one for one in shown if one.name == problem.field), None)
    if beside is not None:
        beside.error = str(problem.message)
    return _form_page(request, run, shown, problem="" if beside else str(problem.message), status=409)


def _context(run: Running) -> dict[str, Any]:
    return {"run": run, "session": run.session, "dialogue": run.dialogue}


def _form_page(request: HttpRequest, run: Running, shown: list[Field], *, problem: str = "", status: int = 200) -> HttpResponse:
    by_name = {one.name: one for one in shown}
    slots = [one.slot for one in shown]
    context = _context(run) | {
        "panels": [(title, [by_name[slot.name] for slot in members]) for title, members in rules.groups(slots)],
        "wrong": [one for one in shown if one.error],
        "problem": problem,
        "notes": run.dialogue.intro(run.turn) if run.dialogue.intro else (),
        "findings": run.dialogue.findings(run.turn) if run.dialogue.findings else (),
        "still_open": rules.next_slot(run.dialogue, run.turn),
    }
    return render(request, "dialogues/form.html", context, status=status)


@page
@require_POST
def assist(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """Take a session over from the queue or the person's file; staff choose the door."""
    actor = _staff_only(request)
    actions.assist(actor=actor, session_id=session_id, channel=request.POST.get("channel", "counter"))
    return redirect("dialogues:form", session_id)


@page
@require_POST
def same_person(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """The person is in the records already: go on with that record."""
    actor = _staff_only(request)
    try:
        person_id = uuid.UUID(request.POST.get("person", ""))
    except ValueError as problem:
        raise NotAllowed("no person") from problem
    actions.choose_person(actor=actor, session_id=session_id, person_id=person_id)
    return redirect("dialogues:form", session_id)

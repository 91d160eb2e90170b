"""The web renderer: one question a page. A page parses, calls one act or query of ``dialogues``, and renders."""

import secrets
import uuid
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from openpes.base.errors import ActionError, Conflict, InvalidInput, NotAllowed, NotFound
from openpes.dialogues import actions, queries, rules, wording
from openpes.dialogues.actions import Problems
from openpes.dialogues.definitions import Slot
from openpes.dialogues.enums import SessionState
from openpes.dialogues.queries import Running
from openpes.web.account.access import turn_errors
from openpes.web.dialogues import fields
from openpes.web.dialogues.fields import Field

OWNER = "dialogue_owner"
View = Callable[..., HttpResponse]


def owner_of(request: HttpRequest, *, make: bool = False) -> str:
    """The random value that marks this browser as the owner of a visitor's sessions; made when the first one begins."""
    if make and OWNER not in request.session:
        request.session[OWNER] = secrets.token_urlsafe(24)
    return request.session.get(OWNER, "")


def found(request: HttpRequest, session_id: uuid.UUID) -> Running:
    """The session for this request. A visitor who signed in meanwhile takes it along. Raises NotFound."""
    owner = owner_of(request)
    if request.user.is_authenticated and owner:
        actions.take_over(actor=request.actor, session_id=session_id, owner=owner)  # type: ignore[attr-defined]
    return queries.running(actor=request.actor, session_id=session_id, owner=owner)  # type: ignore[attr-defined]


def to_sign_in(next_url: str) -> HttpResponse:
    return redirect(f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': next_url})}")


def page(view: View) -> View:
    """Never cached (an answer must not come back from the browser's store to the next person), 404 and 403 for others."""
    return never_cache(turn_errors(view))


def context_of(request: HttpRequest) -> dict[str, str]:
    source = request.POST if request.method == "POST" else request.GET
    return {key: value for key, value in source.items() if key not in {"csrfmiddlewaretoken", "slot", "channel", "person", "do"}}


@page
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, name: str) -> HttpResponse:
    """What the service is, what is good to have at hand, how long it takes; a button begins. ``slot`` jumps to one question."""
    actor = request.actor  # type: ignore[attr-defined]
    given = context_of(request)
    problem: ActionError | None = None
    person_id = _person_asked_for(request)
    try:
        if request.method == "POST":
            session = actions.start(
                actor=actor, dialogue=name, context=given, owner=owner_of(request, make=not request.user.is_authenticated),
                person_id=person_id, channel=request.POST.get("channel", ""),
            )  # fmt: skip
            slot = request.POST.get("slot", "")
            if slot and not actor.is_staff and any(s.name == slot for s in queries.opened(actor, session).dialogue.slots):
                return redirect("dialogues:question", session.pk, slot)
            return redirect("dialogues:session", session.pk)
        dialogue, notes = actions.look_at(actor=actor, dialogue=name, context=given, person_id=person_id)
    except NotAllowed as refused:
        if not request.user.is_authenticated:
            return to_sign_in(request.get_full_path())
        if refused.code == "role":
            raise
        problem = refused
    except (InvalidInput, Conflict) as refused:
        problem = refused
    if problem is not None:
        return render(request, "dialogues/refused.html", {"problem": problem}, status=409)
    return render(
        request,
        "dialogues/start.html",
        {"dialogue": dialogue, "notes": notes, "given": given, "slot": request.GET.get("slot", ""), "person_id": person_id},
    )


def _person_asked_for(request: HttpRequest) -> uuid.UUID | None:
    """Staff come from a person's file: ``person`` is its id."""
    text = (request.POST if request.method == "POST" else request.GET).get("person", "")
    if not text or not request.actor.is_staff:  # type: ignore[attr-defined]
        return None
    try:
        return uuid.UUID(text)
    except ValueError as problem:
        raise Http404 from problem


def next_page(run: Running) -> str:
    """Where the session goes on: the first open question, the review, the receipt, or with whom it is."""
    session = run.session
    if session.state == SessionState.COMMITTED:
        return reverse("dialogues:receipt", args=[session.pk])
    if run.assisted:
        return reverse("dialogues:form", args=[session.pk])
    if session.state == SessionState.HANDED_OVER:
        return reverse("dialogues:talk", args=[session.pk])
    slot = rules.next_slot(run.dialogue, run.turn)
    return reverse("dialogues:question", args=[session.pk, slot.name]) if slot else reverse("dialogues:review", args=[session.pk])


def ended(request: HttpRequest, run: Running) -> HttpResponse | None:
    """The page to show instead when the session cannot be answered any more."""
    if run.session.state in queries.LIVE:
        return None
    if run.session.state == SessionState.COMMITTED:
        return redirect("dialogues:receipt", run.session.pk)
    return render(request, "dialogues/ended.html", {"run": run, "dialogue": run.dialogue}, status=410)


@page
@require_http_methods(["GET", "HEAD"])
def go_on(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    run = found(request, session_id)
    return ended(request, run) or redirect(next_page(run))


def _slot(run: Running, name: str) -> Slot:
    try:
        return run.dialogue.slot(name)
    except KeyError as problem:
        raise Http404 from problem


@page
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, session_id: uuid.UUID, slot: str) -> HttpResponse:
    """One question. What was typed stands there again after any problem; ``from=review`` goes back to the review."""
    run = found(request, session_id)
    asked = _slot(run, slot)
    over = ended(request, run)
    if over:
        return over
    if run.session.state == SessionState.HANDED_OVER and not run.assisted:
        return redirect("dialogues:talk", session_id)
    if request.method != "POST":
        return _question_page(request, run, fields.field_for(asked, run.turn))
    reading = fields.read(asked, request.POST, run.turn)
    if asked.kind == "file":
        return _file_answer(request, run, asked)
    if reading.intent == "search":
        shown = fields.field_for(asked, run.turn, typed=reading.typed, search=True)
        exact = [hit for hit in shown.hits if hit.get("exact")]
        if asked.kind != "place" or len(exact) != 1:
            return _question_page(request, run, shown)
        reading.value = {"place_id": exact[0]["place_id"]}
    if reading.intent == "rows":
        return _question_page(request, run, fields.field_for(asked, run.turn, typed=reading.typed))
    return _answer(request, run, asked, reading)


def _revision(request: HttpRequest) -> int | None:
    text = request.POST.get("revision", "")
    return int(text) if text.isdigit() and len(text) < 10 else None


def _answer(request: HttpRequest, run: Running, asked: Slot, reading: fields.Reading) -> HttpResponse:
    try:
        done = actions.answer(
            actor=request.actor, session_id=run.session.pk, slot=asked.name, value=reading.value,  # type: ignore[attr-defined]
            revision=_revision(request), owner=owner_of(request),
        )  # fmt: skip
    except Problems as problems:
        shown = fields.field_for(asked, run.turn, typed=reading.typed)
        return _question_page(request, run, with_problem(shown, problems), status=422)
    except Conflict as conflict:
        fresh = found(request, run.session.pk)
        over = ended(request, fresh)
        if over:
            return over
        shown = fields.field_for(asked, fresh.turn, typed=reading.typed)
        other = wording.show(asked, fresh.turn.answers.get(asked.name), fresh.turn) if conflict.code == "overwritten" else []
        return _question_page(request, fresh, shown, warning=str(conflict.message), other=other, status=409)
    return redirect(_after(request, done, asked))


def _after(request: HttpRequest, done: Running, asked: Slot) -> str:
    following = rules.slot_after(done.dialogue, done.turn, asked.name)
    if following is None:
        return reverse("dialogues:review", args=[done.session.pk])
    return reverse("dialogues:question", args=[done.session.pk, following.name])


def _file_answer(request: HttpRequest, run: Running, asked: Slot) -> HttpResponse:
    sent = request.FILES.get(asked.name)
    had = run.turn.answers.get(asked.name)
    if sent is None or request.POST.get("do") == f"{asked.name}.remove":
        keep = had if request.POST.get("do") != f"{asked.name}.remove" else None
        return _answer(request, run, asked, fields.Reading(keep, dict(keep or {})))
    try:
        if sent.size and sent.size > settings.FILE_UPLOAD_MAX_BYTES:
            megabytes = settings.FILE_UPLOAD_MAX_BYTES // (1024 * 1024)
            raise InvalidInput(_("This file is too big. At most %(n)s MB.") % {"n": megabytes}, field=asked.name)
        done = actions.attach_file(
            actor=request.actor, session_id=run.session.pk, slot=asked.name, name=sent.name or "",  # type: ignore[attr-defined]
            content=sent.read(), owner=owner_of(request),
        )  # fmt: skip
    except InvalidInput as problem:
        shown = fields.field_for(asked, run.turn)
        shown.error = str(problem.message)
        return _question_page(request, run, shown, status=422)
    return redirect(_after(request, done, asked))


def with_problem(shown: Field, problems: Problems) -> Field:
    """The field with its message, beside the part of the answer that it is about."""
    problem = problems.problems[shown.slot.name]
    text = wording.problem_text(problem)
    shown.error = text
    if problem.part:
        shown.parts = {problem.part: text}
    return shown


def _question_page(
    request: HttpRequest, run: Running, shown: Field, *, warning: str = "", other: list[str] | None = None, status: int = 200
) -> HttpResponse:
    before = rules.slot_before(run.dialogue, run.turn, shown.slot.name)
    first = before is None
    done = rules.next_slot(run.dialogue, run.turn) is None
    back = reverse("dialogues:question", args=[run.session.pk, before.name]) if before else ""
    context: dict[str, Any] = {
        "run": run,
        "session": run.session,
        "dialogue": run.dialogue,
        "field": shown,
        "progress": rules.progress(run.dialogue, run.turn, shown.slot.name),
        "back": reverse("dialogues:review", args=[run.session.pk]) if done else back,
        "notes": run.dialogue.intro(run.turn) if first and run.dialogue.intro else (),
        "changing": done,
        "warning": warning,
        "other": other or [],
    }
    return render(request, "dialogues/question.html", context, status=status)


def summary(run: Running, answers: dict[str, Any] | None = None, *, links: bool = True) -> list[dict[str, Any]]:
    """Questions and answers in order, as the review and the receipt show them."""
    turn = run.turn if answers is None else queries.Turn(answers, run.turn.actor, run.turn.context, run.turn.person_id)
    return [
        {
            "label": slot.question,
            "lines": wording.show(slot, turn.answers.get(slot.name), turn),
            "url": reverse("dialogues:question", args=[run.session.pk, slot.name]) if links else "",
        }
        for slot in rules.asked(run.dialogue, turn)
    ]


@page
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """All answers, each with a way to change it, and the button that sends. A double click sends once."""
    run = found(request, session_id)
    over = ended(request, run)
    if over:
        return over
    still_open = rules.next_slot(run.dialogue, run.turn)
    if still_open is not None:
        return redirect("dialogues:question", session_id, still_open.name)
    problem, problem_url, status = "", "", 200
    if request.method == "POST":
        try:
            actions.commit(actor=request.actor, session_id=session_id, owner=owner_of(request))  # type: ignore[attr-defined]
            return redirect("dialogues:receipt", session_id)
        except NotFound:
            raise
        except NotAllowed as refused:
            if refused.code == "sign_in":
                return to_sign_in(reverse("dialogues:review", args=[session_id]))
            problem, status = str(refused.message), 409
        except ActionError as refused:
            problem, status = str(refused.message), 422
            names = {slot.name for slot in rules.asked(run.dialogue, run.turn)}
            problem_url = reverse("dialogues:question", args=[session_id, refused.field]) if refused.field in names else ""
    context = {
        "run": run,
        "session": run.session,
        "dialogue": run.dialogue,
        "rows": summary(run),
        "notes": run.dialogue.intro(run.turn) if run.dialogue.intro else (),
        "problem": problem,
        "problem_url": problem_url,
        "must_sign_in": run.dialogue.account_needed and not request.user.is_authenticated,
        "back": reverse("dialogues:question", args=[session_id, rules.asked(run.dialogue, run.turn)[-1].name]),
    }
    return render(request, "dialogues/review.html", context, status=status)


@page
@require_http_methods(["GET", "HEAD"])
def receipt(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """The reference, what happens next, and what was sent; made for printing."""
    run = found(request, session_id)
    if run.session.state != SessionState.COMMITTED:
        return redirect("dialogues:session", session_id)
    answers = queries.receipt_answers(run.session)
    context = {
        "run": run,
        "session": run.session,
        "dialogue": run.dialogue,
        "reference": run.session.result.get("_reference", ""),
        "message": run.session.result.get("_message", ""),
        "next_url": run.session.result.get("_next", ""),
        "rows": summary(run, answers, links=False) if answers else [],
    }
    return render(request, "dialogues/receipt.html", context)

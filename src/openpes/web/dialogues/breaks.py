"""Breaks of a dialogue: keep it for later and go on with a code, talk to a person, take it back, or delete it."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from openpes.base.addresses import address_of
from openpes.base.errors import ActionError, InvalidInput
from openpes.dialogues import actions
from openpes.dialogues.enums import SessionState
from openpes.web.dialogues.views import ended, found, owner_of, page


@page
@require_POST
def later(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """A code to go on with, here or at an office."""
    run = found(request, session_id)
    code = actions.keep_for_later(actor=request.actor, session_id=session_id, owner=owner_of(request))  # type: ignore[attr-defined]
    run = found(request, session_id)
    context = {"run": run, "session": run.session, "dialogue": run.dialogue, "code": f"{code[:3]} {code[3:]}"}
    return render(request, "dialogues/later.html", context)


@page
@require_http_methods(["GET", "HEAD", "POST"])
def resume(request: HttpRequest) -> HttpResponse:
    """Type the code and go on."""
    typed, problem, status = "", "", 200
    if request.method == "POST":
        typed = request.POST.get("code", "")[:20]
        try:
            session = actions.resume(
                actor=request.actor, code=typed, address=address_of(request),  # type: ignore[attr-defined]
                owner=owner_of(request, make=not request.user.is_authenticated),
            )  # fmt: skip
            return redirect("dialogues:session", session.pk)
        except ActionError as refused:
            problem, status = str(refused.message), 429 if refused.code == "too_many" else 422
    return render(request, "dialogues/resume.html", {"typed": typed, "problem": problem}, status=status)


@page
@require_http_methods(["GET", "HEAD", "POST"])
def talk(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """Talk to a person: the telephone, the offices, or a call back with the answers so far."""
    run = found(request, session_id)
    over = ended(request, run)
    if over:
        return over
    typed, problem, status = {"phone": "", "words": ""}, "", 200
    if request.method == "POST":
        typed = {"phone": request.POST.get("phone", "")[:60], "words": request.POST.get("words", "")[:1000]}
        try:
            actions.hand_over(actor=request.actor, session_id=session_id, owner=owner_of(request), **typed)  # type: ignore[attr-defined]
            return redirect("dialogues:talk", session_id)
        except InvalidInput as refused:
            problem, status = str(refused.message), 422
    context = {
        "run": run,
        "session": run.session,
        "dialogue": run.dialogue,
        "waiting": run.session.state == SessionState.HANDED_OVER,
        "typed": typed,
        "problem": problem,
    }
    return render(request, "dialogues/talk.html", context, status=status)


@page
@require_POST
def take_back(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    found(request, session_id)
    actions.take_back(actor=request.actor, session_id=session_id, owner=owner_of(request))  # type: ignore[attr-defined]
    return redirect("dialogues:session", session_id)


@page
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """Ask once, then delete what was answered."""
    run = found(request, session_id)
    over = ended(request, run)
    if over:
        return over
    if request.method == "POST":
        actions.abandon(actor=request.actor, session_id=session_id, owner=owner_of(request))  # type: ignore[attr-defined]
        messages.success(request, _("Your answers were deleted."))
        return redirect("/")
    return render(request, "dialogues/stop.html", {"run": run, "session": run.session, "dialogue": run.dialogue})

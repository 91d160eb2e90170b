"""The first page: one clear next step; profile; messages."""

import datetime as dt
import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from openpes.base import clock
from openpes.contact import actions as contact
from openpes.contact import queries as letters
from openpes.dialogues import definitions, queries, rules, wording
from openpes.dialogues.definitions import Turn
from openpes.people.actions import sign_of_life
from openpes.placement import own_queries
from openpes.web.account.access import for_roles
from openpes.web.jobseeker.saying import reason_rows
from openpes.web.public.presenting import Shown

FIRST = 3
A_DAY = dt.timedelta(days=1)


@require_safe
@for_roles("jobseeker")
def home(request: HttpRequest) -> HttpResponse:
    """Where the person stands and what comes next. Being here is a sign of life: a sleeping registration wakes."""
    actor = request.actor  # type: ignore[attr-defined]
    now = own_queries.standing(actor)
    if now.person and now.registration and now.registration.last_sign_at < clock.now() - A_DAY:
        sign_of_life(actor=actor, person=now.person)
    best = own_queries.own_matches(actor, limit=FIRST, language=get_language() or "en") if now.registration else None
    today = clock.today()
    context = {
        "standing": now,
        "begun": [(s, definitions.get(s.dialogue, s.version).title) for s in queries.open_sessions_of(actor=actor)[:5]],
        "best": [(Shown(m.vacancy, today), reason_rows(m.reasons)[:4]) for m in best.matches] if best else [],
        "total": best.total if best else 0,
        "unread": letters.unread(actor=actor),
    }
    return render(request, "me/home.html", context)


@require_safe
@for_roles("jobseeker")
def profile(request: HttpRequest) -> HttpResponse:
    """The profile as a list, each line with its way to change it."""
    actor = request.actor  # type: ignore[attr-defined]
    person = own_queries.own_person(actor)
    if person is None or own_queries.own_profile(actor) is None:
        return render(request, "me/no_profile.html", {"registered": person is not None})
    dialogue = definitions.get("placement.profile")
    turn = Turn({}, actor, {}, person.pk)
    turn = Turn(dialogue.prefill(turn) if dialogue.prefill else {}, actor, {}, person.pk)
    rows = [
        {"label": slot.question, "slot": slot.name, "lines": wording.show(slot, turn.answers.get(slot.name), turn)}
        for slot in rules.asked(dialogue, turn)
    ]
    return render(request, "me/profile.html", {"rows": rows, "dialogue": dialogue})


@require_safe
@for_roles("jobseeker")
def messages_list(request: HttpRequest) -> HttpResponse:
    """What we told the person, newest first."""
    return render(request, "me/messages.html", {"letters": letters.inbox(actor=request.actor)})  # type: ignore[attr-defined]


@require_safe
@for_roles("jobseeker")
def message(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One message; opening it marks it as read."""
    row = contact.mark_read(actor=request.actor, message_id=pk)  # type: ignore[attr-defined]
    return render(request, "me/message.html", {"letter": letters.opened(row)})

"""Reads on sessions. A session that is not the actor's is not found."""

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from openpes.base import clock
from openpes.base.actor import Actor
from openpes.base.errors import NotFound
from openpes.dialogues import definitions, perms
from openpes.dialogues.definitions import Dialogue, Turn
from openpes.dialogues.enums import SessionState
from openpes.dialogues.models import DialogueSession
from openpes.trust.keys import decrypt, encrypt

LIVE = (SessionState.OPEN, SessionState.HANDED_OVER)


@dataclass
class Running:
    """A session with its definition and opened answers.

    changed_at: {slot name: revision of its last change}. wish: what the client said when asking for a person.
    """

    session: DialogueSession
    dialogue: Dialogue
    turn: Turn
    answers: dict[str, Any]
    changed_at: dict[str, int] = field(default_factory=dict)
    wish: dict[str, str] = field(default_factory=dict)

    @property
    def assisted(self) -> bool:
        return self.turn.actor.assisted


def seal(subject_id: uuid.UUID, answers: Mapping[str, Any], changed_at: Mapping[str, int], wish: Mapping[str, str]) -> bytes:
    """Answers as they are stored: JSON under the subject's key."""
    return encrypt(subject_id, json.dumps({"values": answers, "at": changed_at, "wish": wish}, ensure_ascii=False))


def acting(actor: Actor, session: DialogueSession) -> Actor:
    """Staff act on behalf of the client through the door that the session names last."""
    if not actor.is_staff:
        return actor
    door = next((c for c in reversed(session.channels) if c in {"counter", "phone"}), "counter")
    return actor.on_behalf(door)


def opened(actor: Actor, session: DialogueSession) -> Running:
    """The session with its answers, without asking whether the actor may."""
    dialogue = definitions.get(session.dialogue, session.version)
    text = decrypt(session.pk, session.answers_sealed, "") if session.state in LIVE else ""
    stored = json.loads(text) if text else {"values": {}, "at": {}, "wish": {}}
    turn = Turn(stored["values"], acting(actor, session), session.context, session.person_id)
    return Running(session, dialogue, turn, stored["values"], stored["at"], stored.get("wish", {}))


def running(*, actor: Actor, session_id: uuid.UUID, owner: str = "", lock: bool = False) -> Running:
    """The session as the actor may see it. Raises NotFound. ``lock``: hold the row until the transaction ends."""
    rows = DialogueSession.objects.select_for_update() if lock else DialogueSession.objects
    session = rows.filter(pk=session_id).first()
    try:
        known = session is not None and definitions.get(session.dialogue, session.version)
    except KeyError:
        known = None
    if session is None or not known or not perms.may_open(actor, session, known, owner):
        raise NotFound(_("There is nothing here that you have begun. It may have ended, or you need to sign in."))
    return opened(actor, session)


def receipt_answers(session: DialogueSession) -> dict[str, Any]:
    """What was sent, for the receipt; empty once it is deleted."""
    subject = session.result.get("_subject")
    if session.state != SessionState.COMMITTED or not subject:
        return {}
    text = decrypt(uuid.UUID(subject), session.answers_sealed, "")
    return json.loads(text)["values"] if text else {}


def open_sessions_of(*, actor: Actor, person_id: uuid.UUID | None = None) -> list[DialogueSession]:
    """Sessions not finished yet: the client's own, or (for staff who may open the record) those of ``person_id``. Newest first."""
    rows = DialogueSession.objects.filter(state__in=LIVE, expires_at__gt=clock.now()).order_by("-touched_at")
    if person_id is not None and (actor.is_staff or actor.is_partner):
        from openpes.people.perms import visible_persons

        return list(rows.filter(person_id__in=visible_persons(actor).filter(pk=person_id).values("pk"))[:20])
    if actor.account_id is None:
        return []
    mine = Q(account_id=actor.account_id)
    if actor.person_id is not None:
        mine |= Q(person_id=actor.person_id)
    return list(rows.filter(mine)[:20])


def handed_over(*, actor: Actor) -> list[DialogueSession]:
    """Sessions in the actor's part of the tree whose client asked for a person; oldest first."""
    rows = DialogueSession.objects.filter(state=SessionState.HANDED_OVER).order_by("touched_at")
    return list(rows.filter(Q(organisation_id__in=actor.scope_ids) | Q(organisation_id__isnull=True))[:100])

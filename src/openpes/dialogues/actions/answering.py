"""Filling slots. Answers are drafts: they are sealed with the session's key and belong to nobody's record before the commit."""

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from openpes.base import clock
from openpes.base.actor import Actor
from openpes.base.errors import Conflict, InvalidInput, NotFound
from openpes.base.locking import write
from openpes.dialogues import lookups, rules, wording
from openpes.dialogues.definitions import Turn
from openpes.dialogues.enums import SessionState
from openpes.dialogues.models import DialogueSession
from openpes.dialogues.queries import LIVE, Running, running, seal
from openpes.dialogues.values import Problem
from openpes.trust import files

KEEP_VISITOR = dt.timedelta(days=7)
KEEP_KNOWN = dt.timedelta(days=30)


def keep_until(session: DialogueSession) -> dt.datetime:
    known = session.account_id or session.person_id or session.staff_account_id
    return clock.now() + (KEEP_KNOWN if known else KEEP_VISITOR)


def require_open(session: DialogueSession) -> None:
    if session.state == SessionState.COMMITTED:
        raise Conflict(_("This was already sent. Here is the receipt."), code="committed")
    if session.state not in LIVE or session.expires_at < clock.now():
        raise Conflict(_("This has ended. You can begin again."), code="ended")


def require_turn(found: Running, actor: Actor) -> None:
    """While a member of staff has it, the client's doors are silent; the client may take it back."""
    require_open(found.session)
    if found.session.state == SessionState.HANDED_OVER and not actor.is_staff:
        raise Conflict(
            _("A person of the service has your answers now. You can take them back and go on alone."), code="with_staff"
        )


def store_answers(found: Running, actor: Actor, **changes: Any) -> None:
    """Write answers and ``changes`` under the revision that was read: of two at once the second is told."""
    session = found.session
    now = clock.now()
    door = found.turn.actor.channel
    if door not in session.channels[-1:]:
        changes["channels"] = [*session.channels, door][-20:]
    changes |= {
        "answers_sealed": seal(session.pk, found.answers, found.changed_at, found.wish),
        "revision": session.revision + 1,
        "touched_at": now,
        "expires_at": max(session.expires_at, keep_until(session)),
    }
    won = DialogueSession.objects.filter(pk=session.pk, revision=session.revision, state=session.state).update(**changes)
    if not won:
        raise Conflict(_("Somebody else changed this a moment ago. Your words are still here: send them again."), code="changed")
    for name, value in changes.items():
        setattr(session, name, value)


def answer(
    *,
    actor: Actor,
    session_id: uuid.UUID,
    slot: str,
    value: Any,
    revision: int | None = None,
    owner: str = "",
) -> Running:
    """Fill or correct one slot; None leaves an optional one empty.

    revision: of the page that was answered. Raises InvalidInput beside the slot, Conflict("overwritten") when another tab or door has
    answered the same question differently since (nothing typed is lost: send again with the new revision), Conflict otherwise.
    """
    return answer_many(actor=actor, session_id=session_id, values={slot: value}, revision=revision, owner=owner)


def answer_many(
    *,
    actor: Actor,
    session_id: uuid.UUID,
    values: Mapping[str, Any],
    revision: int | None = None,
    owner: str = "",
) -> Running:
    """Fill several slots in one transaction (the one-page form); all or none. ``Problems`` holds every slot that is not usable."""
    with write():
        found = running(actor=actor, session_id=session_id, owner=owner, lock=True)
        require_turn(found, actor)
        problems: dict[str, Problem] = {}
        good: dict[str, Any] = {}
        local = lookups.local()
        trial = Turn(found.answers | dict(values), found.turn.actor, found.turn.context, found.turn.person_id)
        for name, raw in values.items():
            try:
                slot = found.dialogue.slot(name)
                good[name] = lookups.known(slot, rules.check(slot, raw, trial, local))
            except KeyError:
                raise NotFound(_("There is no such question.")) from None
            except Problem as problem:
                problems[name] = problem
        if problems:
            raise Problems(problems)
        if revision is not None:
            for name, value in good.items():
                if rules.overwritten(name, value, found.answers, found.changed_at, revision):
                    raise Conflict(
                        _(
                            "This answer was changed in another window meanwhile. Press the button again to keep what stands here."
                        ),
                        code="overwritten",
                    )
        changed = {n: v for n, v in good.items() if n not in found.answers or found.answers[n] != v}
        if changed:
            found.answers.update(changed)
            found.changed_at.update(dict.fromkeys(changed, found.session.revision + 1))
            store_answers(found, actor)
    return found


class Problems(InvalidInput):
    """Answers that are not usable, by slot."""

    def __init__(self, problems: Mapping[str, Problem]):
        first = next(iter(problems))
        super().__init__(wording.problem_text(problems[first]), field=first)
        self.problems = dict(problems)


def attach_file(
    *, actor: Actor, session_id: uuid.UUID, slot: str, name: str, content: bytes, revision: int | None = None, owner: str = ""
) -> Running:
    """Check and keep a file under the session's own key, and answer the slot with it. Raises InvalidInput, Conflict."""
    with write():
        found = running(actor=actor, session_id=session_id, owner=owner, lock=True)
        require_turn(found, actor)
        kind = found.dialogue.slot(slot).file_kind
        stored = files.store(
            actor=found.turn.actor, subject_id=found.session.pk, kind=kind, name=name, content=content,
            synthetic=found.session.synthetic, field=slot,
        )  # fmt: skip
        before = found.answers.get(slot)
        value = {"file_id": str(stored.pk), "name": files.name_of(stored)}
        done = answer(actor=actor, session_id=session_id, slot=slot, value=value, revision=revision, owner=owner)
        if before and before.get("file_id"):
            files.forget(file_id=uuid.UUID(before["file_id"]), subject_id=found.session.pk)
    return done

"""The ends of a session: sent, handed to a person, given up, run out."""

import uuid
from typing import Any

from django.utils.translation import gettext as _

from openpes.base import clock, hooks
from openpes.base.actor import SYSTEM, Actor
from openpes.base.enums import InteractionLevel, Outcome
from openpes.base.errors import Conflict, InvalidInput, NotAllowed
from openpes.base.events import record_event
from openpes.base.locking import write
from openpes.base.text import clean, clean_line
from openpes.dialogues import definitions, lookups, rules, wording
from openpes.dialogues.actions.answering import Problems, require_open, require_turn, store_answers
from openpes.dialogues.definitions import Commit, Turn
from openpes.dialogues.enums import SessionState
from openpes.dialogues.models import DialogueSession
from openpes.dialogues.queries import LIVE, Running, running, seal
from openpes.dialogues.values import Problem, read_phone
from openpes.trust import files
from openpes.trust.audit import audit
from openpes.trust.keys import destroy


class Unanswered(Problems):
    """Questions that are still open, or whose answers are no longer good; ``field`` is the first."""

    code = "unanswered"


def commit(*, actor: Actor, session_id: uuid.UUID, owner: str = "") -> DialogueSession:
    """The one act. Holds the session's row; a second call, or a second door at the same moment, gives the first one's receipt.

    Raises Unanswered(field=slot), Conflict, NotAllowed("sign_in") when a client must sign in first, and what guard or commit raise.
    """
    with write():
        found = running(actor=actor, session_id=session_id, owner=owner, lock=True)
        session, dialogue = found.session, found.dialogue
        if session.state == SessionState.COMMITTED:
            return session
        require_turn(found, actor)
        if dialogue.account_needed and not actor.is_signed_in:
            raise NotAllowed(_("Sign in with your e-mail address to send this. Your answers are kept."), code="sign_in")
        wrong = rules.problems(dialogue, found.turn, lookups.local(), known=lookups.known)
        if wrong:
            raise Unanswered(wrong)
        turn = Turn(rules.commit_answers(dialogue, found.turn), found.turn.actor, session.context, session.person_id)
        if dialogue.guard:
            dialogue.guard(turn)
        done = dialogue.commit(turn, str(session.pk))
        _finish(found, turn, done)
    return session


def _finish(found: Running, turn: Turn, done: Commit) -> None:
    """Files and answers pass from the session's key to the record's; the session's key is destroyed."""
    session = found.session
    subject = done.subject_id or done.person_id
    kept = [turn.answers[s.name] for s in found.dialogue.slots if s.kind == "file" and turn.answers.get(s.name)]
    for value in kept:
        if subject is not None:
            files.adopt(file_id=uuid.UUID(value["file_id"]), subject_id=subject)
    files.forget_all(subject_id=session.pk)
    now = clock.now()
    changes: dict[str, Any] = {
        "state": SessionState.COMMITTED,
        "committed_at": now,
        "touched_at": now,
        "person_id": session.person_id or done.person_id,
        "resume_hash": "",
        "answers_sealed": seal(subject, turn.answers, {}, {}) if subject is not None else None,
        "result": {
            **{k: str(v) for k, v in done.result.items()},
            "_reference": done.reference,
            "_message": str(done.message),
            "_next": done.next_url,
            "_subject": str(subject) if subject else "",
        },
    }
    won = DialogueSession.objects.filter(pk=session.pk, state__in=LIVE, revision=session.revision).update(**changes)
    if not won:
        raise Conflict(_("Somebody else changed this a moment ago. Look at the answers and send again."), code="changed")
    for name, value in changes.items():
        setattr(session, name, value)
    destroy(session.pk)
    audit(actor=turn.actor, act="dialogue.committed", target=session, person_id=session.person_id)


def _leave_event(session: DialogueSession, actor: Actor, act: str, outcome: str) -> None:
    """A contact that did not end in a record still was a contact."""
    service = definitions.get(session.dialogue, session.version).service
    record_event(
        actor=actor, service=service, act=f"dialogue.{act}", level=InteractionLevel.SUBMISSION, outcome=outcome,
        person_id=session.person_id, organisation_id=session.organisation_id, employer_id=session.employer_id,
        channel=(session.channels or ["web"])[-1], started_at=session.started_at, synthetic=session.synthetic,
    )  # fmt: skip


def hand_over(*, actor: Actor, session_id: uuid.UUID, phone: str = "", words: str = "", owner: str = "") -> DialogueSession:
    """The client wants a person: answers so far, language and a call-back number go to the queue; the doors are silent meanwhile.

    Publishes handover.requested(session_id, person_id, words: what it is about). Raises InvalidInput for a wrong number.
    """
    with write():
        found = running(actor=actor, session_id=session_id, owner=owner, lock=True)
        require_open(found.session)
        try:
            number = read_phone(phone, lookups.local()) if clean_line(phone) else ""
        except Problem as problem:
            raise InvalidInput(wording.problem_text(problem), field="phone") from problem
        found.wish = {"phone": number, "words": clean(words, 1000)}
        store_answers(found, actor, state=SessionState.HANDED_OVER)
        session = found.session
        _leave_event(session, found.turn.actor, "handed_over", Outcome.HANDED_OVER)
        audit(actor=found.turn.actor, act="dialogue.handed_over", target=session, person_id=session.person_id)
        hooks.publish(
            "handover.requested", session_id=session.pk, person_id=session.person_id, words=str(found.dialogue.title),
        )  # fmt: skip
    return session


def take_back(*, actor: Actor, session_id: uuid.UUID, owner: str = "") -> DialogueSession:
    """The client goes on alone after all."""
    with write():
        found = running(actor=actor, session_id=session_id, owner=owner, lock=True)
        require_open(found.session)
        if found.session.state == SessionState.HANDED_OVER:
            store_answers(found, actor, state=SessionState.OPEN)
            audit(actor=found.turn.actor, act="dialogue.taken_back", target=found.session, person_id=found.session.person_id)
            hooks.publish("handover.withdrawn", session_id=found.session.pk)
    return found.session


def _close(session: DialogueSession, state: str) -> bool:
    won = DialogueSession.objects.filter(pk=session.pk, state__in=LIVE).update(
        state=state, answers_sealed=None, resume_hash="", touched_at=clock.now()
    )
    if won:
        files.forget_all(subject_id=session.pk)
        destroy(session.pk)
        session.refresh_from_db()
    return bool(won)


def abandon(*, actor: Actor, session_id: uuid.UUID, owner: str = "") -> None:
    """Give up: the answers are deleted at once. Doing it twice does no harm."""
    with write():
        found = running(actor=actor, session_id=session_id, owner=owner, lock=True)
        if _close(found.session, SessionState.ABANDONED):
            _leave_event(found.session, found.turn.actor, "abandoned", Outcome.PARTIAL)
            audit(actor=found.turn.actor, act="dialogue.abandoned", target=found.session, person_id=found.session.person_id)


def expire(*, session_id: uuid.UUID) -> bool:
    """The time is over: answers and key are deleted. True when it was this call that did it."""
    with write():
        session = DialogueSession.objects.select_for_update().get(pk=session_id)
        if session.expires_at > clock.now() or not _close(session, SessionState.EXPIRED):
            return False
        _leave_event(session, SYSTEM, "expired", Outcome.PARTIAL)
        audit(actor=SYSTEM, act="dialogue.expired", target=session, person_id=session.person_id)
    return True

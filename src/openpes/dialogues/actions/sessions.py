"""Beginning a session, keeping it for later, and who goes on with it: another browser, the account, a member of staff."""

import secrets
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from openpes.base import clock, limits
from openpes.base.actor import Actor
from openpes.base.errors import InvalidInput, NotAllowed, NotFound
from openpes.base.ids import ALPHABET
from openpes.base.locking import write
from openpes.dialogues import definitions, perms
from openpes.dialogues.actions.answering import KEEP_KNOWN, keep_until, require_open, store_answers
from openpes.dialogues.definitions import Dialogue, Note, Turn
from openpes.dialogues.enums import SessionState
from openpes.dialogues.models import DialogueSession
from openpes.dialogues.queries import LIVE, Running, opened, running, seal
from openpes.people.models import Person
from openpes.people.perms import may_see
from openpes.trust.access import record_access
from openpes.trust.audit import audit
from openpes.trust.keys import keyed_hash

CONTEXT_LENGTH = 100
CONFUSED = str.maketrans("ILO", "110")


def _definition(name: str, actor: Actor) -> Dialogue:
    try:
        dialogue = definitions.get(name)
    except KeyError:
        raise NotFound(_("There is no such service.")) from None
    if not perms.may_start(actor, dialogue):
        raise NotAllowed(_("This service is not open to your role. Sign in, or ask at an office."), code="role")
    return dialogue


def _context(dialogue: Dialogue, context: Mapping[str, Any] | None) -> dict[str, str]:
    return {k: str(v)[:CONTEXT_LENGTH] for k, v in (context or {}).items() if k in dialogue.accepts and v not in (None, "")}


def _checked_person(actor: Actor, person_id: uuid.UUID | None) -> Person | None:
    if person_id is None:
        return None
    person = Person.objects.filter(pk=person_id).first()
    if person is None or not may_see(actor, person):
        raise NotFound(_("There is no such record, or it is not open to you."))
    return person


def _begun_before(actor: Actor, dialogue: Dialogue, context: Mapping[str, str], owner: str) -> DialogueSession | None:
    """The client's own unfinished session of the same dialogue about the same thing: a second click goes on where the first was."""
    if actor.is_staff:
        return None
    rows = DialogueSession.objects.filter(dialogue=dialogue.name, version=dialogue.version, state__in=LIVE, staff_account_id=None)
    rows = rows.filter(expires_at__gt=clock.now(), employer_id=actor.employer_id)
    if actor.account_id is not None:
        rows = rows.filter(account_id=actor.account_id)
    elif owner:
        rows = rows.filter(account_id=None, owner_token=perms.owner_hash(owner))
    else:
        return None
    return next((row for row in rows.order_by("-touched_at")[:20] if row.context == dict(context)), None)


def look_at(
    *, actor: Actor, dialogue: str, context: Mapping[str, Any] | None = None, person_id: uuid.UUID | None = None
) -> tuple[Dialogue, Sequence[Note]]:
    """The service before it begins: its definition and what there is to read first. Nothing is written.

    Raises NotFound, NotAllowed, or what the guard raises.
    """
    definition = _definition(dialogue, actor)
    person = _checked_person(actor, person_id) if actor.is_staff else None
    about = person.pk if person else (None if actor.is_staff else actor.person_id)
    turn = Turn({}, actor, _context(definition, context), about)
    if definition.guard:
        definition.guard(turn)
    return definition, definition.intro(turn) if definition.intro else ()


def start(
    *,
    actor: Actor,
    dialogue: str,
    context: Mapping[str, Any] | None = None,
    owner: str = "",
    person_id: uuid.UUID | None = None,
    channel: str = "",
) -> DialogueSession:
    """Begin a dialogue, or go on with the same one begun before.

    person_id: for staff, the existing person it is about (a person-to-be when None). channel: for staff, "counter" or "phone".
    Raises NotFound, NotAllowed, or what the dialogue's guard raises.
    """
    definition = _definition(dialogue, actor)
    known = _context(definition, context)
    person = _checked_person(actor, person_id) if actor.is_staff else None
    about = person.pk if person else (None if actor.is_staff else actor.person_id)
    who = actor.on_behalf(channel or "counter") if actor.is_staff else actor
    turn = Turn({}, who, known, about)
    if definition.guard:
        definition.guard(turn)
    with write():
        before = _begun_before(actor, definition, known, owner)
        if before is not None and (before.revision or definition.prefill is None):
            return before
        answers = dict(definition.prefill(turn)) if definition.prefill else {}
        if before is not None:
            before.answers_sealed = seal(before.pk, answers, {}, {})
            before.save(update_fields=["answers_sealed"])
            return before
        now = clock.now()
        session = DialogueSession(
            dialogue=definition.name, version=definition.version, person_id=about, context=known, language=actor.language,
            account_id=None if actor.is_staff else actor.account_id,
            employer_id=actor.employer_id,
            owner_token="" if actor.is_signed_in else perms.owner_hash(owner),
            staff_account_id=actor.account_id if actor.is_staff else None,
            organisation_id=actor.organisation_id if actor.is_staff else None,
            channels=[who.channel], started_at=now, touched_at=now, expires_at=now,
            synthetic=person.synthetic if person else actor.synthetic,
        )  # fmt: skip
        session.expires_at = keep_until(session)
        session.answers_sealed = seal(session.pk, answers, {}, {})
        session.save()
        audit(actor=who, act="dialogue.started", target=session, person_id=about)
    return session


def take_over(*, actor: Actor, session_id: uuid.UUID, owner: str) -> None:
    """A visitor signed in: the session they began in this browser becomes their account's."""
    if not actor.is_signed_in or actor.is_staff or actor.is_partner or not owner:
        return
    with write():
        won = DialogueSession.objects.filter(
            pk=session_id, account_id=None, person_id=None, owner_token=perms.owner_hash(owner), state__in=LIVE
        ).update(account_id=actor.account_id, person_id=actor.person_id, owner_token="", expires_at=clock.now() + KEEP_KNOWN)
        if won:
            audit(
                actor=actor,
                act="dialogue.taken_over",
                target=("dialogues.dialoguesession", session_id),
                person_id=actor.person_id,
            )


def choose_person(*, actor: Actor, session_id: uuid.UUID, person_id: uuid.UUID) -> Running:
    """Staff say that the session is about a person who is in the records already (a possible duplicate was the same person)."""
    if not actor.is_staff:
        raise NotAllowed(_("This is for counsellors."))
    with write():
        found = running(actor=actor, session_id=session_id, lock=True)
        require_open(found.session)
        person = _checked_person(actor, person_id)
        store_answers(found, actor, person_id=person_id)
        audit(actor=found.turn.actor, act="dialogue.person_chosen", target=found.session, person_id=person.pk if person else None)
    return opened(actor, found.session)


def keep_for_later(*, actor: Actor, session_id: uuid.UUID, owner: str = "") -> str:
    """A new six-character code to resume with, shown once; an older code stops working."""

    with write():
        found = running(actor=actor, session_id=session_id, owner=owner, lock=True)
        require_open(found.session)
        code = "".join(secrets.choice(ALPHABET) for _ in range(6))
        store_answers(found, actor, resume_hash=code_hash(code))
        audit(actor=found.turn.actor, act="dialogue.kept", target=found.session, person_id=found.session.person_id)
    return code


def code_hash(code: str) -> str:
    return keyed_hash("dialogue-resume", code)


def resume(*, actor: Actor, code: str, address: str, owner: str = "") -> DialogueSession:
    """Go on by code from another device, or as staff at the counter. The code works once.

    A session of an account opens only for that account or for staff. Raises InvalidInput (the same words for every miss) and
    TooMany: 10 tries in 15 minutes per address.
    """
    limits.count("dialogue-resume", address, limit=10, seconds=900)
    typed = "".join(c for c in code.upper().translate(CONFUSED) if c in ALPHABET)
    wrong = InvalidInput(
        _("We find nothing with this code. Check it, or sign in if you were signed in when you began."), field="code"
    )
    if len(typed) != 6:
        raise wrong
    with write():
        session = (
            DialogueSession.objects.select_for_update()
            .filter(resume_hash=code_hash(typed), state__in=LIVE, expires_at__gt=clock.now())
            .first()
        )
        if session is None:
            raise wrong
        changes: dict[str, Any] = {"resume_hash": "", "touched_at": clock.now()}
        if actor.is_staff:
            dialogue = definitions.get(session.dialogue, session.version)
            if actor.role not in dialogue.staff_roles or (session.person_id and not _may_see_id(actor, session.person_id)):
                raise wrong
            changes |= _in_staff_hands(actor, session, "counter")
        elif session.account_id is not None or (session.staff_account_id is not None and session.person_id is not None):
            if actor.account_id is None or (session.account_id != actor.account_id and session.person_id != actor.person_id):
                raise wrong
        elif actor.is_signed_in:
            changes |= {"account_id": actor.account_id, "person_id": session.person_id or actor.person_id, "owner_token": ""}
        else:
            changes["owner_token"] = perms.owner_hash(owner)
        DialogueSession.objects.filter(pk=session.pk).update(**changes)
        session.refresh_from_db()
        audit(actor=actor, act="dialogue.resumed", target=session, person_id=session.person_id)
    if session.person_id is not None and actor.is_staff:
        record_access(actor=actor, person_id=session.person_id, what="dialogue")
    return session


def _may_see_id(actor: Actor, person_id: uuid.UUID) -> bool:
    person = Person.objects.filter(pk=person_id).first()
    return person is not None and may_see(actor, person)


def _in_staff_hands(actor: Actor, session: DialogueSession, channel: str) -> dict[str, Any]:
    return {
        "staff_account_id": actor.account_id,
        "organisation_id": session.organisation_id or actor.organisation_id,
        "channels": [*session.channels, channel][-20:],
        "state": SessionState.OPEN,
    }


def assist(*, actor: Actor, session_id: uuid.UUID, channel: str = "counter") -> Running:
    """A member of staff goes on with a session that a client began (from the file, the queue or the code); the reading is logged."""
    if channel not in {"counter", "phone"}:
        raise InvalidInput(_("Choose whether the person is here or on the telephone."), field="channel")
    if not actor.is_staff:
        raise NotAllowed(_("This is for counsellors."))
    with write():
        found = running(actor=actor, session_id=session_id, lock=True)
        require_open(found.session)
        DialogueSession.objects.filter(pk=session_id).update(**_in_staff_hands(actor, found.session, channel))
        found.session.refresh_from_db()
        audit(actor=actor, act="dialogue.assisted", target=found.session, person_id=found.session.person_id)
    if found.session.person_id is not None:
        record_access(actor=actor, person_id=found.session.person_id, what="dialogue")
    return opened(actor, found.session)

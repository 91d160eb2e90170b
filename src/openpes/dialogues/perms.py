"""Whose a session is, and which staff may work on it."""

import uuid

from openpes.base.actor import Actor
from openpes.dialogues import definitions
from openpes.dialogues.definitions import Dialogue
from openpes.dialogues.enums import SessionState
from openpes.dialogues.models import DialogueSession
from openpes.people.models import Person
from openpes.people.perms import may_see as may_see_person
from openpes.trust.keys import keyed_hash


def owner_hash(owner: str) -> str:
    """What is stored of the random value in a visitor's browser session."""
    return keyed_hash("dialogue-owner", owner) if owner else ""


def may_start(actor: Actor, dialogue: Dialogue) -> bool:
    """Clients whose role the dialogue names; staff who may assist with it."""
    return actor.role in dialogue.roles or actor.role in dialogue.staff_roles


def is_owner(actor: Actor, session: DialogueSession, owner: str) -> bool:
    """The client who began the session: by account, by person, or by the browser while there is no account."""
    if actor.is_staff or actor.is_partner:
        return False
    if session.account_id is not None:
        same = actor.account_id is not None and session.account_id == actor.account_id
        return same and (session.employer_id is None or session.employer_id == actor.employer_id)
    if session.person_id is not None and session.person_id == actor.person_id:
        return True
    return bool(owner) and bool(session.owner_token) and session.owner_token == owner_hash(owner)


def may_assist(actor: Actor, session: DialogueSession, dialogue: Dialogue) -> bool:
    """Staff who began or took it over, whose part of the tree it belongs to, or who may open the person's record."""
    if actor.role not in dialogue.staff_roles or actor.account_id is None:
        return False
    if session.staff_account_id == actor.account_id:
        return True
    if session.person_id is not None:
        person = Person.objects.filter(pk=session.person_id).first()
        return person is not None and may_see_person(actor, person)
    if session.organisation_id is not None:
        return session.organisation_id in actor.scope_ids
    return session.state == SessionState.HANDED_OVER


def may_open(actor: Actor, session: DialogueSession, dialogue: Dialogue, owner: str) -> bool:
    return is_owner(actor, session, owner) or may_assist(actor, session, dialogue)


def may_read_session_file(actor: Actor, subject_id: uuid.UUID, file_id: uuid.UUID) -> bool:
    """A file in a session not sent yet: its signed-in owner, or the staff who assist."""
    session = DialogueSession.objects.filter(pk=subject_id).first()
    if session is None:
        return False
    try:
        dialogue = definitions.get(session.dialogue, session.version)
    except KeyError:
        return False
    return may_open(actor, session, dialogue, "")

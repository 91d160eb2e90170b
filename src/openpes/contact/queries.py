"""Reads of the inbox and of contact points."""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from openpes.base.actor import Actor
from openpes.contact import perms
from openpes.contact.models import ContactPoint, Message
from openpes.people.models import Person
from openpes.trust.keys import decrypt, opener

PAGE = 50


@dataclass(frozen=True, slots=True)
class Letter:
    """A message in clear, for its reader."""

    message: Message
    subject: str
    text: str


def opened(message: Message) -> Letter:
    return Letter(message, decrypt(message.subject_id, message.subject_sealed), decrypt(message.subject_id, message.text_sealed))


def opened_all(messages: Iterable[Message]) -> list[Letter]:
    """Many messages in clear, with one reading of each reader's key."""
    openers: dict[uuid.UUID, Callable[[bytes | memoryview | None], str]] = {}
    out = []
    for message in messages:
        if message.subject_id not in openers:
            openers[message.subject_id] = opener(message.subject_id)
        clear = openers[message.subject_id]
        out.append(Letter(message, clear(message.subject_sealed), clear(message.text_sealed)))
    return out


def inbox(*, actor: Actor, offset: int = 0, limit: int = PAGE) -> list[Letter]:
    """The actor's messages, newest first. 3 queries at most (rows, the keys of person and account)."""
    rows = list(perms.own_messages(actor).order_by("-created_at", "-pk")[offset : offset + limit])
    return opened_all(rows)


def unread(*, actor: Actor) -> int:
    """How many messages the actor has not opened."""
    return perms.own_messages(actor).filter(read_at__isnull=True).count()


def points_of(person: Person) -> list[ContactPoint]:
    """Living contact points, preferred first."""
    return list(person.contact_points.filter(ended_at=None).order_by("-preferred", "created_at"))


def persons_reached_by(addresses: Iterable[str]) -> set[uuid.UUID]:
    """Persons who share one of these addresses or numbers (for finding possible duplicates; sharing alone proves nothing)."""
    wanted = [a for a in addresses if a]
    if not wanted:
        return set()
    return set(ContactPoint.objects.filter(address__in=wanted, ended_at=None).values_list("person_id", flat=True))

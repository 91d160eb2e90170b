"""Reads of the inbox and of contact points."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from openpes.base.actor import Actor
from openpes.contact import perms
from openpes.contact.models import ContactPoint, Message
from openpes.people.models import Person
from openpes.trust.keys import decrypt

PAGE = 50


@dataclass(frozen=True, slots=True)
class Letter:
    """A message in clear, for its reader."""

    message: Message
    subject: str
    text: str


def opened(message: Message) -> Letter:
    return Letter(message, decrypt(message.subject_id, message.subject_sealed), decrypt(message.subject_id, message.text_sealed))


def inbox(*, actor: Actor, offset: int = 0, limit: int = PAGE) -> list[Letter]:
    """The actor's messages, newest first. 2 queries (rows, key)."""
    return [opened(m) for m in perms.own_messages(actor).order_by("-created_at", "-pk")[offset : offset + limit]]


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

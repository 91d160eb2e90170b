"""Whom a dialogue is about."""

import uuid

from django.utils.translation import gettext as _

from openpes.base.actor import Actor
from openpes.base.errors import Conflict, NotFound
from openpes.dialogues.definitions import Turn
from openpes.people.models import Person
from openpes.people.queries import open_registration_of


def person_of(turn: Turn) -> Person | None:
    """The person the session is about: chosen by staff, or the client themself; None for a person-to-be."""
    about: uuid.UUID | None = turn.person_id or (None if turn.actor.is_staff else turn.actor.person_id)
    if about is None:
        return None
    person = Person.objects.filter(pk=about, merged_into=None).first()
    if person is None:
        raise NotFound(_("There is no such record, or it is not open to you."))
    return person


def known_person(turn: Turn) -> Person:
    """The same, for services that need somebody who is in the records. Raises Conflict("register_first")."""
    person = person_of(turn)
    if person is None:
        raise Conflict(_("Register first: it takes about five minutes."), code="register_first")
    return person


def is_registered(person: Person | None) -> bool:
    return person is not None and open_registration_of(person) is not None


def as_person(actor: Actor, person: Person) -> Actor:
    """The client's actor, now that the human being behind the account is known."""
    return actor if actor.is_staff else actor.known_as(person.pk)

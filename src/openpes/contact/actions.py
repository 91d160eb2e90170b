"""Acts on contact points, and telling somebody something."""

import secrets
import uuid

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from openpes.base import clock, limits
from openpes.base.actor import Actor
from openpes.base.enums import Sensitivity
from openpes.base.errors import InvalidInput, NotFound
from openpes.base.locking import write
from openpes.base.outbox import enqueue
from openpes.base.text import clean, clean_line
from openpes.contact import perms
from openpes.contact.codes import CODE_LIFE, MOST_TRIES, code_digest, new_code
from openpes.contact.enums import Assurance, PointKind, Priority
from openpes.contact.models import ContactCode, ContactPoint, Message
from openpes.people.models import Account, Person
from openpes.trust.audit import audit
from openpes.trust.keys import encrypt

SUBJECT_LENGTH, TEXT_LENGTH = 200, 5000
MOST_POINTS = 20


def tell(
    *,
    kind: str,
    subject: object,
    text: object,
    key: str,
    person_id: uuid.UUID | None = None,
    account_id: uuid.UUID | None = None,
    link: str = "",
    priority: int = Priority.REMINDER,
    sensitivity: str = Sensitivity.PERSONAL,
    language: str = "",
) -> Message:
    """Put a message into somebody's inbox and send word by the door that reaches them. The same ``key`` tells once.

    Give a person, or an account when the person behind it is not known. subject, text: translated lazily, said in the reader's language.
    link: a path in this program. Confidential content stays here: the e-mail says only that there is a message.
    """
    if (person_id is None) == (account_id is None):
        raise ValueError("tell a person or an account")
    person = Person.objects.get(pk=person_id) if person_id else None
    account = Account.objects.get(pk=account_id) if account_id else None
    tongue = language or (person.language if person else account.language if account else settings.LANGUAGE_CODE)
    known = {code for code, _name in settings.LANGUAGES}
    with translation.override(tongue if tongue in known else settings.LANGUAGE_CODE):
        words = clean_line(str(subject), SUBJECT_LENGTH), clean(str(text), TEXT_LENGTH)
    reader = person_id or account_id
    assert reader is not None
    with write():
        row, made = Message.objects.get_or_create(
            key=key,
            defaults={
                "subject_id": reader,
                "person": person,
                "account": account,
                "kind": kind,
                "priority": priority,
                "sensitivity": Sensitivity(sensitivity),
                "language": tongue,
                "subject_sealed": encrypt(reader, words[0]),
                "text_sealed": encrypt(reader, words[1]),
                "link": link,
                "created_at": clock.now(),
                "synthetic": bool((person and person.synthetic) or (account and account.synthetic)),
            },
        )
        if made:
            enqueue("contact.send", key=f"contact.send:{row.pk}", payload={"message_id": str(row.pk)})
    return row


def mark_read(*, actor: Actor, message_id: uuid.UUID) -> Message:
    """The reader opened it. Raises NotFound for a message of somebody else."""
    row = perms.own_messages(actor).filter(pk=message_id).first()
    if row is None:
        raise NotFound(_("There is no such message."))
    if row.read_at is None:
        with write():
            row.read_at = clock.now()
            row.save(update_fields=["read_at"])
    return row


def add_point(
    *,
    actor: Actor,
    person: Person,
    kind: str,
    address: str,
    shared: bool = False,
    preferred: bool = False,
    verified: bool = False,
    language: str = "",
) -> ContactPoint:
    """A way to reach a person. A number that others have too stays theirs and becomes this person's as well.

    address: e-mail in lower case or phone in E.164 (as ``dialogues.values`` gives them). verified: staff saw proof, or the person signed
    in with it.
    """
    perms.require_may_change(actor, person)
    address = clean_line(address, 254)
    if not address:
        raise InvalidInput(_("Write an address or a number."), field="address")
    kind = PointKind(kind)
    with write():
        if person.contact_points.filter(ended_at=None).count() >= MOST_POINTS:
            raise InvalidInput(_("There are many addresses already. Take one out first."), field="address")
        elsewhere = ContactPoint.objects.filter(kind=kind, address=address, ended_at=None).exclude(person=person).exists()
        row, made = ContactPoint.objects.get_or_create(
            person=person,
            kind=kind,
            address=address,
            ended_at=None,
            defaults={
                "folded": address.lower(),
                "shared": shared or elsewhere,
                "preferred": preferred or not person.contact_points.filter(ended_at=None).exists(),
                "language": language or person.language,
                "verified_at": clock.now() if verified else None,
                "assurance": Assurance.CODE if verified else Assurance.NONE,
                "synthetic": person.synthetic,
            },
        )
        if made:
            audit(actor=actor, act="contact.added", target=row, person_id=person.pk, changes={"address": address})
    return row


def _own_point(actor: Actor, point_id: uuid.UUID) -> ContactPoint:
    point = ContactPoint.objects.select_related("person").filter(pk=point_id, ended_at=None).first()
    if point is None or not perms.may_change(actor, point.person):
        raise NotFound(_("There is no such address."))
    return point


def request_code(*, actor: Actor, point_id: uuid.UUID) -> ContactPoint:
    """Send a six-digit code to an e-mail address, valid for 15 minutes. At most 5 codes an hour per address."""
    point = _own_point(actor, point_id)
    if point.kind != PointKind.EMAIL:
        raise InvalidInput(_("We can send codes to e-mail addresses only. Bring your telephone to the office."), field="address")
    limits.count("contact-code", str(point.pk), limit=5, seconds=3600)
    code = new_code(secrets.randbelow)
    with write():
        ContactCode.objects.filter(point=point, used_at=None).delete()
        row = ContactCode.objects.create(
            point=point, digest=code_digest(point.pk, code), expires_at=clock.now() + CODE_LIFE, sent_at=clock.now()
        )
        enqueue(
            "contact.send_code",
            key=f"contact.send_code:{row.pk}",
            payload={"code_id": str(row.pk), "sealed": encrypt(point.person_id, code).hex()},
        )
        audit(actor=actor, act="contact.code_sent", target=point, person_id=point.person_id)
    return point


def verify_point(*, actor: Actor, point_id: uuid.UUID, code: str) -> ContactPoint:
    """The returned code proves that the address reaches the person. Raises InvalidInput after a wrong, old or too often tried code."""
    point = _own_point(actor, point_id)
    typed = "".join(c for c in code if c.isdigit())
    with write():
        row = ContactCode.objects.select_for_update().filter(point=point, used_at=None, expires_at__gt=clock.now()).first()
        good = row is not None and row.tries < MOST_TRIES and row.digest == code_digest(point.pk, typed)
        if row is not None:
            row.tries += 1
            row.used_at = clock.now() if good else None
            row.save(update_fields=["tries", "used_at"])
        if good:
            point.verified_at = clock.now()
            point.assurance = max(point.assurance, Assurance.CODE)
            point.save(update_fields=["verified_at", "assurance"])
            audit(actor=actor, act="contact.verified", target=point, person_id=point.person_id)
    if not good:
        raise InvalidInput(_("This code is wrong or too old. Ask for a new one."), field="code")
    return point


def prefer_point(*, actor: Actor, point_id: uuid.UUID) -> ContactPoint:
    """The person wants to be reached this way first."""
    point = _own_point(actor, point_id)
    with write():
        ContactPoint.objects.filter(person=point.person, preferred=True).exclude(pk=point.pk).update(preferred=False)
        if not point.preferred:
            point.preferred = True
            point.save(update_fields=["preferred"])
            audit(actor=actor, act="contact.preferred", target=point, person_id=point.person_id)
    return point


def end_point(*, actor: Actor, point_id: uuid.UUID) -> None:
    """The person is no longer reached this way."""
    point = _own_point(actor, point_id)
    with write():
        point.ended_at = clock.now()
        point.save(update_fields=["ended_at"])
        audit(actor=actor, act="contact.ended", target=point, person_id=point.person_id)

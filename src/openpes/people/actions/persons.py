"""Acts on a person's own facts."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from openpes.base import clock
from openpes.base.actor import Actor
from openpes.base.errors import Conflict, InvalidInput, NotAllowed
from openpes.base.ids import new_reference
from openpes.base.locking import write
from openpes.base.text import clean_line, fold
from openpes.people import perms, rules
from openpes.people.enums import Collectable, MandateKind, MandateScope, NameKind, Sex
from openpes.people.models import (
    Account,
    Address,
    IdentityDocument,
    Mandate,
    NameToken,
    Person,
    PersonName,
    Place,
    TargetGroup,
    TargetGroupMembership,
)
from openpes.trust.audit import audit
from openpes.trust.history import save_changes
from openpes.trust.keys import encrypt, findable

NAME_LIMIT = 200


def _checked_name(name: rules.NameParts) -> rules.NameParts:
    parts = rules.NameParts(*(clean_line(part) for part in (name.given, name.family, name.only_name)))
    for field in ("given", "family", "only_name"):
        if len(getattr(parts, field)) > NAME_LIMIT:
            raise InvalidInput(_("This name is too long. Write at most 200 letters."), field=field)
    if not fold(parts.display):
        raise InvalidInput(_("Write the name."), field="given")
    return parts


def _checked_birth(birth_year: int | None, birth_date: dt.date | None) -> tuple[int | None, dt.date | None]:
    if birth_date:
        birth_year = birth_date.year
    if birth_year is not None and not rules.plausible_birth(clock.today(), birth_year):
        raise InvalidInput(_("Check the year of birth."), field="birth")
    if birth_date and birth_date > clock.today():
        raise InvalidInput(_("The date of birth lies in the future."), field="birth")
    return birth_year, birth_date


def _refresh_name_keys(person: Person) -> None:
    today = clock.today()
    current = [n for n in person.names.all() if n.valid_until is None or n.valid_until >= today]
    legal = [n for n in current if n.kind == NameKind.LEGAL] or current
    person.display_name = rules.NameParts(legal[-1].given, legal[-1].family, legal[-1].only_name).display[:300]
    tokens = {token[:100] for name in person.names.all() for token in name.folded.split()}
    person.folded_name = " ".join(dict.fromkeys(" ".join(n.folded for n in current).split()))[:300]
    person.save(update_fields=["display_name", "folded_name"])
    NameToken.objects.filter(person=person).delete()
    NameToken.objects.bulk_create(
        [NameToken(person=person, token=token, skeleton=rules.skeleton(token)) for token in sorted(tokens)]
    )


def create_person(
    *,
    actor: Actor,
    name: rules.NameParts,
    birth_year: int | None = None,
    birth_date: dt.date | None = None,
    sex: str = Sex.NOT_RECORDED,
    language: str = "en",
    needs_reader: bool = False,
    script: str = "Latn",
    synthetic: bool | None = None,
) -> Person:
    """A new person with one legal name. Raises InvalidInput for an empty or endless name or an impossible birth year."""
    perms.require_registrar(actor)
    parts = _checked_name(name)
    birth_year, birth_date = _checked_birth(birth_year, birth_date)
    with write():
        person = Person.objects.create(
            reference=new_reference("P"),
            display_name=parts.display[:300],
            birth_year=birth_year,
            birth_date=birth_date,
            sex=Sex(sex),
            language=language,
            needs_reader=needs_reader,
            synthetic=actor.synthetic if synthetic is None else synthetic,
        )
        PersonName.objects.create(
            person=person, given=parts.given, family=parts.family, only_name=parts.only_name,
            script=script, folded=fold(parts.display)[:420], valid_from=None,
        )  # fmt: skip
        _refresh_name_keys(person)
        audit(actor=actor, act="person.created", target=person, person_id=person.pk, changes={"name": parts.display})
    return person


def record_name(
    *,
    actor: Actor,
    person: Person,
    name: rules.NameParts,
    kind: str = NameKind.LEGAL,
    script: str = "Latn",
    valid_from: dt.date | None = None,
) -> PersonName:
    """Add a dated name. A new legal name in the same script ends the one before it on that day."""
    perms.require_may_change(actor, person)
    parts = _checked_name(name)
    day = valid_from or clock.today()
    with write():
        if kind == NameKind.LEGAL:
            person.names.filter(kind=NameKind.LEGAL, script=script, valid_until__isnull=True).update(
                valid_until=day - dt.timedelta(days=1)
            )
        row = PersonName.objects.create(
            person=person, kind=NameKind(kind), given=parts.given, family=parts.family, only_name=parts.only_name,
            script=script, folded=fold(parts.display)[:420], valid_from=day,
        )  # fmt: skip
        _refresh_name_keys(person)
        audit(actor=actor, act="person.named", target=row, person_id=person.pk, changes={"name": parts.display})
    return row


def change_person(*, actor: Actor, person: Person, effective_on: dt.date | None = None, **changes: Any) -> Person:
    """Change birth date or year, sex, language or reading help; each field with its history."""
    perms.require_may_change(actor, person)
    allowed = {"birth_year", "birth_date", "sex", "language", "needs_reader"}
    unknown = set(changes) - allowed
    if unknown:
        raise InvalidInput(_("These facts cannot be changed here."), field=sorted(unknown)[0])
    if {"birth_year", "birth_date"} & set(changes):
        year, day = _checked_birth(changes.get("birth_year", person.birth_year), changes.get("birth_date", person.birth_date))
        changes |= {"birth_year": year, "birth_date": day}
    with write():
        changed = save_changes(actor=actor, row=person, person_id=person.pk, effective_on=effective_on, **changes)
        if changed:
            audit(actor=actor, act="person.changed", target=person, person_id=person.pk, changes=changed)
    return person


def record_document(
    *,
    actor: Actor,
    person: Person,
    type: str,
    number: str,
    issuer: str = "",
    valid_until: dt.date | None = None,
    seen: bool = False,
) -> IdentityDocument:
    """Record a paper. Its number is kept sealed and found by a keyed hash; ``seen`` only when staff hold the original."""
    perms.require_may_change(actor, person)
    number = clean_line(number)
    if not number or len(number) > 100:
        raise InvalidInput(_("Write the number of the paper."), field="number")
    if seen and not actor.is_staff:
        raise NotAllowed(_("Only staff can say that they saw the original."))
    with write():
        row = IdentityDocument.objects.create(
            person=person,
            type=type,
            issuer=clean_line(issuer, 200),
            number_sealed=encrypt(person.pk, number),
            number_hash=findable(type, number),
            valid_until=valid_until,
            seen_by=actor.account_id if seen else None,
            seen_at=clock.now() if seen else None,
        )
        audit(actor=actor, act="person.document", target=row, person_id=person.pk, changes={"number": number})
    return row


def record_address(
    *,
    actor: Actor,
    person: Person,
    place: Place | None,
    line: str = "",
    landmark: bool = False,
    latitude: float | None = None,
    longitude: float | None = None,
) -> Address:
    """A new current address; the one before it ends today. A landmark without coordinates is an address."""
    perms.require_may_change(actor, person)
    line = clean_line(line, 300)
    if place is None and not line:
        raise InvalidInput(_("Write a place or describe where you live."), field="place")
    today = clock.today()
    with write():
        person.addresses.filter(valid_until__isnull=True).update(valid_until=today)
        row = Address.objects.create(
            person=person,
            place=place,
            line_sealed=encrypt(person.pk, line) if line else None,
            landmark=landmark,
            latitude=latitude,
            longitude=longitude,
            valid_from=today,
        )
        audit(actor=actor, act="person.address", target=row, person_id=person.pk, changes={"line": line})
    return row


def link_account(*, actor: Actor, account: Account, person: Person) -> Account:
    """Say which human being an account belongs to; an account that has one keeps it."""
    perms.require_registrar(actor)
    with write():
        won = Account.objects.filter(pk=account.pk, person__isnull=True).update(
            person=person, display_name=account.display_name or person.display_name[:200]
        )
        if not won and account.person_id != person.pk:
            raise Conflict(_("This account already belongs to another person."))
        account.refresh_from_db()
        audit(actor=actor, act="account.linked", target=account, person_id=person.pk)
    return account


def declare_target_group(
    *, actor: Actor, person: Person, group: TargetGroup, consent_given: bool = False
) -> TargetGroupMembership:
    """A person's own, voluntary declaration. Refused when the pack forbids collecting it or consent is needed and not given."""
    perms.require_may_change(actor, person)
    if group.collectable == Collectable.NO:
        raise NotAllowed(_("This may not be recorded."))
    if group.collectable == Collectable.CONSENT and not consent_given:
        raise InvalidInput(_("We record this only if you agree."), field="consent")
    with write():
        row, made = TargetGroupMembership.objects.get_or_create(
            person=person, group=group, withdrawn_at=None, defaults={"declared_at": clock.now()}
        )
        if made:
            audit(actor=actor, act="person.target_group", target=row, person_id=person.pk)
    return row


def withdraw_target_group(*, actor: Actor, membership: TargetGroupMembership) -> None:
    """Take a declaration back; nothing is asked."""
    perms.require_may_change(actor, membership.person)
    with write():
        TargetGroupMembership.objects.filter(pk=membership.pk, withdrawn_at__isnull=True).update(withdrawn_at=clock.now())
        audit(actor=actor, act="person.target_group_withdrawn", target=membership, person_id=membership.person_id)


def give_mandate(
    *,
    actor: Actor,
    person: Person,
    holder: Person,
    kind: str,
    scope: str,
    proof: str,
    valid_from: dt.date,
    valid_until: dt.date | None = None,
) -> Mandate:
    """Record that ``holder`` may act for ``person``, with the proof seen by staff."""
    perms.require_case_worker(actor, person)
    if not clean_line(proof):
        raise InvalidInput(_("Say what proves the mandate."), field="proof")
    if person.pk == holder.pk:
        raise InvalidInput(_("Nobody needs a mandate for themself."), field="holder")
    with write():
        row = Mandate.objects.create(
            person=person, holder=holder, kind=MandateKind(kind), scope=MandateScope(scope),
            proof=clean_line(proof, 300), valid_from=valid_from, valid_until=valid_until,
        )  # fmt: skip
        audit(actor=actor, act="person.mandate", target=row, person_id=person.pk, changes={"scope": scope})
    return row

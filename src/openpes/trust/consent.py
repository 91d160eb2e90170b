"""The consent ledger: what a person is told, agrees to, takes back or objects to. Entries are only added, never changed."""

import uuid
from dataclasses import dataclass

from django.utils.translation import gettext as _

from openpes.base import clock, countrypack
from openpes.base.actor import Actor
from openpes.base.enums import InteractionLevel, Service
from openpes.base.errors import InvalidInput, NotFound
from openpes.base.events import record_event
from openpes.base.locking import require_write, write
from openpes.trust.audit import audit
from openpes.trust.enums import ConsentState, LegalBasis
from openpes.trust.models import Consent, Purpose

OF_EMPLOYERS = frozenset({"employer_service"})
ALLOWED = {
    LegalBasis.CONSENT: {ConsentState.GIVEN, ConsentState.REFUSED, ConsentState.WITHDRAWN},
    LegalBasis.PUBLIC_TASK: {ConsentState.OBJECTED, ConsentState.WITHDRAWN},
}


@dataclass(frozen=True, slots=True)
class PurposeInForce:
    """A purpose of processing as a person reads it. ``state``: their last word, "" when they said nothing.

    withdrawable: rests on consent. may_object: rests on a public task (an objection is looked at by a person).
    """

    code: str
    title: str
    text: str
    basis: str
    citation: str
    version: int
    withdrawable: bool
    may_object: bool
    state: str = ""
    since: object = None


def purposes(language: str, person_id: uuid.UUID | None = None) -> list[PurposeInForce]:
    """The purposes of the country for jobseekers in the wording in force, with the person's last word on each. One query."""
    last: dict[str, Consent] = {}
    if person_id is not None:
        for entry in Consent.objects.filter(person_id=person_id).select_related("purpose").order_by("at", "pk"):
            last[entry.purpose.code] = entry
    today = clock.today()
    out = []
    for purpose in countrypack.current().purposes:
        if purpose.code in OF_EMPLOYERS:
            continue
        wording = purpose.wording(today)
        said = last.get(purpose.code)
        out.append(
            PurposeInForce(
                code=purpose.code,
                title=purpose.name.in_language(language),
                text=wording.text.in_language(language),
                basis=str(LegalBasis(purpose.basis).label),
                citation=purpose.citation,
                version=wording.version,
                withdrawable=purpose.withdrawable,
                may_object=purpose.basis == LegalBasis.PUBLIC_TASK,
                state=said.state if said else "",
                since=said.at if said else None,
            )
        )
    return out


def is_given(person_id: uuid.UUID, code: str) -> bool:
    """Whether the person's last word on a purpose is yes."""
    entry = Consent.objects.filter(person_id=person_id, purpose__code=code).order_by("-at", "-pk").first()
    return entry is not None and entry.state == ConsentState.GIVEN


def _purpose_row(code: str) -> Purpose:
    row = Purpose.objects.filter(code=code).first()
    if row is not None:
        return row
    try:
        purpose = countrypack.current().purpose(code)
    except KeyError:
        raise NotFound(_("There is no such purpose.")) from None
    return Purpose.objects.get_or_create(code=code, defaults={"basis": purpose.basis, "citation": purpose.citation})[0]


def write_down(*, actor: Actor, person_id: uuid.UUID, code: str, state: str, synthetic: bool = False) -> Consent | None:
    """Add the person's word to the ledger; nothing is added when it is their last word already. Must be inside ``write()``.

    The caller has checked that the actor may speak for the person. Raises NotFound, InvalidInput when the purpose does not rest on it
    (what the law orders can be neither agreed to nor withdrawn).
    """
    require_write()
    row = _purpose_row(code)
    if ConsentState(state) not in ALLOWED.get(LegalBasis(row.basis), set()):
        raise InvalidInput(_("This rests on the law. It can be neither agreed to nor taken back."), field=code)
    last = Consent.objects.filter(person_id=person_id, purpose=row).order_by("-at", "-pk").first()
    if last is not None and last.state == state:
        return None
    entry = Consent.objects.create(
        person_id=person_id,
        purpose=row,
        state=state,
        wording_version=countrypack.current().purpose(code).wording(clock.today()).version,
        language=actor.language,
        channel=actor.channel,
        account_id=actor.account_id,
        assisted=actor.assisted,
        at=clock.now(),
        synthetic=synthetic,
    )
    audit(actor=actor, act=f"consent.{state}", target=entry, person_id=person_id, changes={"purpose": code})
    return entry


def change_own(*, actor: Actor, code: str, state: str) -> None:
    """A person gives, withdraws or objects for themself; taking back is as easy as giving. Raises NotFound, InvalidInput."""
    if actor.person_id is None or actor.is_staff or actor.is_partner:
        raise NotFound(_("There is no such purpose."))
    if state not in ConsentState.values:
        raise InvalidInput(_("Choose one of the answers."), field=code)
    with write():
        if write_down(actor=actor, person_id=actor.person_id, code=code, state=state, synthetic=actor.synthetic):
            record_event(
                actor=actor, service=Service.OWN_RECORD, act=f"trust.consent_{state}", level=InteractionLevel.TRANSACTION
            )

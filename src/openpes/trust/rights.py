"""What a person may ask about their own data: to be forgotten, to have something put right. A named officer decides."""

import uuid

from django.utils.translation import gettext as _

from openpes.base import hooks
from openpes.base.actor import Actor
from openpes.base.enums import InteractionLevel, Service
from openpes.base.errors import InvalidInput, NotFound
from openpes.base.events import record_event
from openpes.base.ids import uuid7
from openpes.base.locking import write
from openpes.base.text import clean
from openpes.trust.audit import audit
from openpes.trust.enums import ErasureState
from openpes.trust.files import forget_all
from openpes.trust.models import AccessLog, Consent, ErasureRequest, LegalHold, StoredFile

WORDS = 400


def _own_person(actor: Actor) -> uuid.UUID:
    if actor.person_id is None or actor.is_staff or actor.is_partner:
        raise NotFound(_("There is no record of you yet."))
    return actor.person_id


def ask_erasure(*, actor: Actor) -> ErasureRequest:
    """Ask to be forgotten. An open request is given back. Publishes erasure.asked(person_id, request_id)."""
    person_id = _own_person(actor)
    with write():
        row = ErasureRequest.objects.filter(person_id=person_id, state__in=[ErasureState.ASKED, ErasureState.HELD]).first()
        if row is not None:
            return row
        row = ErasureRequest.objects.create(person_id=person_id)
        record_event(actor=actor, service=Service.OWN_RECORD, act="trust.erasure_asked", level=InteractionLevel.SUBMISSION)
        audit(actor=actor, act="erasure.asked", target=row, person_id=person_id)
        hooks.publish("erasure.asked", person_id=person_id, request_id=row.pk)
    return row


def ask_correction(*, actor: Actor, words: str) -> uuid.UUID:
    """Say what is wrong; an officer puts it right or answers. Publishes correction.asked(person_id, request_id, words)."""
    person_id = _own_person(actor)
    words = clean(words)
    if not words:
        raise InvalidInput(_("Write what is wrong and how it should be."), field="words")
    if len(words) > WORDS:
        raise InvalidInput(_("Please use at most 400 characters."), field="words")
    request_id = uuid7()
    with write():
        record_event(actor=actor, service=Service.OWN_RECORD, act="trust.correction_asked", level=InteractionLevel.SUBMISSION)
        audit(
            actor=actor, act="correction.asked", target=("trust.correction", request_id), person_id=person_id,
            changes={"words": words},
        )  # fmt: skip
        hooks.publish("correction.asked", person_id=person_id, request_id=request_id, words=words)
    return request_id


def readers_of(actor: Actor, limit: int = 200) -> list[AccessLog]:
    """Who looked at the person's own record: office, role, purpose and time, newest first. Names come on a reviewed request."""
    return list(AccessLog.objects.filter(person_id=_own_person(actor)).order_by("-at", "-pk")[:limit])


def open_erasure(actor: Actor) -> ErasureRequest | None:
    """The person's newest request to be forgotten."""
    return ErasureRequest.objects.filter(person_id=_own_person(actor)).order_by("-asked_at").first()


def export_subject(person_id: uuid.UUID) -> dict[str, object]:
    """Consents, who looked, files, holds and requests: what this room holds about a person."""
    return {
        "consents": list(
            Consent.objects.filter(person_id=person_id)
            .order_by("at")
            .values("purpose__code", "state", "wording_version", "channel", "at")
        ),
        "readings": list(AccessLog.objects.filter(person_id=person_id).order_by("at").values("role", "purpose", "what", "at")),
        "files": list(
            StoredFile.objects.filter(subject_id=person_id, deleted_at=None)
            .order_by("uploaded_at")
            .values("kind", "content_type", "size", "uploaded_at")
        ),
        "holds": list(LegalHold.objects.filter(person_id=person_id, lifted_at=None).values("reason", "citation", "until")),
        "erasure_requests": list(
            ErasureRequest.objects.filter(person_id=person_id).order_by("asked_at").values("state", "asked_at", "reason")
        ),
    }


def erase_subject(person_id: uuid.UUID) -> int:
    """Forget the person's files; the ledger, the log and the requests stay as proof under an id that means nothing any more."""
    return forget_all(subject_id=person_id)

"""A consultation from its draft to the published record: paper, invitations, opinions, votes, answers, outcome."""

import datetime as dt
import uuid
from typing import Any

from django.utils.translation import gettext as _

from openpes.assessment import scope
from openpes.assessment.addresses import clean_address
from openpes.assessment.models import (
    Consultation,
    ConsultationBody,
    ConsultationParty,
    ConsultationSubject,
    Opinion,
    SocialPartner,
)
from openpes.assessment.registers import rules
from openpes.assessment.registers.enums import (
    ConsultationLevel,
    ConsultationState,
    ConsultationTopic,
    SubjectKind,
    VoteChoice,
)
from openpes.base import clock, states
from openpes.base.actor import Actor
from openpes.base.errors import Conflict, InvalidInput
from openpes.base.locking import write
from openpes.base.text import clean, clean_line
from openpes.trust import files
from openpes.trust.audit import audit
from openpes.trust.enums import FileKind

LONGEST_TEXT = 10_000
STEPS = {
    ConsultationState.DRAFT: {ConsultationState.OPEN},
    ConsultationState.OPEN: {ConsultationState.CLOSED},
}
# Partners who are only told something give no vote.
WITH_VOTE = (ConsultationLevel.SEEKING_VALIDATION, ConsultationLevel.ACTIVE_PARTICIPATION)


def prepare_consultation(
    *,
    actor: Actor,
    title: str,
    topic: str,
    level: str,
    question: str,
    opens_on: dt.date,
    closes_on: dt.date,
    body: ConsultationBody | None = None,
    document_address: str = "",
    content: bytes = b"",
    file_name: str = "",
    consultation: Consultation | None = None,
    organisation_id: uuid.UUID | None = None,
    synthetic: bool | None = None,
) -> Consultation:
    """Write a draft, or change one. What is open or closed is no longer changed.

    Raises InvalidInput(title, question, closes_on, body, file, document_address), Conflict, NotAllowed.
    """
    place = consultation.organisation_id if consultation else organisation_id or actor.organisation_id
    scope.require_planner(actor, place)
    if consultation and consultation.state != ConsultationState.DRAFT:
        raise Conflict(_("This consultation has begun. Its paper and question stay as they were."))
    facts: dict[str, Any] = {
        "title": clean_line(title, 200), "topic": ConsultationTopic(topic), "level": ConsultationLevel(level),
        "question": clean(question, LONGEST_TEXT), "opens_on": opens_on, "closes_on": closes_on, "body": body,
        "document_address": clean_address(document_address, "document_address"),
    }  # fmt: skip
    if not facts["title"]:
        raise InvalidInput(_("Write a title."), field="title")
    if not facts["question"]:
        raise InvalidInput(_("Write what the partners are told or asked."), field="question")
    if closes_on < opens_on:
        raise InvalidInput(_("The end lies before the beginning."), field="closes_on")
    if body is not None and body.organisation_id != place:
        raise InvalidInput(_("Choose one of the bodies in the list."), field="body")
    with write():
        if consultation is None:
            made_up = actor.synthetic if synthetic is None else synthetic
            consultation = Consultation.objects.create(
                organisation_id=place, recorded_at=clock.now(), recorded_by=actor.account_id, synthetic=made_up, **facts
            )
        else:
            for name, value in facts.items():
                setattr(consultation, name, value)
            consultation.save(update_fields=list(facts))
        if content:
            kept = files.store(
                actor=actor, subject_id=consultation.organisation_id, kind=FileKind.EVIDENCE, name=file_name or facts["title"],
                content=content, synthetic=consultation.synthetic,
            )  # fmt: skip
            consultation.file_id = kept.pk
            consultation.save(update_fields=["file_id"])
        audit(actor=actor, act="consultation.prepared", target=consultation, changes={"title": facts["title"], "level": level})
    return consultation


def invite(*, actor: Actor, consultation: Consultation, partner: SocialPartner) -> ConsultationParty:
    """Invite a partner; twice has no effect. Raises InvalidInput(partner), Conflict once it is closed, NotAllowed."""
    scope.require_planner(actor, consultation.organisation_id)
    _require_not_closed(consultation)
    if partner.organisation_id != consultation.organisation_id or partner.active_until:
        raise InvalidInput(_("Choose one of the partners in the list."), field="partner")
    with write():
        row, made = ConsultationParty.objects.get_or_create(consultation=consultation, partner=partner)
        if made:
            audit(actor=actor, act="consultation.invited", target=consultation, changes={"partner": partner.pk})
    return row


def _require_not_closed(consultation: Consultation) -> None:
    if consultation.state == ConsultationState.CLOSED:
        raise Conflict(_("This consultation is closed."))


def _require_open(consultation: Consultation) -> None:
    _require_not_closed(consultation)
    if consultation.state != ConsultationState.OPEN:
        raise Conflict(_("This consultation has not begun yet."))


def open_consultation(*, actor: Actor, consultation: Consultation) -> Consultation:
    """Begin: both sides must be invited (ILO C88, Article 5). Raises Conflict, NotAllowed."""
    scope.require_planner(actor, consultation.organisation_id)
    with write():
        sides = consultation.parties.order_by().values_list("partner__side", flat=True)
        missing = rules.invited_sides(sides)
        if missing:
            words = {
                "employers": _("Invite an organisation of employers first."),
                "workers": _("Invite an organisation of workers first."),
                "both": _("Invite organisations of employers and of workers first."),
            }
            raise Conflict(words[missing])
        states.move(consultation, STEPS, ConsultationState.OPEN, field="state")
        audit(actor=actor, act="consultation.opened", target=consultation)
    return consultation


def record_opinion(*, actor: Actor, party: ConsultationParty, words: str, given_on: dt.date) -> Opinion:
    """Write down what a partner said. Raises InvalidInput(words, given_on), Conflict, NotAllowed."""
    scope.require_planner(actor, party.consultation.organisation_id)
    _require_open(party.consultation)
    text = clean(words, LONGEST_TEXT)
    if not text:
        raise InvalidInput(_("Write what the partner said."), field="words")
    _check_day(given_on, "given_on")
    with write():
        row = Opinion.objects.create(
            party=party, given_on=given_on, words=text, recorded_at=clock.now(), recorded_by=actor.account_id,
            synthetic=party.consultation.synthetic,
        )  # fmt: skip
        audit(actor=actor, act="consultation.opinion_recorded", target=party.consultation, changes={"partner": party.partner_id})
    return row


def _check_day(day: dt.date, field: str) -> None:
    if day > clock.today():
        raise InvalidInput(_("This day lies in the future."), field=field)


def answer_opinion(*, actor: Actor, opinion: Opinion, answer: str) -> Opinion:
    """What the service answers to an opinion. Raises InvalidInput(answer), Conflict after publication, NotAllowed."""
    consultation = opinion.party.consultation
    scope.require_planner(actor, consultation.organisation_id)
    if consultation.published_at:
        raise Conflict(_("This record is published. It stays as it is."))
    text = clean(answer, LONGEST_TEXT)
    if not text:
        raise InvalidInput(_("Write the answer."), field="answer")
    with write():
        opinion.answer, opinion.answered_on = text, clock.today()
        opinion.save(update_fields=["answer", "answered_on"])
        audit(actor=actor, act="consultation.opinion_answered", target=consultation, changes={"answer": text})
    return opinion


def record_vote(*, actor: Actor, party: ConsultationParty, vote: str, voted_on: dt.date) -> ConsultationParty:
    """A partner's vote, where the consultation seeks validation or a common decision. Raises InvalidInput, Conflict, NotAllowed."""
    scope.require_planner(actor, party.consultation.organisation_id)
    _require_open(party.consultation)
    if party.consultation.level not in WITH_VOTE:
        raise Conflict(_("In this consultation nobody votes: it only informs or asks for opinions."))
    if vote not in VoteChoice.values:
        raise InvalidInput(_("Choose for, against or abstains."), field="vote")
    _check_day(voted_on, "voted_on")
    with write():
        party.vote, party.voted_on = vote, voted_on
        party.save(update_fields=["vote", "voted_on"])
        audit(
            actor=actor, act="consultation.voted", target=party.consultation, changes={"partner": party.partner_id, "vote": vote}
        )
    return party


def link_subject(
    *, actor: Actor, consultation: Consultation, kind: str, label: str, target_id: uuid.UUID | None = None
) -> ConsultationSubject:
    """Say what the partners are consulted on: a row of another room by kind and id, and always in words.

    Raises InvalidInput(label, kind), Conflict once the record is published, NotAllowed.
    """
    scope.require_planner(actor, consultation.organisation_id)
    if consultation.published_at:
        raise Conflict(_("This record is published. It stays as it is."))
    if kind not in SubjectKind.values:
        raise InvalidInput(_("Choose one of the kinds in the list."), field="kind")
    label = clean_line(label, 200)
    if not label:
        raise InvalidInput(_("Say in words what it is."), field="label")
    with write():
        row = ConsultationSubject.objects.create(consultation=consultation, kind=kind, target_id=target_id, label=label)
        audit(actor=actor, act="consultation.linked", target=consultation, changes={"kind": kind, "label": label})
    return row


def close_consultation(*, actor: Actor, consultation: Consultation, outcome: str, decided_on: dt.date) -> Consultation:
    """Close it with what was decided and why. Raises InvalidInput(outcome, decided_on), Conflict, NotAllowed."""
    scope.require_planner(actor, consultation.organisation_id)
    text = clean(outcome, LONGEST_TEXT)
    if not text:
        raise InvalidInput(_("Write what was decided and why."), field="outcome")
    _check_day(decided_on, "decided_on")
    if decided_on < consultation.opens_on:
        raise InvalidInput(_("This day lies before the consultation begins."), field="decided_on")
    with write():
        states.move(consultation, STEPS, ConsultationState.CLOSED, field="state", outcome=text, decided_on=decided_on)
        audit(actor=actor, act="consultation.closed", target=consultation, changes={"outcome": text})
    return consultation


def publish_consultation(*, actor: Actor, consultation: Consultation) -> Consultation:
    """Put the record on the public page: question, paper, opinions, votes, answers, outcome. It does not change afterwards.

    Raises Conflict while it is not closed or an opinion has no answer, NotAllowed.
    """
    scope.require_planner(actor, consultation.organisation_id)
    with write():
        if consultation.state != ConsultationState.CLOSED:
            raise Conflict(_("Close the consultation first."))
        if Opinion.objects.filter(party__consultation=consultation, answered_on__isnull=True).exists():
            raise Conflict(_("Answer every opinion first."))
        if not Consultation.objects.filter(pk=consultation.pk, published_at__isnull=True).update(published_at=clock.now()):
            raise Conflict(_("This record is published. It stays as it is."))
        consultation.refresh_from_db()
        audit(actor=actor, act="consultation.published", target=consultation)
    return consultation

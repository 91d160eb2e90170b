"""What officers decide about the evidence: to take it, to answer otherwise, to set a threshold. Nothing is ever overwritten."""

from django.utils.translation import gettext as _

from openpes.assessment.evidence import perms, queries, rules
from openpes.assessment.evidence.declared import as_entry, newest_sheet
from openpes.assessment.evidence.limits import LIMITS
from openpes.assessment.models import Answer, EvidenceDecision, EvidenceThreshold
from openpes.assessment.sheets.actions.answering import Entry, Saved, save_answers
from openpes.assessment.sheets.enums import AnswerSource
from openpes.base import clock
from openpes.base.actor import Actor
from openpes.base.errors import Conflict, InvalidInput, NotFound
from openpes.base.ledgers import Span
from openpes.base.locking import write
from openpes.base.text import clean
from openpes.trust.audit import audit

REASON = 500


def _reason(words: str) -> str:
    words = clean(words)
    if not words:
        raise InvalidInput(_("Say why in a few words."), field="reason")
    if len(words) > REASON:
        raise InvalidInput(_("Please use at most 500 characters."), field="reason")
    return words


def _evidence_of(actor: Actor, span: Span, item: str) -> queries.Evidence:
    return queries.evidence(actor=actor, span=span, items=[item])[0]


def _decide(actor: Actor, found: queries.Evidence, answer: str, reason: str) -> EvidenceDecision:
    accepted = bool(found.finding.answer) and answer == found.finding.answer and not reason
    with write():
        row = EvidenceDecision.objects.create(
            organisation_id=actor.organisation_id, item=found.item, accepted=accepted, answer=answer, reason=reason,
            state=found.finding.state, proposed=found.finding.answer, counts=dict(found.finding.counts), query=found.query.reference,
            since=found.span.since, until=found.span.until, decided_by_id=actor.account_id, decided_at=clock.now(),
            synthetic=found.span.synthetic,
        )  # fmt: skip
        act = "evidence.accepted" if accepted else "evidence.overridden"
        audit(actor=actor, act=act, target=row, changes={"item": found.item, "answer": answer, "proposed": found.finding.answer})
    return row


def accept(*, actor: Actor, item: str, span: Span, seen: str) -> EvidenceDecision:
    """Take what the records say now as the answer of the actor's organisation.

    ``seen``: the answer that stood on the page; Conflict when the records say something else by now. Raises NotAllowed, NotFound.
    """
    perms.require_officer(actor)
    found = _evidence_of(actor, span, item)
    if not found.finding.answer:
        raise Conflict(_("The records leave this open. You can answer it yourself, with a reason."))
    if seen != found.finding.answer:
        raise Conflict(_("The records say something else by now. Please look again."))
    return _decide(actor, found, found.finding.answer, "")


def override(*, actor: Actor, item: str, span: Span, answer: str, reason: str) -> EvidenceDecision:
    """Answer an item otherwise than the records, or where they leave it open; the reason is kept. Raises NotAllowed, InvalidInput."""
    perms.require_officer(actor)
    found = _evidence_of(actor, span, item)
    if answer not in rules.answers_of(item):
        raise InvalidInput(_("Choose one of the answers."), field="answer")
    return _decide(actor, found, answer, _reason(reason))


def set_threshold(*, actor: Actor, key: str, value: int, reason: str) -> EvidenceThreshold:
    """A threshold for the actor's part of the tree from now on; what was decided before stays as it was. Raises InvalidInput."""
    perms.require_officer(actor)
    limit = LIMITS.get(key)
    if limit is None:
        raise NotFound(_("There is no such threshold."))
    if not limit.least <= value <= limit.most:
        raise InvalidInput(
            _("Give a number from %(least)s to %(most)s.") % {"least": limit.least, "most": limit.most}, field="value"
        )
    with write():
        row = EvidenceThreshold.objects.create(
            organisation_id=actor.organisation_id, key=key, value=value, reason=_reason(reason), set_by_id=actor.account_id,
            set_at=clock.now(),
        )  # fmt: skip
        audit(actor=actor, act="evidence.threshold_set", target=row, changes={"key": key, "value": value})
    return row


def write_to_sheet(*, actor: Actor) -> Saved:
    """The newest decisions of the actor's organisation become answers of its agency's newest sheet, marked as from the evidence.

    An answer that somebody changed after the decision stays. Made-up decisions go into a made-up sheet only. Raises NotFound without a
    sheet, Conflict when the sheet is not open for answers, NotAllowed.
    """
    perms.require_officer(actor)
    sheet = newest_sheet(actor=actor)
    if sheet is None:
        raise NotFound(_("There is no answer sheet of your agency that is open to you."))
    changed = dict(Answer.objects.filter(sheet=sheet).values_list("item", "changed_at"))
    entries = {}
    for item, decision in queries.last_decisions(actor=actor, synthetic=sheet.synthetic).items():
        entry = as_entry(sheet, item, decision.answer)
        if entry and not (entry[0] in changed and changed[entry[0]] > decision.decided_at):
            entries[entry[0]] = Entry(entry[1])
    if not entries:
        raise Conflict(_("There is no decision that the sheet does not know already."))
    return save_answers(
        actor=actor, sheet_id=sheet.pk, entries=entries, source=AnswerSource.EVIDENCE, reason=_("Decided on the evidence")
    )

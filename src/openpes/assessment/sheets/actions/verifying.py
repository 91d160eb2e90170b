"""From draft to verified, as the method of the report tells: doubts are put to the agency, and a second person verifies."""

import uuid
from typing import Any

from django.utils.translation import gettext as _

from openpes.assessment.instrument import rules
from openpes.assessment.models import AnswerSheet, Doubt, SheetStep
from openpes.assessment.sheets import country_questions, perms, queries
from openpes.assessment.sheets.enums import SheetState
from openpes.base import clock
from openpes.base.actor import Actor
from openpes.base.errors import Conflict, InvalidInput, NotFound
from openpes.base.locking import write
from openpes.base.states import move
from openpes.base.text import clean
from openpes.trust.audit import audit

S = SheetState
STEPS: dict[str, set[str]] = {
    S.DRAFT: {S.SUBMITTED, S.WITHDRAWN},
    S.SUBMITTED: {S.IN_VERIFICATION, S.DRAFT, S.WITHDRAWN},
    S.IN_VERIFICATION: {S.CLARIFICATION_REQUESTED, S.VERIFIED, S.WITHDRAWN},
    S.CLARIFICATION_REQUESTED: {S.IN_VERIFICATION, S.WITHDRAWN},
}


def _move(actor: Actor, sheet: AnswerSheet, to: SheetState, words: str = "", **changes: Any) -> None:
    before = sheet.status
    move(sheet, STEPS, to, **changes)
    row = SheetStep.objects.create(
        sheet=sheet, before=before, after=to, words=clean(words, 1000), account_id=actor.account_id, at=clock.now()
    )
    audit(actor=actor, act=f"survey.{to}", target=sheet, changes={"step": row.pk})


def _led(actor: Actor, sheet_id: uuid.UUID) -> AnswerSheet:
    sheet = perms.sheet_for(actor, sheet_id)
    perms.require_leads(actor, sheet)
    return sheet


def _require_whole(sheet: AnswerSheet) -> None:
    """Raises InvalidInput when items have not been reached or contradict each other."""
    definition, answers = country_questions.definition_of(sheet), queries.answers_of(sheet)
    if rules.missing(definition, answers):
        raise InvalidInput(
            _("Some items have neither an answer nor the mark “No answer”. The list below leads to them."), code="missing"
        )
    if rules.problems(definition, answers):
        raise InvalidInput(_("Some answers do not fit together. The list below leads to them."), code="problems")


def submit(*, actor: Actor, sheet_id: uuid.UUID) -> None:
    """Hand the whole sheet in for verification. Raises InvalidInput while something is missing or contradictory."""
    sheet = _led(actor, sheet_id)
    with write():
        AnswerSheet.objects.select_for_update().get(pk=sheet.pk)
        _require_whole(sheet)
        _move(actor, sheet, S.SUBMITTED, submitted_by_id=actor.account_id, submitted_at=clock.now())


def take_back(*, actor: Actor, sheet_id: uuid.UUID) -> None:
    """Open a submitted sheet again before anybody has begun to verify it."""
    sheet = _led(actor, sheet_id)
    with write():
        _move(actor, sheet, S.DRAFT, submitted_by_id=None, submitted_at=None)


def withdraw(*, actor: Actor, sheet_id: uuid.UUID, reason: str) -> None:
    """Give a sheet up for good; it stays readable and counts nowhere."""
    sheet = _led(actor, sheet_id)
    if not clean(reason):
        raise InvalidInput(_("Say why the sheet is withdrawn."), field="reason")
    with write():
        _move(actor, sheet, S.WITHDRAWN, reason)


def begin_verification(*, actor: Actor, sheet_id: uuid.UUID) -> None:
    """A second person takes the submitted sheet in hand. Raises NotAllowed for those who gave answers of it."""
    sheet = _led(actor, sheet_id)
    perms.require_verifier(actor, sheet)
    with write():
        _move(actor, sheet, S.IN_VERIFICATION)


def _in_verification(actor: Actor, sheet_id: uuid.UUID) -> AnswerSheet:
    sheet = _led(actor, sheet_id)
    perms.require_verifier(actor, sheet)
    if sheet.status != S.IN_VERIFICATION:
        raise Conflict(_("This can be done only while the sheet is in verification."), code="wrong_state")
    return sheet


def raise_doubt(*, actor: Actor, sheet_id: uuid.UUID, item: str, text: str) -> Doubt:
    """Note what is doubtful about an answer; it is put to the agency with ``ask_clarification``."""
    sheet = _in_verification(actor, sheet_id)
    if item not in country_questions.definition_of(sheet).items:
        raise InvalidInput(_("There is no item %(item)s in this questionnaire.") % {"item": item}, field="item")
    text = clean(text, 1000)
    if not text:
        raise InvalidInput(_("Write what you doubt, so that it can be answered."), field="text")
    with write():
        row = Doubt.objects.create(sheet=sheet, item=item, text=text, raised_by=actor.account_id, raised_at=clock.now())
        audit(actor=actor, act="survey.doubt_raised", target=row)
    return row


def ask_clarification(*, actor: Actor, sheet_id: uuid.UUID) -> None:
    """Put all open doubts to the agency; its officers may correct answers until they hand the sheet back."""
    sheet = _in_verification(actor, sheet_id)
    with write():
        if not Doubt.objects.filter(sheet=sheet, settled_at__isnull=True, clarified_at__isnull=True).update(asked_at=clock.now()):
            raise InvalidInput(_("Note at least one doubt first."), code="no_doubts")
        _move(actor, sheet, S.CLARIFICATION_REQUESTED)


def _doubt(sheet: AnswerSheet, doubt_id: uuid.UUID) -> Doubt:
    row = Doubt.objects.filter(sheet=sheet, pk=doubt_id, settled_at__isnull=True).first()
    if row is None:
        raise NotFound(_("There is no such open doubt."))
    return row


def clarify(*, actor: Actor, sheet_id: uuid.UUID, doubt_id: uuid.UUID, text: str) -> None:
    """Answer a doubt, by whoever answers the part that it is about."""
    sheet = perms.sheet_for(actor, sheet_id)
    row = _doubt(sheet, doubt_id)
    definition = country_questions.definition_of(sheet)
    if definition.items[row.item].cluster not in perms.clusters_open_to(actor, sheet, definition.clusters):
        raise Conflict(_("This part is not open to you now."), code="wrong_state")
    text = clean(text, 2000)
    if not text:
        raise InvalidInput(_("Write your answer to the doubt."), field="text")
    with write():
        Doubt.objects.filter(pk=row.pk).update(clarification=text, clarified_by=actor.account_id, clarified_at=clock.now())
        audit(actor=actor, act="survey.doubt_clarified", target=row)


def hand_back(*, actor: Actor, sheet_id: uuid.UUID) -> None:
    """Give the clarified sheet back into verification. Raises InvalidInput while a doubt is unanswered."""
    sheet = _led(actor, sheet_id)
    with write():
        AnswerSheet.objects.select_for_update().get(pk=sheet.pk)
        if Doubt.objects.filter(sheet=sheet, settled_at__isnull=True, clarified_at__isnull=True).exists():
            raise InvalidInput(_("A doubt has no answer yet."), code="unanswered")
        _require_whole(sheet)
        if sheet.status != S.CLARIFICATION_REQUESTED:
            raise Conflict(_("This can be done only while a clarification is asked for."), code="wrong_state")
        _move(actor, sheet, S.IN_VERIFICATION)


def settle_doubt(*, actor: Actor, sheet_id: uuid.UUID, doubt_id: uuid.UUID) -> None:
    """The person who verifies is content: the doubt is settled."""
    sheet = _in_verification(actor, sheet_id)
    row = _doubt(sheet, doubt_id)
    with write():
        Doubt.objects.filter(pk=row.pk).update(settled_by=actor.account_id, settled_at=clock.now())
        audit(actor=actor, act="survey.doubt_settled", target=row)


def verify(*, actor: Actor, sheet_id: uuid.UUID) -> None:
    """Close the sheet as verified; from now on it never changes. Raises InvalidInput while a doubt is open."""
    sheet = _in_verification(actor, sheet_id)
    with write():
        AnswerSheet.objects.select_for_update().get(pk=sheet.pk)
        if Doubt.objects.filter(sheet=sheet, settled_at__isnull=True).exists():
            raise InvalidInput(_("A doubt is not settled yet."), code="open_doubts")
        _require_whole(sheet)
        _move(actor, sheet, S.VERIFIED, verified_by_id=actor.account_id, verified_at=clock.now())

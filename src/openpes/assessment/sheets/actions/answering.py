"""Every answer saved on its own, with its history; remarks and papers beside it."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from openpes.assessment.instrument import Definition, Given, Problem, rules
from openpes.assessment.models import Answer, AnswerChange, AnswerComment, AnswerSheet, SheetFile
from openpes.assessment.sheets import country_questions, perms
from openpes.assessment.sheets.enums import AnswerSource
from openpes.base import clock
from openpes.base.actor import Actor
from openpes.base.errors import Conflict, InvalidInput, NotAllowed, NotFound
from openpes.base.locking import write
from openpes.base.text import clean, clean_line
from openpes.trust import files
from openpes.trust.audit import audit
from openpes.trust.enums import FileKind


@dataclass(frozen=True, slots=True)
class Entry:
    """What somebody wants an item to be; ``given`` None takes the answer back. ``seen``: (version, answer) that they had before them.

    Without ``seen`` nothing is compared: an import or a record of the service says what it says.
    """

    given: Given | None
    seen: tuple[int, Given | None] | None = None


@dataclass(frozen=True, slots=True)
class Clash:
    """Somebody else changed the item after it was shown: ``theirs`` stands, ``mine`` was not saved."""

    item: str
    mine: Given | None
    theirs: Given | None
    version: int
    by: uuid.UUID | None
    at: dt.datetime | None


@dataclass(slots=True)
class Saved:
    """What became of the entries: saved items, those that somebody else changed meanwhile, and values that cannot stand."""

    changed: list[str] = field(default_factory=list)
    clashes: list[Clash] = field(default_factory=list)
    refused: list[Problem] = field(default_factory=list)


def save_answers(
    *, actor: Actor, sheet_id: uuid.UUID, entries: Mapping[str, Entry], source: str = AnswerSource.FORM, reason: str = ""
) -> Saved:
    """Save each entry on its own, and say which could not be.

    Raises NotFound, NotAllowed (a part that is not the actor's), Conflict (the sheet is out of its officers' hands) and
    InvalidInput (an item that is not in the questionnaire). The sheet's row is locked while answers change.
    """
    sheet = perms.sheet_for(actor, sheet_id)
    definition = country_questions.definition_of(sheet)
    _require_open(actor, sheet, definition, entries)
    saved = Saved()
    with write():
        locked = AnswerSheet.objects.select_for_update().get(pk=sheet.pk)
        if locked.status not in perms.OPEN_STATES:
            raise Conflict(_closed(), code="sheet_closed")
        before = {row.item: row for row in Answer.objects.filter(sheet=sheet, item__in=list(entries))}
        history = []
        for item, entry in entries.items():
            change = _save_one(actor, sheet, definition, item, entry, before.get(item), source, saved)
            if change is not None:
                change.reason = clean_line(reason, 500)
                history.append(change)
        AnswerChange.objects.bulk_create(history)
        if history:
            audit(actor=actor, act="survey.answered", target=sheet, changes={c.item: c.new_value or c.new_state for c in history})
    return saved


def _closed() -> str:
    return _("This sheet is not open for answers now. What you see is as it was handed in.")


def _require_open(actor: Actor, sheet: AnswerSheet, definition: Definition, entries: Mapping[str, Entry]) -> None:
    if sheet.status not in perms.OPEN_STATES:
        raise Conflict(_closed(), code="sheet_closed")
    unknown = [item for item in entries if item not in definition.items]
    if unknown:
        raise InvalidInput(_("There is no item %(item)s in this questionnaire.") % {"item": unknown[0]}, field=unknown[0])
    may = perms.clusters_open_to(actor, sheet, definition.clusters)
    if not {definition.items[item].cluster for item in entries} <= may:
        raise NotAllowed(_("This part of the sheet is with another officer."))


def _save_one(
    actor: Actor,
    sheet: AnswerSheet,
    definition: Definition,
    item: str,
    entry: Entry,
    row: Answer | None,
    source: str,
    saved: Saved,
) -> AnswerChange | None:
    stands = Given(row.value) if row else None
    if entry.given == stands:
        return None
    if entry.seen is not None:
        version, shown = entry.seen
        if entry.given == shown:
            return None  # they left it as it was shown: what somebody else answered since stays
        if version != (row.version if row else 0):
            saved.clashes.append(_clash(item, entry.given, row))
            return None
    if entry.given is not None and entry.given.value:
        code = rules.value_problem(definition.items[item], entry.given.value)
        if code:
            saved.refused.append(Problem(item, code, entry.given.value[:40]))
            return None
    _store(actor, sheet, item, entry.given, row, source)
    saved.changed.append(item)
    return AnswerChange(
        sheet=sheet, item=item, source=source, account_id=actor.account_id, at=clock.now(),
        old_state=stands.state if stands else "", old_value=stands.value if stands else "",
        new_state=entry.given.state if entry.given else "", new_value=entry.given.value if entry.given else "",
    )  # fmt: skip


def _clash(item: str, mine: Given | None, row: Answer | None) -> Clash:
    if row is None:
        return Clash(item, mine, None, 0, None, None)
    return Clash(item, mine, Given(row.value), row.version, row.changed_by, row.changed_at)


def _store(actor: Actor, sheet: AnswerSheet, item: str, given: Given | None, row: Answer | None, source: str) -> None:
    if given is None:
        if row is not None:
            row.delete()
        return
    facts = {
        "state": given.state, "value": given.value, "source": source, "changed_by": actor.account_id, "changed_at": clock.now(),
    }  # fmt: skip
    if row is None:
        # An answer taken back and given again goes on counting, so that an old page still notices.
        gone = AnswerChange.objects.filter(sheet=sheet, item=item).count()
        Answer.objects.create(sheet=sheet, item=item, version=gone + 1, **facts)
    else:
        Answer.objects.filter(pk=row.pk).update(version=row.version + 1, **facts)


def add_comment(*, actor: Actor, sheet_id: uuid.UUID, text: str, item: str = "") -> AnswerComment:
    """A remark on an answer, or on the whole sheet; everybody who sees the sheet reads it."""
    sheet = perms.sheet_for(actor, sheet_id)
    text = clean(text, 2000)
    if not text:
        raise InvalidInput(_("Write your remark."), field="text")
    definition = country_questions.definition_of(sheet)
    if item and item not in definition.items and item not in definition.by_id:
        raise InvalidInput(_("There is no item %(item)s in this questionnaire.") % {"item": item}, field="item")
    with write():
        row = AnswerComment.objects.create(sheet=sheet, item=item, text=text, account_id=actor.account_id, at=clock.now())
        audit(actor=actor, act="survey.commented", target=row)
    return row


def add_file(*, actor: Actor, sheet_id: uuid.UUID, name: str, content: bytes, question: str = "", note: str = "") -> SheetFile:
    """Attach a paper to a question or to the whole sheet, while the sheet is open. Raises InvalidInput(field="file")."""
    sheet = perms.sheet_for(actor, sheet_id)
    _require_any_part(actor, sheet)
    definition = country_questions.definition_of(sheet)
    if question and question not in definition.by_id:
        raise InvalidInput(_("There is no item %(item)s in this questionnaire.") % {"item": question}, field="question")
    with write():
        kept = files.store(
            actor=actor, subject_id=sheet.pk, kind=FileKind.EVIDENCE, name=name, content=content, synthetic=sheet.synthetic
        )
        row = SheetFile.objects.create(
            sheet=sheet, question=question, file_id=kept.pk, note=clean_line(note, 300),
            account_id=actor.account_id, at=clock.now(),
        )  # fmt: skip
        audit(actor=actor, act="survey.file_added", target=row)
    return row


def remove_file(*, actor: Actor, sheet_id: uuid.UUID, file_id: uuid.UUID) -> None:
    """Take a paper away again, while the sheet is open."""
    sheet = perms.sheet_for(actor, sheet_id)
    _require_any_part(actor, sheet)
    row = SheetFile.objects.filter(sheet=sheet, file_id=file_id).first()
    if row is None:
        raise NotFound(_("There is no such file, or it is not open to you."))
    with write():
        files.forget(file_id=row.file_id, subject_id=sheet.pk)
        audit(actor=actor, act="survey.file_removed", target=row)
        row.delete()


def _require_any_part(actor: Actor, sheet: AnswerSheet) -> None:
    if sheet.status not in perms.OPEN_STATES:
        raise Conflict(_closed(), code="sheet_closed")
    if not perms.clusters_open_to(actor, sheet, country_questions.definition_of(sheet).clusters):
        raise NotAllowed(_("This part of the sheet is with another officer."))

"""Answers taken over from a file: looked at first, then all of them or none."""

import uuid
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from openpes.assessment.instrument import Given
from openpes.assessment.sheets import country_questions, exchange, perms, queries
from openpes.assessment.sheets.enums import AnswerSource
from openpes.assessment.sheets.exchange import Fault
from openpes.assessment.sheets.exchange.form import LARGEST
from openpes.base.actor import Actor
from openpes.base.errors import InvalidInput
from openpes.base.locking import write

from .answering import Entry, save_answers


@dataclass(slots=True)
class Taken:
    """What a file would change or has changed: {item: (before, after)}, how many answers it repeats, and its faults."""

    changes: dict[str, tuple[Given | None, Given]] = field(default_factory=dict)
    same: int = 0
    faults: list[Fault] = field(default_factory=list)
    done: bool = False


def import_answers(*, actor: Actor, sheet_id: uuid.UUID, content: bytes, format: str, wet_run: bool = False) -> Taken:
    """Look at a file and, with ``wet_run`` and not one fault in it, take its answers over in one transaction.

    An empty cell leaves the answer as it is. An officer takes over the parts that are theirs; a change in another part is a fault.
    Raises InvalidInput for an unknown format or a file that is too big, NotFound and Conflict as ``save_answers``.
    """
    sheet = perms.sheet_for(actor, sheet_id)
    definition = country_questions.definition_of(sheet)
    if format not in exchange.FORMATS:
        raise InvalidInput(_("Choose one of the list."), field="format")
    if len(content) > LARGEST:
        raise InvalidInput(_("This file is too big. At most %(n)s MB.") % {"n": LARGEST // 1024 // 1024}, field="file")
    read = exchange.READERS[format](content, definition)
    with write():  # compared and written under one lock: nobody answers in between
        given, faults = exchange.checked(read, definition, sheet.pk)
        stands = queries.answers_of(sheet)
        changes = {item: (stands.get(item), new) for item, new in given.items() if stands.get(item) != new}
        may = perms.clusters_open_to(actor, sheet, definition.clusters)
        places = {row.item: row.where for row in read.rows}
        faults += [
            Fault(places[item], _("This part of the sheet is not open to you. Leave its cells as they are."))
            for item in changes
            if definition.items[item].cluster not in may
        ]
        taken = Taken(changes, len(given) - len(changes), faults)
        if wet_run and not faults:
            entries = {item: Entry(new) for item, (_before, new) in changes.items()}
            save_answers(actor=actor, sheet_id=sheet.pk, entries=entries, source=AnswerSource.WORKBOOK)
            taken.done = True
    return taken

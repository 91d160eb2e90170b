"""What became of an import, row by row, and the queue of doubtful codings."""

import csv
import uuid
from collections.abc import Iterator
from itertools import chain

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from openpes.base.actor import Actor
from openpes.base.errors import NotAllowed, NotFound
from openpes.base.text import safe_cell
from openpes.work.enums import ImportOutcome
from openpes.work.models import CodingQueueItem, ImportBatch, ImportRow

from . import perms
from .explain import reason_text


def imports(actor: Actor) -> QuerySet[ImportBatch]:
    """Imports, newest first."""
    if not perms.may_read_imports(actor):
        raise NotAllowed(_("Only administrators and managers may read imports."))
    return ImportBatch.objects.select_related("source").order_by("-started_at", "-pk")


def report_lines(actor: Actor, batch_id: uuid.UUID) -> Iterator[tuple[int, str, str, str]]:
    """(line, reference, outcome, reason) of an import in the order of the file, in the language in force.

    Line 0 is the file as a whole, or a vacancy that is no longer in it. Two queries. Raises NotAllowed, NotFound at once.
    """
    if not imports(actor).filter(pk=batch_id).exists():
        raise NotFound(_("There is no such import."))
    rows = ImportRow.objects.filter(batch_id=batch_id).order_by("line", "pk")
    found = rows.values_list("line", "reference", "outcome", "reason").iterator(chunk_size=5000)
    return (
        (line, reference, str(ImportOutcome(outcome).label), reason_text(reason)) for line, reference, outcome, reason in found
    )


def report_csv(actor: Actor, batch_id: uuid.UUID) -> Iterator[str]:
    """The report as lines of CSV, with no cell that a spreadsheet takes for a formula. Raises as `report_lines`."""
    lines = report_lines(actor, batch_id)
    writer = csv.writer(_Line())
    heading = [_("Line"), _("Reference"), _("Outcome"), _("Reason")]
    return (writer.writerow([safe_cell(cell) for cell in line]) for line in chain([heading], lines))


class _Line:
    """What csv.writer writes to: hands the line back."""

    def write(self, text: str) -> str:
        return text


def coding_queue(actor: Actor) -> QuerySet[CodingQueueItem]:
    """Doubtful codings that nobody has decided yet."""
    if not perms.may_correct_coding(actor):
        raise NotAllowed(_("Only staff may see this list."))
    items = CodingQueueItem.objects.filter(decided_at__isnull=True)
    return items.select_related("vacancy__employer", "proposed").order_by("created_at", "pk")

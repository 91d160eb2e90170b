"""Taking statistics out of the house."""

import uuid
from dataclasses import dataclass

from openpes.base import clock
from openpes.base.actor import Actor
from openpes.base.enums import InteractionLevel, Service
from openpes.base.events import record_event
from openpes.base.locking import require_write, write
from openpes.base.models import ServiceEvent
from openpes.base.suppression import safe_total, suppress
from openpes.insight import perms, queries
from openpes.insight.models import StatisticsExport
from openpes.trust.audit import audit


@dataclass(frozen=True, slots=True)
class SafeTable:
    """A table for publication. None stands for a suppressed cell; the first column holds the row labels."""

    head: list[str]
    lines: list[list[str | int | None]]
    suppressed: int


def export_cross(*, actor: Actor, filters: queries.Filters, rows: str, columns: str) -> SafeTable:
    """The table with every cell of 1 to 9 and its complements suppressed. The export is entered in the register."""
    perms.require_statistics(actor)
    table = queries.cross(actor=actor, filters=filters, rows=rows, columns=columns)
    row_codes, column_codes = [code for code, _ in table.rows], [code for code, _ in table.columns]
    safe = suppress(table.cells, row_codes, column_codes)
    lines: list[list[str | int | None]] = []
    for code, label in table.rows:
        keys = [(code, column) for column in column_codes]
        lines.append([label, *(safe[key] for key in keys), safe_total(table.cells, safe, keys)])
    suppressed = sum(value is None for value in safe.values())
    with write():
        row = StatisticsExport.objects.create(
            account_id=actor.account_id, organisation_id=actor.organisation_id, what=f"events:{rows}:{columns}",
            query={"since": str(filters.since), "until": str(filters.until), "office": filters.office, "service": filters.service},
            cells=len(safe), suppressed=suppressed, at=clock.now(),
        )  # fmt: skip
        record_event(
            actor=actor, service=Service.LABOUR_MARKET_INFORMATION, act="insight.exported", level=InteractionLevel.ONE_WAY
        )
        audit(actor=actor, act="statistics.exported", target=row)
    return SafeTable(["", *(label for _, label in table.columns), "Σ"], lines, suppressed)


def export_events(
    *, actor: Actor, filters: queries.Filters, after: uuid.UUID | None = None, limit: int = 500
) -> list[ServiceEvent]:
    """A page of single service events of the own part of the tree for another program of the service, entered in the register.

    The caller leaves out who the person, the member of staff and the employer are.
    """
    perms.require_statistics(actor)
    events = queries.settled_events(actor=actor, filters=filters, after=after, limit=limit)
    if not events:
        return []
    with write():
        row = StatisticsExport.objects.create(
            account_id=actor.account_id, organisation_id=actor.organisation_id, what="events:single",
            query={"since": str(filters.since), "until": str(filters.until), "office": filters.office, "service": filters.service},
            cells=len(events), suppressed=0, at=clock.now(),
        )  # fmt: skip
        audit(actor=actor, act="statistics.events_read", target=row)
    return events


def enter_export(
    *,
    account_id: uuid.UUID | None,
    organisation_id: uuid.UUID | None,
    what: str,
    query: dict[str, str],
    cells: int,
    suppressed: int,
) -> None:
    """Another room let a table out of the house: it stands in the same register. Called within the act of that room."""
    require_write()
    StatisticsExport.objects.create(
        account_id=account_id, organisation_id=organisation_id, what=what, query=query, cells=cells, suppressed=suppressed,
        at=clock.now(),
    )  # fmt: skip

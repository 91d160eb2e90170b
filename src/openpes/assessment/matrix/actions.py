"""The matrix on its way out of the house: small cells are hidden and the export stands in the register."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from openpes.assessment.matrix import queries, rules, wording
from openpes.base import hooks
from openpes.base.actor import Actor
from openpes.base.enums import InteractionLevel, Service
from openpes.base.events import record_event
from openpes.base.ledgers import Span
from openpes.base.locking import write
from openpes.base.suppression import safe_total, suppress
from openpes.trust.audit import audit


@dataclass(frozen=True, slots=True)
class SafeMatrix:
    """Lines for publication: service, level, one number for each technology and no sum over them (an advanced contact came through
    a channel too). None: hidden."""

    head: list[str]
    lines: list[list[str | int | None]]
    suppressed: int


def safe_matrix(matrix: rules.Matrix) -> SafeMatrix:
    """Service by level and technology, and the total of each service by technology, with cells of 1 to 9 and their complements hidden.

    Each technology is a table of its own (service by level), because only such a table has totals that could give a cell away.
    """
    rows, levels = list(rules.SERVICE_OF_ROW), [str(level) for level in rules.LEVELS]
    shown: dict[tuple[str, str, str], int | None] = {}
    for technology in rules.TECHNOLOGIES:
        table = {(row, level): matrix.cells.get((row, technology, int(level)), 0) for row in rows for level in levels}
        safe = suppress(table, rows, levels)
        for row in rows:
            for level in levels:
                shown[row, level, technology] = safe[row, level]
            shown[row, "", technology] = safe_total(table, safe, [(row, level) for level in levels])
    lines: list[list[str | int | None]] = []
    for row in rows:
        for level in [*levels, ""]:
            name = str(wording.LEVELS[int(level)]) if level else "Σ"
            lines.append(
                [str(wording.SERVICES[row]), name, *(shown[row, level, technology] for technology in rules.TECHNOLOGIES)]
            )
    hidden = sum(value is None for value in shown.values())
    return SafeMatrix(["", "", *(str(wording.TECHNOLOGIES[t]) for t in rules.TECHNOLOGIES)], lines, hidden)


def export_matrix(*, actor: Actor, span: Span, month: dt.date | None = None) -> SafeMatrix:
    """The matrix of a span or of one month for people outside. Publishes statistics.exported. Raises NotAllowed."""
    pictures = queries.pictures(actor=actor, span=span, month=month)
    safe = safe_matrix(pictures.matrix)
    query: dict[str, Any] = {"since": str(pictures.span.since), "until": str(pictures.span.until)}
    with write():
        hooks.publish(
            "statistics.exported", account_id=actor.account_id, organisation_id=actor.organisation_id, what="assessment:matrix",
            query=query, cells=len(safe.lines) * len(rules.TECHNOLOGIES), suppressed=safe.suppressed,
        )  # fmt: skip
        record_event(
            actor=actor,
            service=Service.LABOUR_MARKET_INFORMATION,
            act="assessment.matrix_exported",
            level=InteractionLevel.ONE_WAY,
        )
        audit(actor=actor, act="assessment.matrix_exported", target=("assessment.matrix", None), changes=query)
    return safe

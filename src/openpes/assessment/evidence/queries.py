"""The evidence for every item, thresholds in force, and what officers decided."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from openpes.assessment.evidence import perms
from openpes.assessment.evidence.catalogue import QUERIES
from openpes.assessment.evidence.limits import LIMITS, STANDARD, Limits
from openpes.assessment.evidence.records import Records
from openpes.assessment.evidence.rules import Finding
from openpes.assessment.evidence.stored import StoredQuery
from openpes.assessment.models import EvidenceDecision, EvidenceThreshold
from openpes.base.actor import Actor
from openpes.base.errors import NotFound
from openpes.base.ledgers import Span
from openpes.base.readonly import read_only
from openpes.people.models import Organisation


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the records say about one item. ``limits``: the thresholds that were applied, by key."""

    query: StoredQuery
    finding: Finding
    span: Span
    limits: Limits

    @property
    def item(self) -> str:
        return self.query.item

    def as_finding(self) -> dict[str, Any]:
        """The plain values that the road map keeps of a look at the records."""
        return {
            "state": self.finding.state, "answer": self.finding.answer, "why": self.finding.why,
            "counts": dict(self.finding.counts), "query": self.query.reference,
        }  # fmt: skip

    def as_json(self) -> dict[str, Any]:
        """The row of ``./pes survey evidence --json``."""
        return {
            "item": self.item,
            "state": self.finding.state,
            "answer": self.finding.answer or None,
            "counts": dict(self.finding.counts),
            "query": f"{self.query.reference}: {self.query.counts_text}",
            "why": self.finding.why,
            "thresholds": dict(self.limits),
            "cannot_see": self.query.blind_text,
            "since": self.span.since.isoformat(),
            "until": self.span.until.isoformat(),
            "synthetic": self.span.synthetic,
        }


def limits_for(organisation_id: uuid.UUID | None) -> dict[str, int]:
    """Thresholds in force for an organisation: its own newest, else those of the nearest part above it, else ours. 2 queries."""
    found = dict(STANDARD)
    path = Organisation.objects.filter(pk=organisation_id).values_list("path", flat=True).first() if organisation_id else None
    if not path:
        return found
    codes = [code for code in path.split("/") if code]
    rows = EvidenceThreshold.objects.filter(organisation__code__in=codes, key__in=LIMITS).order_by("set_at", "pk")
    by_depth = sorted(rows.values_list("organisation__code", "key", "value"), key=lambda row: codes.index(row[0]))
    return found | {key: value for _code, key, value in by_depth}


def evidence(*, actor: Actor, span: Span, items: Iterable[str] | None = None) -> list[Evidence]:
    """What the records of a span say about the items (default: all), in the order of the questionnaire.

    Runs where nothing can be written. The number of queries does not grow with the records. Raises NotAllowed, NotFound.
    """
    perms.require_reader(actor)
    wanted = list(QUERIES) if items is None else list(items)
    if any(item not in QUERIES for item in wanted):
        raise NotFound("There is no such item.")
    limits, records = limits_for(actor.organisation_id), Records(span)
    with read_only():
        return [
            Evidence(query, query.read(records, limits), span, {key: limits[key] for key in query.limits})
            for query in map(QUERIES.__getitem__, wanted)
        ]


def last_decisions(*, actor: Actor, synthetic: bool) -> dict[str, EvidenceDecision]:
    """The newest decision on each item for the actor's own organisation. One query."""
    perms.require_reader(actor)
    rows = EvidenceDecision.objects.filter(organisation_id=actor.organisation_id, synthetic=synthetic).select_related(
        "decided_by"
    )
    return {row.item: row for row in rows.order_by("decided_at", "pk")}


def decisions_on(*, actor: Actor, item: str) -> list[EvidenceDecision]:
    """The history of an item for the actor's own organisation, newest first. One query."""
    perms.require_reader(actor)
    rows = EvidenceDecision.objects.filter(organisation_id=actor.organisation_id, item=item)
    return list(rows.select_related("decided_by"))


def threshold_history(*, actor: Actor, limit: int = 100) -> list[EvidenceThreshold]:
    """What was set in the actor's part of the tree, newest first. One query."""
    perms.require_reader(actor)
    rows = EvidenceThreshold.objects.filter(organisation_id__in=actor.scope_ids)
    return list(rows.select_related("organisation", "set_by")[:limit])

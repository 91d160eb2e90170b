"""Question 1.6: how the social partners take part in decisions about technology."""

from functools import partial

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from openpes.assessment.evidence import rules
from openpes.assessment.evidence.limits import Limits
from openpes.assessment.evidence.records import Records
from openpes.assessment.evidence.rules import Finding, at_least
from openpes.assessment.evidence.stored import StoredQuery
from openpes.assessment.models import Consultation, ConsultationParty, Opinion
from openpes.assessment.registers.enums import ConsultationLevel, ConsultationState, ConsultationTopic


def on_technology(records: Records) -> QuerySet[Consultation]:
    """Consultations about technology that were opened in the period; drafts do not count."""
    span = records.span
    rows = Consultation.objects.filter(
        topic=ConsultationTopic.TECHNOLOGY, opens_on__range=(span.since, span.until), synthetic=span.synthetic
    )
    return records.here_or_above(rows.exclude(state=ConsultationState.DRAFT))


def consulted(records: Records, limits: Limits, *, level: str) -> Finding:
    """Consultations of a level; where partners are asked, only those that a partner answered or voted on."""
    rows = on_technology(records).filter(level=level)
    spoke = Exists(Opinion.objects.filter(party__consultation=OuterRef("pk")))
    voted = Exists(ConsultationParty.objects.filter(~Q(vote=""), consultation=OuterRef("pk")))
    counts = {"consultations": rows.count(), "answered": rows.filter(spoke | voted).count()}
    if level == ConsultationLevel.SHARING_INFORMATION:
        return at_least(counts["consultations"], limits["records.least"], counts)
    if counts["consultations"] and not counts["answered"]:
        return Finding("below", counts)
    return at_least(counts["answered"], limits["records.least"], counts)


def nobody_involved(records: Records, _limits: Limits) -> Finding:
    """Any consultation shows that "not at all involved" is wrong; none proves nothing."""
    counts = {"consultations": on_technology(records).count()}
    return Finding("contradicted", counts, rules.NO) if counts["consultations"] else Finding("not_seen", counts)


_WAY = _(
    "Consultations about technology in the period: %(level)s. Where partners are asked, only those with an opinion or a vote"
)
_UNSEEN = _("Meetings that nobody recorded, and whether the partners changed the result.")
QUERIES = (
    *(
        StoredQuery(
            f"q1_6.{level.value}", "partners.consulted", 1, _WAY, _UNSEEN, partial(consulted, level=level.value), ("records.least",),
            {"level": level.label},
        )
        for level in ConsultationLevel
    ),
    StoredQuery(
        "q1_6.not_involved", "partners.nobody_involved", 1, _("Consultations about technology of any kind in the period"),
        _("No record is no proof that nobody was asked."), nobody_involved,
    ),
)  # fmt: skip

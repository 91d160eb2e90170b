"""Questions 1.2 and 1.2.1: strategy, its papers, money and ties to a government commitment."""

from django.db.models import Q, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from openpes.assessment.evidence.limits import Limits
from openpes.assessment.evidence.records import Records
from openpes.assessment.evidence.rules import Finding, at_least
from openpes.assessment.evidence.stored import StoredQuery
from openpes.assessment.models import BudgetLine, PlanAction, Strategy, StrategyDocument
from openpes.assessment.roadmap.enums import StrategyKind


def strategies(records: Records) -> QuerySet[Strategy]:
    """Digital strategies of this part of the service or of a part above it."""
    return records.here_or_above(Strategy.objects.filter(kind=StrategyKind.DIGITAL, synthetic=records.span.synthetic))


def in_force(records: Records) -> QuerySet[Strategy]:
    """Approved, begun, and not yet over on the last day of the period."""
    until = records.span.until
    return strategies(records).filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=until), approved_on__lte=until, valid_from__lte=until
    )


def strategy_in_force(records: Records, limits: Limits) -> Finding:
    seen, recorded = in_force(records).count(), strategies(records).count()
    counts = {"strategies_in_force": seen, "strategies_recorded": recorded}
    return Finding("below", counts) if recorded and not seen else at_least(seen, limits["records.least"], counts)


def approved_papers(records: Records, limits: Limits) -> Finding:
    papers = StrategyDocument.objects.filter(strategy__in=strategies(records))
    approved, recorded = papers.filter(approved_on__lte=records.span.until).count(), papers.count()
    counts = {"approved_papers": approved, "papers": recorded}
    return Finding("below", counts) if recorded and not approved else at_least(approved, limits["records.least"], counts)


def money_set_aside(records: Records, limits: Limits) -> Finding:
    """Budget lines of the years of the period on actions of the strategies."""
    lines = BudgetLine.objects.filter(
        action__strategy__in=strategies(records), year__range=(records.span.since.year, records.span.until.year)
    )
    by_currency = dict(lines.values_list("currency").annotate(total=Sum("amount_minor")).order_by("currency"))
    counts = {"budget_lines": lines.count()} | {f"minor_units_{code}": total for code, total in by_currency.items()}
    return at_least(counts["budget_lines"], limits["records.least"], counts)


def commitments(records: Records, limits: Limits) -> Finding:
    """Strategies and actions that name the government commitment that they serve."""
    named = ~Q(commitment="") | ~Q(commitment_ref="")
    actions = records.here_or_above(PlanAction.objects.filter(named, synthetic=records.span.synthetic))
    counts = {"strategies": strategies(records).filter(named).count(), "actions": actions.count()}
    return at_least(sum(counts.values()), limits["records.least"], counts)


_ELSEWHERE = _("Papers that are kept elsewhere, and how good they are.")
QUERIES = (
    StoredQuery(
        "q1_2", "strategy.in_force", 1, _("Digital strategies on record that are approved and in force on the last day of the period"),
        _ELSEWHERE, strategy_in_force, ("records.least",),
    ),
    StoredQuery(
        "q1_2_1.policy_document", "strategy.approved_papers", 1, _("Papers of a digital strategy with an approval"), _ELSEWHERE,
        approved_papers, ("records.least",),
    ),
    StoredQuery(
        "q1_2_1.resource_allocation", "strategy.money_set_aside", 1,
        _("Budget lines of the years of the period on actions of a digital strategy"),
        _("What was really spent: that stands in the finance system."), money_set_aside, ("records.least",),
    ),
    StoredQuery(
        "q1_2_1.egov_alignment", "strategy.commitments", 1,
        _("Strategies and actions that name the government commitment they serve"),
        _("Whether the government sees it so too."), commitments, ("records.least",),
    ),
)  # fmt: skip

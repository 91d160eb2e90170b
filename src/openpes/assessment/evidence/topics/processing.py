"""Question 4.1: what is done with data: collected, cleaned, brought together, analysed."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from openpes.assessment.evidence.limits import Limits
from openpes.assessment.evidence.records import Records
from openpes.assessment.evidence.rules import Finding, at_least
from openpes.assessment.evidence.stored import StoredQuery
from openpes.base.clock import whole_days
from openpes.people.models import Registration
from openpes.work.models import ImportBatch, Vacancy


def vacancies(records: Records) -> QuerySet[Vacancy]:
    """Vacancies published in the period."""
    span = records.span
    return records.here(Vacancy.objects.filter(published_at__range=whole_days(span.since, span.until), synthetic=span.synthetic))


def imports(records: Records) -> QuerySet[ImportBatch]:
    """Imports that were finished in the period."""
    span = records.span
    return ImportBatch.objects.filter(finished_at__range=whole_days(span.since, span.until), source__synthetic=span.synthetic)


def collected(records: Records, limits: Limits) -> Finding:
    span = records.span
    registrations = records.here(
        Registration.objects.filter(recorded_at__range=whole_days(span.since, span.until), synthetic=span.synthetic)
    )
    counts = {
        "registrations": registrations.count(), "vacancies": vacancies(records).count(),
        "contacts": sum(each.n for each in records.contacts),
    }  # fmt: skip
    return at_least(sum(counts.values()), limits["records.least"], counts)


def cleaned(records: Records, limits: Limits) -> Finding:
    """Import runs: each reads, checks, codes and cleans what another system sent."""
    runs = list(imports(records).values_list("counts", flat=True))
    rows, rejected = (sum(int(counts.get(name) or 0) for counts in runs) for name in ("rows", "rejected"))
    counts = {"runs": len(runs), "rows": rows, "rejected": rejected}
    return at_least(len(runs), limits["records.least"], counts)


def brought_together(records: Records, limits: Limits) -> Finding:
    """How many origins stand behind the one list of vacancies: each import source is one, what was entered here is one."""
    origins = set(vacancies(records).order_by().values_list("source_id", flat=True).distinct())
    counts = {"origins": len(origins), "outside_sources": len(origins - {None})}
    return at_least(len(origins), limits["origins.least"], counts)


def analysed(records: Records, limits: Limits) -> Finding:
    """Contacts in which a versioned model produced the result that was acted on."""
    counts = {"decisions": sum(each.n for each in records.contacts if each.advanced)}
    return at_least(counts["decisions"], limits["decisions.least"], counts)


_UNSEEN = _("Spreadsheets and programs outside this system.")
QUERIES = (
    StoredQuery(
        "q4_1.collection", "processing.collected", 1, _("Registrations, vacancies and contacts stored in the period"), _UNSEEN,
        collected, ("records.least",),
    ),
    StoredQuery(
        "q4_1.preprocessing", "processing.cleaned", 1, _("Imports that were read, checked and cleaned in the period"), _UNSEEN, cleaned,
        ("records.least",), whole=True,
    ),
    StoredQuery(
        "q4_1.integration", "processing.brought_together", 1,
        _("Sources behind the one list of vacancies in the period; what was entered here is one source"), _UNSEEN, brought_together,
        ("origins.least",),
    ),
    StoredQuery(
        "q4_1.ai_analysis", "processing.analysed", 1, _("Contacts in the period in which a versioned model produced the result"), _UNSEEN,
        analysed, ("decisions.least",),
    ),
)  # fmt: skip

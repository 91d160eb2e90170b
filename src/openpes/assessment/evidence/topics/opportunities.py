"""Question 5.2: whether a promise of technology shows in the records, the later half of the period beside the earlier one."""

import datetime as dt

from django.db.models import Count, F, Q
from django.utils.translation import gettext_lazy as _

from openpes.assessment.evidence import rules
from openpes.assessment.evidence.limits import Limits
from openpes.assessment.evidence.records import Records
from openpes.assessment.evidence.rules import Finding, share
from openpes.assessment.evidence.stored import StoredQuery
from openpes.assessment.matrix.rules import COMPLETED, FAMILY_OF_CHANNEL, TECHNOLOGIES, Contacts
from openpes.base.clock import whole_days
from openpes.casework.models import Task
from openpes.people.models import Registration
from openpes.placement.enums import ApplicationStatus
from openpes.placement.models import ApplicationStep

SOON = dt.timedelta(days=7)
Half = tuple[int, int]


def risen(earlier: Half, later: Half, limits: Limits) -> Finding:
    """Part and whole of each half, judged."""
    counts = {"earlier_part": earlier[0], "earlier_whole": earlier[1], "later_part": later[0], "later_whole": later[1]}
    return rules.risen(earlier, later, base=limits["change.base"], counts=counts)


def settled_without_staff(records: Records, limits: Limits) -> Finding:
    """Completed contacts in which no member of staff took part: time for those who need a person."""

    def half(contacts: list[Contacts]) -> Half:
        done = [each for each in contacts if each.outcome == COMPLETED]
        return sum(each.n for each in done if not each.staffed), sum(each.n for each in done)

    return risen(half(records.earlier), half(records.later), limits)


def registered_from_afar(records: Records, limits: Limits) -> Finding:
    """New registrations that came in without a visit."""
    remote = [channel for channel, family in FAMILY_OF_CHANNEL.items() if family in TECHNOLOGIES]
    rows = records.here(Registration.objects.filter(synthetic=records.span.synthetic))

    def half(since: dt.date, until: dt.date) -> Half:
        found = rows.filter(recorded_at__range=whole_days(since, until)).aggregate(
            remote=Count("pk", filter=Q(channel__in=remote)), all=Count("pk")
        )
        return found["remote"], found["all"]

    middle, day = records.middle, dt.timedelta(days=1)
    return risen(half(records.first_day, middle), half(middle + day, records.span.until), limits)


def done_soon(records: Records, limits: Limits) -> Finding:
    """Tasks done within seven days of being set; those set in the last seven days are too young to tell."""
    span = records.span
    rows = records.here(Task.objects.filter(synthetic=span.synthetic))

    def half(since: dt.date, until: dt.date) -> Half:
        found = rows.filter(created_at__range=whole_days(since, until)).aggregate(
            soon=Count("pk", filter=Q(done_at__lte=F("created_at") + SOON)), all=Count("pk")
        )
        return found["soon"], found["all"]

    middle, day = records.middle, dt.timedelta(days=1)
    return risen(half(span.since, middle), half(middle + day, span.until - SOON), limits)


def satisfaction(records: Records, limits: Limits) -> Finding:
    found = records.ledger("satisfaction")
    if found is None:
        return rules.NO_LEDGER
    earlier, later = (found.get("earlier_good", 0), found.get("earlier", 0)), (found.get("later_good", 0), found.get("later", 0))
    return risen(earlier, later, limits)


def reasons_given(records: Records, limits: Limits) -> Finding:
    """Refused applications whose applicant can read the reason."""
    span = records.span
    refused = records.here(
        ApplicationStep.objects.filter(
            status=ApplicationStatus.REJECTED, at__range=whole_days(span.since, span.until), application__synthetic=span.synthetic
        ),
        "application__vacancy__organisation_id",
    )
    counts = refused.aggregate(refused=Count("pk"), with_reason=Count("pk", filter=~Q(application__rejection_reason="")))
    return share(
        counts["with_reason"], counts["refused"], percent=limits["reasons.share"], base=limits["reasons.base"], counts=counts
    )


_ROSE = _("%(what)s: did the share rise from the earlier to the later half of the period?")
_CAUSE = _("What caused it, and how it was before technology came.")
_SHARES = (
    ("free_staff_time", _("Completed contacts in which no member of staff took part"), settled_without_staff),
    ("customer_experience", _("Good answers to the question about satisfaction"), satisfaction),
    ("access", _("New registrations that came in without a visit"), registered_from_afar),
    ("time_savings", _("Tasks done within seven days"), done_soon),
)
QUERIES = (
    *(
        StoredQuery(f"q5_2.{kind}", f"opportunities.{kind}", 1, _ROSE, _CAUSE, read, ("change.base",), {"what": what})
        for kind, what, read in _SHARES
    ),
    StoredQuery(
        "q5_2.transparency", "opportunities.reasons_given", 1,
        _("Refused applications in the period, and those whose applicant can read the reason"), _CAUSE, reasons_given,
        ("reasons.share", "reasons.base"),
    ),
)  # fmt: skip

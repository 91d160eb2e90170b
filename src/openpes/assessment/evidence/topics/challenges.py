"""Question 5.1: how much each challenge shows in the records. A suggestion from 1 to 3; how important it is, an officer judges."""

import datetime as dt
from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import Any

from django.db.models import Count, F, Q
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext_lazy as _

from openpes.assessment.evidence import rules
from openpes.assessment.evidence.limits import Limits
from openpes.assessment.evidence.records import Records
from openpes.assessment.evidence.rules import Finding
from openpes.assessment.evidence.stored import StoredQuery
from openpes.assessment.evidence.topics.processing import imports, vacancies
from openpes.assessment.evidence.topics.strategy import in_force, strategies
from openpes.assessment.matrix.rules import Contacts
from openpes.assessment.models import PlanAction
from openpes.assessment.roadmap.enums import OPEN_STATUSES
from openpes.base.clock import whole_days
from openpes.base.enums import Outcome
from openpes.casework.models import Task

Months = Counter[dt.date]  # by the first day of a month


def graded(records: Records, limits: Limits, part: Months, whole: Months) -> Finding:
    """Where the newest whole month stands among the earlier ones."""
    series = records.monthly(part, whole)
    counts = {"months": len(series), "cases": sum(whole.values()), "of_them": sum(part.values())}
    if not counts["of_them"]:
        return Finding("not_seen", counts)
    grade = rules.by_terciles(series, limits["history.months"])
    if grade is None:
        return Finding("too_few", counts)
    return Finding("seen", counts | {"last_month_percent": round(100 * series[-1])}, str(grade))


def by_thirds(part: int, whole: int, counts: dict[str, int]) -> Finding:
    """1 up to a third, 2 up to two thirds, 3 above: for what is known as it stands, without a history."""
    if not whole:
        return Finding("not_seen", counts)
    return Finding("seen", counts, "1" if 3 * part <= whole else "2" if 3 * part <= 2 * whole else "3")


def contacts_that(records: Records, limits: Limits, *, test: Callable[[Contacts], bool]) -> Finding:
    part, whole = Months(), Months()
    for each in records.contacts:
        whole[each.month] += each.n
        part[each.month] += each.n if test(each) else 0
    return graded(records, limits, part, whole)


def assisted(contact: Contacts) -> bool:
    return contact.assisted


def handed_over(contact: Contacts) -> bool:
    return contact.outcome == Outcome.HANDED_OVER


def rejected_rows(records: Records, limits: Limits) -> Finding:
    """Rows that imports had to reject, by month."""
    part, whole = Months(), Months()
    for at, counts in imports(records).values_list("finished_at", "counts"):
        if at is None:
            continue
        month = at.date().replace(day=1)
        whole[month] += int(counts.get("rows") or 0)
        part[month] += int(counts.get("rejected") or 0)
    return graded(records, limits, part, whole)


def incomplete_vacancies(records: Records, limits: Limits) -> Finding:
    """Published vacancies without a coded occupation or without pay, by month."""
    gaps = Q(occupation__isnull=True) | Q(pay_min_minor__isnull=True, pay_max_minor__isnull=True)
    part, whole = Months(), Months()
    rows = (
        vacancies(records).annotate(month=TruncMonth("published_at")).values_list("month")
        .annotate(n=Count("pk"), gaps=Count("pk", filter=gaps)).order_by()
    )  # fmt: skip
    for month, n, without in rows:
        whole[month.date()], part[month.date()] = n, without
    return graded(records, limits, part, whole)


def late_tasks(records: Records, limits: Limits) -> Finding:
    """Tasks between colleagues that were done after their day or are overdue, by the month they were set."""
    span = records.span
    rows = records.here(
        Task.objects.filter(due_on__isnull=False, created_at__range=whole_days(span.since, span.until), synthetic=span.synthetic)
    )
    late = Q(done_at__date__gt=F("due_on")) | Q(done_at__isnull=True, due_on__lt=span.until)
    part, whole = Months(), Months()
    grouped = rows.annotate(month=TruncMonth("created_at")).values_list("month")
    for month, n, overdue in grouped.annotate(n=Count("pk"), overdue=Count("pk", filter=late)).order_by():
        whole[month.date()], part[month.date()] = n, overdue
    return graded(records, limits, part, whole)


def without_training(records: Records, _limits: Limits) -> Finding:
    """Staff without any training in the period."""
    trained = {each.account for each in records.trained} & records.staff
    counts = {"without_training": len(records.staff) - len(trained), "staff": len(records.staff)}
    return by_thirds(counts["without_training"], counts["staff"] if trained else 0, counts)


def without_strategy(records: Records, _limits: Limits) -> Finding:
    """A strategy in force speaks for a small challenge; strategies that have all run out for a great one."""
    counts = {"strategies_in_force": in_force(records).count(), "strategies_recorded": strategies(records).count()}
    if not counts["strategies_recorded"]:
        return Finding("not_seen", counts)
    return Finding("seen", counts, "1" if counts["strategies_in_force"] else "3")


def without_budget(records: Records, _limits: Limits) -> Finding:
    """Open actions of the plan without any money set aside."""
    rows = records.here(PlanAction.objects.filter(status__in=OPEN_STATUSES, synthetic=records.span.synthetic))
    counts = {"open_actions": rows.count(), "without_budget": rows.filter(budget__isnull=True).count()}
    return by_thirds(counts["without_budget"], counts["open_actions"], counts)


def of_ledger(records: Records, limits: Limits, *, name: str) -> Finding:
    """One number a month that another room keeps, graded by its own history."""
    found = records.ledger(name)
    if found is None:
        return rules.NO_LEDGER
    series = [float(found[key]) for key in sorted(found) if key.startswith("month_")]
    counts = {"months": len(series)}
    if not any(series):
        return Finding("not_seen", counts)
    grade = rules.by_terciles(series, limits["history.months"])
    return Finding("seen", counts | {"last_month": round(series[-1])}, str(grade)) if grade else Finding("too_few", counts)


def open_findings(records: Records, _limits: Limits) -> Finding:
    found = records.ledger("breaches")
    if found is None:
        return rules.NO_LEDGER
    counts = {"open_findings": found.get("open_findings", 0), "breaches": found.get("breaches", 0)}
    if not any(counts.values()):
        return Finding("not_seen", counts)
    return Finding("seen", counts, "3" if counts["open_findings"] else "2")


_BY_HISTORY = ("history.months",)
_Kind = tuple[Any, Callable[[Records, Limits], Finding], tuple[str, ...]]
_KINDS: dict[str, _Kind] = {
    "staff_upskilling": (_("staff without any training in the period"), without_training, ()),
    "data_protection": (_("open findings about data protection, and breaches"), open_findings, ()),
    "client_skills": (_("contacts in which staff had to help"), partial(contacts_that, test=assisted), _BY_HISTORY),
    "interoperability": (_("rows that imports had to reject"), rejected_rows, _BY_HISTORY),
    "infrastructure": (_("hours in which the service was down"), partial(of_ledger, name="downtime"), _BY_HISTORY),
    "vision_strategy": (_("digital strategies in force"), without_strategy, ()),
    "obsolescence": (_("programs that are out of support"), partial(of_ledger, name="software_age"), _BY_HISTORY),
    "redundant_solutions": (_("tools that do the same thing"), partial(of_ledger, name="double_tools"), _BY_HISTORY),
    "silos": (_("tasks between colleagues that were late"), late_tasks, _BY_HISTORY),
    "human_balance": (_("contacts that had to be handed to a person"), partial(contacts_that, test=handed_over), _BY_HISTORY),
    "data_quality": (_("published vacancies without occupation or pay"), incomplete_vacancies, _BY_HISTORY),
    "digital_staff": (_("vacant posts for IT"), partial(of_ledger, name="vacant_posts"), _BY_HISTORY),
    "financing": (_("open actions without money"), without_budget, ()),
}
_HISTORY = _("Share by month: %(what)s. 1 to 3: in which third of the earlier months the last whole month lies")
_AS_IT_STANDS = _("As it stands: %(what)s. 1 to 3 by thirds")
QUERIES = tuple(
    StoredQuery(
        f"q5_1.{kind}", f"challenges.{kind}", 1, _HISTORY if keys else _AS_IT_STANDS,
        _("How important it is: that is a judgement."), read, keys, {"what": what}, whole=kind == "interoperability",
    )
    for kind, (what, read, keys) in _KINDS.items()
)  # fmt: skip

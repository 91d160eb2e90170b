"""Items, answers, states and counts in words."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openpes.assessment.evidence import rules
from openpes.assessment.matrix.wording import said

STATES = {
    rules.ANSWERED: gettext_lazy("Answered by the records"),
    rules.UNKNOWN: gettext_lazy("Unknown"),
    rules.NOT_RECORDED: gettext_lazy("Not recorded yet"),
    rules.NOT_OBSERVABLE: gettext_lazy("No record can show it"),
}
REASONS = {
    "seen": gettext_lazy("Seen in this system"),
    "contradicted": gettext_lazy("The records show otherwise"),
    "below": gettext_lazy("Seen, but below the threshold"),
    "too_few": gettext_lazy("Too few records to say"),
    "not_seen": gettext_lazy("Not seen in this system"),
    "no_ledger": gettext_lazy("This installation keeps no such records yet"),
    "motive": gettext_lazy("A motive: people rank it"),
}
_MATRICES = {"q2_1": ("column", "row"), "q3_1": ("row", "column"), "q5_1": ("row",), "q5_2": ("row",)}


def question_of(item: str) -> str:
    """The question that an item belongs to."""
    return str(said(item.split(".")[0]))


def part_of(item: str) -> str:
    """What an item asks within its question; the question itself when it has one item only."""
    question, *parts = item.split(".")
    if not parts:
        return str(said(question))
    kinds = _MATRICES.get(question)
    if kinds is None:
        return str(said(item))
    return " · ".join(str(said(f"{question}.{kind}.{part}")) for kind, part in zip(kinds, parts, strict=True))


def cluster(code: str) -> str:
    return str(said(f"cluster.{code}"))


def answer(item: str, value: str) -> str:
    """An answer in words; "" for none."""
    if value == rules.YES:
        return _("Yes")
    if value == rules.NO:
        return _("No")
    question = item.split(".")[0]
    if question == "q5_1" and value:
        return str(said(f"q5_1.scale.{value}"))
    if question == "q2_3" and value:
        return str(said(f"q2_3.{value}"))
    return value


COUNTS: dict[str, Any] = {
    "actions": gettext_lazy("actions"),
    "answered": gettext_lazy("with an opinion or a vote"),
    "approved_papers": gettext_lazy("approved papers"),
    "attended": gettext_lazy("people who came"),
    "breaches": gettext_lazy("breaches"),
    "budget_lines": gettext_lazy("budget lines"),
    "cases": gettext_lazy("cases"),
    "consultations": gettext_lazy("consultations"),
    "contacts": gettext_lazy("contacts"),
    "contacts_in_period": gettext_lazy("contacts in the whole period"),
    "contacts_of_service": gettext_lazy("contacts of the service by every way"),
    "critical": gettext_lazy("critical points"),
    "decisions": gettext_lazy("contacts with a model's result"),
    "drills": gettext_lazy("exercises"),
    "drills_passed": gettext_lazy("exercises passed"),
    "earlier_part": gettext_lazy("earlier half, those that count"),
    "earlier_whole": gettext_lazy("earlier half, all"),
    "group_declarations": gettext_lazy("declared target groups"),
    "in_person": gettext_lazy("in person"),
    "last_month": gettext_lazy("in the last whole month"),
    "last_month_percent": gettext_lazy("percent in the last whole month"),
    "late_notices": gettext_lazy("late notices"),
    "later_part": gettext_lazy("later half, those that count"),
    "later_whole": gettext_lazy("later half, all"),
    "median_days": gettext_lazy("days, the median"),
    "months": gettext_lazy("whole months"),
    "notices_shown": gettext_lazy("notices shown"),
    "of_them": gettext_lazy("of them counted"),
    "of_them_with_consent": gettext_lazy("of them with consent"),
    "open_actions": gettext_lazy("open actions"),
    "open_findings": gettext_lazy("open findings"),
    "origins": gettext_lazy("sources"),
    "outside_control": gettext_lazy("outside the service's control"),
    "outside_sources": gettext_lazy("sources outside"),
    "papers": gettext_lazy("papers"),
    "passed": gettext_lazy("passed"),
    "plans": gettext_lazy("plans"),
    "processors": gettext_lazy("processors"),
    "purposes": gettext_lazy("purposes"),
    "refused": gettext_lazy("refusals"),
    "registrations": gettext_lazy("registrations"),
    "rejected": gettext_lazy("rows rejected"),
    "releases": gettext_lazy("tables that left the service"),
    "requests_answered": gettext_lazy("requests answered"),
    "reviewed": gettext_lazy("plans reviewed"),
    "rows": gettext_lazy("rows"),
    "runs": gettext_lazy("imports"),
    "sessions": gettext_lazy("sessions"),
    "shared": gettext_lazy("times data were given"),
    "shared_with_consent": gettext_lazy("of them with consent"),
    "shared_with_partners": gettext_lazy("records shared with partners"),
    "staff": gettext_lazy("staff"),
    "strategies": gettext_lazy("strategies"),
    "strategies_in_force": gettext_lazy("strategies in force"),
    "strategies_recorded": gettext_lazy("strategies on record"),
    "tested": gettext_lazy("with small numbers hidden"),
    "trained": gettext_lazy("trained"),
    "uses": gettext_lazy("uses"),
    "vacancies": gettext_lazy("vacancies"),
    "with_a_notice": gettext_lazy("with a notice"),
    "with_reason": gettext_lazy("with a reason"),
    "with_second_factor": gettext_lazy("with a second factor"),
    "without_a_visit": gettext_lazy("without a visit"),
    "without_agreement": gettext_lazy("without an agreement"),
    "without_budget": gettext_lazy("without money"),
    "without_training": gettext_lazy("without training"),
}


def count_name(name: str) -> str:
    """What a number counts; the name itself for a count of an earlier version of a query that nothing gives any more."""
    if name.startswith("level_"):
        return _("level %(level)s") % {"level": name.removeprefix("level_")}
    if name.startswith("minor_units_"):
        return _("in the smallest unit of %(currency)s") % {"currency": name.removeprefix("minor_units_")}
    return str(COUNTS.get(name, name))

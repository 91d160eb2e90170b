"""Questions 1.4 and 1.5: protocols that protect data, and plans for when services fail."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from openpes.assessment.evidence import rules
from openpes.assessment.evidence.limits import Limits
from openpes.assessment.evidence.records import Records
from openpes.assessment.evidence.rules import Finding, at_least, share
from openpes.assessment.evidence.stored import StoredQuery
from openpes.assessment.training.enums import Subject
from openpes.people.queries import accounts_with_second_factor

INTERRUPTIONS = {
    "power": _("power cuts"),
    "cyberattack": _("attacks"),
    "data_loss": _("loss of data"),
    "data_theft": _("theft of data"),
}


def awareness(records: Records, limits: Limits) -> Finding:
    """Staff who attended training on digital rights, privacy and security in the period, of all active staff."""
    trained = {each.account for each in records.trained if each.subject == Subject.DIGITAL_RIGHTS}
    counts = {"trained": len(trained & records.staff), "staff": len(records.staff)}
    whole = counts["staff"] if trained else 0
    return share(counts["trained"], whole, percent=limits["security_training.share"], base=1, counts=counts)


def second_factor(records: Records, limits: Limits) -> Finding:
    """Active accounts of staff with a second factor set up."""
    counts = {"with_second_factor": len(accounts_with_second_factor(records.staff)), "staff": len(records.staff)}
    return share(counts["with_second_factor"], counts["staff"], percent=limits["second_factor.share"], base=1, counts=counts)


def reviewed_plan(records: Records, limits: Limits) -> Finding:
    found = records.ledger("security_plan")
    return rules.NO_LEDGER if found is None else at_least(found.get("reviewed", 0), limits["records.least"], dict(found))


def outside_control(records: Records, _limits: Limits) -> Finding:
    """A register of processors in which none is outside the service's control; one that is shows that the item is wrong."""
    found = records.ledger("processors")
    if found is None:
        return rules.NO_LEDGER
    counts = {"processors": found.get("processors", 0), "outside_control": found.get("outside_control", 0)}
    if not counts["processors"]:
        return Finding("not_seen", counts)
    return Finding("contradicted", counts, rules.NO) if counts["outside_control"] else Finding("seen", counts, rules.YES)


def self_check(records: Records, limits: Limits) -> Finding:
    found = records.ledger("security_checks")
    if found is None:
        return rules.NO_LEDGER
    counts = {"critical": found.get("critical", 0), "passed": found.get("passed", 0)}
    return share(counts["passed"], counts["critical"], percent=limits["drill.share"], base=1, counts=counts)


def plan_and_drill(records: Records, limits: Limits, *, kind: str) -> Finding:
    """A plan in force for an interruption, and an exercise of it that was passed."""
    found = records.ledger("contingency")
    if found is None:
        return rules.NO_LEDGER
    counts = {"plans": found.get(f"{kind}_plans", 0), "drills_passed": found.get(f"{kind}_drills", 0)}
    if counts["plans"] and not counts["drills_passed"]:
        return Finding("below", counts)
    return at_least(min(counts.values()), limits["records.least"], counts)


def any_plan(records: Records, limits: Limits) -> Finding:
    found = records.ledger("contingency")
    if found is None:
        return rules.NO_LEDGER
    counts = {"plans": sum(found.get(f"{kind}_plans", 0) for kind in INTERRUPTIONS)}
    return at_least(counts["plans"], limits["records.least"], counts)


_QUALITY = _("How good the plan is.")
QUERIES = (
    StoredQuery(
        "q1_4.internal_awareness", "security.awareness", 1,
        _("Staff trained in the period in digital rights, privacy and security, of all staff"), _("What people think and do."),
        awareness, ("security_training.share",),
    ),
    StoredQuery(
        "q1_4.authentication", "security.second_factor", 1, _("Staff accounts with a second factor set up, of all staff accounts"),
        _("Other systems that staff sign in to."), second_factor, ("second_factor.share",),
    ),
    StoredQuery(
        "q1_4.threat_strategy", "security.reviewed_plan", 1, _("Security plans that were reviewed in the period"), _QUALITY,
        reviewed_plan, ("records.least",),
    ),
    StoredQuery(
        "q1_4.no_third_party_control", "security.outside_control", 1,
        _("Processors of client data in the register, and those abroad or under somebody else's control"),
        _("Contracts, and what an operator could do."), outside_control,
    ),
    StoredQuery(
        "q1_4.security_technology", "security.self_check", 1, _("Critical points of the last security self-check, and those passed"),
        _("Protection outside this computer."), self_check, ("drill.share",),
    ),
    *(
        StoredQuery(
            f"q1_5.{kind}", "security.plan_and_drill", 1, _("Plans in force for %(kind)s, and exercises of them that were passed"),
            _("An exercise is not the real event."), partial(plan_and_drill, kind=kind), ("records.least",), {"kind": label},
        )
        for kind, label in INTERRUPTIONS.items()
    ),
    StoredQuery("q1_5", "security.any_plan", 1, _("Contingency plans of any kind in force"), _QUALITY, any_plan, ("records.least",)),
)  # fmt: skip

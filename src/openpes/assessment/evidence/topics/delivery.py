"""Questions 2.1 to 2.3: services through technologies, usual level of interaction, delivery approach. From service events."""

from collections import Counter
from functools import partial

from django.utils.translation import gettext_lazy as _

from openpes.assessment.evidence import rules
from openpes.assessment.evidence.limits import Limits
from openpes.assessment.evidence.records import WAITING_FOR_A_ROOM, Records
from openpes.assessment.evidence.rules import Finding
from openpes.assessment.evidence.stored import StoredQuery
from openpes.assessment.matrix import wording
from openpes.assessment.matrix.rules import COMPLETED, IN_PERSON, SERVICE_OF_ROW, TECHNOLOGIES

OPTION_OF_LEVEL = {1: "information_only", 2: "one_way", 3: "two_way", 4: "full_transaction", 5: "proactive"}
FACILITATED = ("registration", "job_matching")


def contacts_through(records: Records, limits: Limits, *, row: str, technology: str) -> Finding:
    """Completed contacts of a service through a technology in the last 90 days of the period."""
    service = SERVICE_OF_ROW[row]
    if service in WAITING_FOR_A_ROOM and not records.delivered_ever(service):
        return rules.NO_LEDGER
    seen = records.recent_matrix.contacts(row, technology)
    whole = records.recent_by_service.get(service, 0)
    counts = {
        "contacts": seen, "contacts_of_service": whole,
        "contacts_in_period": records.matrix.contacts(row, technology),
    }  # fmt: skip
    if not seen:
        return Finding("not_seen", counts)
    enough = rules.often(
        seen, whole, least=limits["contacts.least"], few=limits["contacts.few"], percent=limits["contacts.share"]
    )
    return Finding("seen", counts, rules.YES) if enough else Finding("below", counts)


def usual_level(records: Records, limits: Limits, *, level: int) -> Finding:
    """Whether a level is the commonest of registration, vacancies and matching by technology ("mainly" of the question)."""
    found: Counter[int] = Counter()
    for each in records.contacts:
        if each.service in FACILITATED and each.outcome == COMPLETED and each.technologies:
            found[each.level] += each.n
    counts = {f"level_{n}": found[n] for n in OPTION_OF_LEVEL}
    if not found:
        return Finding("not_seen", counts)
    usual = rules.mode(found, limits["level.base"])
    if usual is None:
        return Finding("too_few", counts)
    return Finding("seen", counts, rules.YES) if usual == level else Finding("contradicted", counts, rules.NO)


def delivery_approach(records: Records, limits: Limits) -> Finding:
    """The share of completed contacts that needed no visit to an office."""
    done = [each for each in records.contacts if each.outcome == COMPLETED]
    remote = sum(each.n for each in done if each.family in TECHNOLOGIES)
    visits = sum(each.n for each in done if each.family == IN_PERSON)
    counts = {"without_a_visit": remote, "in_person": visits}
    if not remote + visits:
        return Finding("not_seen", counts)
    answer = rules.approach(
        remote, visits, mostly=limits["approach.mostly"], little=limits["approach.little"], base=limits["approach.base"]
    )
    return Finding("seen", counts, answer) if answer else Finding("too_few", counts)


_THROUGH = _("Completed contacts of the service “%(service)s” through %(technology)s in the last 90 days of the period")
_NOT_THROUGH = _("Calls, visits and posts that nobody recorded here.")
_LEVEL = _(
    "Completed contacts about registration, vacancies and matching, by level of interaction: is level %(level)s the commonest?"
)
QUERIES = (
    *(
        StoredQuery(
            f"q2_1.{technology}.{row}", "delivery.contacts_through", 1, _THROUGH, _NOT_THROUGH,
            partial(contacts_through, row=row, technology=technology), ("contacts.least", "contacts.few", "contacts.share"),
            {"service": wording.SERVICES[row], "technology": wording.TECHNOLOGIES[technology]},
        )
        for row in SERVICE_OF_ROW
        for technology in TECHNOLOGIES
    ),
    *(
        StoredQuery(
            f"q2_2.{option}", "delivery.usual_level", 1, _LEVEL, _("“Mainly” has no definition in the questionnaire: we take the commonest level."),
            partial(usual_level, level=level), ("level.base",), {"level": level},
        )
        for level, option in OPTION_OF_LEVEL.items()
    ),
    StoredQuery(
        "q2_3", "delivery.approach", 1, _("Completed contacts that needed no visit, beside those in person"),
        _("The report gives no thresholds: ours are shown."), delivery_approach,
        ("approach.mostly", "approach.little", "approach.base"),
    ),
)  # fmt: skip

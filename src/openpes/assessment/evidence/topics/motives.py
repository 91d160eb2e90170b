"""Question 1.1: why the service takes up technology. No record shows a motive."""

from django.utils.translation import gettext_lazy as _

from openpes.assessment.evidence.limits import Limits
from openpes.assessment.evidence.records import Records
from openpes.assessment.evidence.rules import MOTIVE, Finding
from openpes.assessment.evidence.stored import StoredQuery

REASONS = ("lower_costs", "performance", "expand_coverage", "policy_directive", "client_needs", "tech_trends")


def motive(_records: Records, _limits: Limits) -> Finding:
    return MOTIVE


QUERIES = tuple(
    StoredQuery(
        f"q1_1.{reason}",
        "motives.rank",
        1,
        _("Nothing: this is a motive"),
        _("Why something was decided. An officer ranks it."),
        motive,
    )
    for reason in REASONS
)

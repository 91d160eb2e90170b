"""Question 2.4: whether technology reaches groups that face disadvantage. Only weekly cells of at least 10 people are ever read."""

import datetime as dt
from functools import partial

from django.utils.translation import gettext_lazy as _

from openpes.assessment.evidence import rules
from openpes.assessment.evidence.limits import Limits
from openpes.assessment.evidence.records import Records
from openpes.assessment.evidence.rules import Finding
from openpes.assessment.evidence.stored import StoredQuery
from openpes.assessment.matrix import wording
from openpes.assessment.matrix.rules import GROUPS, IN_PERSON, by_group


def reached_more(records: Records, limits: Limits, *, group: str) -> Finding:
    """Whether the share of the group's contacts without a visit rose from the earlier to the later half of the period."""
    cells = records.ledger("group_contacts")
    if cells is None:
        return rules.NO_LEDGER
    halves = []
    for later in (False, True):
        half = [(key, n) for key, n in cells.items() if (dt.date.fromisoformat(key.split("|")[0]) > records.middle) is later]
        counted = {family: n for (named, family), n in by_group(half).items() if named == group}
        whole = sum(counted.values())
        halves.append((whole - counted.get(IN_PERSON, 0), whole))
    (early_part, early), (late_part, late) = halves
    counts = {"earlier_part": early_part, "earlier_whole": early, "later_part": late_part, "later_whole": late}
    return rules.risen(*halves, base=limits["change.base"], counts=counts)


QUERIES = tuple(
    StoredQuery(
        f"q2_4.{group}", "groups.reached_more", 1,
        _("Contacts of the group “%(group)s” without a visit, as a share of all its contacts: did it rise within the period?"),
        _("Why it rose. Whether more people found work. People who did not say that they belong to the group. Weeks with fewer than 10 people."),
        partial(reached_more, group=group), ("change.base",), {"group": wording.GROUPS[group]}, whole=True,
    )
    for group in GROUPS
)  # fmt: skip

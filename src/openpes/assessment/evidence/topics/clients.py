"""Question 3.x: how clients without digital skills are helped. The courses belong to the room of programmes; here they are only read."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from openpes.assessment.evidence import rules
from openpes.assessment.evidence.limits import Limits
from openpes.assessment.evidence.records import Records
from openpes.assessment.evidence.rules import Finding, at_least
from openpes.assessment.evidence.stored import StoredQuery

KINDS = {
    "group_training": _("group training"),
    "coaching": _("help for one person"),
    "municipal_collaboration": _("with municipalities and others"),
    "online_outreach": _("online courses and videos"),
}
LEDGER = "client_courses"


def sessions(records: Records, limits: Limits, *, kind: str) -> Finding:
    held = records.ledger(LEDGER)
    if held is None:
        return rules.NO_LEDGER
    counts = {"sessions": held.get(kind, 0)}
    return at_least(counts["sessions"], limits["records.least"], counts)


def none_at_all(records: Records, _limits: Limits) -> Finding:
    """Any session shows that "none of the above" is wrong; none proves nothing."""
    held = records.ledger(LEDGER)
    if held is None:
        return rules.NO_LEDGER
    counts = {"sessions": sum(held.get(kind, 0) for kind in KINDS)}
    return Finding("contradicted", counts, rules.NO) if counts["sessions"] else Finding("not_seen", counts)


_UNSEEN = _("Courses of partners, and videos watched elsewhere.")
QUERIES = (
    *(
        StoredQuery(
            f"q3_x.{kind}", "clients.sessions", 1, _("Sessions in which clients learned digital skills: %(kind)s"), _UNSEEN,
            partial(sessions, kind=kind), ("records.least",), {"kind": label},
        )
        for kind, label in KINDS.items()
    ),
    StoredQuery(
        "q3_x.none", "clients.none_at_all", 1, _("Sessions of any kind in which clients learned digital skills"), _UNSEEN, none_at_all
    ),
)  # fmt: skip

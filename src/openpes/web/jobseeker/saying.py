"""Reasons in words, as a jobseeker reads them."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from openpes.matching.reasons import sentence
from openpes.matching.requests import Reason

KINDS = {True: "met", False: "missed", None: "unknown"}
MOST_NAMED = 8


def reason_rows(reasons: Sequence[Reason]) -> list[dict[str, str]]:
    """Every reason and every miss; missing skills are named."""
    rows = []
    for reason in reasons:
        rows.append({"kind": KINDS[reason.good], "text": sentence(reason)})
        missing = reason.values.get("missing") if reason.code == "skills" else None
        if isinstance(missing, list) and missing:
            named = ", ".join(str(name) for name in missing[:MOST_NAMED])
            more = "" if len(missing) <= MOST_NAMED else " …"
            rows.append({"kind": "missed", "text": _("missing: %(what)s") % {"what": named + more}})
    return rows

"""The thresholds of the evidence: ours, not the report's, and an agency may set its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

Limits = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Limit:
    """A whole number with its meaning. least, most: what may be typed."""

    key: str
    standard: int
    text: Any
    most: int = 1_000_000
    least: int = 1


_ALL = (
    Limit("contacts.least", 30, _("Contacts in the last 90 days from which a service counts as delivered")),
    Limit("contacts.few", 10, _("Fewer contacts are enough from this number on, when they are a share of the service")),
    Limit("contacts.share", 1, _("That share of the service's contacts, percent"), 100),
    Limit("level.base", 30, _("Contacts needed before the usual level of interaction is named")),
    Limit("approach.base", 100, _("Contacts needed before the delivery approach is named")),
    Limit("approach.mostly", 70, _("Share of contacts without a visit that is predominantly technology-based, percent"), 100),
    Limit("approach.little", 30, _("Share of contacts without a visit below which delivery is mainly face to face, percent"), 100),
    Limit("change.base", 50, _("Cases needed in each half of the period before a change is named")),
    Limit("consent.share", 99, _("Share of records resting on consent that must have it, percent"), 100),
    Limit("consent.base", 10, _("Records resting on consent that are needed")),
    Limit("own_record.least", 10, _("Uses of the own record by clients")),
    Limit("own_record.days", 30, _("Days within which a request about the own data must be answered, as the median"), 365),
    Limit("second_factor.share", 100, _("Share of staff accounts with a second factor, percent"), 100),
    Limit("records.least", 1, _("Records that show that something is done")),
    Limit("origins.least", 2, _("Sources that must be brought together")),
    Limit("decisions.least", 10, _("Recorded decisions that a model's result fed")),
    Limit("drill.share", 100, _("Share of checks or exercises that must have passed, percent"), 100),
    Limit("training.share", 50, _("Share of a staff category that was trained, percent"), 100),
    Limit("security_training.share", 90, _("Share of staff with security training, percent"), 100),
    Limit("reasons.share", 90, _("Share of refusals that must state a reason, percent"), 100),
    Limit("reasons.base", 30, _("Refusals needed before that share is judged")),
    Limit("history.months", 5, _("Earlier months needed before a challenge is graded"), 60, 2),
)  # fmt: skip
LIMITS = {limit.key: limit for limit in _ALL}
STANDARD: Limits = {limit.key: limit.standard for limit in _ALL}

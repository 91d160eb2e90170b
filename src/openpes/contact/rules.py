"""Which door a message takes, and how much of it may go through. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

OPEN_CLASSES = frozenset({"public", "personal"})  # may stand in an e-mail; the rest stays behind the sign-in


@dataclass(frozen=True, slots=True)
class Point:
    """What is known of one way to reach somebody."""

    kind: str
    address: str
    verified: bool = False
    shared: bool = False
    preferred: bool = False
    bounced: bool = False


def best_email(points: Iterable[Point], account_email: str = "") -> Point | None:
    """The e-mail address to write to: the account's (it signs in with it), else a verified one that did not bounce, preferred first."""
    usable = [p for p in points if p.kind == "email" and p.verified and not p.bounced]
    if account_email:
        known = next((p for p in usable if p.address == account_email), None)
        bounced = any(p.bounced and p.address == account_email for p in points)
        if not bounced:
            return known or Point("email", account_email, verified=True)
    usable.sort(key=lambda p: (not p.preferred, p.shared, p.address))
    return usable[0] if usable else None


def may_carry_text(sensitivity: str, point: Point) -> bool:
    """Confidential content never goes by e-mail, and nothing personal to an address that others read too."""
    return sensitivity in OPEN_CLASSES and not (point.shared and sensitivity != "public")

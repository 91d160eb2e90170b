"""Finding the key behind what a program sends, and the actor it stands for."""

from dataclasses import replace
from typing import NamedTuple

from openpes.base import clock
from openpes.base.actor import Actor
from openpes.people.acting import actor_for
from openpes.people.models import Account, ApiToken
from openpes.trust.keys import keyed_hash

SIGN = "opes_"  # how a key begins, so that people and leak scanners know one when they see it
LONGEST = 200


class Refused(NamedTuple):
    """Why a key does not work: "unknown", "revoked", "expired", "inactive" (the account) or "role_ended"."""

    code: str


def digest_of(secret: str) -> str:
    """What is stored of a key: a keyed hash. A key has 256 random bits, so no slow hash is needed."""
    return keyed_hash("api-token", secret)


def token_behind(secret: str) -> ApiToken | Refused:
    """The key's row with its account, while it is in force. One query."""
    if not secret.startswith(SIGN) or len(secret) > LONGEST or not secret.isascii():
        return Refused("unknown")
    row = ApiToken.objects.select_related("account").filter(digest=digest_of(secret)).first()
    if row is None:
        return Refused("unknown")
    if row.revoked_at is not None:
        return Refused("revoked")
    if row.expires_at <= clock.now():
        return Refused("expired")
    if not row.account.is_active:
        return Refused("inactive")
    return row


def actor_of(token: ApiToken, *, language: str) -> Actor | Refused:
    """The actor a key stands for, with the role as it is today.

    Whether the account still acts for the key's employer is asked by the caller, one storey up. At most three queries.
    """
    role = f"employer:{token.employer_id}" if token.employer_id else str(token.role_assignment_id or "jobseeker")
    actor = actor_for(token.account, role_id=role, channel="api", language=language)
    if actor.role_id != token.role_assignment_id:
        return Refused("role_ended")
    return replace(actor, second_factor=token.role_assignment_id is not None)  # proved when the key was made


def tokens_of(account: Account) -> list[ApiToken]:
    """The account's keys, those in force first, newest first. One query."""
    rows = account.api_tokens.select_related("role_assignment__organisation").order_by("-created_at", "-pk")
    now = clock.now()
    return sorted(rows, key=lambda t: t.revoked_at is not None or t.expires_at <= now)

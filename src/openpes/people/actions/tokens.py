"""Keys for programs: made, used, ended. The key itself is shown once and never stored."""

import datetime as dt
import secrets
import uuid
from collections.abc import Iterable

from django.db.models import Q
from django.utils.translation import gettext as _

from openpes.base import clock
from openpes.base.actor import Actor
from openpes.base.enums import InteractionLevel, Service
from openpes.base.errors import Conflict, InvalidInput, NotAllowed, NotFound
from openpes.base.events import record_event
from openpes.base.locking import write
from openpes.base.text import clean_line
from openpes.people.models import ApiToken
from openpes.people.scopes import scopes_of
from openpes.people.tokens import SIGN, digest_of
from openpes.trust.audit import audit

LONGEST_DAYS = 365
MOST_TOKENS = 20
USE_NOTED_EVERY = dt.timedelta(minutes=1)


def create_token(*, actor: Actor, name: str, scopes: Iterable[str], days: int = 90) -> tuple[ApiToken, str]:
    """A key that acts as the actor does now: same role, same office or employer, narrowed to ``scopes``. Returns (row, key).

    Staff and partners need a second factor in this session. Whether the account still holds the role or acts for the employer
    is asked again at every use. Raises NotAllowed, InvalidInput (name, scopes, days), Conflict (too many keys).
    """
    if actor.account_id is None:
        raise NotAllowed(_("Sign in first."))
    if (actor.is_staff or actor.is_partner) and not actor.second_factor:
        raise NotAllowed(_("Sign in with your second factor first."), code="second_factor")
    allowed = scopes_of(actor.role)
    if not allowed:
        raise NotAllowed(_("In this role there are no keys for programs."))
    name, wanted = clean_line(name, 100), frozenset(scopes)
    if not name:
        raise InvalidInput(_("Write what the key is for, so that you know it again."), field="name")
    if not wanted or not wanted <= allowed:
        raise InvalidInput(_("Choose what the key may do."), field="scopes")
    if not 1 <= days <= LONGEST_DAYS:
        raise InvalidInput(_("Choose between 1 and %(n)s days.") % {"n": LONGEST_DAYS}, field="days")
    secret = SIGN + secrets.token_urlsafe(32)
    now = clock.now()
    with write():
        in_force = ApiToken.objects.filter(account_id=actor.account_id, revoked_at__isnull=True, expires_at__gt=now)
        if in_force.count() >= MOST_TOKENS:
            raise Conflict(_("You have %(n)s keys already. End one that you no longer use.") % {"n": MOST_TOKENS})
        row = ApiToken.objects.create(
            account_id=actor.account_id, role_assignment_id=actor.role_id, employer_id=actor.employer_id, name=name,
            digest=digest_of(secret), scopes=sorted(wanted), expires_at=now + dt.timedelta(days=days),
        )  # fmt: skip
        _leave_records(actor, "account.token_made", row, {"scopes": row.scopes, "expires_at": row.expires_at})
    return row, secret


def revoke_token(*, actor: Actor, token_id: uuid.UUID) -> ApiToken:
    """End one of the own keys at once; twice does no harm. Raises NotFound."""
    with write():
        row = ApiToken.objects.filter(pk=token_id, account_id=actor.account_id).first() if actor.account_id else None
        if row is None:
            raise NotFound(_("There is no such key."))
        if row.revoked_at is None:
            row.revoked_at = clock.now()
            row.save(update_fields=["revoked_at"])
            _leave_records(actor, "account.token_revoked", row, {"name": row.name})
    return row


def note_token_use(*, token: ApiToken) -> None:
    """Remember that the key was used, at most once a minute."""
    now = clock.now()
    if token.last_used_at and token.last_used_at > now - USE_NOTED_EVERY:
        return
    with write():
        ApiToken.objects.filter(Q(last_used_at__isnull=True) | Q(last_used_at__lte=now - USE_NOTED_EVERY), pk=token.pk).update(
            last_used_at=now
        )


def _leave_records(actor: Actor, act: str, row: ApiToken, changes: dict[str, object]) -> None:
    audit(actor=actor, act=act, target=row, person_id=actor.person_id, changes=changes)
    if not (actor.is_staff or actor.is_partner):  # staff are not clients: their keys are no service given
        record_event(actor=actor, service=Service.OWN_RECORD, act=act, level=InteractionLevel.TRANSACTION)

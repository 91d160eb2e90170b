"""Who calls: a key in the Authorization header becomes an Actor of the channel "api"."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from ninja.security import HttpBearer

from openpes.api.errors import Unauthorised, no_key
from openpes.base import limits
from openpes.base.actor import Actor
from openpes.base.errors import NotAllowed
from openpes.people.actions import note_token_use
from openpes.people.models import ApiToken
from openpes.people.tokens import Refused, actor_of, token_behind
from openpes.work.perms import may_act_for_employer

PER_MINUTE = 600


class ApiKey(HttpBearer):
    """A key that carries ``scope`` ("" asks for a working key only).

    The same checks as on the pages: the account is active, still holds the role, still acts for the employer.
    """

    def __init__(self, scope: str = "") -> None:
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> Actor:
        found = token_behind(token.strip())
        if isinstance(found, Refused):
            raise Unauthorised(_why(found), code=found.code)
        limits.count("api-key", str(found.pk), limit=PER_MINUTE, seconds=60)
        actor = actor_of(found, language=get_language() or "en")
        if isinstance(actor, Refused):
            raise Unauthorised(_why(actor), code=actor.code)
        if found.employer_id and not may_act_for_employer(found.account_id, found.employer_id):
            raise Unauthorised(_why(Refused("role_ended")), code="role_ended")
        if self.scope and self.scope not in found.scopes:
            raise NotAllowed(_("This key lacks the scope “%(scope)s”.") % {"scope": self.scope}, code="scope_missing")
        note_token_use(token=found)
        request.api_token = found  # type: ignore[attr-defined]
        return actor


def _why(refused: Refused) -> str:
    return {
        "revoked": _("This key was ended. Make a new one on your account page."),
        "expired": _("This key is past its last day. Make a new one on your account page."),
        "inactive": _("This account is closed."),
        "role_ended": _("The role in which this key was made has ended."),
    }.get(refused.code, "") or no_key()


def secured(scope: str) -> dict[str, Any]:
    """Arguments of an operation that needs a key; the scope stays readable as ``x-scope`` in the OpenAPI document."""
    return {"auth": ApiKey(scope), "openapi_extra": {"x-scope": scope}}


def actor(request: HttpRequest) -> Actor:
    return request.auth  # type: ignore[attr-defined]


def token(request: HttpRequest) -> ApiToken:
    return request.api_token  # type: ignore[attr-defined]

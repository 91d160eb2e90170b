from typing import Any

from django.apps import AppConfig
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


def _who(request: HttpRequest) -> Any:
    from openpes.web.account.roles import chosen_option, role_options
    from openpes.web.design import frame

    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return None
    options = role_options(user)
    chosen = chosen_option(request, options)
    return frame.Who(
        name=user.display_name or user.email,
        role=chosen.label if len(options) > 1 else "",
        roles=tuple(frame.RoleChoice(o.value, o.label, o.value == chosen.value) for o in options),
        switch_url=reverse("act_as"),
        sign_out_url=reverse("account_logout"),
    )


def _is_visitor(request: HttpRequest) -> bool:
    return not request.user.is_authenticated


def _is_signed_in(request: HttpRequest) -> bool:
    return request.user.is_authenticated


def _second_factor_added(request: HttpRequest, user: Any, authenticator: Any, **_extra: Any) -> None:
    """Setting up an app or a passkey proves it: the session counts as signed in with a second factor."""
    from allauth.account.internal.flows.login import record_authentication

    if authenticator.type != authenticator.Type.RECOVERY_CODES:
        record_authentication(request, user, method="mfa", type=authenticator.type)


class AccountAreaConfig(AppConfig):
    name = "openpes.web.account"
    label = "web_account"

    def ready(self) -> None:
        from allauth.mfa.signals import authenticator_added

        from openpes.web.design import frame

        authenticator_added.connect(_second_factor_added, dispatch_uid="openpes.second_factor_added")
        frame.tell_who(_who)
        frame.add_place("client", frame.Place(_("Sign in"), "account_login", order=90, visible=_is_visitor))
        frame.add_place("account", frame.Place(_("Second factor"), "mfa_index", order=80, visible=_is_signed_in))
        frame.add_place("account", frame.Place(_("E-mail addresses"), "account_email", order=82, visible=_is_signed_in))
        frame.add_place(
            "account", frame.Place(_("Where you are signed in"), "usersessions_list", order=84, visible=_is_signed_in)
        )
        frame.add_place("account", frame.Place(_("Keys for programs"), "tokens", order=86, visible=_is_signed_in))

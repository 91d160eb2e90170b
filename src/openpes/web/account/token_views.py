"""Keys for programs: the own ones, a new one (shown once), ending one."""

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods

from openpes.base import clock
from openpes.base.errors import ActionError
from openpes.people.actions import create_token, revoke_token
from openpes.people.scopes import SCOPES, scopes_of
from openpes.people.tokens import tokens_of
from openpes.web.account.access import turn_errors
from openpes.web.account.roles import role_options

DAYS = ((30, gettext_lazy("One month")), (90, gettext_lazy("Three months")), (365, gettext_lazy("One year")))


class TokenForm(forms.Form):
    """What the key is for, what it may do, how long it works."""

    name = forms.CharField(
        label=gettext_lazy("What is the key for?"), help_text=gettext_lazy("For example: our staff program."), max_length=100
    )
    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("What may it do?"), widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Tick as little as the program needs."),
    )  # fmt: skip
    days = forms.TypedChoiceField(label=gettext_lazy("How long shall it work?"), choices=DAYS, coerce=int, initial=90)

    def __init__(self, *args: Any, role: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scopes"].choices = [(scope, label) for scope, label in SCOPES.items() if scope in scopes_of(role)]


def _state(token: Any) -> str:
    if token.revoked_at is not None:
        return "revoked"
    return "expired" if token.expires_at <= clock.now() else "in_force"


@require_GET
@login_required
def tokens(request: HttpRequest) -> HttpResponse:
    """The own keys, those in force first."""
    employers = {o.value.removeprefix("employer:"): o.label for o in role_options(request.user) if o.role == "employer"}
    rows = [
        {
            "token": token,
            "state": _state(token),
            "scopes": [SCOPES[scope] for scope in token.scopes if scope in SCOPES],
            "role": _role(token, employers),
        }
        for token in tokens_of(request.user)  # type: ignore[arg-type]
    ]
    may_make = bool(scopes_of(request.actor.role))  # type: ignore[attr-defined]
    return render(request, "account/tokens.html", {"rows": rows, "may_make": may_make})


def _role(token: Any, employers: dict[str, str]) -> str:
    if token.employer_id:
        return employers.get(str(token.employer_id), _("An employer you no longer act for"))
    if token.role_assignment:
        names = {"role": token.role_assignment.get_role_display(), "office": token.role_assignment.organisation.name}
        return _("%(role)s, %(office)s") % names
    return _("Jobseeker")


@sensitive_variables("secret")
@require_http_methods(["GET", "POST"])
@login_required
def new_token(request: HttpRequest) -> HttpResponse:
    """Make a key in the role one acts in now. It is shown on the answer and never again."""
    actor = request.actor  # type: ignore[attr-defined]
    if not scopes_of(actor.role):
        messages.info(request, _("In this role there are no keys for programs."))
        return redirect("tokens")
    form = TokenForm(request.POST or None, role=actor.role)
    if request.method == "POST" and form.is_valid():
        try:
            token, secret = create_token(actor=actor, **form.cleaned_data)
        except ActionError as problem:
            form.add_error(problem.field if problem.field in form.fields else None, str(problem))
        else:
            response = render(request, "account/token_made.html", {"token": token, "secret": secret})
            response["Cache-Control"] = "no-store, private"
            return response
    return render(request, "account/token_new.html", {"form": form})


@require_http_methods(["GET", "POST"])
@login_required
@turn_errors
def end_token(request: HttpRequest, token_id: uuid.UUID) -> HttpResponse:
    """Ask once, then end the key at once."""
    row = next((t for t in tokens_of(request.user) if t.pk == token_id), None)  # type: ignore[arg-type]
    if request.method == "POST" or row is None:
        revoke_token(actor=request.actor, token_id=token_id)  # type: ignore[attr-defined]
        messages.success(request, _("The key works no more."))
        return redirect("tokens")
    return render(request, "account/token_end.html", {"token": row})

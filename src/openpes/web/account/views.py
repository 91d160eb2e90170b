"""After signing in: choosing a role, setting up the second factor."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from openpes.base.locking import write
from openpes.trust.audit import audit
from openpes.web.account.roles import SESSION_KEY, chosen_option, has_second_factor, role_options


@require_GET
@login_required
def start(request: HttpRequest) -> HttpResponse:
    """Where an account lands: in its only role, or at the choice of roles."""
    options = role_options(request.user)
    working = [o for o in options if o.role != "jobseeker"]
    if len(working) > 1 and SESSION_KEY not in request.session:
        return redirect("choose_role")
    option = chosen_option(request, options)
    request.session[SESSION_KEY] = option.value
    if option.needs_second_factor and not has_second_factor(request):
        request.session["second_factor_wanted"] = option.value
        return redirect("second_factor")
    return redirect(option.home)


@require_GET
@login_required
def choose_role(request: HttpRequest) -> HttpResponse:
    """The roles of this account, to act in one at a time."""
    options = role_options(request.user)
    return render(request, "account/choose_role.html", {"options": options, "chosen": chosen_option(request, options).value})


@require_POST
@login_required
def act_as(request: HttpRequest) -> HttpResponse:
    """Take a role that the account holds; anything else changes nothing."""
    wanted = request.POST.get("role", "")
    option = next((o for o in role_options(request.user) if o.value == wanted), None)
    if option is None:
        messages.error(request, _("You do not hold this role any more."))
        return redirect("choose_role")
    request.session[SESSION_KEY] = option.value
    request.session.pop("second_factor_wanted", None)
    if option.needs_second_factor and not has_second_factor(request):
        request.session["second_factor_wanted"] = option.value
        return redirect("second_factor")
    with write():
        audit(actor=request.actor, act="account.acts_as", target=request.user, changes={"role": option.role})  # type: ignore[attr-defined]
    return redirect(option.home)


@require_GET
@login_required
def second_factor(request: HttpRequest) -> HttpResponse:
    """Why a second factor is needed and the three ways to have one."""
    if has_second_factor(request):
        request.session.pop("second_factor_wanted", None)
        return redirect("account_start")
    return render(request, "account/second_factor.html", {"has_any": request.user.authenticator_set.exists()})

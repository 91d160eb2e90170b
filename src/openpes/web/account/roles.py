"""The roles an account may act in, one at a time."""

from dataclasses import dataclass

from allauth.account.internal.flows.login import get_authentication_records
from django.http import HttpRequest
from django.utils.translation import gettext as _

from openpes.people.acting import current_roles
from openpes.people.models import Account
from openpes.work.enums import ContactState
from openpes.work.models import EmployerContact

HOME = {
    "jobseeker": "/me/",
    "employer": "/employer/",
    "counsellor": "/office/",
    "contact_agent": "/office/",
    "employer_liaison": "/office/",
    "partner_adviser": "/office/",
    "manager": "/manage/",
    "administrator": "/admin/",
    "content_editor": "/admin/",
    "data_protection": "/admin/",
    "security_officer": "/admin/",
}
SESSION_KEY = "acting_role"


@dataclass(frozen=True, slots=True)
class RoleOption:
    """``value`` as kept in the session: "jobseeker", "employer:<id>" or the id of a role assignment."""

    value: str
    role: str
    label: str
    needs_second_factor: bool

    @property
    def home(self) -> str:
        return HOME.get(self.role, "/")


def role_options(account: Account) -> list[RoleOption]:
    """Every role of the account today: staff and partner roles, employers it acts for, and jobseeker.

    2 queries, once per request: the answer is kept on the request's account object.
    """
    kept: list[RoleOption] | None = account.__dict__.get("_role_options")
    if kept is not None:
        return kept
    options = [
        RoleOption(
            str(r.pk), r.role, _("%(role)s, %(office)s") % {"role": r.get_role_display(), "office": r.organisation.name}, True
        )
        for r in current_roles(account)
    ]
    contacts = EmployerContact.objects.filter(account=account, state=ContactState.ACTIVE, ended_at__isnull=True)
    options += [
        RoleOption(f"employer:{c.employer_id}", "employer", c.employer.name, False)
        for c in contacts.select_related("employer").order_by("employer__folded", "pk")
    ]
    options.append(RoleOption("jobseeker", "jobseeker", _("Jobseeker"), False))
    account.__dict__["_role_options"] = options
    return options


def chosen_option(request: HttpRequest, options: list[RoleOption]) -> RoleOption:
    """The option in force: the one chosen in this session while it is still held, else the first."""
    wanted = request.session.get(SESSION_KEY, "")
    return next((o for o in options if o.value == wanted), options[0])


def has_second_factor(request: HttpRequest) -> bool:
    """Whether this session proved a second factor (app code, passkey or printed code)."""
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user))

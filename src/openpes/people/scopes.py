"""What a key for programs may be allowed to do, and which role may give what away. A scope never widens a role."""

from django.utils.translation import gettext_lazy as _

SCOPES = {
    "profile:read": _("Read my profile, my matches and my applications"),
    "profile:write": _("Change my profile, keep and hide vacancies"),
    "applications:write": _("Apply for vacancies and take applications back"),
    "vacancies:read": _("Read the vacancies of this employer, drafts too"),
    "vacancies:write": _("Write, publish, change, pause and close vacancies of this employer"),
    "events:read": _("Read service events and statistics of this part of the service"),
}
_STATISTICS = frozenset({"events:read"})
SCOPES_OF_ROLE = {
    "jobseeker": frozenset({"profile:read", "profile:write", "applications:write"}),
    "employer": frozenset({"vacancies:read", "vacancies:write"}),
    "manager": _STATISTICS,
    "administrator": _STATISTICS,
    "data_protection": _STATISTICS,
}


def scopes_of(role: str) -> frozenset[str]:
    """Scopes that a key made in ``role`` may carry; none for roles that open other people's records."""
    return SCOPES_OF_ROLE.get(role, frozenset())

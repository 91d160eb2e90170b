"""Accounts of the named people, their roles and their second factor."""

import hashlib
import hmac
from base64 import b32encode
from functools import lru_cache

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.contrib.auth.hashers import make_password

from openpes.people.models import Account, Organisation, Person, RoleAssignment
from openpes.work.enums import ContactState
from openpes.work.models import Employer, EmployerContact

from .cast import STAFF, Staff, counsellors
from .times import Times

CLIENTS = (
    ("amina", "Amina al-Hawari", "jobseeker, a cook", "amina@solmara.example"),
    ("lena", "Lena Ostrow", "employer, Lantern Kitchen", "lena@solmara.example"),
)


# One password for all made-up people: easy to type, and of no use anywhere else.
PASSWORD = "welcome-to-solmara"  # noqa: S105


def sign_ins() -> list[dict[str, str]]:
    """Everybody who can sign in, clients first."""
    clients = [{"role": what, "email": email, "password": PASSWORD} for _, _, what, email in CLIENTS]
    staff = [{"role": s.what, "email": s.email, "password": PASSWORD} for s in STAFF if s.email]
    return [*clients, *staff]


def prepare_second_factor(account: Account) -> None:
    """Gives a demo account an authenticator app's secret, the same for the same installation and address.

    The page /demo/second-factor/ shows the present code, on this machine only.
    """
    if Authenticator.objects.filter(user=account, type=Authenticator.Type.TOTP).exists():
        return
    digest = hmac.new(settings.OPENPES_MASTER_KEY.encode(), f"demo:{account.email}".encode(), hashlib.sha256).digest()
    TOTP.activate(account, b32encode(digest[:20]).decode())


@lru_cache(maxsize=1)
def _hashed() -> str:
    return make_password(PASSWORD)


def _account(name: str, email: str, person: Person | None = None) -> Account:
    account = Account(email=email, display_name=name, person=person, language="en", synthetic=True, password=_hashed())
    account.save()
    EmailAddress.objects.create(user=account, email=email, verified=True, primary=True)
    return account


def make_staff(times: Times) -> dict[str, Account]:
    """Named staff with password and second factor, colleagues without; each with one role. Keyed by `Staff.key`."""
    offices = {o.code: o for o in Organisation.objects.all()}
    everybody: list[Staff] = [*STAFF, *(c for c in counsellors() if c not in STAFF)]
    made: dict[str, Account] = {}
    roles = []
    for staff in everybody:
        if staff.email:
            made[staff.key] = _account(staff.name, staff.email)
            prepare_second_factor(made[staff.key])
        else:
            account = Account(email=f"{staff.key}@colleagues.example", display_name=staff.name, synthetic=True)
            account.set_unusable_password()
            account.save()
            made[staff.key] = account
        roles.append(
            RoleAssignment(
                account=made[staff.key],
                organisation=offices[staff.organisation],
                role=staff.role,
                valid_from=times.day(400),
                reason="Demo country",
                synthetic=True,
            )
        )
    RoleAssignment.objects.bulk_create(roles)
    return made


def make_clients(amina: Person, lantern: Employer, contact: EmployerContact) -> dict[str, Account]:
    """Amina with her own record; Lena acting for her firm."""
    by_key = {key: (name, email) for key, name, _, email in CLIENTS}
    made = {"amina": _account(*by_key["amina"], amina), "lena": _account(*by_key["lena"])}
    EmployerContact.objects.filter(pk=contact.pk, employer=lantern).update(
        account=made["lena"], state=ContactState.ACTIVE, may_manage=True
    )
    return made

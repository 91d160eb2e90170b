"""Signing test clients in, in one role, with a second factor where the role needs one."""

import time

from django.test import Client

from openpes.base.actor import Actor
from openpes.people.models import Account


def signed_in(actor: Actor, *, second_factor: bool = True) -> Client:
    """A test client whose session acts as ``actor`` (made by ``people.factories``)."""
    client = Client()
    account = Account.objects.get(pk=actor.account_id)
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    if actor.role_id:
        session["acting_role"] = str(actor.role_id)
    elif actor.role == "employer":
        session["acting_role"] = f"employer:{actor.employer_id}"
    else:
        session["acting_role"] = "jobseeker"
    if second_factor:
        session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": time.time()}]
        session["account_authentication_methods_user"] = str(account.pk)
    session.save()
    return client

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.test import Client

from openpes.base import clock
from openpes.people.enums import Role
from openpes.people.models import Account, RoleAssignment
from people.factories import AccountFactory, OrganisationFactory, make_person

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
PASSWORD = "a long enough pass phrase"


def code_in_last_mail() -> str:
    found = re.search(r"^\s*([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})\s*$", mail.outbox[-1].body, re.MULTILINE)
    assert found, mail.outbox[-1].body
    return found[1]


def app_code() -> str:
    counters = list(yield_hotp_counters_from_time())
    return format_hotp_value(hotp_value(SECRET, counters[len(counters) // 2]))


def make_account(role=None, *, factor=False, **facts):
    account = AccountFactory(person=make_person(), **facts)
    account.set_password(PASSWORD)
    account.save()
    EmailAddress.objects.create(user=account, email=account.email, verified=True, primary=True)
    if role:
        RoleAssignment.objects.create(account=account, organisation=OrganisationFactory(), role=role, valid_from=clock.today())
    if factor:
        TOTP.activate(account, SECRET)
        RecoveryCodes.activate(account)
    return account


def sign_in(client, account):
    return client.post("/account/login/", {"login": account.email, "password": PASSWORD})


def test_a_newcomer_signs_up_with_a_code_and_needs_no_password(client):
    assert client.post("/account/signup/", {"email": "new@example.org"}).status_code == 302
    response = client.post("/account/confirm-email/", {"code": code_in_last_mail()})
    assert response.status_code == 302
    account = Account.objects.get(email="new@example.org")
    assert not account.has_usable_password()
    assert client.get("/account/start/").url == "/me/"


def test_somebody_known_signs_in_with_a_code(client):
    account = make_account()
    assert client.post("/account/login/code/", {"email": account.email}).status_code == 302
    response = client.post("/account/login/code/confirm/", {"code": code_in_last_mail()})
    assert response.status_code == 302
    assert client.session["_auth_user_id"] == str(account.pk)


@pytest.mark.parametrize("path", ["/account/login/code/", "/account/signup/"])
def test_the_answer_does_not_tell_whether_an_account_exists(path):
    make_account(email="known@example.org")
    answers = [Client().post(path, {"email": email}) for email in ("known@example.org", "unknown@example.org")]
    assert {a.status_code for a in answers} == {302}
    assert len({a.url for a in answers}) == 1
    assert len(mail.outbox) == 2


def test_staff_without_a_second_factor_get_no_further_than_setting_one_up(client):
    account = make_account(Role.COUNSELLOR)
    sign_in(client, account)
    assert client.get("/account/start/").url == "/account/second-factor/"
    assert client.get("/account/second-factor/").status_code == 200
    response = client.get("/admin/")
    assert response.status_code in {302, 403, 404}
    assert response.status_code != 200


def test_staff_sign_in_with_password_and_app_code(client):
    account = make_account(Role.ADMINISTRATOR, factor=True)
    assert sign_in(client, account).url.startswith("/account/factors/authenticate/")
    assert "_auth_user_id" not in client.session
    client.post("/account/factors/authenticate/", {"code": app_code()})
    assert client.get("/account/start/").url == "/admin/"


def test_a_printed_code_works_once(client):
    account = make_account(Role.MANAGER, factor=True)
    code = Authenticator.objects.get(user=account, type="recovery_codes").wrap().get_unused_codes()[0]
    for expected in (True, False):
        other = Client()
        sign_in(other, account)
        other.post("/account/factors/authenticate/", {"code": code})
        assert ("_auth_user_id" in other.session) is expected


@pytest.mark.django_db(transaction=True)
def test_setting_up_an_app_lets_staff_in_at_once(client):
    account = make_account(Role.MANAGER)
    sign_in(client, account)
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    client.get("/account/factors/totp/activate/")
    secret = client.session["mfa.totp.secret"]
    counters = list(yield_hotp_counters_from_time())
    code = format_hotp_value(hotp_value(secret, counters[len(counters) // 2]))
    client.post("/account/factors/totp/activate/", {"code": code})
    assert client.get("/account/start/").url == "/manage/"


def test_a_role_of_somebody_else_cannot_be_taken(client):
    account, other = make_account(), make_account(Role.MANAGER)
    sign_in(client, account)
    response = client.post("/account/role/act/", {"role": str(other.roles.get().pk)})
    assert response.url == "/account/role/"
    assert client.get("/account/start/").url == "/me/"


def test_an_ended_role_is_gone_at_the_next_click(client):
    account = make_account(Role.ADMINISTRATOR, factor=True)
    sign_in(client, account)
    client.post("/account/factors/authenticate/", {"code": app_code()})
    account.roles.update(valid_from="2020-01-01", valid_until="2020-01-02")
    assert client.get("/account/start/").url == "/me/"


def test_an_idle_staff_session_ends(client, settings):
    account = make_account(Role.ADMINISTRATOR, factor=True)
    sign_in(client, account)
    client.post("/account/factors/authenticate/", {"code": app_code()})
    client.get("/account/start/")
    client.get("/account/role/")
    session = client.session
    session["last_seen"] -= settings.STAFF_IDLE_SECONDS + 1
    session.save()
    client.get("/account/role/")
    assert "_auth_user_id" not in client.session


def test_the_demo_helpers_exist_only_in_the_demo_and_on_this_machine(client, settings):
    make_account(Role.MANAGER, factor=True, synthetic=True, display_name="Ruth")
    for path in ("/demo/", "/demo/mail/", "/demo/second-factor/"):
        assert client.get(path).status_code == 404
    settings.DEMO = True
    assert app_code() in client.get("/demo/second-factor/").content.decode()
    assert client.get("/demo/second-factor/", REMOTE_ADDR="10.1.2.3").status_code == 404
    assert client.get("/demo/second-factor/", HTTP_X_FORWARDED_FOR="1.2.3.4").status_code == 404


@pytest.mark.parametrize(
    "path",
    ["/account/login/", "/account/signup/", "/account/login/code/", "/account/password/reset/"],
)
def test_entrance_pages_show_in_every_language(client, path):
    for language in ("en", "ar", "fr", "es", "sw"):
        response = client.get(path, HTTP_ACCEPT_LANGUAGE=language)
        assert response.status_code == 200
        assert f'lang="{language}"' in response.content.decode()


@pytest.mark.parametrize(
    "path", ["/account/factors/", "/account/email/", "/account/sessions/", "/account/role/", "/account/password/change/"]
)
def test_pages_of_the_own_account(client, path):
    account = make_account(Role.MANAGER, factor=True)
    sign_in(client, account)
    client.post("/account/factors/authenticate/", {"code": app_code()})
    assert client.get(path, follow=True).status_code == 200
    assert Client().get(path).status_code == 302

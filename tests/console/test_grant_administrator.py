"""The way into a country without people."""

import argparse
import json

import pytest

from openpes.console.commands import grant_administrator
from openpes.console.output import PlainError
from openpes.people.models import Account, Organisation

pytestmark = pytest.mark.django_db


def options(email="first@example.org", name="First Person", organisation="", as_json=True):
    return argparse.Namespace(email=email, name=name, organisation=organisation, json=as_json)


@pytest.fixture
def country():
    return Organisation.objects.create(code="C", kind="country", name="A country", path="C/")


def test_a_new_account_becomes_administrator_of_the_whole_tree(country, capsys):
    assert grant_administrator.run(options()) == 0
    role = Account.objects.get(email="first@example.org").roles.get()
    assert (role.role, role.organisation) == ("administrator", country)
    assert json.loads(capsys.readouterr().out)["organisation"] == "C"


def test_the_new_account_has_no_password_and_is_told_how_to_sign_in(country, capsys):
    grant_administrator.run(options(as_json=False))
    assert not Account.objects.get().has_usable_password()
    told = capsys.readouterr()
    assert "code by e-mail" in told.out + told.err


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"email": "nobody"}, "no e-mail address"),
        ({"name": ""}, "--name"),
        ({"organisation": "X"}, "no such organisation"),
    ],
)
def test_what_is_missing_is_said_in_a_sentence_and_nothing_is_made(country, given, says):
    with pytest.raises(PlainError, match=says):
        grant_administrator.run(options(**given))
    assert not Account.objects.exists()


def test_doing_it_twice_says_that_it_is_done_already(country):
    grant_administrator.run(options())
    with pytest.raises(PlainError, match="already"):
        grant_administrator.run(options())

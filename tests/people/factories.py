"""Persons, accounts, offices and actors for tests."""

import datetime as dt

import factory

from openpes.base import clock
from openpes.base.actor import SYSTEM, Actor
from openpes.base.ids import new_reference
from openpes.people.actions import create_person
from openpes.people.enums import OrganisationKind, RegistrationStatus, Role
from openpes.people.models import Account, Organisation, Person, Registration, RoleAssignment
from openpes.people.rules import NameParts


class OrganisationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Organisation

    code = factory.Sequence(lambda n: f"office-{n}")
    name = factory.Sequence(lambda n: f"Office {n}")
    kind = OrganisationKind.OFFICE
    path = factory.LazyAttribute(lambda o: f"{o.parent.path if o.parent else ''}{o.code}/")
    parent = None


class AccountFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Account

    email = factory.Sequence(lambda n: f"account{n}@example.org")


def make_person(given: str = "Awa", family: str = "Sarr", **facts) -> Person:
    return create_person(actor=SYSTEM, name=NameParts(given, family), **facts)


def make_registration(person: Person, organisation: Organisation, **facts) -> Registration:
    now = clock.now()
    return Registration.objects.create(
        **{
            "reference": new_reference("R"), "person": person, "organisation": organisation,
            "status": RegistrationStatus.UNEMPLOYED, "effective_from": clock.today() - dt.timedelta(days=30),
            "recorded_at": now, "last_sign_at": now, "channel": "web", "certificate_code": new_reference("C")[:24], **facts,
        }
    )  # fmt: skip


def make_staff(role: str = Role.COUNSELLOR, organisation: Organisation | None = None) -> Actor:
    """An actor with an account and an assignment in force."""
    organisation = organisation or OrganisationFactory()
    account = AccountFactory(person=make_person("Staff", role))
    assignment = RoleAssignment.objects.create(
        account=account, organisation=organisation, role=role, valid_from=clock.today() - dt.timedelta(days=1)
    )
    return Actor(
        role=role, account_id=account.pk, person_id=account.person_id, role_id=assignment.pk,
        organisation_id=organisation.pk, scope_ids=organisation.subtree_ids(), second_factor=True,
    )  # fmt: skip


def make_client(person: Person | None = None) -> Actor:
    """A jobseeker's actor with an account."""
    account = AccountFactory(person=person or make_person())
    return Actor(role="jobseeker", account_id=account.pk, person_id=account.person_id)

"""Employers, contacts and vacancies for tests."""

import factory

from openpes.base import clock
from openpes.base.actor import Actor
from openpes.base.ids import new_reference
from openpes.base.text import fold
from openpes.people.enums import PlaceKind
from openpes.people.models import Place
from openpes.work.enums import ContactState, SkillKind, VacancyStatus, VerificationTier
from openpes.work.models import Employer, EmployerContact, IscoGroup, Occupation, Skill, Vacancy
from openpes.work.vacancy_facts import VacancyFacts
from people.factories import AccountFactory, make_person


class EmployerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Employer

    class Params:
        unverified = factory.Trait(tier=VerificationTier.UNVERIFIED)

    reference = factory.LazyFunction(lambda: new_reference("E"))
    name = factory.Sequence(lambda n: f"Employer {n}")
    folded = factory.LazyAttribute(lambda o: fold(o.name))
    tier = VerificationTier.PERSONAL


class PlaceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Place

    code = factory.Sequence(lambda n: f"town-{n}")
    kind = PlaceKind.TOWN
    name = factory.Sequence(lambda n: f"Town {n}")
    folded = factory.LazyAttribute(lambda o: fold(o.name))
    latitude = -16.0
    longitude = 82.0


def make_occupation(label: str = "cook", isco: str = "5120") -> Occupation:
    group, _ = IscoGroup.objects.get_or_create(code=isco, defaults={"level": 4, "titles": {"en": label}})
    return Occupation.objects.get_or_create(scheme="test", code=label, defaults={"label": label, "isco": group})[0]


def make_skill(label: str = "prepare meals") -> Skill:
    return Skill.objects.get_or_create(scheme="test", code=label, defaults={"label": label, "kind": SkillKind.SKILL})[0]


def make_employer_actor(employer: Employer | None = None, *, may_manage: bool = True) -> Actor:
    """An actor who is an active contact of the employer."""
    employer = employer or EmployerFactory()
    account = AccountFactory(person=make_person("Contact", "Person"))
    EmployerContact.objects.create(
        employer=employer, account=account, name="Contact Person", email=account.email, state=ContactState.ACTIVE,
        may_manage=may_manage,
    )  # fmt: skip
    return Actor(role="employer", account_id=account.pk, person_id=account.person_id, employer_id=employer.pk)


def make_facts(**facts) -> VacancyFacts:
    return VacancyFacts(
        **{"title": "Cook in a school kitchen", "description": "You cook lunch for 200 children.", "places_total": 2, **facts}
    )


class VacancyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Vacancy

    reference = factory.LazyFunction(lambda: new_reference("V"))
    employer = factory.SubFactory(EmployerFactory)
    title = "Cook in a school kitchen"
    status = VacancyStatus.PUBLISHED
    places_total = 2
    posted_on = factory.LazyFunction(clock.today)
    published_at = factory.LazyFunction(clock.now)

"""Applications and findable people for tests."""

import factory

from openpes.base import clock
from openpes.base.ids import new_reference
from openpes.people.models import Person
from openpes.placement.models import Application
from openpes.work.enums import Visibility
from openpes.work.models import JobseekerProfile
from people.factories import make_person
from work.factories import VacancyFactory


def make_findable(given: str = "Awa", family: str = "Sarr", visibility: str = Visibility.NAMELESS) -> Person:
    """A person with a profile that employers find without the name."""
    person = make_person(given, family)
    JobseekerProfile.objects.create(person=person, visibility=visibility)
    return person


class ApplicationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Application

    reference = factory.LazyFunction(lambda: new_reference("A"))
    person = factory.LazyFunction(make_person)
    vacancy = factory.SubFactory(VacancyFactory)
    channel = "web"
    sent_at = factory.LazyFunction(clock.now)

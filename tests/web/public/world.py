"""A few vacancies with all that a public page can show, and an office."""

import datetime as dt
from dataclasses import dataclass

from openpes.base import clock
from openpes.base.text import fold
from openpes.matching.index import indexer
from openpes.work.enums import Audience, ClosingReason, Contract, Hours, RequirementKind, VacancyStatus
from openpes.work.models import Vacancy, VacancyPlace, VacancyRequirement, VacancySkill
from people.factories import OrganisationFactory
from work.factories import EmployerFactory, PlaceFactory, VacancyFactory, make_occupation, make_skill

UNSAFE = 'Cook </script><script>alert("x")</script> & more'


@dataclass
class SomeVacancies:
    """``open`` has everything, ``other`` little, ``unsafe`` tries to break out, ``closed`` is closed, ``internal`` is not public."""

    open: Vacancy
    other: Vacancy
    unsafe: Vacancy
    closed: Vacancy
    internal: Vacancy

    @classmethod
    def make(cls) -> "SomeVacancies":
        town = PlaceFactory(name="Harbour Town", folded=fold("Harbour Town"))
        cook = make_occupation("cook", "5120")
        employer = EmployerFactory(name="Kitchen and Sons")
        today = clock.today()
        soon = today + dt.timedelta(days=2)
        facts = {"employer": employer, "occupation": cook, "isco": "5120"}
        text = "We cook for 200 children.\n\nYou will:\n- plan meals\n- keep the kitchen clean"
        opened = VacancyFactory(
            **facts, description=text, contract=Contract.PERMANENT, hours=Hours.FULL_TIME, pay_min_minor=185_000,
            pay_max_minor=210_050, pay_currency="EUR", pay_period="month", expires_on=soon, language="en",
        )  # fmt: skip
        VacancyPlace.objects.create(vacancy=opened, place=town, latitude=town.latitude, longitude=town.longitude)
        VacancySkill.objects.create(vacancy=opened, skill=make_skill())
        VacancyRequirement.objects.create(
            vacancy=opened, kind=RequirementKind.LICENCE, code="hygiene", label="Hygiene card", reason="The law asks for it."
        )
        other = VacancyFactory(title="Cook in the evening", **facts, hours=Hours.PART_TIME)
        unsafe = VacancyFactory(title=UNSAFE, description=UNSAFE, **facts)
        closed = VacancyFactory(
            title="Cook, closed", **facts, status=VacancyStatus.CLOSED, closing_reason=ClosingReason.FILLED_BY_SERVICE
        )
        internal = VacancyFactory(title="Cook, internal", **facts, audience=Audience.SERVICE_INTERNAL)
        OrganisationFactory(
            name="Harbour office", place=town, address="1 Quay", phone="+999 2000 1000", email="harbour@example.org",
            opening_hours={"mon": "08:00-16:00", "tue": "08:00-16:00", "thu": "10:00-18:00"},
            latitude=town.latitude, longitude=town.longitude, accessibility="Step-free entrance",
        )  # fmt: skip
        indexer.rebuild()
        return cls(opened, other, unsafe, closed, internal)

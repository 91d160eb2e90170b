"""What matching must leave out, as this room knows it: hidden vacancies, employers a person hides from."""

import uuid
from collections.abc import Iterable

from openpes.placement.models import EmployerBlock, SavedVacancy


def people_hidden_from_employer(employer_id: uuid.UUID) -> Iterable[uuid.UUID]:
    return EmployerBlock.objects.filter(employer_id=employer_id).values_list("person_id", flat=True)


def vacancies_hidden_by_person(person_id: uuid.UUID) -> Iterable[uuid.UUID]:
    return SavedVacancy.objects.filter(person_id=person_id, hidden=True).values_list("vacancy_id", flat=True)


def employers_hidden_by_person(person_id: uuid.UUID) -> Iterable[uuid.UUID]:
    return EmployerBlock.objects.filter(person_id=person_id).values_list("employer_id", flat=True)

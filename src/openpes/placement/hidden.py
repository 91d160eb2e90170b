"""What people hide, told to matching: their employers, and vacancies that they do not want to see again."""

import uuid

from openpes.placement.models import EmployerBlock, SavedVacancy


def people_hidden_from_employer(employer_id: uuid.UUID) -> list[uuid.UUID]:
    """Persons who said "hide me from this employer"."""
    return list(EmployerBlock.objects.filter(employer_id=employer_id).values_list("person_id", flat=True))


def employers_hidden_by_person(person_id: uuid.UUID) -> list[uuid.UUID]:
    return list(EmployerBlock.objects.filter(person_id=person_id).values_list("employer_id", flat=True))


def vacancies_hidden_by_person(person_id: uuid.UUID) -> list[uuid.UUID]:
    return list(SavedVacancy.objects.filter(person_id=person_id, hidden=True).values_list("vacancy_id", flat=True))

"""What people hide, as the match index asks for it."""

import uuid

from openpes.matching import exclusions
from openpes.placement.models import EmployerBlock, SavedVacancy


def people_hidden_from(employer_id: uuid.UUID) -> list[uuid.UUID]:
    """People who hide themselves from an employer."""
    return list(EmployerBlock.objects.filter(employer_id=employer_id).values_list("person_id", flat=True))


def employers_hidden_by(person_id: uuid.UUID) -> list[uuid.UUID]:
    """Employers a person hides from."""
    return list(EmployerBlock.objects.filter(person_id=person_id).values_list("employer_id", flat=True))


def vacancies_hidden_by(person_id: uuid.UUID) -> list[uuid.UUID]:
    """Vacancies a person does not want to see again."""
    return list(SavedVacancy.objects.filter(person_id=person_id, hidden=True).values_list("vacancy_id", flat=True))


def register_hiding() -> None:
    """Called once when the program starts."""
    exclusions.register(
        people_hidden_from_employer=people_hidden_from,
        vacancies_hidden_by_person=vacancies_hidden_by,
        employers_hidden_by_person=employers_hidden_by,
    )

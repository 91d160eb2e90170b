"""Who must not be shown to whom: kept by rooms above, asked for here.

A room registers its answers in ``AppConfig.ready``; all registered answers are joined.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable

PeopleHidden = Callable[[uuid.UUID], Iterable[uuid.UUID]]
VacanciesHidden = Callable[[uuid.UUID], Iterable[uuid.UUID]]

_people_hidden_from_employer: list[PeopleHidden] = []
_vacancies_hidden_by_person: list[VacanciesHidden] = []
_employers_hidden_by_person: list[VacanciesHidden] = []


def register(
    *,
    people_hidden_from_employer: PeopleHidden | None = None,
    vacancies_hidden_by_person: VacanciesHidden | None = None,
    employers_hidden_by_person: VacanciesHidden | None = None,
) -> None:
    """Add a source. Each takes one id and returns ids: an employer's of persons, a person's of vacancies or of employers."""
    for source, registered in (
        (people_hidden_from_employer, _people_hidden_from_employer),
        (vacancies_hidden_by_person, _vacancies_hidden_by_person),
        (employers_hidden_by_person, _employers_hidden_by_person),
    ):
        if source is not None and source not in registered:
            registered.append(source)


def people_hidden_from(employer_ids: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    """Persons who hide from one of these employers."""
    return {person for employer in employer_ids for source in _people_hidden_from_employer for person in source(employer)}


def vacancies_hidden_by(person_id: uuid.UUID) -> set[uuid.UUID]:
    """Vacancies that a person does not want to see again."""
    return {vacancy for source in _vacancies_hidden_by_person for vacancy in source(person_id)}


def employers_hidden_by(person_id: uuid.UUID) -> set[uuid.UUID]:
    """Employers from whom a person hides: their vacancies are not proposed either."""
    return {employer for source in _employers_hidden_by_person for employer in source(person_id)}

"""Background work of employers and vacancies."""

import datetime as dt

from openpes.base import schedule
from openpes.work.actions.vacancy_steps import expire_due


def close_expired_vacancies() -> None:
    """Close what is over. Idempotent."""
    expire_due()


def register_tasks() -> None:
    """Called once when the program starts."""
    schedule.every(dt.timedelta(minutes=15), "work.close_expired_vacancies", close_expired_vacancies)

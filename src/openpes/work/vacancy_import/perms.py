"""Who may import vacancies, read what became of them, and correct a coding."""

from openpes.base.actor import Actor
from openpes.work.models import CodingQueueItem, Vacancy
from openpes.work.perms import vacancies_of

IMPORTER_ROLES = frozenset({"administrator", "system"})
CODER_ROLES = frozenset({"counsellor", "employer_liaison", "manager", "administrator", "system"})


def may_import_vacancies(actor: Actor) -> bool:
    """Administrators, and the console."""
    return actor.role in IMPORTER_ROLES


def may_read_imports(actor: Actor) -> bool:
    """Who imports, and managers."""
    return actor.role in IMPORTER_ROLES or actor.role == "manager"


def may_correct_coding(actor: Actor) -> bool:
    """Staff who work with vacancies."""
    return actor.role in CODER_ROLES


def may_code(actor: Actor, vacancy: Vacancy) -> bool:
    """Whether the title of this vacancy was put before the staff of the whole country, or it is in the actor's own care."""
    return CodingQueueItem.objects.filter(vacancy=vacancy).exists() or vacancies_of(actor).filter(pk=vacancy.pk).exists()

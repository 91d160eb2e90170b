"""Who may import vacancies, read what became of them, and correct a coding."""

from openpes.base.actor import Actor

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

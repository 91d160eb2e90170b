"""Who may change how matching works."""

from openpes.base.actor import Actor


def may_agree_on_weights(actor: Actor) -> bool:
    """Administrators and the system itself."""
    return actor.role in {"administrator", "system"}


def may_enter_measures(actor: Actor) -> bool:
    """A special measure is entered by an administrator, never by the program."""
    return actor.role == "administrator"


def may_make_lists(actor: Actor) -> bool:
    """Administrators and the nightly task."""
    return actor.role in {"administrator", "system"}


def may_read_runs(actor: Actor) -> bool:
    """What the lists changed, in counts: those who answer for the service."""
    return actor.role in {"manager", "administrator", "data_protection"}

"""Who may change occupations and skills."""

from openpes.base.actor import Actor


def may_load_taxonomy(actor: Actor) -> bool:
    """The administrator, and the service itself from the command line."""
    return actor.role in {"administrator", "system"}

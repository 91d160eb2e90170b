"""Who may change how matching works."""

from openpes.base.actor import Actor


def may_agree_on_weights(actor: Actor) -> bool:
    """Administrators and the system itself."""
    return actor.role in {"administrator", "system"}

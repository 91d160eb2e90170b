"""The parts of the assessment that its first page leads to. Each part's ``urls.py`` registers itself with one line."""

from dataclasses import dataclass
from typing import Any

from openpes.base.actor import Actor

LEADS = ("manager", "administrator")


@dataclass(frozen=True)
class Part:
    """A way on from the first page: the name of its URL, a title, one sentence on what one finds there, an icon, an order."""

    url_name: str
    title: Any
    text: Any
    icon: str = ""
    order: int = 50
    roles: tuple[str, ...] = LEADS


_parts: dict[str, Part] = {}


def register(url_name: str, title: Any, text: Any, *, icon: str = "", order: int = 50, roles: tuple[str, ...] = LEADS) -> None:
    """Show a part on the first page of the assessment to ``roles``. Registering the same URL twice keeps the last."""
    _parts[url_name] = Part(url_name, title, text, icon, order, roles)


def parts_for(actor: Actor) -> list[Part]:
    """The parts that the actor's role may open, in order."""
    return sorted((part for part in _parts.values() if actor.role in part.roles), key=lambda part: (part.order, part.url_name))

"""What else one can do with a vacancy. Areas for signed-in people add to it in ``AppConfig.ready``: save, hide, put forward."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from openpes.work.models import Vacancy


@dataclass(frozen=True)
class Way:
    """A link, or with ``post`` a button that changes something. ``fields`` travel with the button."""

    label: Any
    url: str
    icon: str = "arrow"
    post: bool = False
    fields: tuple[tuple[str, str], ...] = ()


Provider = Callable[[HttpRequest, Vacancy], Iterable[Way]]
_providers: list[Provider] = []


def add(provider: Provider) -> None:
    """Ask ``provider`` on every page of a vacancy. It must give nothing to visitors, so that their page is the same for all."""
    if provider not in _providers:
        _providers.append(provider)


def ways_with(request: HttpRequest, vacancy: Vacancy) -> list[Way]:
    """Everything that the areas offer this person for this vacancy, in the order of their registration."""
    return [way for provider in _providers for way in provider(request, vacancy)]

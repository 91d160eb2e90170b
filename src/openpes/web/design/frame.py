"""What stands around every page: whose site it is, who is signed in, where one can go.

The areas under ``web/`` fill these registries in ``AppConfig.ready``; the design itself imports no other
room, so that an error page can be drawn when everything else is down.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse


@dataclass(frozen=True)
class Site:
    """The service as the public knows it. Texts come from the country pack, already in the right language."""

    name: str = "OpenPES"
    owner: str = ""
    phone: str = ""
    phone_hours: str = ""
    email: str = ""
    synthetic: bool = False


@dataclass(frozen=True)
class Place:
    """One way to go in a navigation: a label in words, the name of a URL, an icon, an order."""

    label: Any
    url_name: str
    icon: str = ""
    order: int = 50
    group: Any = ""
    url_kwargs: dict[str, Any] = field(default_factory=dict)
    visible: Callable[[HttpRequest], bool] = lambda request: True
    count: Callable[[HttpRequest], int] | None = None
    key: str = ""


@dataclass(frozen=True)
class RoleChoice:
    """A role that the signed-in person may act in. ``value`` is sent back by the switch."""

    value: str
    label: Any
    current: bool = False


@dataclass(frozen=True)
class Who:
    """The signed-in person as the top of a page shows them."""

    name: str
    role: Any = ""
    roles: tuple[RoleChoice, ...] = ()
    switch_url: str = ""
    sign_out_url: str = ""
    places: tuple[Place, ...] = ()
    unread: int = 0


_places: dict[str, list[Place]] = {}
_site: Callable[[], Site] = Site


def _nobody(request: HttpRequest) -> Who | None:
    return None


_who: Callable[[HttpRequest], Who | None] = _nobody


def add_place(area: str, place: Place) -> None:
    """Put a way to go into the navigation ``area``: ``client``, ``foot``, ``account``, ``staff``.

    The same URL twice is kept once, so that ``ready`` may run again.
    """
    ways = _places.setdefault(area, [])
    ways[:] = [w for w in ways if (w.url_name, w.url_kwargs) != (place.url_name, place.url_kwargs)]
    ways.append(place)
    ways.sort(key=lambda w: w.order)


def tell_site(provider: Callable[[], Site]) -> None:
    """Name the function that knows whose site this is. It must not need the database."""
    global _site
    _site = provider


def tell_who(provider: Callable[[HttpRequest], Who | None]) -> None:
    """Name the function that knows who is signed in; None means nobody."""
    global _who
    _who = provider


def site() -> Site:
    return _site()


def who(request: HttpRequest) -> Who | None:
    return _who(request)


@dataclass(frozen=True)
class Way:
    """A place as one page shows it: with its address and whether we are there."""

    label: Any
    url: str
    icon: str
    current: bool
    group: Any = ""
    count: int | None = None
    key: str = ""


def ways(area: str, request: HttpRequest) -> list[Way]:
    """The navigation of an area for this request. A place whose URL does not exist is left out."""
    shown = []
    for place in _places.get(area, []):
        try:
            url = reverse(place.url_name, kwargs=place.url_kwargs or None)
        except NoReverseMatch:
            continue
        if not place.visible(request):
            continue
        here = request.path == url or (url.count("/") > 1 and request.path.startswith(url))
        shown.append(
            Way(
                label=place.label,
                url=url,
                icon=place.icon,
                current=here,
                group=place.group,
                count=place.count(request) if place.count else None,
                key=place.key,
            )
        )
    longest = max((w for w in shown if w.current), key=lambda w: len(w.url), default=None)
    return [w if w is longest or not w.current else _not_here(w) for w in shown]


def _not_here(way: Way) -> Way:
    return Way(way.label, way.url, way.icon, False, way.group, way.count, way.key)

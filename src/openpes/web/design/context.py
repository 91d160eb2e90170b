"""What every template knows. Everything is lazy: a page pays for what it shows."""

from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language, get_language_info

from . import frame, palette

SCHEMES = ("light", "dark")
SCHEME_COOKIE = "look_scheme"


class Frame:
    """Read by the base templates as ``design``."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def site(self) -> frame.Site:
        return frame.site()

    @cached_property
    def who(self) -> frame.Who | None:
        return frame.who(self._request)

    @cached_property
    def client_ways(self) -> list[frame.Way]:
        return frame.ways("client", self._request)

    @cached_property
    def staff_ways(self) -> list[frame.Way]:
        return frame.ways("staff", self._request)

    @cached_property
    def foot_ways(self) -> list[frame.Way]:
        return frame.ways("foot", self._request)

    @cached_property
    def account_ways(self) -> list[frame.Way]:
        return frame.ways("account", self._request)

    @cached_property
    def scheme(self) -> str:
        """``light`` or ``dark`` when the visitor chose one, else empty: as the device says."""
        chosen = self._request.COOKIES.get(SCHEME_COOKIE, "")
        return chosen if chosen in SCHEMES else ""

    @cached_property
    def languages(self) -> list[dict[str, Any]]:
        """The languages of the site by their own names."""
        now = get_language()
        return [
            {
                "code": code,
                "name": get_language_info(code)["name_local"].capitalize(),
                "dir": "rtl" if get_language_info(code)["bidi"] else "ltr",
                "current": code == now,
            }
            for code, _name in settings.LANGUAGES
        ]

    @cached_property
    def colours(self) -> str:
        """The mark of the country's own colours; empty when it has none."""
        found = palette.of_country()
        return found.mark if found.css else ""

    @cached_property
    def here(self) -> str:
        """Where to come back to after changing language or colours."""
        return self._request.get_full_path()


def page(request: HttpRequest) -> dict[str, Any]:
    """Demo flag, the actor of this request (see ``openpes.base.actor``) and the frame of the page."""
    return {"demo": settings.DEMO, "actor": getattr(request, "actor", None), "design": Frame(request)}

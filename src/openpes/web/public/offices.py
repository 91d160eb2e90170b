"""Offices as readers see them."""

from dataclasses import dataclass
from typing import Any

from django.utils.dates import WEEKDAYS
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from openpes.base import countrypack
from openpes.people.models import Organisation, Place
from openpes.people.queries import distance_km

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True)
class OfficeCard:
    office: Organisation
    name: str
    address: str
    accessibility: str
    hours: list[tuple[str, str]]
    metres: float | None = None

    @property
    def map_point(self) -> str:
        """The place as a ``geo:`` address (RFC 5870), which telephones open in their own map; empty when not known."""
        o = self.office
        return f"geo:{o.latitude:.5f},{o.longitude:.5f}" if o.latitude is not None and o.longitude is not None else ""


def office_cards(offices: list[Organisation], place: Place | None = None) -> list[OfficeCard]:
    """Cards in the order given, with the distance to ``place`` where both are known."""
    language = get_language() or "en"
    by_code = {o.code.lower(): o for o in countrypack.current().organisations}
    cards = []
    for office in offices:
        known = by_code.get(office.code.lower())
        name, address, access = office.name, office.address, office.accessibility
        if known:
            name, address, access = (
                _translated(name, known.names, language),
                _translated(address, known.address, language),
                _translated(access, known.accessibility, language),
            )
        cards.append(OfficeCard(office, name, address, access, hours_words(office.opening_hours), _metres(office, place)))
    return cards


def _translated(stored: str, texts: countrypack.Localised, language: str) -> str:
    """The pack's translation of a text, unless the office has changed the text since."""
    return texts.in_language(language) if stored in texts.values() else stored


def _metres(office: Organisation, place: Place | None) -> float | None:
    if place is None or place.latitude is None or place.longitude is None:
        return None
    if office.latitude is None or office.longitude is None:
        return None
    return 1000 * distance_km(place.latitude, place.longitude, office.latitude, office.longitude)


def hours_words(hours: dict[str, Any]) -> list[tuple[str, str]]:
    """``("Monday to Friday", "08:00-16:00")``: following days with the same hours are said together."""
    runs: list[tuple[int, int, str]] = []
    for i, day in enumerate(DAYS):
        open_at = str(hours.get(day) or "")
        if not open_at:
            continue
        if runs and runs[-1][1] == i - 1 and runs[-1][2] == open_at:
            runs[-1] = (runs[-1][0], i, open_at)
        else:
            runs.append((i, i, open_at))
    said = []
    for first, last, open_at in runs:
        days = str(WEEKDAYS[first])
        if last > first:
            days = _("%(first)s to %(last)s") % {"first": days, "last": WEEKDAYS[last]}
        said.append((days, open_at))
    return said

"""Places and working from afar, as schema.org JobPosting tells them. Unknown stays unknown."""

from __future__ import annotations

import math
from collections.abc import Iterator

from .cleaning import clean_line
from .limits import MAX_PLACES, MAX_SHORT
from .records import Place
from .values import dicts_in, text_of


def places_of(value: object) -> tuple[tuple[Place, ...], list[str]]:
    """Places from ``jobLocation`` (one, a list, or words), without repeats, and codes of what was wrong."""
    found: list[Place] = []
    codes: list[str] = []
    for place, code in _each_place(value):
        if code:
            codes.append(code)
        if (place.known or place.country) and place not in found:
            found.append(place)
    if len(found) > MAX_PLACES:
        codes.append("too_many_places")
    return tuple(found[:MAX_PLACES]), codes


def _each_place(value: object) -> Iterator[tuple[Place, str]]:
    if isinstance(value, list):
        for item in value[: MAX_PLACES * 5]:
            yield from _each_place(item) if not isinstance(item, list) else ()
    elif isinstance(value, dict):
        yield _place(value)
    elif isinstance(value, str):
        yield Place(locality=short(value)), ""


def _place(value: dict[str, object]) -> tuple[Place, str]:
    address = value.get("address")
    geo = next(dicts_in(value.get("geo")), value)
    latitude, longitude, code = coordinates(geo.get("latitude"), geo.get("longitude"))
    if isinstance(address, str):
        return Place(street=short(address), latitude=latitude, longitude=longitude), code
    parts = next(dicts_in(address), {}) if address is not None else value
    place = Place(
        locality=short(text_of(parts.get("addressLocality")) or ("" if address else text_of(value.get("name")))),
        region=short(text_of(parts.get("addressRegion"))),
        postal_code=short(text_of(parts.get("postalCode")))[:20],
        country=country_of(text_of(parts.get("addressCountry"))),
        street=short(text_of(parts.get("streetAddress"))),
        latitude=latitude,
        longitude=longitude,
    )
    return place, code


def short(text: str) -> str:
    """A short fact as one clean line of at most 200 characters."""
    return clean_line(text[: MAX_SHORT * 10])[:MAX_SHORT]


def country_of(text: str) -> str:
    """A country as given: an ISO 3166-1 alpha-2 code in capitals, or the name."""
    plain = short(text)
    return plain.upper() if len(plain) == 2 else plain


def coordinates(latitude: object, longitude: object) -> tuple[float | None, float | None, str]:
    """Degrees from numbers or text; (None, None, code) when absent ("") or impossible ("bad_coordinates").

    Zero-zero is how programs write "not known"; nobody works in the sea south of Ghana.
    """
    north, east = text_of(latitude), text_of(longitude)
    if not north and not east:
        return None, None, ""
    try:
        lat, lon = float(north.replace(",", ".")), float(east.replace(",", "."))
    except ValueError:
        return None, None, "bad_coordinates"
    if not (math.isfinite(lat) and math.isfinite(lon) and abs(lat) <= 90 and abs(lon) <= 180):
        return None, None, "bad_coordinates"
    if lat == 0 and lon == 0:
        return None, None, "bad_coordinates"
    return round(lat, 6), round(lon, 6), ""


def telework_of(location_type: object, applicants: object) -> tuple[bool | None, tuple[str, ...]]:
    """Whether the work is done from afar (None: not said) and the countries or regions applicants must live in."""
    telework = True if "TELECOMMUTE" in text_of(location_type).upper() else None
    names = []
    for item in applicants if isinstance(applicants, list) else [applicants]:
        name = country_of(text_of(item))
        if name and name not in names:
            names.append(name)
    return telework, tuple(names[:MAX_PLACES])

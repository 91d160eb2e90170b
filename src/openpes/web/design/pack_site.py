"""Whose site this is, as the country pack says. Read from memory: an error page needs no database for it."""

from django.conf import settings
from django.utils.translation import get_language

from openpes.base import countrypack

from .frame import Site
from .wording import opening_words


def site() -> Site:
    """Name, telephone and mark of made-up data, in the language of the page. Raises PackError."""
    pack = countrypack.current()
    root = next((o for o in pack.organisations if not o.parent), None)
    return Site(
        name="OpenPES",
        owner=pack.service_names.in_language(get_language() or pack.default_language),
        phone=root.phone if root else "",
        phone_hours=opening_words(root.opening) if root else "",
        email=root.email if root else "",
        synthetic=pack.synthetic or settings.DEMO,
    )

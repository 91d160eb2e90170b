"""Addresses of papers that are kept elsewhere."""

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from openpes.base.errors import InvalidInput
from openpes.base.text import clean_line


def clean_address(address: str, field: str = "address") -> str:
    """An http or https address, or "". Raises InvalidInput(field)."""
    address = clean_line(address, 500)
    if not address:
        return ""
    try:
        URLValidator(schemes=["http", "https"])(address)
    except ValidationError as problem:
        raise InvalidInput(_("This is not an address of a page. It begins with https://"), field=field) from problem
    return address

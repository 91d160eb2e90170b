"""Plain answers from the country pack in force, for rooms that need one value only."""

from openpes.base import countrypack


def time_zone() -> str:
    """IANA zone of the country's offices."""
    return countrypack.current().time_zone


def currency() -> str:
    """ISO 4217 code; the demo country uses an invented one."""
    return countrypack.current().currency.code

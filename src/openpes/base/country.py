"""Plain answers from the country pack in force, for rooms that need one value only."""

import functools
import tomllib
from typing import Any

from django.conf import settings


@functools.lru_cache(maxsize=4)
def _pack(path: str) -> dict[str, Any]:
    try:
        with open(f"{path}/pack.toml", "rb") as file:
            return tomllib.load(file)
    except FileNotFoundError:
        return {}


def value(*keys: str, default: Any = None) -> Any:
    """The entry of ``pack.toml`` under nested ``keys``, or ``default``."""
    here: Any = _pack(str(settings.OPENPES_PACK))
    for key in keys:
        if not isinstance(here, dict) or key not in here:
            return default
        here = here[key]
    return here


def time_zone() -> str:
    """IANA zone of the country's offices."""
    return value("time_zone", default="UTC")


def currency() -> str:
    """ISO 4217 code (the demo country uses the code reserved for tests)."""
    return value("currency", "code", default="XTS")

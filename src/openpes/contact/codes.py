"""Codes that prove an address: six digits, fifteen minutes, five tries."""

import datetime as dt
import uuid
from collections.abc import Callable

from openpes.trust.keys import keyed_hash

CODE_LIFE = dt.timedelta(minutes=15)
MOST_TRIES = 5


def new_code(below: Callable[[int], int]) -> str:
    """Six digits from a source of chance (``secrets.randbelow``)."""
    return f"{below(1_000_000):06d}"


def code_digest(point_id: uuid.UUID, code: str) -> str:
    return keyed_hash("contact-code", f"{point_id}:{code}")

"""Identifiers: UUIDv7 for rows, short references with a check character for people."""

import hashlib
import re
import secrets
import uuid
from collections.abc import Callable

import uuid_utils.compat
from stdnum.iso7064 import mod_37_36

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # without I, L, O, U
_CONFUSED = str.maketrans("ILO", "110")


def uuid7() -> uuid.UUID:
    """A time-ordered UUID (RFC 9562, version 7), made where the row is made."""
    return uuid_utils.compat.uuid7()


def derived_uuid7(seed: uuid.UUID, purpose: str) -> uuid.UUID:
    """Another UUIDv7 of the same moment, always the same for ``seed`` and ``purpose``: what is made from it is made once."""
    digest = hashlib.sha256(seed.bytes + purpose.encode()).digest()
    number = int.from_bytes(seed.bytes[:6] + digest[:10], "big")
    number = number & ~(0xF << 76) | 7 << 76  # version
    number = number & ~(0x3 << 62) | 2 << 62  # variant
    return uuid.UUID(int=number)


def new_reference(prefix: str, choose: Callable[[str], str] = secrets.choice) -> str:
    """A reference such as ``V-4KX9-T2M7``: 7 random characters and an ISO 7064 MOD 37,36 check character.

    ``choose`` picks one character; the demo country gives repeatable dice so that its references stay the same.
    """
    while True:
        body = "".join(choose(ALPHABET) for _ in range(7))
        check = mod_37_36.calc_check_digit(prefix + body)
        if check in ALPHABET:
            return f"{prefix}-{body[:4]}-{body[4:]}{check}"


def clean_reference(text: str, prefix: str) -> str | None:
    """The reference a person typed (small letters, no dashes, O for 0) in its written form, or None if the check fails."""
    compact = re.sub(r"[^0-9A-Za-z]", "", text or "").upper()
    if not compact.startswith(prefix) or len(compact) != len(prefix) + 8:
        return None
    body = compact[len(prefix) :].translate(_CONFUSED)
    try:
        mod_37_36.validate(prefix + body)
    except Exception:  # every stdnum error means the same here
        return None
    return f"{prefix}-{body[:4]}-{body[4:]}"

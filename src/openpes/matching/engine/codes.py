"""How choices and identifiers stand in the columns: small integers, the same in every process without a shared dictionary."""

from __future__ import annotations

import uuid

UNKNOWN = 0
HOURS = ("unknown", "full_time", "part_time", "either")
TELEWORK = ("unknown", "none", "partly", "fully")
CONTRACTS = (
    "unknown",
    "permanent",
    "fixed_term",
    "temporary_agency",
    "seasonal",
    "occasional",
    "apprenticeship",
    "internship",
    "own_account",
    "volunteer",
)
SHIFTS = ("day", "evening", "night", "weekend", "rotating")
# A person's wish about telework: no matter, wants it, does not want it.
NO_MATTER, WANTED, UNWANTED = 0, 1, 2


def low64(identifier: uuid.UUID) -> int:
    """The low 64 bits of a UUID: 62 random bits of a version 4 or 7, so a key of its own for every row."""
    return identifier.int & 0xFFFF_FFFF_FFFF_FFFF


def high64(identifier: uuid.UUID) -> int:
    return identifier.int >> 64


def from_halves(high: int, low: int) -> uuid.UUID:
    return uuid.UUID(int=(int(high) << 64) | int(low))


def pack(text: str) -> int:
    """Up to eight ASCII characters as one integer ("fr", "EUR"); 0 for an empty text."""
    return int.from_bytes(text.encode("ascii", "replace")[:8], "big")


def unpack(number: int) -> str:
    number = int(number)
    return number.to_bytes((number.bit_length() + 7) // 8, "big").decode("ascii", "replace")


def bits(chosen: list[str] | tuple[str, ...], order: tuple[str, ...]) -> int:
    """A set of choices as bits; unknown choices are left out."""
    return sum(1 << order.index(c) for c in set(chosen) if c in order)


def isco_number(code: str) -> int:
    """A four-digit ISCO-08 unit group as a number ("0110" is 110), or -1."""
    return int(code) if len(code) == 4 and code.isascii() and code.isdigit() else -1

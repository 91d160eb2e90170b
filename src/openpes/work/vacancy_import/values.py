"""Values of JSON and cells that may be anything: text out of whatever stands there."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date, datetime


def text_of(value: object, *, depth: int = 3) -> str:
    """Text of a string, number, date, or of the name or value inside an object or the first of a list; else ""."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, float):
        if not math.isfinite(value):
            return ""
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, int):
        return str(value) if value.bit_length() < 256 else ""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if depth <= 0:
        return ""
    if isinstance(value, dict):
        for name in ("@value", "name", "value", "url", "@id"):
            if text := text_of(value.get(name), depth=depth - 1):
                return text
    if isinstance(value, list):
        for item in value[:10]:
            if text := text_of(item, depth=depth - 1):
                return text
    return ""


def texts_of(value: object) -> list[str]:
    """Every text of a list, or the one of anything else."""
    items = value[:100] if isinstance(value, list) else [value]
    return [text for text in (text_of(item) for item in items) if text]


def dicts_in(value: object) -> Iterator[dict[str, object]]:
    """The object itself, or the objects of a list."""
    if isinstance(value, dict):
        yield value
    elif isinstance(value, list):
        yield from (item for item in value[:1000] if isinstance(item, dict))

"""Answers of an operation for the OpenAPI document."""

from typing import Any

from openpes.api.errors import Error

ALWAYS = (400, 422, 429)


def answers(good: Any, *more: int, status: int = 200) -> dict[Any, Any]:
    """``good`` at ``status``, and the errors every operation may give besides ``more`` (304 has no content)."""
    errors = sorted({*ALWAYS, *more} - {304})
    return {status: good, **({304: None} if 304 in more else {}), **dict.fromkeys(errors, Error)}


def with_key(good: Any, *more: int, status: int = 200) -> dict[Any, Any]:
    """The same for an operation that needs a key."""
    return answers(good, 401, 403, *more, status=status)

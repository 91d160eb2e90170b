"""What is held about a person: every room says how its rows are exported and erased."""

import uuid
from collections.abc import Callable
from typing import Any

Export = Callable[[uuid.UUID], dict[str, Any]]
Erase = Callable[[uuid.UUID], int]
_rooms: dict[str, tuple[Export, Erase]] = {}


def register_subject(room: str, *, export: Export, erase: Erase) -> None:
    """``export(person_id)`` gives plain values under readable names; ``erase(person_id)`` removes and returns the row count."""
    _rooms[room] = (export, erase)


def export_subject(person_id: uuid.UUID) -> dict[str, Any]:
    """Everything held about the person, room by room."""
    return {room: export(person_id) for room, (export, _) in sorted(_rooms.items())}


def erase_subject(person_id: uuid.UUID) -> dict[str, int]:
    """Erase in every room; call inside ``write()`` after the officer's decision."""
    return {room: erase(person_id) for room, (_, erase) in sorted(_rooms.items())}


def rooms() -> list[str]:
    return sorted(_rooms)

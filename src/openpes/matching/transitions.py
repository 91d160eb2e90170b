"""Moves between occupations: who found work where, counted by the room that keeps placements, asked for here.

That room registers its reader in ``AppConfig.ready``. What is learned is frozen with a version of the weights, so that scores stay
the same until the next version, whatever is placed meanwhile.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Protocol

from openpes.matching.engine.codes import low64
from openpes.matching.engine.weights import LEAST_MOVES, moves_learned


class Reader(Protocol):
    """People by (occupation before, occupation found), pairs of at least ``at_least`` people only; made-up people or real ones."""

    def __call__(self, *, synthetic: bool, at_least: int) -> Mapping[tuple[uuid.UUID, uuid.UUID], int]: ...


_readers: list[Reader] = []


def register(reader: Reader) -> None:
    """Placements exist from now on; the last reader registered is asked."""
    _readers[:] = [reader]


def learned(*, synthetic: bool = False) -> dict[tuple[int, int], int]:
    """The share in millionths that each move earns, by keys of occupations; empty where nobody keeps placements."""
    if not _readers:
        return {}
    seen = _readers[0](synthetic=synthetic, at_least=LEAST_MOVES)
    return moves_learned({(low64(before), low64(after)): n for (before, after), n in seen.items()})


def as_stored(moves: Mapping[tuple[int, int], int]) -> dict[str, int]:
    """The form in which a version of the weights keeps moves."""
    return {f"{before:x}>{after:x}": share for (before, after), share in sorted(moves.items())}


def from_stored(kept: Mapping[str, int]) -> dict[tuple[int, int], int]:
    """Moves as :func:`as_stored` wrote them."""
    pairs = ((key.split(">"), share) for key, share in kept.items())
    return {(int(before, 16), int(after, 16)): share for (before, after), share in pairs}

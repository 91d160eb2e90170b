"""What this process knows of the vacancies that came or left since the base, in the form that the compiled scan reads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from openpes.matching.engine import Vacancy, Weights
from openpes.matching.engine.codes import low64
from openpes.matching.engine.delta import Delta, DeltaFull
from openpes.matching.engine.layout import CannotPack, Packed
from openpes.matching.engine.prepared import bitmap
from openpes.matching.index.overlay import Keys


class Live:
    """Rows since a packed base. ``whole`` is False once a row did not fit: then the plain scan answers until the next base."""

    def __init__(self, packed: Packed, keys: Keys, weights: Weights) -> None:
        self.keys, self.weights_version = keys, weights.version
        self.delta = Delta(packed, weights)
        self.dead = bitmap(np.zeros(len(packed), dtype=bool))
        self.rows: dict[int, int] = {}
        self.whole = True

    def apply(self, records: Sequence[Vacancy], gone: np.ndarray) -> None:
        """One change: ids that end in one of ``gone`` leave or are replaced, and ``records`` come."""
        at = self.keys.rows(gone)
        for row in at[at >= 0].tolist():
            self.dead[row >> 6] |= np.uint64(1 << (row & 63))
        for low in gone.tolist():
            row = self.rows.pop(low, None)
            if row is not None:
                self.delta.remove(row)
        try:
            for record in records:
                self.rows[low64(record.id)] = self.delta.append(record)
        except (DeltaFull, CannotPack):
            self.whole = False

    def rows_of(self, low: Iterable[int]) -> np.ndarray:
        """Rows of the delta."""
        return np.array([self.rows[key] for key in low if key in self.rows], dtype=np.int64)

    def rows_by(self, employers: np.ndarray) -> np.ndarray:
        """Rows of the delta whose employer is one of some keys."""
        return np.flatnonzero(np.isin(self.delta.arrays["employer_keys"][: len(self.delta)], employers))

"""Ours, as pages and batch runs call it: a person in, the 50 best rows out, with the parts of each score.

Pages say how many vacancies pass the limits, so there all of them are counted; a batch run does not ask, and no peer here counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from openpes.console.bench_matching.country import TODAY
from openpes.console.bench_matching.engines.base import Asked, Engine, timed
from openpes.console.bench_matching.meters import Run
from openpes.console.bench_matching.table import Table
from openpes.matching.engine import Columns, Person, SkillKnowledge, compiled
from openpes.matching.engine.packing import pack
from openpes.matching.engine.prepared import Prepared


class OpenPes(Engine):
    name = "openpes"
    exact = True

    @classmethod
    def missing(cls) -> str:
        return ""

    def build(self, columns: Columns, table: Table, folder: Path) -> None:
        packed = pack(columns, table.weights)
        self.prepared = Prepared(packed, table.weights, SkillKnowledge())
        self.bytes = packed.nbytes / len(packed)
        order = np.argsort(columns.low)
        self.row_of = order[np.searchsorted(columns.low[order], packed["low"])]

    def plans(self, mode: str) -> tuple[str, ...]:
        return (f"{compiled.path()}, rows that pass counted", f"{compiled.path()}, not counted")

    def run(self, plan: str, fetch: int, asked: Sequence[Asked]) -> list[Run]:
        counted = not plan.endswith("not counted")
        found = [timed(lambda person=each.person: self._best(person, fetch, counted)) for each in asked]
        return [(self.row_of[rows], cpu, wall) for rows, cpu, wall in found]

    def facts(self) -> dict[str, object]:
        return {"bytes_per_vacancy": round(self.bytes, 1)}

    def _best(self, person: Person, fetch: int, counted: bool) -> np.ndarray:
        return self.prepared.rank(person, today=TODAY, limit=fetch, counted=counted).rows

"""Ours, as the pages call it: a person in, the 50 best rows out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from openpes.console.bench_matching.country import TODAY
from openpes.console.bench_matching.engines.base import Asked, Engine, timed
from openpes.console.bench_matching.meters import Run
from openpes.console.bench_matching.table import Table
from openpes.matching.engine import Columns, Person, SkillKnowledge, rank_vacancies


class OpenPes(Engine):
    name = "openpes"
    exact = True

    @classmethod
    def missing(cls) -> str:
        return ""

    def build(self, columns: Columns, table: Table, folder: Path) -> None:
        self.columns, self.weights, self.knowledge = columns, table.weights, SkillKnowledge()

    def plans(self, mode: str) -> tuple[str, ...]:
        return ("columns",)

    def run(self, plan: str, fetch: int, asked: Sequence[Asked]) -> list[Run]:
        return [timed(lambda person=each.person: self._best(person, fetch)) for each in asked]

    def facts(self) -> dict[str, object]:
        c = self.columns
        lists = sum(offsets.nbytes + values.nbytes for offsets, values in c.lists.values())
        size = lists + c.high.nbytes + c.low.nbytes + sum(array.nbytes for array in c.fixed.values())
        return {"bytes_per_vacancy": round(size / len(c), 1)}

    def _best(self, person: Person, fetch: int) -> np.ndarray:
        return rank_vacancies(person, self.columns, self.weights, self.knowledge, today=TODAY, limit=fetch).rows

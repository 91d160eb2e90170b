"""tantivy in process: one segment, terms without statistics, limits as clauses that score nothing.

Two ways to say the score. ``idf``: a skill scores its IDF, a square is only a limit; the re-rank does the rest. ``shares``: a term is a
skill together with what it is worth to that vacancy (in 12 steps), an occupation together with how certain its coding is, and a square
scores its middle's distance; that is nearly the score itself, so little is fetched in vain, but there are more terms.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from openpes.console.bench_matching.engines import grid
from openpes.console.bench_matching.engines.base import NEAR, Asked, Engine, timed
from openpes.console.bench_matching.meters import Run
from openpes.console.bench_matching.table import NEARNESS, USUAL_SKILLS, Question, Table
from openpes.matching.engine import Columns
from openpes.matching.engine.weights import ONE

STEPS = 12
# A step is a tenth of the way in powers: shares of 1 down to about 1 in 60.
RATIO = 1.42
CERTAINTIES = 5
LEVELS = ((1, 1000), (2, 100), (3, 10), (4, 1))
HEAP = 512_000_000


class Tantivy(Engine):
    name = "tantivy"

    @classmethod
    def missing(cls) -> str:
        return "" if importlib.util.find_spec("tantivy") else "pip install 'openpes[bench]'"

    def build(self, columns: Columns, table: Table, folder: Path) -> None:
        import tantivy

        self.tantivy, self.table = tantivy, table
        builder = tantivy.SchemaBuilder()
        for name in ("skill", "worth", "occupation", "sure", "cell", "hours", "contract"):
            builder.add_unsigned_field(name, indexed=True)
        for name in ("row", "pay", "week"):
            builder.add_integer_field(name, fast=True)
        self.schema = builder.build()
        index = tantivy.Index(self.schema, path=str(folder))
        writer = index.writer(heap_size=HEAP, num_threads=1)
        for document in self._documents():
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        self.searcher = index.searcher()

    def plans(self, mode: str) -> tuple[str, ...]:
        return ("shares", "idf") if mode == NEAR else ("shares, any term", "idf, any term", "shares, all rows")

    def run(self, plan: str, fetch: int, asked: Sequence[Asked]) -> list[Run]:
        queries = [self._query(plan, each.question) for each in asked]
        return [timed(lambda query=query: self._search(query, fetch)) for query in queries]

    def facts(self) -> dict[str, object]:
        return {"version": version("tantivy"), "segments": self.searcher.num_segments}

    def _search(self, query: Any, fetch: int) -> np.ndarray:
        found = self.searcher.search(query, limit=fetch, count=False)
        return np.array(self.searcher.fast_field_values("row", [address for _, address in found.hits]), dtype=np.int64)

    def _documents(self) -> Iterator[Any]:
        t = self.table
        cell = grid.cells(t.lat, t.lon, t.anywhere).tolist()
        isco = t.isco_of[t.occupation].tolist()
        occupation, pay, hours = t.occupation.tolist(), t.pay.tolist(), t.hours.tolist()
        week, contract = t.week.tolist(), t.contract.tolist()
        sure = (np.maximum(t.certainty - 1, 0) * CERTAINTIES // ONE).tolist()
        first, skill = t.first.tolist(), t.skill.tolist()
        share = t.weight[t.skill] / np.repeat(np.maximum(t.asked, 1), np.diff(t.first))
        step = np.clip(np.rint(-np.log(share) / np.log(RATIO)), 0, STEPS - 1).astype(np.int64).tolist()
        for row in range(len(t)):
            document = self.tantivy.Document()
            for entry in range(first[row], first[row + 1]):
                document.add_unsigned("skill", skill[entry])
                document.add_unsigned("worth", skill[entry] * STEPS + step[entry])
            if first[row] == first[row + 1]:
                document.add_unsigned("worth", self._no_skill)
                document.add_unsigned("skill", self._no_skill)
            terms = [level * 10_000 + isco[row] // divisor for level, divisor in LEVELS] + [100_000 + occupation[row]]
            for term in terms:
                document.add_unsigned("occupation", term)
                document.add_unsigned("sure", term * CERTAINTIES + sure[row])
            document.add_unsigned("cell", cell[row])
            document.add_unsigned("hours", hours[row])
            document.add_unsigned("contract", contract[row])
            document.add_integer("row", row)
            document.add_integer("pay", pay[row])
            document.add_integer("week", week[row])
            yield document

    @property
    def _no_skill(self) -> int:
        return (len(self.table.weight) + 1) * STEPS

    def _term(self, field: str, value: int, score: float) -> Any:
        q = self.tantivy.Query
        return q.const_score_query(q.term_query(self.schema, field, value, "basic"), score)

    def _query(self, plan: str, asked: Question) -> Any:
        q, occur = self.tantivy.Query, self.tantivy.Occur
        parts = self.table.weights.parts
        exactly = plan.startswith("shares")
        scored = self._skills(asked, exactly, parts["skills"] / ONE) + self._occupation(asked, exactly, parts["occupation"] / ONE)
        must = [(occur.Must, q.const_score_query(limit, 0.0)) for limit in self._limits(asked)]
        if asked.centre is not None:
            must.append((occur.Must, self._place(asked, exactly, parts["distance"] / ONE)))
        elif exactly:
            scored.append((occur.Should, self._term("cell", grid.ANYWHERE, parts["distance"] / ONE / 2)))
        if plan.endswith("any term"):
            return q.boolean_query([(occur.Must, q.boolean_query(scored)), *must])
        return q.boolean_query(
            [(occur.Must, q.const_score_query(q.all_query(), 0.0)), *scored, *must] if not must else scored + must
        )

    def _skills(self, asked: Question, exactly: bool, weight: float) -> list[tuple[Any, Any]]:
        should = self.tantivy.Occur.Should
        if not exactly:
            whole = sum(int(self.table.weight[s]) for s in asked.skills) or 1
            return [(should, self._term("skill", s, weight * int(self.table.weight[s]) / whole)) for s in asked.skills]
        worth = [
            (should, self._term("worth", s * STEPS + step, weight * RATIO**-step)) for s in asked.skills for step in range(STEPS)
        ]
        return [*worth, (should, self._term("worth", self._no_skill, weight * USUAL_SKILLS / ONE))]

    def _occupation(self, asked: Question, exactly: bool, weight: float) -> list[tuple[Any, Any]]:
        terms: dict[int, int] = {}
        for isco, number in asked.wanted:
            for level, divisor in LEVELS:
                terms[level * 10_000 + isco // divisor] = int(NEARNESS[level])
            if number >= 0:
                terms[100_000 + number] = int(NEARNESS[5])
        if exactly:
            each = [
                self._term("sure", term * CERTAINTIES + sure, weight * near / ONE * self._certain(sure))
                for term, near in terms.items()
                for sure in range(CERTAINTIES)
            ]
        else:
            each = [self._term("occupation", term, weight * near / ONE) for term, near in terms.items()]
        return [(self.tantivy.Occur.Should, self.tantivy.Query.disjunction_max_query(each))] if each else []

    @staticmethod
    def _certain(sure: int) -> float:
        """The middle of a step of certainty; nearly all of the highest step is quite certain."""
        return 0.985 if sure == CERTAINTIES - 1 else (sure + 0.5) / CERTAINTIES

    def _place(self, asked: Question, exactly: bool, weight: float) -> Any:
        q, should = self.tantivy.Query, self.tantivy.Occur.Should
        assert asked.centre is not None
        squares = grid.covering(*asked.centre, asked.radius)
        if not exactly:
            return q.const_score_query(q.term_set_query(self.schema, "cell", [grid.ANYWHERE, *squares]), 0.0)
        each = [(should, self._term("cell", grid.ANYWHERE, weight))]
        for cell in squares:
            share = max(0.0, 1 - grid.metres_between(asked.centre, grid.middle(cell)) / asked.radius)
            each.append((should, self._term("cell", cell, weight * share)))
        return q.boolean_query(each)

    def _limits(self, asked: Question) -> list[Any]:
        q, kind = self.tantivy.Query, self.tantivy.FieldType.Integer
        found = []
        if asked.floor >= 0:
            found.append(q.range_query(self.schema, "pay", kind, asked.floor, None))
        if asked.most >= 0:
            found.append(q.range_query(self.schema, "week", kind, None, asked.most))
        if len(asked.kinds) < 4:
            found.append(q.term_set_query(self.schema, "hours", list(asked.kinds)))
        if len(asked.contracts) < 10:
            found.append(q.term_set_query(self.schema, "contract", list(asked.contracts)))
        return found

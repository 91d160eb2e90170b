"""DuckDB in process, one thread, in memory: sorted so that its zone maps prune, each question planned beforehand.

What has a place lies along a Z-curve in small row groups, what has none or is done from home in a table of its own, so that a circle
reads only the groups that its box touches. ``postings``: the skills in a table of their own with their place; ``lists``: the skills as a
list in the row. Nationwide the postings lie by skill.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from openpes.console.bench_matching.engines import sql
from openpes.console.bench_matching.engines.base import NEAR, Asked, Engine, timed
from openpes.console.bench_matching.meters import Run
from openpes.console.bench_matching.table import Question, Table
from openpes.matching.engine import Columns

ROW_GROUP = 8192
TABLES = """
CREATE TABLE placed AS SELECT v.*, l.skills FROM given v LEFT JOIN listed l USING (row) WHERE NOT anywhere ORDER BY v.place_in_order;
CREATE TABLE afar AS SELECT v.*, l.skills FROM given v LEFT JOIN listed l USING (row) WHERE anywhere;
CREATE TABLE asked_near AS SELECT e.row, v.lat, v.lon, e.skill, e.weight FROM entries e JOIN given v USING (row)
    WHERE NOT v.anywhere ORDER BY v.place_in_order;
CREATE TABLE asked_afar AS SELECT e.row, e.skill, e.weight FROM entries e JOIN given v USING (row) WHERE v.anywhere;
CREATE TABLE asked_by_skill AS SELECT row, skill, weight FROM entries ORDER BY skill, row;
"""


class DuckDb(Engine):
    name = "duckdb"
    most = 50

    @classmethod
    def missing(cls) -> str:
        return "" if importlib.util.find_spec("duckdb") else "pip install 'openpes[bench]'"

    def build(self, columns: Columns, table: Table, folder: Path) -> None:
        import duckdb

        self.table, self.version = table, duckdb.__version__
        self.base = duckdb.connect(":memory:", config={"threads": "1"})
        self.base.execute(f"ATTACH ':memory:' AS bench (ROW_GROUP_SIZE {ROW_GROUP})")
        self.base.execute("USE bench")
        order = sql.near_order(table)
        self.base.register("given", sql.columns(table, order) | {"place_in_order": np.arange(len(table), dtype=np.int32)})
        self.base.register(
            "entries", {"row": table.owner, "skill": table.skill, "weight": table.weight[table.skill].astype(np.int32)}
        )
        self.base.execute("CREATE TEMP TABLE listed AS SELECT row, list(skill) AS skills FROM entries GROUP BY row")
        for statement in TABLES.split(";"):
            if statement.strip():
                self.base.execute(statement)
        self.base.execute("DROP TABLE listed")
        self.base.unregister("given")
        self.base.unregister("entries")

    def plans(self, mode: str) -> tuple[str, ...]:
        return ("postings by place", "postings by skill", "lists") if mode == NEAR else ("postings by skill", "lists")

    def run(self, plan: str, fetch: int, asked: Sequence[Asked]) -> list[Run]:
        found = []
        for each in asked:
            self.base.execute(f"PREPARE question AS {self._select(plan, fetch, each.question)}")
            found.append(timed(self._execute))
            self.base.execute("DEALLOCATE question")
        return found

    def facts(self) -> dict[str, object]:
        return {"version": self.version}

    def close(self) -> None:
        self.base.close()

    def _execute(self) -> np.ndarray:
        return self.base.execute("EXECUTE question").fetchnumpy()["row"]

    def _select(self, plan: str, fetch: int, asked: Question) -> str:
        skills = f"skill IN ({', '.join(map(str, asked.skills)) or '-1'})"
        box = "true"
        if asked.centre is not None:
            south, north, west, east = sql.box(asked)
            box = f"lat BETWEEN {south} AND {north} AND lon BETWEEN {west} AND {east}"
        limits = " AND ".join(sql.limits(asked)) or "true"
        if plan == "lists":
            have = " + ".join(
                f"CASE WHEN list_contains(skills, {s}) THEN {self.table.weight[s]} ELSE 0 END" for s in asked.skills
            )
            score = self._score(asked, f"({have or '0'})")
            rows = (
                f"SELECT row, {score} AS score FROM placed WHERE {box} AND {limits} "
                f"UNION ALL SELECT row, {score} AS score FROM afar WHERE {limits}"
            )
        elif plan == "postings by place":
            score = self._score(asked, "have")
            near = f"SELECT row, sum(weight) AS have FROM asked_near WHERE {box} AND {skills} GROUP BY row"
            afar = f"SELECT row, sum(weight) AS have FROM asked_afar WHERE {skills} GROUP BY row"
            rows = (
                f"SELECT row, {score} AS score FROM placed LEFT JOIN ({near}) USING (row) WHERE {box} AND {limits} "
                f"UNION ALL SELECT row, {score} AS score FROM afar LEFT JOIN ({afar}) USING (row) WHERE {limits}"
            )
        else:
            rows = (
                f"SELECT row, {self._score(asked, 'have')} AS score FROM "
                f"(SELECT * FROM placed WHERE {box} AND {limits} UNION ALL SELECT * FROM afar WHERE {limits}) "
                f"LEFT JOIN (SELECT row, sum(weight) AS have FROM asked_by_skill WHERE {skills} GROUP BY row) USING (row)"
            )
        return f"SELECT row FROM ({rows}) WHERE score IS NOT NULL ORDER BY score DESC, row LIMIT {fetch}"

    def _score(self, asked: Question, have: str) -> str:
        parts = self.table.weights.parts
        return " + ".join(
            (
                sql.skill_points(have, parts["skills"]),
                sql.occupation_points(asked, parts["occupation"]),
                sql.place_points(asked, parts["distance"]),
            )
        )

"""PostgreSQL on the loopback with a data folder of its own: everything in memory, no parallel workers, no compiler, vacuumed.

Rows lie on disk in the order of a Z-curve, so that a circle is a few runs of pages. Plans: ``GIN on skills`` (what most would try first),
``squares`` (a B-tree on 10 km squares), ``postings`` (a covering B-tree on skill and square, read without the table), ``scan``.
The statement is prepared, then executed once; the CPU time is that of the server process of the connection.
"""

from __future__ import annotations

import contextlib
import importlib.util
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from openpes.console import debian, postgres
from openpes.console.bench_matching.engines import grid, sql
from openpes.console.bench_matching.engines.base import NEAR, Asked, Engine
from openpes.console.bench_matching.meters import Run, cpu_of
from openpes.console.bench_matching.table import Question, Table
from openpes.matching.engine import Columns

SETTINGS = {
    **postgres.SETTINGS,
    "shared_buffers": "2GB",
    "work_mem": "256MB",
    "maintenance_work_mem": "1GB",
    "effective_cache_size": "8GB",
    "random_page_cost": "1.1",
    "max_parallel_workers_per_gather": "0",
    "max_parallel_maintenance_workers": "0",
    "jit": "off",
    "autovacuum": "off",
    "max_wal_size": "8GB",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}
TABLE = """CREATE UNLOGGED TABLE vacancy (row int, lat float8, lon float8, x float8, y float8, z float8, placed bool, from_home bool,
    anywhere bool, pay int, hours smallint, week smallint, contract smallint, occupation int, isco smallint, minor_group smallint,
    submajor_group smallint, major_group smallint, certainty int, asked int, cell int, skills int[])"""
AFTER = (
    "CREATE UNLOGGED TABLE posting AS SELECT s AS skill, cell, row FROM vacancy, unnest(skills) s ORDER BY s, cell, row",
    "CREATE INDEX posting_place ON posting (skill, cell) INCLUDE (row)",
    "CREATE INDEX vacancy_skills ON vacancy USING gin (skills)",
    "CREATE INDEX vacancy_cell ON vacancy (cell)",
    "CREATE INDEX vacancy_minor ON vacancy (minor_group)",
    "VACUUM (ANALYZE) vacancy",
    "VACUUM (ANALYZE) posting",
)
PATIENCE = "30s"


class PostgreSql(Engine):
    name = "postgresql"
    clock = "CPU time of the server process of the connection"
    most = 50

    @classmethod
    def missing(cls) -> str:
        there = importlib.util.find_spec("psycopg") and debian.postgres_programs()
        return "" if there else "sudo apt-get install -y --no-install-recommends postgresql"

    def build(self, columns: Columns, table: Table, folder: Path) -> None:
        import psycopg

        self.table, self.psycopg = table, psycopg
        self.stack = contextlib.ExitStack()
        programs = debian.postgres_programs()
        assert programs is not None
        url = self.stack.enter_context(postgres.running(programs, SETTINGS))
        self.connection = self.stack.enter_context(psycopg.connect(url, autocommit=True))
        self.connection.execute(TABLE)
        order = sql.near_order(table)
        self._copy(order)
        for statement in AFTER:
            self.connection.execute(statement)
        self.connection.execute(f"SET statement_timeout = '{PATIENCE}'")

    def plans(self, mode: str) -> tuple[str, ...]:
        return ("GIN on skills", "squares", "postings") if mode == NEAR else ("GIN on skills", "postings", "scan")

    def run(self, plan: str, fetch: int, asked: Sequence[Asked]) -> list[Run]:
        found = []
        pid = self.connection.info.backend_pid
        for each in asked:
            self.connection.execute(f"PREPARE question AS {self._select(plan, fetch, each.question)}")
            cpu, wall = cpu_of(pid), time.perf_counter()
            try:
                rows = self.connection.execute("EXECUTE question", prepare=False).fetchall()
            except self.psycopg.errors.QueryCanceled:
                rows = []
            taken = (time.perf_counter() - wall) * 1000
            found.append((np.array([row for (row,) in rows], dtype=np.int64), cpu_of(pid) - cpu, taken))
            self.connection.execute("DEALLOCATE question")
        return found

    def facts(self) -> dict[str, object]:
        row = self.connection.execute("SELECT version(), pg_database_size(current_database())").fetchone()
        assert row is not None
        return {"version": row[0].split(" on ")[0], "disk_mb": round(row[1] / 1e6, 1)}

    def close(self) -> None:
        with contextlib.suppress(AttributeError):
            self.stack.close()

    def _copy(self, order: np.ndarray) -> None:
        t = self.table
        cell = grid.cells(t.lat, t.lon, t.anywhere)[order].tolist()
        values = [column.tolist() for column in sql.columns(t, order).values()]
        first, skill = t.first, t.skill
        with self.connection.cursor() as cursor, cursor.copy("COPY vacancy FROM STDIN") as copy:
            for i, row in enumerate(zip(*values, strict=True)):
                skills = ",".join(map(str, skill[first[order[i]] : first[order[i] + 1]].tolist()))
                copy.write("\t".join(map(str, row)) + f"\t{cell[i]}\t{{{skills}}}\n")

    def _select(self, plan: str, fetch: int, asked: Question) -> str:
        skills = f"'{{{','.join(map(str, asked.skills))}}}'::int[]"
        where = sql.limits(asked)
        cells = ""
        if asked.centre is not None:
            cells = f"'{{{','.join(map(str, [grid.ANYWHERE, *grid.covering(*asked.centre, asked.radius)]))}}}'::int[]"
            south, north, west, east = sql.box(asked)
            where.append(f"(anywhere OR (lat BETWEEN {south} AND {north} AND lon BETWEEN {west} AND {east}))")
        if plan == "postings":
            within = f" AND cell = ANY({cells})" if cells else ""
            weight = " ".join(f"WHEN {s} THEN {self.table.weight[s]}" for s in asked.skills)
            have = (
                f"SELECT row, sum(CASE skill {weight or 'WHEN -1 THEN 0'} END) AS have FROM posting "
                f"WHERE skill = ANY({skills}){within} GROUP BY row"
            )
            source = f"vacancy LEFT JOIN ({have}) mine USING (row)"
            score = self._score(asked, "have")
        else:
            source = "vacancy"
            each = " + ".join(f"CASE WHEN {s} = ANY(skills) THEN {self.table.weight[s]} ELSE 0 END" for s in asked.skills)
            score = self._score(asked, f"({each or '0'})")
        if plan == "GIN on skills":
            minor = ", ".join(str(isco // 10) for isco, _ in asked.wanted) or "-1"
            where.append(f"(skills && {skills} OR minor_group IN ({minor}))")
        elif cells:
            where.append(f"cell = ANY({cells})")
        condition = " AND ".join(where) or "true"
        return (
            f"SELECT row FROM (SELECT row, {score} AS score FROM {source} WHERE {condition} OFFSET 0) each "
            f"WHERE score IS NOT NULL ORDER BY score DESC, row LIMIT {fetch}"
        )

    def _score(self, asked: Question, have: str) -> str:
        parts: Any = self.table.weights.parts
        return " + ".join(
            (
                sql.skill_points(have, parts["skills"]),
                sql.occupation_points(asked, parts["occupation"]),
                sql.place_points(asked, parts["distance"]),
            )
        )

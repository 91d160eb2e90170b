"""The parts of the bench, each asked for by name, put into one report."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpes.console.bench_matching import meters
from openpes.console.bench_matching.appending import append
from openpes.console.bench_matching.batching import RUNNERS, batch
from openpes.console.bench_matching.congestion import PEOPLE, VACANCIES, congestion
from openpes.console.bench_matching.contest import Say, contest, questions
from openpes.console.bench_matching.corpus import vacancies
from openpes.console.bench_matching.country import BENCH_PARTS, SEED, country
from openpes.console.bench_matching.engines.base import MODES, NEAR, Engine
from openpes.console.bench_matching.engines.duckdb import DuckDb
from openpes.console.bench_matching.engines.lucene import Lucene
from openpes.console.bench_matching.engines.openpes import OpenPes
from openpes.console.bench_matching.engines.postgresql import PostgreSql
from openpes.console.bench_matching.engines.tantivy import Tantivy
from openpes.console.bench_matching.floor import floor
from openpes.console.bench_matching.growing import growth
from openpes.console.bench_matching.other_side import people_for_vacancies
from openpes.console.bench_matching.table import flat
from openpes.console.bench_matching.truth import Truth

__all__ = ["ENGINES", "PARTS", "RUNNERS", "Wanted", "run"]
ENGINES: tuple[type[Engine], ...] = (OpenPes, Tantivy, Lucene, DuckDb, PostgreSql)


@dataclass(frozen=True)
class Wanted:
    """What is asked of the bench.

    seconds: the most that the measured questions of one engine and mode may take; people, runners, workers: of the batch, whose job
    is made to last the pool ``batch_seconds`` where that is given.
    """

    vacancies: int
    queries: int
    seconds: float
    engines: tuple[str, ...]
    people: int
    runners: tuple[str, ...]
    workers: int
    folder: Path
    batch_seconds: float = 0.0


def run(parts: Sequence[str], wanted: Wanted, say: Say) -> dict[str, Any]:
    """The report: the keys that the documentation promises, and more where that is useful."""
    report: dict[str, Any] = {
        "machine": meters.machine(),
        "vacancies": wanted.vacancies,
        "synthetic": True,
        "seed": SEED,
        "score": dict(BENCH_PARTS),
    }
    for part in parts:
        report |= PARTS[part](wanted, say)
    return report


def _engines(wanted: Wanted, say: Say) -> dict[str, Any]:
    kinds = [kind for kind in ENGINES if kind.name in wanted.engines]
    cores = meters.cores()
    core = meters.pin()
    try:
        say(f"drawing {wanted.vacancies} vacancies …")
        columns = vacancies(wanted.vacancies)
        table = flat(columns, country().weights())
        truth = Truth(table)
        sets = {}
        for mode in MODES:
            say(f"brute force, {mode}, {wanted.queries} questions …")
            sets[mode] = questions(table, truth, mode, wanted.queries)
        gb_s = meters.bandwidth()
        entries = contest(kinds, columns, table, truth, sets, wanted.seconds, say)
        least = floor(table, sets[NEAR].measured, sets[NEAR].right, gb_s)
        ours = next((e for e in entries if e["engine"] == OpenPes.name and e["mode"] == NEAR), None)
        return {
            "core": core,
            "bandwidth_gb_s": gb_s,
            "bytes_per_vacancy": ours and ours["bytes_per_vacancy"],
            "floor_ratio_30km": ours and round(ours["mean_ms"] / least["floor_ms_mean"], 2),
            "floor_30km": least,
            "engines": entries,
        }
    finally:
        meters.let_go(cores)


def _append(wanted: Wanted, say: Say) -> dict[str, Any]:
    return {"append": append(wanted.vacancies, wanted.queries, wanted.folder / "append", say)}


def _batch(wanted: Wanted, say: Say) -> dict[str, Any]:
    asked = (wanted.vacancies, wanted.people, wanted.runners, wanted.workers, wanted.folder)
    return {"batch": batch(*asked, say, seconds=wanted.batch_seconds)}


def _congestion(wanted: Wanted, say: Say) -> dict[str, Any]:
    vacancies_ = min(VACANCIES, max(200, wanted.vacancies // 40))
    return {"congestion": congestion(vacancies_ * PEOPLE // VACANCIES, vacancies_, say)}


def _growth(wanted: Wanted, say: Say) -> dict[str, Any]:
    return {"growth": growth(wanted.vacancies, wanted.queries, say)}


def _people(wanted: Wanted, say: Say) -> dict[str, Any]:
    return {"people": people_for_vacancies(wanted.vacancies, wanted.queries, say)}


PARTS: dict[str, Callable[[Wanted, Say], dict[str, Any]]] = {
    "engines": _engines,
    "append": _append,
    "batch": _batch,
    "congestion": _congestion,
    "growth": _growth,
    "people": _people,
}

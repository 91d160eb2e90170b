"""All engines in one run: the same vacancies, the same questions, one core, CPU time, recall against brute force."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from openpes.console.bench_matching import seekers
from openpes.console.bench_matching.engines.base import MODES, NEAR, Asked, Engine, timed
from openpes.console.bench_matching.meters import Run, spread
from openpes.console.bench_matching.table import Table, question
from openpes.console.bench_matching.truth import TOP, Answer, Truth, recall
from openpes.matching.engine import Columns

ENOUGH = 0.999
FETCHES = (50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000)
CALIBRATION, FEWER, WARM = 200, 60, 30
Say = Callable[[str], None]


@dataclass
class Sets:
    """The questions of one mode with their right answers: the measured ones, and those that plans are chosen on."""

    measured: list[Asked]
    right: list[Answer]
    calibration: list[Asked]
    calibration_right: list[Answer]


@dataclass
class Choice:
    """The plan and over-fetch that reach the recall at least cost on the calibration questions."""

    plan: str
    fetch: int
    recall: float
    p50: float


def questions(table: Table, truth: Truth, mode: str, number: int) -> Sets:
    """Questions of a mode, and the truth about each by brute force."""

    def ask(count: int, purpose: int) -> list[Asked]:
        people = seekers.people(count, purpose)
        if mode != NEAR:
            people = [seekers.anywhere(person) for person in people]
        return [Asked(person, question(person, table)) for person in people]

    measured, calibration = ask(number, seekers.MEASURED), ask(min(number, CALIBRATION), seekers.CALIBRATION)
    return Sets(measured, [truth.best(a.question) for a in measured], calibration, [truth.best(a.question) for a in calibration])


def contest(
    engines: Sequence[type[Engine]],
    columns: Columns,
    table: Table,
    truth: Truth,
    sets: dict[str, Sets],
    seconds: float,
    say: Say,
) -> list[dict[str, Any]]:
    """One entry for each engine and mode. ``seconds`` is the most that the measured questions of an entry may take."""
    found = []
    for kind in engines:
        line = kind.missing()
        if line:
            found += [{"engine": kind.name, "mode": mode, "missing": line} for mode in MODES]
            say(f"{kind.name} is missing: {line}")
            continue
        found += _one(kind(), columns, table, truth, sets, seconds, say)
    return found


def _one(
    engine: Engine, columns: Columns, table: Table, truth: Truth, sets: dict[str, Sets], seconds: float, say: Say
) -> list[dict[str, Any]]:
    folder = Path(tempfile.mkdtemp(prefix=f"openpes-bench-{engine.name}-"))
    try:
        say(f"{engine.name}: building …")
        began = time.perf_counter()
        engine.build(columns, table, folder)
        built = {
            "build_seconds": round(time.perf_counter() - began, 2),
            "disk_mb": round(sum(p.stat().st_size for p in folder.rglob("*") if p.is_file()) / 1e6, 1),
        }
        return [_measure(engine, mode, sets[mode], truth, seconds, say) | built | engine.facts() for mode in MODES]
    finally:
        engine.close()
        shutil.rmtree(folder, ignore_errors=True)


def _measure(engine: Engine, mode: str, sets: Sets, truth: Truth, seconds: float, say: Say) -> dict[str, Any]:
    """The chosen plan on the measured questions. Where these miss the recall by a hair, the next over-fetch is measured instead."""
    choice, tried = choose(engine, mode, sets, truth)
    more = [fetch for fetch in FETCHES if fetch > choice.fetch and fetch <= engine.most]
    while True:
        entry = _at(engine, mode, choice, sets, truth, seconds, say) | {"plans_tried": tried}
        if engine.exact or entry["recall"] >= ENOUGH or choice.recall < ENOUGH or not more:
            return entry
        choice = replace(choice, fetch=more.pop(0))


def _at(engine: Engine, mode: str, choice: Choice, sets: Sets, truth: Truth, seconds: float, say: Say) -> dict[str, Any]:
    say(f"{engine.name}, {mode}: {choice.plan}, {choice.fetch} rows for {TOP}; measuring …")
    for _ in range(engine.rounds):
        engine.run(choice.plan, choice.fetch, sets.calibration[:WARM])
    runs: list[Run] = []
    began = time.perf_counter()
    for start in range(0, len(sets.measured), 10):
        runs += engine.run(choice.plan, choice.fetch, sets.measured[start : start + 10])
        if time.perf_counter() - began > seconds:
            break
    done = sets.measured[: len(runs)]
    ranked, again = _reranked(engine, runs, done, truth)
    cpu = [cpu + extra for (_, cpu, _), extra in zip(runs, again, strict=True)]
    rights = sets.right[: len(runs)]
    entry = {
        "engine": engine.name,
        "mode": mode,
        "queries": len(runs),
        **spread(cpu),
        "recall": round(_mean_recall(rights, ranked, done, truth), 5),
        "same_list": round(float(np.mean([np.array_equal(r.rows, rows) for r, rows in zip(rights, ranked, strict=True)])), 4),
        "plan": choice.plan,
        "fetched": choice.fetch,
        "clock": engine.clock + ("" if engine.exact else ", and the re-rank"),
        "rerank_mean_ms": round(float(np.mean(again)), 4),
        "wall_p50_ms": round(float(np.median([wall for _, _, wall in runs])), 4),
    }
    say(f"{engine.name}, {mode}: p50 {entry['p50_ms']} ms, p99 {entry['p99_ms']} ms, recall {entry['recall']}")
    return entry


def choose(engine: Engine, mode: str, sets: Sets, truth: Truth) -> tuple[Choice, list[dict[str, Any]]]:
    """Each plan at its smallest over-fetch that reaches the recall, on the calibration questions; the quickest of them."""
    best: Choice | None = None
    nearest: Choice | None = None
    tried = []
    for plan in engine.plans(mode):
        last = None
        for fetch in FETCHES if not engine.exact else (TOP,):
            if fetch > engine.most:
                break
            last = _try(engine, plan, fetch, sets, truth, best)
            if nearest is None or last.recall > nearest.recall:
                nearest = last
            if last.recall >= ENOUGH or (best is not None and last.p50 > 2 * best.p50):
                break
        if last is not None:
            tried.append({"plan": plan, "fetched": last.fetch, "recall": round(last.recall, 5), "p50_ms": round(last.p50, 3)})
            if last.recall >= ENOUGH and (best is None or last.p50 < best.p50):
                best = last
    if nearest is None:
        raise ValueError(f"{engine.name} has no plan for {mode}.")
    return best or nearest, tried


def _try(engine: Engine, plan: str, fetch: int, sets: Sets, truth: Truth, best: Choice | None) -> Choice:
    """A few questions first: a plan that is far behind the best one is not asked all of them."""
    few = sets.calibration[:5]
    for _ in range(engine.rounds):
        engine.run(plan, fetch, few[:2])
    runs = engine.run(plan, fetch, few)
    p50 = float(np.median([cpu for _, cpu, _ in runs]))
    if best is None or p50 < 3 * best.p50:
        until = len(sets.calibration) if p50 < 20 else FEWER if p50 < 1000 else 15
        runs += engine.run(plan, fetch, sets.calibration[5:until])
    done = sets.calibration[: len(runs)]
    ranked, again = _reranked(engine, runs, done, truth)
    cpu = [cpu + extra for (_, cpu, _), extra in zip(runs, again, strict=True)]
    return Choice(plan, fetch, _mean_recall(sets.calibration_right[: len(runs)], ranked, done, truth), float(np.median(cpu)))


def _reranked(engine: Engine, runs: list[Run], asked: Sequence[Asked], truth: Truth) -> tuple[list[np.ndarray], list[float]]:
    """The final rows of each run, and the CPU milliseconds that ranking them by the exact score took."""
    if engine.exact:
        return [rows for rows, _, _ in runs], [0.0] * len(runs)
    again = [timed(lambda rows=rows, a=a: truth.rank(a.question, rows).rows) for (rows, _, _), a in zip(runs, asked, strict=True)]
    return [rows for rows, _, _ in again], [cpu for _, cpu, _ in again]


def _mean_recall(rights: Sequence[Answer], rows: Sequence[np.ndarray], asked: Sequence[Asked], truth: Truth) -> float:
    found = [recall(right, truth, a.question, r) for right, r, a in zip(rights, rows, asked, strict=True)]
    return float(np.mean(found)) if found else 0.0

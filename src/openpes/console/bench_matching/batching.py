"""A country at once: the same job by the process pool, Spark and Dask, jobseekers a second and one checksum for all."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from openpes.console.bench_matching import seekers
from openpes.console.bench_matching.contest import Say
from openpes.console.bench_matching.corpus import vacancies
from openpes.console.bench_matching.country import TODAY, country
from openpes.matching.batch import dask, job, pool, spark
from openpes.matching.batch.outcome import Outcome, Progress
from openpes.matching.engine import SkillKnowledge
from openpes.matching.engine.layout import Packed
from openpes.matching.engine.packing import pack

LIMIT = 50
FIRST = 10_000
TELL_SECONDS = 10.0
RUNNERS = ("one_by_one", "pool", "spark", "dask")


def batch(
    number: int, people: int, runners: tuple[str, ...], workers: int, folder: Path, say: Say, *, seconds: float = 0.0
) -> list[dict[str, Any]]:
    """One entry for each runner. ``one_by_one`` in this process is for comparison.

    With ``seconds`` the job is made as long as the pool would take for it, whatever ``people`` says: a first, short job tells how
    quick the pool is here.
    """
    packed = pack(vacancies(number), country().weights())
    if seconds:
        say(f"batch: a first job of {FIRST} jobseekers tells how many make {seconds:.0f} s …")
        _write(folder / "first", packed, FIRST)
        first = pool.run(folder / "first", folder / "out-first", workers=workers)
        people = max(FIRST, round(first.jobseekers_per_s * seconds))
        shutil.rmtree(folder / "first")
        shutil.rmtree(folder / "out-first")
    say(f"batch: writing the job, {people} jobseekers and {number} vacancies …")
    at = folder / "job"
    _write(at, packed, people)
    del packed
    found: list[dict[str, Any]] = []
    for runner in runners:
        line = {"spark": spark.missing, "dask": dask.missing}.get(runner, str)()
        if line:
            say(f"batch, {runner}, is missing: {line}")
            found.append({"runner": runner, "missing": line})
            continue
        say(f"batch, {runner} …")
        began = time.perf_counter()
        outcome = _RUN[runner](at, folder / f"out-{runner}", workers, _teller(runner, say))
        shutil.rmtree(folder / f"out-{runner}", ignore_errors=True)
        found.append(_told(outcome, number))
        say(
            f"batch, {runner}: {outcome.jobseekers_per_s:.0f} jobseekers/s, {outcome.ready_seconds:.0f} s to get ready before, "
            f"checksum {outcome.checksum}; {time.perf_counter() - began:.0f} s with all"
        )
    return _beside_the_pool(found)


def _write(at: Path, packed: Packed, people: int) -> None:
    """A job folder. Jobseekers are drawn and put in order group by group, so that millions of them need little memory."""

    def asking() -> Iterator[job.Asking]:
        for group in seekers.groups(people, seekers.BATCH):
            yield from (job.Asking(group[i]) for i in job.near_to_one_another(group))

    job.write(at, packed, country().weights(), SkillKnowledge(), asking(), today=TODAY, limit=LIMIT)


def _teller(runner: str, say: Say) -> Progress:
    """Progress in words, at most every ten seconds."""
    began = last = time.perf_counter()

    def tell(done: int, total: int) -> None:
        nonlocal last
        now = time.perf_counter()
        if now - last >= TELL_SECONDS:
            last = now
            say(f"batch, {runner}: {done} of {total} jobseekers after {now - began:.0f} s")

    return tell


def _beside_the_pool(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What part of the pool's speed each runner reaches: in the work alone, and from the start to the last row."""
    names = {"jobseekers_per_s": "of_pool", "jobseekers_per_s_with_start": "of_pool_with_start"}
    by_pool: dict[str, Any] = next((entry for entry in found if entry["runner"] == "pool" and "missing" not in entry), {})
    for entry in found:
        for speed, name in names.items():
            if by_pool.get(speed) and speed in entry:
                entry[name] = round(entry[speed] / by_pool[speed], 3)
    return found


def _told(outcome: Outcome, number: int) -> dict[str, Any]:
    return {
        "runner": outcome.runner,
        "jobseekers_per_s": round(outcome.jobseekers_per_s, 1),
        "checksum": outcome.checksum,
        "jobseekers": outcome.jobseekers,
        "vacancies": number,
        "rows": outcome.rows,
        "seconds": round(outcome.seconds, 2),
        "ready_seconds": round(outcome.ready_seconds, 2),
        "jobseekers_per_s_with_start": round(outcome.jobseekers / (outcome.seconds + outcome.ready_seconds), 1),
        "workers": outcome.workers,
        "cpu_seconds": outcome.cpu_seconds and round(outcome.cpu_seconds, 2),
    }


def _spark(at: Path, out: Path, workers: int, progress: Progress) -> Outcome:
    """The start of Spark and the writing of the jobseekers as Parquet count as getting ready."""
    began = time.perf_counter()
    people = at.parent / "people-parquet"
    spark.to_parquet(at, people)
    running = spark.session(f"local[{workers}]")
    before = time.perf_counter() - began
    try:
        outcome = spark.run(running, at, people, out, progress=progress)
    finally:
        running.stop()
        shutil.rmtree(people, ignore_errors=True)
    return replace(outcome, ready_seconds=before + outcome.ready_seconds)


_RUN: dict[str, Callable[[Path, Path, int, Progress], Outcome]] = {
    "one_by_one": lambda at, out, workers, progress: pool.one_by_one(at, out, progress=progress),
    "pool": lambda at, out, workers, progress: pool.run(at, out, workers=workers, progress=progress),
    "spark": _spark,
    "dask": lambda at, out, workers, progress: dask.run(at, out, workers=workers, progress=progress),
}

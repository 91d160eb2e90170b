"""A country at once: the same job by the process pool, Spark and Dask, jobseekers a second and one checksum for all."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from openpes.console.bench_matching import seekers
from openpes.console.bench_matching.contest import Say
from openpes.console.bench_matching.corpus import vacancies
from openpes.console.bench_matching.country import TODAY, country
from openpes.matching.batch import dask, job, pool, spark
from openpes.matching.batch.outcome import Outcome
from openpes.matching.engine import SkillKnowledge
from openpes.matching.engine.packing import pack

LIMIT = 50
RUNNERS = ("one_by_one", "pool", "spark", "dask")


def batch(number: int, people: int, runners: tuple[str, ...], workers: int, folder: Path, say: Say) -> list[dict[str, Any]]:
    """One entry for each runner. ``one_by_one`` in this process is for comparison."""
    say(f"batch: writing the job, {people} jobseekers and {number} vacancies …")
    weights = country().weights()
    at = folder / "job"
    packed = pack(vacancies(number), weights)
    everyone = seekers.people(people, seekers.BATCH)
    asking = (job.Asking(everyone[i]) for i in job.near_to_one_another(everyone))
    job.write(at, packed, weights, SkillKnowledge(), asking, today=TODAY, limit=LIMIT)
    del packed, everyone
    found = []
    for runner in runners:
        line = {"spark": spark.missing, "dask": dask.missing}.get(runner, str)()
        if line:
            say(f"batch, {runner}, is missing: {line}")
            found.append({"runner": runner, "missing": line})
            continue
        say(f"batch, {runner} …")
        outcome = _RUN[runner](at, folder / f"out-{runner}", workers)
        shutil.rmtree(folder / f"out-{runner}", ignore_errors=True)
        found.append(_told(outcome, number))
        say(f"batch, {runner}: {outcome.jobseekers_per_s:.0f} jobseekers/s, checksum {outcome.checksum}")
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
        "workers": outcome.workers,
        "cpu_seconds": outcome.cpu_seconds and round(outcome.cpu_seconds, 2),
    }


def _spark(at: Path, out: Path, workers: int) -> Outcome:
    people = at.parent / "people-parquet"
    spark.to_parquet(at, people)
    running = spark.session(f"local[{workers}]")
    try:
        return spark.run(running, at, people, out)
    finally:
        running.stop()


_RUN: dict[str, Callable[[Path, Path, int], Outcome]] = {
    "one_by_one": lambda at, out, workers: pool.one_by_one(at, out),
    "pool": lambda at, out, workers: pool.run(at, out, workers=workers),
    "spark": _spark,
    "dask": lambda at, out, workers: dask.run(at, out, workers=workers),
}

"""`./pes match all`: everyone's best vacancies at once, by all cores of this machine or by an existing cluster."""

import argparse
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from openpes.console.output import PlainError, emit, say

HELP = "Write everyone's best vacancies into files: all cores of this machine, or Spark or Dask (docs/scale-out.md)"
RUNNERS = ("pool", "spark", "dask")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="an empty folder for the job and what it finds")
    parser.add_argument("--runner", choices=RUNNERS, default="pool", help="what does the work (pool)")
    parser.add_argument("--workers", type=int, metavar="N", help="processes on this machine (one for each core)")
    parser.add_argument("--master", metavar="URL", help="the Spark master or Dask scheduler; none: processes of this machine")
    parser.add_argument("--limit", type=int, default=50, metavar="N", help="vacancies for each person, 1 to 1000 (50)")
    parser.add_argument("--job-only", action="store_true", help="write the job for a cluster and stop")


def run(options: argparse.Namespace) -> int:
    from openpes.console import data, preparing
    from openpes.matching import exporting
    from openpes.matching.batch import dask, spark
    from openpes.matching.batch.job import BrokenJob

    if not 1 <= options.limit <= 1000:
        raise PlainError("--limit: from 1 to 1000.")
    if options.workers is not None and not 1 <= options.workers <= 1000:
        raise PlainError("--workers: from 1 to 1000.")
    line = {"spark": spark.missing, "dask": dask.missing}.get(options.runner, str)()
    if line and not options.job_only:
        raise PlainError(f"{options.runner} is not installed here. Type this, then start again:\n  {line}")
    out = options.out.expanduser().absolute()
    if out.exists() and any(out.iterdir()):
        raise PlainError(f"{out} is not empty. Name an empty folder, or one that does not exist yet, with --out DIR.")
    preparing.database()
    try:
        out.mkdir(parents=True, exist_ok=True, mode=0o700)
        people = _with_bar(
            "jobseekers", options, lambda progress: exporting.export_job(out / "job", limit=options.limit, progress=progress)
        )
        if options.job_only:
            return _tell(options, {"jobseekers": people, "job": str(out / "job")})
        outcome = _with_bar("matched", options, lambda progress: _matched(options, out, progress))
    except OSError as error:
        raise data.explain(error, out) from error
    except BrokenJob as broken:
        raise PlainError(str(broken)) from broken
    told = {
        "runner": outcome.runner,
        "jobseekers": outcome.jobseekers,
        "rows": outcome.rows,
        "checksum": outcome.checksum,
        "seconds": round(outcome.seconds, 2),
        "jobseekers_per_s": round(outcome.jobseekers_per_s, 1),
        "workers": outcome.workers,
        "out": str(out / "found"),
    }
    return _tell(options, told)


def _matched(options: argparse.Namespace, out: Path, progress: Callable[[int, int], None]) -> Any:
    from openpes.matching.batch import dask, pool, spark

    if options.runner == "dask":
        return dask.run(out / "job", out / "found", address=options.master or "", workers=options.workers or 2, progress=progress)
    if options.runner == "pool":
        return pool.run(out / "job", out / "found", workers=options.workers, progress=progress)
    spark.to_parquet(out / "job", out / "people")
    running = spark.session(options.master or f"local[{options.workers or '*'}]")
    try:
        return spark.run(running, out / "job", out / "people", out / "found", progress=progress)
    finally:
        running.stop()
        shutil.rmtree(out / "people", ignore_errors=True)


def _with_bar(what: str, options: argparse.Namespace, work: Callable[[Callable[[int, int], None]], Any]) -> Any:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    shown = not options.json and sys.stderr.isatty()
    with Progress(*columns, console=Console(stderr=True), disable=not shown) as progress:
        bar = progress.add_task(what, total=None)
        return work(lambda done, total: progress.update(bar, completed=done, total=total))


def _tell(options: argparse.Namespace, told: dict[str, Any]) -> int:
    if options.json:
        emit(told)
    elif "rows" in told:
        say(
            f"{told['jobseekers']} jobseekers, {told['rows']} rows in {told['out']}, checksum {told['checksum']}: "
            f"{told['seconds']} s, {told['jobseekers_per_s']:.0f} jobseekers/s with {told['workers']} workers ({told['runner']})"
        )
    else:
        say(f"The job of {told['jobseekers']} jobseekers is in {told['job']}. docs/scale-out.md says how a cluster takes it up.")
    return 0

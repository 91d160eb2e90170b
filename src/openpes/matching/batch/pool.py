"""A pool of processes on one machine: each worker on a core of its own, the vacancies mapped into memory once for all of them.

Results are written part by part as `found-NNNNNN.npy` (rows of :data:`~openpes.matching.batch.results.ROW`), each under its own name only
when it is whole; a run that was stopped is taken up again by the parts that are missing.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import time
from pathlib import Path

import numpy as np

from openpes.matching.batch.job import Job, parts_of, texts_of
from openpes.matching.batch.outcome import Outcome, Progress, nothing_said
from openpes.matching.batch.results import added, as_text, checksum

NOTHING_DONE = (0, 0, 0, 0.0)
Done = tuple[int, int, int, float]
"""Jobseekers, rows, checksum, seconds of CPU."""
_job: Job | None = None


def run(folder: Path, out: Path, *, workers: int | None = None, progress: Progress = nothing_said) -> Outcome:
    """Rank everyone of a job. ``workers``: as many as this process may use cores when None. Raises BrokenJob, OSError."""
    job = Job(folder)  # a broken job is told here and not by a worker, and the kernel compiled once
    warm_up(job, folder)
    cores = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else list(range(os.cpu_count() or 1))
    number = max(1, workers or len(cores))
    out.mkdir(parents=True, exist_ok=True)
    parts = [(str(part), str(out / f"found-{i:06}.npy")) for i, part in enumerate(parts_of(folder))]
    began = time.perf_counter()
    context = multiprocessing.get_context("spawn")
    turn, ready = context.Value("i", 0), context.Semaphore(0)
    with context.Pool(number, _begin, (str(folder), cores, turn, ready, kept_kernel())) as pool:
        for _ in range(number):
            ready.acquire()
        work = time.perf_counter()
        total: Done = NOTHING_DONE
        for done in pool.imap_unordered(_part, parts):
            total = both(total, done)
            progress(total[0], job.people)
        ended = time.perf_counter()
    return Outcome("pool", total[0], total[1], as_text(total[2]), ended - work, work - began, number, total[3])


def one_by_one(folder: Path, out: Path, *, progress: Progress = nothing_said) -> Outcome:
    """The same in this process."""
    began = time.perf_counter()
    job = Job(folder)
    out.mkdir(parents=True, exist_ok=True)
    work = time.perf_counter()
    total: Done = NOTHING_DONE
    for i, part in enumerate(parts_of(folder)):
        done = rank_part(job, part, out / f"found-{i:06}.npy")
        total = both(total, done)
        progress(total[0], job.people)
    return Outcome("one_by_one", total[0], total[1], as_text(total[2]), time.perf_counter() - work, work - began, 1, total[3])


def both(a: Done, b: Done) -> Done:
    return a[0] + b[0], a[1] + b[1], added(a[2], b[2]), a[3] + b[3]


def kept_kernel() -> str:
    """Where this process keeps the compiled kernel; empty when it has compiled nothing yet."""
    numba = sys.modules.get("numba")
    return str(numba.config.CACHE_DIR) if numba else ""


def _begin(folder: str, cores: list[int], turn, ready, kernel: str) -> None:  # type: ignore[no-untyped-def]
    """Open the job, take a core, and rank one jobseeker so that the kernel is loaded before the clock runs."""
    global _job
    if kernel:
        os.environ["NUMBA_CACHE_DIR"] = kernel
    with turn.get_lock():
        mine = turn.value
        turn.value += 1
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {cores[mine % len(cores)]})
    _job = Job(Path(folder))
    warm_up(_job, Path(folder))
    ready.release()


def warm_up(job: Job, folder: Path) -> None:
    """Rank the first jobseeker, for the compiled kernel to be loaded."""
    for part in parts_of(folder)[:1]:
        job.rank([next(texts_of(part))])


def _part(names: tuple[str, str]) -> Done:
    assert _job is not None
    return rank_part(_job, Path(names[0]), Path(names[1]))


def rank_part(job: Job, part: Path, out: Path) -> Done:
    began = time.process_time()
    texts = list(texts_of(part))
    if out.exists():
        found = np.load(out)
    else:
        found = job.rank(texts)
        unfinished = out.with_suffix(".part")
        with unfinished.open("wb") as file:
            np.save(file, found, allow_pickle=False)
        unfinished.replace(out)
    return len(texts), len(found), checksum(found), time.process_time() - began

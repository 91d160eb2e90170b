"""The same on Dask: parts of the job as tasks for the workers of a scheduler. Needs the extra `openpes[dask]`."""

from __future__ import annotations

import time
from functools import lru_cache
from pathlib import Path

from openpes.matching.batch.job import Job, parts_of
from openpes.matching.batch.outcome import Outcome, Progress, nothing_said
from openpes.matching.batch.pool import NOTHING_DONE, Done, both, rank_part, warm_up
from openpes.matching.batch.results import as_text


def missing() -> str:
    """The line to type when Dask is not installed; empty when it is."""
    from importlib.util import find_spec

    return "" if find_spec("dask") and find_spec("distributed") else "pip install 'openpes[dask]'"


def run(folder: Path, out: Path, *, address: str = "", workers: int = 2, progress: Progress = nothing_said) -> Outcome:
    """Rank everyone of a job on the scheduler at ``address``, or on processes of this machine when it is empty."""
    from distributed import Client, LocalCluster, as_completed

    began = time.perf_counter()
    people = Job(folder).people
    out.mkdir(parents=True, exist_ok=True)
    cluster = None
    if not address:
        cluster = LocalCluster(n_workers=workers, threads_per_worker=1, host="127.0.0.1", dashboard_address=None)
    try:
        with Client(address or cluster) as client:
            client.run(_warm, str(folder))
            work = time.perf_counter()
            tasks = [
                client.submit(_part, str(folder), str(part), str(out / f"found-{i:06}.npy"), pure=False)
                for i, part in enumerate(parts_of(folder))
            ]
            total: Done = NOTHING_DONE
            for _, done in as_completed(tasks, with_results=True):
                total = both(total, done)
                progress(total[0], people)
            seconds, count = time.perf_counter() - work, len(client.nthreads())
    finally:
        if cluster is not None:
            cluster.close()
    return Outcome("dask", total[0], total[1], as_text(total[2]), seconds, work - began, count, total[3])


@lru_cache(maxsize=1)
def _opened(folder: str) -> Job:
    return Job(Path(folder))


def _warm(folder: str) -> None:
    warm_up(_opened(folder), Path(folder))


def _part(folder: str, part: str, out: str) -> Done:
    return rank_part(_opened(folder), Path(part), Path(out))

"""The same on Spark: jobseekers as Parquet in, the rows found as Parquet out, ranked by `mapInPandas` without a shuffle.

Each Python worker of Spark opens the job once and maps its vacancies; the folder must be where every worker can read it. Rows are written
by the tasks themselves, a file for each, and Spark hears only what is in them: row by row through Java they cost more than to be found.
Needs the extra `openpes[spark]` and Java 17. See docs/scale-out.md.
"""

from __future__ import annotations

import os
import shutil
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from openpes.matching.batch.job import Job, parts_of, texts_of
from openpes.matching.batch.outcome import Outcome, Progress, nothing_said
from openpes.matching.batch.processes import cpu_of_descendants
from openpes.matching.batch.results import ROW, added, as_text, checksum

if TYPE_CHECKING:
    import pandas as pd

ROWS = "person_high long, person_low long, vacancy_high long, vacancy_low long, place int, score int"
WRITTEN = "file string, jobseekers long, rows long, checksum long"
"""What a task says of the file that it wrote."""
PARTS_OF_A_FILE = 8
REPEATED = ["person_high", "person_low", "place", "vacancy_high"]
"""Columns in which the same values stand many times; looking for repeats among the nearly random others would only cost time."""
DONE = "_SUCCESS"
"""The file that stands in the folder when all tasks have written theirs, as Spark's own writer leaves it."""
LOOK_SECONDS = 2.0


def missing() -> str:
    """The line to type when Spark cannot run here; empty when it can."""
    from importlib.util import find_spec

    if not all(find_spec(name) for name in ("pyspark", "pandas", "pyarrow")):
        return "pip install 'openpes[spark]'"
    return "" if shutil.which("java") else "sudo apt-get install -y --no-install-recommends openjdk-17-jre-headless"


def to_parquet(folder: Path, people: Path) -> None:
    """The jobseekers of a job as Parquet files, one column `asking`, in the order of the job."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    people.mkdir(parents=True, exist_ok=True)
    parts = parts_of(folder)
    for first in range(0, len(parts), PARTS_OF_A_FILE):
        texts = [text.strip() for part in parts[first : first + PARTS_OF_A_FILE] for text in texts_of(part)]
        pq.write_table(
            pa.table({"asking": texts}), people / f"people-{first // PARTS_OF_A_FILE:06}.parquet", row_group_size=1_000
        )


def session(master: str, **settings: str) -> Any:
    """A Spark session; ``master`` such as `local[2]` or the address of a cluster. Bound to the loopback when it is local."""
    from pyspark.sql import SparkSession

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.master(master).appName("openpes match all")
    if master.startswith("local"):
        builder = builder.config("spark.driver.host", "127.0.0.1").config("spark.driver.bindAddress", "127.0.0.1")
    given = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.execution.arrow.maxRecordsPerBatch": "1000",
        "spark.sql.files.maxPartitionBytes": "8m",
        "spark.sql.files.openCostInBytes": "8m",
        "spark.sql.parquet.compression.codec": "snappy",
        "spark.python.worker.reuse": "true",
    }
    for key, value in {**given, **settings}.items():
        builder = builder.config(key, value)
    return builder.getOrCreate()


def run(spark: Any, folder: Path, people: Path, out: Path, *, progress: Progress = nothing_said) -> Outcome:
    """Rank everyone of a job; ``people`` holds what :func:`to_parquet` wrote.

    Getting ready (each worker opens the job and ranks one jobseeker) is timed by itself; what the session took to start is known
    to who started it. On a cluster the CPU that is told is only that of this machine's processes.
    """
    began = time.perf_counter()
    workers = spark.sparkContext.defaultParallelism
    at, into = str(folder), str(out)
    _cleared(out)
    # By the same way as the work itself: Spark keeps Python workers apart by what they were started for.
    spark.range(0, workers, 1, workers).mapInPandas(lambda batches: _warmed(at, batches), ROWS).write.format("noop").mode(
        "overwrite"
    ).save()
    work, before = time.perf_counter(), cpu_of_descendants()
    with _watched(spark, _number_of(people), progress):
        files = spark.read.parquet(str(people)).mapInPandas(lambda batches: _written(at, into, batches), WRITTEN).collect()
    for left in out.glob("*.part"):  # by tasks that failed and were run again
        left.unlink(missing_ok=True)
    (out / DONE).touch()
    ended, after = time.perf_counter(), cpu_of_descendants()
    used = after - before if after is not None and before is not None else None
    total = as_text(added(*(file["checksum"] for file in files)))
    jobseekers, number = (sum(file[name] for file in files) for name in ("jobseekers", "rows"))
    return Outcome("spark", jobseekers, number, total, ended - work, work - began, workers, used)


def rows(spark: Any, folder: Path, people: Path) -> Any:
    """What :func:`run` writes, as a data frame of Spark: to be joined, or written wherever Spark can write. Some fifty rows a jobseeker pass
    through Java.
    """
    at = str(folder)
    return spark.read.parquet(str(people)).mapInPandas(lambda batches: map(_frame_of, _ranked(at, batches)), ROWS)


def rows_in(out: Path) -> np.ndarray:
    """The rows that :func:`run`, or Spark from :func:`rows`, wrote into a folder, file by file."""
    import pyarrow.parquet as pq

    tables = [pq.read_table(file) for file in sorted(out.glob("*.parquet"))]
    found = np.empty(sum(table.num_rows for table in tables), dtype=ROW)
    begin = 0
    for table in tables:
        end = begin + table.num_rows
        for name in ROW.names or ():
            values = table[name].to_numpy()
            found[name][begin:end] = values.view(np.uint64) if values.dtype == np.int64 else values
        begin = end
    return found


def _number_of(people: Path) -> int:
    import pyarrow.parquet as pq

    return sum(pq.read_metadata(file).num_rows for file in people.glob("*.parquet"))


def _cleared(out: Path) -> None:
    """Make the folder; what another run left in it goes."""
    out.mkdir(parents=True, exist_ok=True)
    for file in (out / DONE, *out.glob("*.parquet"), *out.glob("*.part")):
        file.unlink(missing_ok=True)


@lru_cache(maxsize=1)
def _opened(folder: str) -> Job:
    return Job(Path(folder))


@contextmanager
def _watched(spark: Any, jobseekers: int, progress: Progress) -> Iterator[None]:
    """Tell the progress by the tasks that are done, as far as Spark says."""
    if progress is nothing_said:
        yield
        return
    over, tracker = threading.Event(), spark.sparkContext.statusTracker()

    def look() -> None:
        while not over.wait(LOOK_SECONDS):
            stages = [tracker.getStageInfo(stage) for stage in tracker.getActiveStageIds()]
            tasks = sum(stage.numTasks for stage in stages if stage)
            if tasks:
                progress(jobseekers * sum(stage.numCompletedTasks for stage in stages if stage) // tasks, jobseekers)

    watcher = threading.Thread(target=look, name="progress", daemon=True)
    watcher.start()
    try:
        yield
    finally:
        over.set()
        watcher.join()
    progress(jobseekers, jobseekers)


def _warmed(folder: str, batches: Iterator[pd.DataFrame]) -> Iterator[pd.DataFrame]:
    """Open the job and load the kernel in this worker; gives the rows of one jobseeker, which nobody keeps."""
    for _ in batches:
        first = next(texts_of(parts_of(Path(folder))[0]), None)
        if first:
            yield from map(_frame_of, _ranked(folder, iter([_frame({"asking": [first]})])))


def _ranked(folder: str, batches: Iterator[pd.DataFrame]) -> Iterator[np.ndarray]:
    return (_opened(folder).rank(batch["asking"]) for batch in batches)


def _written(folder: str, out: str, batches: Iterator[pd.DataFrame]) -> Iterator[pd.DataFrame]:
    """Write what is found for a partition into a file of its own, under its name only when it is whole: a task that is run again, or twice
    at once, writes the same.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq
    from pyspark import TaskContext

    job, task = _opened(folder), TaskContext.get()
    assert task is not None
    file = Path(out) / f"part-{task.partitionId():06}.parquet"
    unfinished = file.with_suffix(f".{task.taskAttemptId()}.part")
    writer, jobseekers, number, total = None, 0, 0, 0
    try:
        for batch in batches:
            found = job.rank(batch["asking"])
            table = pa.table(_columns_of(found))
            if writer is None:
                writer = pq.ParquetWriter(unfinished, table.schema, compression="snappy", use_dictionary=REPEATED)
            writer.write_table(table)
            jobseekers, number, total = jobseekers + len(batch), number + len(found), added(total, checksum(found))
    finally:
        if writer is not None:
            writer.close()
    if writer is not None:
        unfinished.replace(file)
        signed = int(np.uint64(total).astype(np.int64))
        yield _frame({"file": [file.name], "jobseekers": [jobseekers], "rows": [number], "checksum": [signed]})


def _frame(columns: dict[str, Any]) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(columns)


def _frame_of(found: np.ndarray) -> pd.DataFrame:
    return _frame(_columns_of(found))


def _columns_of(found: np.ndarray) -> dict[str, np.ndarray]:
    """Parquet and Spark have no unsigned numbers, or read them otherwise: the same bits, signed."""
    columns = {name: np.ascontiguousarray(found[name]) for name in ROW.names or ()}
    return {
        name: values.view(np.int64) if values.dtype == np.uint64 else values.astype(np.int32) for name, values in columns.items()
    }

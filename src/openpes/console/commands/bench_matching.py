"""`./pes bench matching`: our matching engine and its peers on the same made-up vacancies, one core, CPU time."""

import argparse
import shutil
import tempfile
from pathlib import Path
from typing import Any

from openpes.console.output import PlainError, emit, say

HELP = "Measure matching beside tantivy, Lucene, DuckDB and PostgreSQL on made-up vacancies (docs/benchmarks.md)"
NEEDS_DJANGO = False
MOST_VACANCIES, MOST_QUERIES, MOST_PEOPLE = 20_000_000, 10_000, 20_000_000
MOST_SECONDS = 36_000.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    from openpes.console.bench_matching.whole import ENGINES, PARTS, RUNNERS

    names = [kind.name for kind in ENGINES]
    parser.add_argument("--vacancies", type=int, default=20_000, metavar="N", help="how many vacancies (20000)")
    parser.add_argument("--queries", type=int, default=50, metavar="Q", help="how many questions of each kind (50)")
    parser.add_argument("--only", action="append", choices=list(PARTS), help="one part; may be given again for another")
    parser.add_argument("--engine", action="append", choices=names, help="only this engine; may be given again for another")
    parser.add_argument(
        "--seconds", type=float, default=120.0, metavar="S", help="the most that one engine's questions of a kind may take (120)"
    )
    parser.add_argument("--people", type=int, default=1_000, metavar="N", help="jobseekers of the batch (1000)")
    parser.add_argument(
        "--batch-seconds",
        type=float,
        default=0.0,
        metavar="S",
        help="instead of --people: as many jobseekers as keep the pool busy for so long (600: some 20 GB of disk)",
    )
    parser.add_argument("--runner", action="append", choices=RUNNERS, help="only this runner of the batch; may be given again")
    parser.add_argument("--workers", type=int, default=2, metavar="N", help="processes of the batch (2)")


def run(options: argparse.Namespace) -> int:
    from openpes.console import data
    from openpes.console.bench_matching import whole

    if not 50 <= options.vacancies <= MOST_VACANCIES:
        raise PlainError(f"--vacancies: from 50 to {MOST_VACANCIES}.")
    if not 1 <= options.queries <= MOST_QUERIES:
        raise PlainError(f"--queries: from 1 to {MOST_QUERIES}.")
    if not 1 <= options.people <= MOST_PEOPLE or not 1 <= options.workers <= 1_000:
        raise PlainError(f"--people: from 1 to {MOST_PEOPLE}; --workers: from 1 to 1000.")
    data.prepare(options.data)
    folder = Path(tempfile.mkdtemp(prefix="bench-matching-", dir=options.data))
    try:
        wanted = whole.Wanted(
            options.vacancies,
            options.queries,
            max(1.0, options.seconds),
            tuple(options.engine or [kind.name for kind in whole.ENGINES]),
            options.people,
            tuple(options.runner or whole.RUNNERS),
            options.workers,
            folder,
            min(max(0.0, options.batch_seconds), MOST_SECONDS),
        )
        report = whole.run(options.only or list(whole.PARTS), wanted, say)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    if options.json:
        emit(report)
    else:
        _tell(report)
    return 0


def _tell(report: dict[str, Any]) -> None:
    say(f"{report['machine']}; {report['vacancies']} made-up vacancies")
    for entry in report.get("engines", ()):
        if "missing" in entry:
            say(f"  {entry['engine']:<11} {entry['mode']:<10} is missing: {entry['missing']}")
            continue
        say(
            f"  {entry['engine']:<11} {entry['mode']:<10} p50 {entry['p50_ms']:9.3f} ms  p99 {entry['p99_ms']:9.3f} ms  "
            f"mean {entry['mean_ms']:9.3f} ms  recall {entry['recall']:.4f}  ({entry['plan']}; {entry['fetched']} fetched; "
            f"{entry['queries']} questions)"
        )
    for entry in report.get("people", ()):
        say(
            f"  people      {entry['mode']:<10} p50 {entry['p50_ms']:9.3f} ms  p99 {entry['p99_ms']:9.3f} ms  "
            f"mean {entry['mean_ms']:9.3f} ms  recall {entry['recall']:.4f}  ({entry['weights']}; {entry['people']} people; "
            f"plain numpy {entry['numpy_p50_ms']} ms)"
        )
    if report.get("floor_ratio_30km"):
        say(
            f"  one core reads {report['bandwidth_gb_s']} GB/s; floor of a 30 km question {report['floor_30km']['floor_ms_mean']} ms, "
            f"ours {report['floor_ratio_30km']} times that; {report['bytes_per_vacancy']} bytes a vacancy"
        )

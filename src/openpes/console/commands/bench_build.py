"""`./pes bench build`: building the index from a database of made-up vacancies, which is thrown away afterwards."""

import argparse
import sys
from pathlib import Path

from openpes.console.output import PlainError, emit, say

HELP = "Measure the full build of the index from a database of made-up vacancies (docs/benchmarks.md)"
MOST = 10_000_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--vacancies", type=int, default=25_000, metavar="N", help="how many vacancies (25000)")


def run(options: argparse.Namespace) -> int:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    from openpes.console import preparing
    from openpes.console.bench_build import measuring

    if not 1 <= options.vacancies <= MOST:
        raise PlainError(f"--vacancies: from 1 to {MOST}.")
    shown = not options.json and sys.stderr.isatty()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with preparing.database_explained(), Progress(*columns, console=Console(stderr=True), disable=not shown) as progress:
        bar = progress.add_task("made-up vacancies", total=options.vacancies)
        found = measuring.run(options.vacancies, Path(options.data), lambda done, _: progress.update(bar, completed=done))
    if options.json:
        emit(found)
        return 0
    say(f"{found['machine']}; {found['database']}; {found['rows']} made-up vacancies")
    say(f"  built in {found['seconds']} s ({found['rows_per_second']} rows/s; {found['cores']} cores, load {found['load']})")
    say(
        f"  CPU {found['cpu_seconds']} s: reading and words {found['cpu_reading_processes']} s in other processes, "
        f"this one {found['cpu_this_process']} s, of which columns to disk {found['cpu_columns_to_disk']} s, the rest mostly tantivy"
    )
    say(f"  {found['bytes'] / 1e6:.1f} MB on disk")
    return 0

"""`./pes bench search`: search and matching over many copies of the vacancies in the data folder."""

import argparse
import sys

from openpes.console.output import PlainError, emit, say

HELP = "Measure search and matching with 100,000 copied vacancies (--small: 10,000)"
FULL, SMALL = 100_000, 10_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--small", action="store_true", help=f"{SMALL} vacancies instead of {FULL}")
    parser.add_argument("--repeats", type=int, default=50, metavar="N", help="questions of each kind (50)")


def run(options: argparse.Namespace) -> int:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    from openpes.console import preparing, searching

    preparing.database()
    shown = not options.json and sys.stderr.isatty()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    try:
        with Progress(*columns, console=Console(stderr=True), disable=not shown) as progress:
            bar = progress.add_task("copies", total=None)
            found = searching.run(
                SMALL if options.small else FULL,
                max(1, min(options.repeats, 1000)),
                lambda done, total: progress.update(bar, completed=done, total=total),
            )
    except searching.TooFew as error:
        raise PlainError(
            "There are no public vacancies to copy. Load the demo with ./pes up, or ./pes import vacancies."
        ) from error
    if options.json:
        emit(found)
        return 0
    say(
        f"{found['vacancies']} vacancies: built in {found['build_seconds']} s, {found['disk_mb']} MB on disk, "
        f"loaded in {found['load_ms']} ms and {found['columns_mb']} MB of memory"
    )
    for kind in ("search_ms", "match_ms"):
        for name, times in found[kind].items():
            say(f"  {kind.removesuffix('_ms')} {name.replace('_', ' ')}: p50 {times['p50']} ms, p99 {times['p99']} ms")
    return 0

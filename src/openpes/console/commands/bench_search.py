"""`./pes bench search`: search and matching over many copies of the vacancies in the data folder."""

import argparse
import sys

from openpes.console.output import PlainError, emit, say

HELP = "Measure search and matching with 100,000 copied vacancies (--small: 10,000; --vacancies N: as many as that)"
FULL, SMALL, MOST = 100_000, 10_000, 5_000_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--small", action="store_true", help=f"{SMALL} vacancies instead of {FULL}")
    parser.add_argument(
        "--vacancies", type=int, metavar="N", help=f"N vacancies instead, at most {MOST} (a million: 2 GB of disk)"
    )
    parser.add_argument("--repeats", type=int, default=50, metavar="N", help="questions of each kind (50)")


def run(options: argparse.Namespace) -> int:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    from openpes.console import preparing, searching

    number = options.vacancies if options.vacancies is not None else SMALL if options.small else FULL
    if not 1 <= number <= MOST:
        raise PlainError(f"--vacancies: from 1 to {MOST}.")
    preparing.database()
    shown = not options.json and sys.stderr.isatty()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    try:
        with Progress(*columns, console=Console(stderr=True), disable=not shown) as progress:
            bar = progress.add_task("copies", total=None)
            found = searching.run(
                number,
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
            say(
                f"  {kind.removesuffix('_ms')} {name.replace('_', ' ')}: p50 {times['p50']} ms, p99 {times['p99']} ms{_of(times)}"
            )
    return 0


def _of(times: dict[str, float]) -> str:
    """How many were found, and what words cost that were not asked for just before."""
    told = [f"{times['found']} found"] if "found" in times else []
    if "new_words_p50" in times:
        told.append(
            f"p50 {times['new_words_p50']} ms with words not asked before, {times['after_a_change_p50']} ms after a change"
        )
    return f" ({'; '.join(told)})" if told else ""

"""`./pes import taxonomy`: load ISCO-08, our own taxonomy or ESCO; repeatable, and a killed run is simply started again."""

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from openpes.console import preparing
from openpes.console.output import PlainError, emit, say

HELP = "Load occupations and skills: esco (official ZIPs), or openpes (comes with the program)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("scheme", choices=["esco", "openpes"], help="what to load")
    parser.add_argument(
        "--classification",
        metavar="ZIP",
        type=Path,
        action="append",
        default=[],
        help="ESCO classification in CSV; English is needed, further languages may follow",
    )
    parser.add_argument("--relations", metavar="ZIP", type=Path, help="ESCO relations in CSV")
    parser.add_argument("--release", metavar="VERSION", default="", help="version, when the file name does not say it")
    parser.add_argument(
        "--force", action="store_true", help="load an older release, or one that retires more than a fifth of the concepts"
    )


def run(options: argparse.Namespace) -> int:
    from openpes.base.actor import SYSTEM
    from openpes.base.errors import ActionError
    from openpes.work.taxonomy import esco, package
    from openpes.work.taxonomy.actions import load_taxonomy
    from openpes.work.taxonomy.content import UnusableTaxonomy

    began = time.monotonic()
    try:
        if options.scheme == "esco":
            if not options.classification or not options.relations:
                raise PlainError("Name both ZIPs: ./pes import taxonomy esco --classification ZIP --relations ZIP")
            content = esco.read(options.classification, options.relations, options.release)
        else:
            content = package.read()
        preparing.database()
        with _bar(shown=not options.json and sys.stderr.isatty()) as progress:
            report = load_taxonomy(actor=SYSTEM, content=content, isco=package.isco08(), force=options.force, progress=progress)
    except UnusableTaxonomy as error:
        raise PlainError(str(error)) from error
    except ActionError as error:
        hint = " Add --force if this is meant." if error.code in {"older", "retires_too_much"} else ""
        raise PlainError(f"{error}{hint}") from error
    counts, seconds = content.counts(), round(time.monotonic() - began, 1)
    first_of_each = {each.code: each for each in reversed(content.problems)}
    examples = [each.as_dict() for each in first_of_each.values()]
    if options.json:
        emit({**report.as_dict(), "in_files": counts, "examples": examples, "seconds": seconds})
        return 0
    say(f"{report.scheme} {report.version}, {seconds} s")
    for name in ("isco_groups", "occupations", "skills", "relations"):
        tally = getattr(report, name)
        say(
            f"  {name.replace('_', ' '):12} {tally.new:7} new {tally.changed:7} changed "
            f"{tally.unchanged:7} unchanged {tally.retired:7} retired"
        )
    for reason, count in report.problems.items():
        say(f"  left out or mended, {reason.replace('_', ' ')}: {count}")
        if reason in first_of_each:
            first = first_of_each[reason]
            say(f"    the first in {first.file} line {first.line}: {first.message}")
    return 0


@contextmanager
def _bar(*, shown: bool) -> Iterator[Callable[[str, int, int], None]]:
    """A progress bar on standard error, one line for each kind of row."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description:12}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), disable=not shown) as bar:
        tasks: dict[str, TaskID] = {}

        def progress(step: str, done: int, total: int) -> None:
            if step not in tasks:
                tasks[step] = bar.add_task(step, total=total)
            bar.update(tasks[step], completed=done, total=total)

        yield progress

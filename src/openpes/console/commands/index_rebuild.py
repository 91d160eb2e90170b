"""`./pes index rebuild`: build the match index anew from the database; pages stay up meanwhile."""

import argparse
import sys
import time

from openpes.console.output import emit, say

HELP = "Build the index of vacancies and people anew from the database"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """No options of its own."""


def run(options: argparse.Namespace) -> int:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    from openpes.console import preparing
    from openpes.matching.index import indexer
    from openpes.matching.queries import index_facts

    preparing.database()
    began = time.monotonic()
    shown = not options.json and sys.stderr.isatty()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), disable=not shown) as progress:
        bar = progress.add_task("index", total=None)
        indexer.rebuild(lambda done, total: progress.update(bar, completed=done, total=total))
    facts = index_facts() | {"seconds": round(time.monotonic() - began, 1)}
    if options.json:
        emit(facts)
    else:
        say(f"Index: {facts['vacancies']} vacancies, {facts['people']} people who agreed to be found; {facts['seconds']} s")
    return 0

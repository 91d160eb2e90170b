"""`./pes match batch`: make the capacity-aware lists of everyone who may be found, or show what they would change."""

import argparse
import sys

from openpes.console.output import PlainError, emit, say

HELP = "Make everyone's list of suggested vacancies so that each vacancy is shown to as many people as fit its places"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--wet-run", action="store_true", help="put the lists in force; without it they are only counted")
    parser.add_argument("--length", type=int, default=10, metavar="N", help="vacancies on a list, 1 to 50 (10)")
    parser.add_argument("--give-up", type=float, default=5.9, metavar="PERCENT", help="of the mean score, at most (5.9)")


def run(options: argparse.Namespace) -> int:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    from openpes.base.actor import SYSTEM
    from openpes.base.errors import ActionError
    from openpes.console import preparing
    from openpes.matching.actions import make_lists

    preparing.database()
    shown = not options.json and sys.stderr.isatty()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    try:
        with Progress(*columns, console=Console(stderr=True), disable=not shown) as progress:
            bar = progress.add_task("people", total=None)
            report = make_lists(
                actor=SYSTEM,
                length=options.length,
                give_up=round(options.give_up * 10_000),
                wet_run=options.wet_run,
                progress=lambda done, total: progress.update(bar, completed=done, total=total),
            )
    except ActionError as refused:
        raise PlainError(str(refused)) from refused
    if options.json:
        emit(report | {"wet_run": options.wet_run})
        return 0
    before, after = report["before"], report["after"]
    say(
        f"{report['jobseekers']} people, {report['vacancies']} vacancies with {report['places']} places, weights {report['weights_version']}"
    )
    for name, digits in (("gini", 3), ("mean_score", 0), ("never_shown", 0), ("most_shown", 0)):
        say(f"  {name.replace('_', ' ')}: {before[name]:,.{digits}f} by score alone, {after[name]:,.{digits}f} by places")
    if report["measure"]:
        say(f"  special measure in force: {report['measure']}")
    say("The lists are in force." if options.wet_run else "Nothing was changed. With --wet-run the lists are put in force.")
    return 0

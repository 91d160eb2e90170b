"""`./pes import vacancies`: vacancies of another service from a file; repeatable, and a killed run is simply started again."""

import argparse
import datetime as dt
import sys
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from openpes.console import preparing
from openpes.console.output import PlainError, emit, say

HELP = "Bring in vacancies from CSV, XLSX or schema.org JobPosting; run it again to update"
MAPPING_LIMIT = 1024 * 1024


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help="the file, plain or .gz")
    parser.add_argument("--format", choices=["csv", "jsonld"], required=True, help="csv (also XLSX), or jsonld (JobPosting)")
    parser.add_argument("--mapping", metavar="FILE", type=Path, help="which column of a table is what (docs/imports.md)")
    parser.add_argument("--source", metavar="NAME", default="", help="a reference is unique within its source")
    parser.add_argument(
        "--rebase-dates", metavar="YYYY-MM-DD", type=_day, help="for trials: shift all dates so that this day is the newest"
    )
    parser.add_argument("--complete", action="store_true", help="the file is everything: withdraw what is no longer in it")
    parser.add_argument("--withdraw-many", action="store_true", help="withdraw also when more than half is missing")
    parser.add_argument("--report", metavar="CSV", type=Path, help="write what became of rows, with line and reason")


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day; write it as 2026-11-30") from None


def run(options: argparse.Namespace) -> int:
    from openpes.base.actor import SYSTEM
    from openpes.base.errors import ActionError
    from openpes.work.vacancy_import.actions import import_vacancies

    if not options.file.is_file():
        raise PlainError(f"There is no file {options.file}.")
    mapping = _mapping(options.mapping)
    preparing.database()
    _occupations()
    try:
        with _bar(shown=not options.json and sys.stderr.isatty()) as progress:
            report = import_vacancies(
                actor=SYSTEM,
                path=options.file,
                format=options.format,
                mapping=mapping,
                source=options.source,
                rebase_onto=options.rebase_dates,
                complete=options.complete,
                withdraw_many=options.withdraw_many,
                progress=progress,
            )
    except ActionError as error:
        raise PlainError(str(error)) from error
    if options.report:
        _write_report(options.report, report.batch_id)
    if options.json:
        emit(report.as_dict())
    else:
        _tell(report, options)
    return 1 if report.stopped else 0


def _mapping(path: Path | None) -> bytes | None:
    if path is None:
        return None
    try:
        with path.open("rb") as file:
            return file.read(MAPPING_LIMIT)
    except OSError as error:
        raise PlainError(f"The mapping file {path} cannot be read: {error.strerror}.") from error


def _occupations() -> None:
    """In a new data folder: the occupations that come with the program, so that titles can be coded."""
    from openpes.base.actor import SYSTEM
    from openpes.work.models import IscoGroup
    from openpes.work.taxonomy import package
    from openpes.work.taxonomy.actions import load_taxonomy

    if not IscoGroup.objects.exists():
        with preparing.step("occupations"):
            load_taxonomy(actor=SYSTEM, content=package.read(), isco=package.isco08())


def _write_report(path: Path, batch: uuid.UUID) -> None:
    from openpes.base.actor import SYSTEM
    from openpes.work.vacancy_import.queries import report_csv

    try:
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            file.writelines(report_csv(SYSTEM, batch))
    except OSError as error:
        raise PlainError(f"The report {path} cannot be written: {error.strerror}.") from error


def _tell(report, options: argparse.Namespace) -> None:  # type: ignore[no-untyped-def]
    from openpes.work.vacancy_import.explain import reason_text

    tallies = report.tallies
    say(f"{report.source}: {report.rows} rows, {report.seconds:.1f} s")
    say(f"  {tallies['accepted']:7} new {tallies['updated']:7} updated {tallies['unchanged']:7} unchanged")
    say(f"  {tallies['merged']:7} rows merged {tallies['rejected']:7} rows rejected")
    say(f"  {tallies['public']:7} public now {tallies['expired']:7} expired {tallies['withdrawn']:7} withdrawn")
    say(f"  {tallies['coded']:7} coded to occupations {tallies['doubtful']:7} for a person to look at")
    if tallies["held"]:
        say(f"  {tallies['held']:7} held back for a person to check before anybody sees them")
    if options.rebase_dates:
        days = report.days_rebased
        say("  The file has no dates, so none were shifted." if days is None else f"  All dates were shifted by {days} days.")
    if report.stopped:
        say(f"  {reason_text(report.stopped)}")
    if (tallies["rejected"] or report.stopped) and not options.report:
        say("  See line and reason with --report FILE.csv")


@contextmanager
def _bar(*, shown: bool) -> Iterator[Callable[[str, int, int], None]]:
    """A progress bar on standard error."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description:12}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), disable=not shown) as bar:
        task = bar.add_task("vacancies", total=None)

        def progress(step: str, done: int, total: int) -> None:
            bar.update(task, completed=min(done, total), total=total)

        yield progress

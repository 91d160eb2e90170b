"""`./pes survey export`: answer sheets as a workbook, CSV or JSON."""

import argparse
import sys
import uuid
from pathlib import Path

from openpes.console import preparing
from openpes.console.output import PlainError, emit, say

HELP = "Write an answer sheet as XLSX, long or wide CSV or JSON; without a sheet, list them all"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("sheet", metavar="SHEET", nargs="?", help="the sheet's id; without it the sheets are listed")
    parser.add_argument("--format", choices=["xlsx", "long", "wide", "json"], default="xlsx", help="which form (default: xlsx)")
    parser.add_argument("--to", metavar="FILE", type=Path, help="where to write; without it to standard output")
    parser.add_argument("--language", choices=["en", "fr", "es", "ar", "sw"], default="en", help="language of the words in it")


def run(options: argparse.Namespace) -> int:
    from django.utils import translation

    from openpes.assessment.sheets import exchange, perms, queries
    from openpes.base.actor import SYSTEM
    from openpes.base.errors import ActionError

    preparing.database()
    if not options.sheet:
        return _list(options)
    try:
        sheet = perms.sheet_for(SYSTEM, uuid.UUID(options.sheet))
        with translation.override(options.language):
            content = exchange.WRITERS[options.format](queries.cast_of(sheet, options.language))
    except ValueError:
        raise PlainError(f"{options.sheet} is no id of a sheet. List them with: ./pes survey export") from None
    except ActionError as error:
        raise PlainError(str(error)) from error
    if options.to is None:
        if options.json:
            raise PlainError("Say with --to FILE where the sheet goes; --json then tells what was written.")
        sys.stdout.buffer.write(content)
        return 0
    try:
        options.to.write_bytes(content)
    except OSError as error:
        raise PlainError(f"{options.to} cannot be written: {error.strerror}.") from error
    if options.json:
        emit({"sheet": str(sheet.pk), "format": options.format, "file": str(options.to), "bytes": len(content)})
    else:
        say(f"{options.to}: {sheet.agency.name}, {sheet.reference_date}, {len(content)} bytes")
    return 0


def _list(options: argparse.Namespace) -> int:
    from openpes.assessment.sheets import queries
    from openpes.base.actor import SYSTEM

    rows = [
        {
            "sheet": str(row.sheet.pk), "agency": row.sheet.agency.name, "reference_date": row.sheet.reference_date.isoformat(),
            "edition": row.sheet.edition, "status": row.sheet.status, "answers": row.reached, "synthetic": row.sheet.synthetic,
        }
        for row in queries.sheets(actor=SYSTEM)
    ]  # fmt: skip
    if options.json:
        emit(rows)
        return 0
    for row in rows:
        say(f"{row['sheet']}  {row['reference_date']}  {row['status']:24} {row['answers']:4} answers  {row['agency']}")
    if not rows:
        say("There is no answer sheet yet. Begin one on the page /assessment/sheets/.")
    return 0

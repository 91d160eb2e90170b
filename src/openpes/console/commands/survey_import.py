"""`./pes survey import`: answers out of a workbook, CSV or JSON into a sheet; looked at first, taken over with --wet-run."""

import argparse
import uuid
from pathlib import Path

from openpes.console import preparing
from openpes.console.output import PlainError, emit, say

HELP = "Read answers back into a sheet; says what would change, and changes it with --wet-run"
ENDINGS = {".xlsx": "xlsx", ".json": "json"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("sheet", metavar="SHEET", help="the sheet's id (./pes survey export lists them)")
    parser.add_argument("file", metavar="FILE", type=Path, help="the file")
    parser.add_argument(
        "--format", choices=["xlsx", "long", "wide", "json"], help="which form (default: by the file's ending; CSV: long)"
    )
    parser.add_argument("--wet-run", action="store_true", help="take the answers over; without it nothing changes")


def run(options: argparse.Namespace) -> int:
    from openpes.assessment.sheets import actions
    from openpes.base.actor import SYSTEM
    from openpes.base.errors import ActionError

    form = options.format or ENDINGS.get(options.file.suffix.lower(), "long")
    try:
        content = options.file.read_bytes()
    except OSError as error:
        raise PlainError(f"{options.file} cannot be read: {error.strerror}.") from error
    preparing.database()
    try:
        taken = actions.import_answers(
            actor=SYSTEM, sheet_id=uuid.UUID(options.sheet), content=content, format=form, wet_run=options.wet_run
        )
    except ValueError:
        raise PlainError(f"{options.sheet} is no id of a sheet. List them with: ./pes survey export") from None
    except ActionError as error:
        raise PlainError(str(error)) from error
    if options.json:
        emit({
            "sheet": options.sheet, "format": form, "done": taken.done, "changes": len(taken.changes), "same": taken.same,
            "faults": [{"where": fault.where, "text": fault.text} for fault in taken.faults],
        })  # fmt: skip
    else:
        for fault in taken.faults:
            say(f"  {fault.where or 'file'}: {fault.text}")
        said = "taken over" if taken.done else "would change" if not taken.faults else "nothing is taken over"
        say(f"{options.file}: {len(taken.changes)} answers {said}, {taken.same} stand already, {len(taken.faults)} faults")
    return 1 if taken.faults else 0

"""`./pes bench survey`: how long it takes to read and to tabulate the answer sheets of many services."""

import argparse
import csv
import io
import time

from openpes.console.output import emit, say

HELP = "Measure Tables 4 to 17 over 10,000 invented services (--small: 1,000)"
NEEDS_DJANGO = False
FULL, SMALL = 10_000, 1_000
TARGET_SECONDS = 5.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--small", action="store_true", help=f"{SMALL} services instead of {FULL}")


def run(options: argparse.Namespace) -> int:
    from openpes.assessment.tables import reading, tabulate

    header, lines = invented(SMALL if options.small else FULL)
    began = time.perf_counter()
    sheets = reading.from_grid(header, lines)
    read = time.perf_counter()
    cells = tabulate.tabulate(sheets)
    done = time.perf_counter()
    found = {
        "services": len(sheets),
        "cells_a_service": len(header) - 3,
        "rows": len(cells) // 4,
        "read_seconds": round(read - began, 3),
        "tabulate_seconds": round(done - read, 3),
        "seconds": round(done - began, 3),
        "target_seconds": TARGET_SECONDS,
    }
    if options.json:
        emit(found)
        return 0
    say(
        f"{found['services']} services x {found['cells_a_service']} cells: checked in {found['read_seconds']} s, "
        f"tabulated in {found['tabulate_seconds']} s; the target is {TARGET_SECONDS:.0f} s for both"
    )
    return 0


def invented(services: int) -> tuple[list[str], list[list[str]]]:
    """A wide table of the shipped synthetic sheets, repeated under new names, with every cell of the questionnaire."""
    from openpes.assessment.data.published import SYNTHETIC_SHEETS
    from openpes.assessment.tables.cells import ALLOWED

    header, *sheets = csv.reader(io.StringIO(SYNTHETIC_SHEETS.read_text("utf-8")))
    present = {f"q{name}" for name in header}
    single = ("q2_2.", "q2_3.")
    more = [cell for cell in ALLOWED if cell not in present and not cell.startswith(single)]
    lines = [[f"S{i:05}", *sheets[i % len(sheets)][1:], *("1" for _cell in more)] for i in range(services)]
    return [*header, *more], lines

"""`./pes survey tables`: Tables 4 to 17 of the ILO survey, counted from answer sheets and held against the print."""

import argparse
from pathlib import Path

from openpes.console.output import PlainError, emit, say

HELP = "Count Tables 4 to 17 of the ILO survey from answer sheets and compare them with the print"
# Pure: it answers before there is a database.
NEEDS_DJANGO = False
SHOWN = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--microdata",
        metavar="FILE",
        type=Path,
        help="answer sheets: CSV (wide or long), XLSX or JSON (default: the shipped invented ones)",
    )
    parser.add_argument(
        "--intervals", action="store_true", help="with --json: the Wilson 95 per cent interval of each cell as well"
    )


def run(options: argparse.Namespace) -> int:
    from openpes.assessment.data.published import SYNTHETIC_SHEETS
    from openpes.assessment.tables import tabulate

    sheets = read(options.microdata or SYNTHETIC_SHEETS)
    cells = tabulate.tabulate(sheets)
    equal, expected, other = tabulate.compare(cells)
    kind = "invented sheets" if sheets.synthetic else "sheets"
    if options.microdata is None:
        kind = "shipped synthetic sheets (invented; they belong to no country)"
    say(f"{len(sheets)} {kind}: {len(equal)} of {len(cells)} printed percentages, {len(expected)} expected differences")
    if options.json:
        emit([as_data(cell) | ({"interval": cell.interval} if options.intervals else {}) for cell in cells])
    else:
        print("\n".join(lines(cells)))
        say("Intervals: Wilson, 95 per cent, as if the services were a random sample, which they are not")
    for cell in expected:
        say(
            f"expected: Table {cell.table} {cell.row}, {cell.group}: {cell.k} of {cell.n}. {tabulate.IMPOSSIBLE[cell.key].reason}"
        )
    for cell in other[:SHOWN]:
        say(
            f"differs: Table {cell.table} {cell.row_group} {cell.row}, {cell.group}: {cell.k} of {cell.n}, {cell.percent} per cent"
        )
    if len(other) > SHOWN:
        say(f"… and {len(other) - SHOWN} more cells differ from the print")
    return 0


def read(path: Path):
    """The sheets of a file; a PlainError with one line for each wrong cell."""
    from openpes.assessment.tables.reading import UnreadableSheets, read

    try:
        return read(path)
    except OSError as error:
        raise PlainError(f"The file cannot be opened: {path}: {error.strerror}.") from error
    except UnreadableSheets as error:
        raise PlainError(f"Nothing was counted. {path}:\n{error}") from error


def as_data(cell) -> dict:
    """One cell for machines; ``expected_difference`` is null, or why the print cannot be met and the true range."""
    from openpes.assessment.tables.tabulate import IMPOSSIBLE

    impossible = IMPOSSIBLE.get(cell.key)
    return {
        "table": cell.table,
        "row_group": cell.row_group,
        "row": cell.row,
        "group": cell.group,
        "k": cell.k,
        "n": cell.n,
        "percent": cell.percent,
        "expected_difference": impossible
        and {
            "erratum": impossible.erratum,
            "published": impossible.published,
            "low": impossible.low,
            "high": impossible.high,
            "of": impossible.of,
            "reason": impossible.reason,
        },
    }


def lines(cells) -> list[str]:
    """The tables for a terminal: two lines a row, counts and intervals, with the four groups beside each other."""
    from openpes.assessment.tables.specification import GROUPS

    found, table, part, intervals = [], None, "", ""
    for cell in cells:
        if cell.table != table:
            found.append(
                f"\nTable {cell.table}{'':<{51 if cell.table < 10 else 50}}{'World':>14}{'High':>14}{'Upper-middle':>14}{'Lower-middle':>14}"
            )
            table = cell.table
        if cell.row_group and cell.row_group != part:
            found.append(f"  {cell.row_group}")
        part = cell.row_group
        if cell.group == "World":
            found.append(f"  {cell.row:<58}")
            intervals = ""
        percent = "-" if cell.percent is None else f"{cell.percent} %"
        interval = "" if cell.interval is None else "{}-{}".format(*cell.interval)
        found[-1] += f"{cell.k:>4}/{cell.n:<3}{percent:>6} "
        intervals += f"{interval:>13} "
        if cell.group == GROUPS[-1]:
            found.append(f"{'95 % interval':>58}  {intervals.rstrip()}")
    return found

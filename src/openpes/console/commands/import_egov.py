"""`./pes import egov FILE`: the e-government indices of the United Nations from their published CSV."""

import argparse
from pathlib import Path

from openpes.console.output import PlainError, emit, say

HELP = "Take in an e-government index of the United Nations: egdi or epi, one year"
LARGEST = 5 * 1024 * 1024


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help="CSV of the UN e-government knowledge base")
    parser.add_argument("--index", choices=["egdi", "epi"], required=True, help="development or participation")
    parser.add_argument("--year", type=int, required=True, metavar="YEAR", help="year of the UN survey")
    parser.add_argument("--synthetic", action="store_true", help="the file is made up; pages say so")


def run(options: argparse.Namespace) -> int:
    from openpes.assessment.egov import actions, reading
    from openpes.base.actor import SYSTEM
    from openpes.base.errors import ActionError
    from openpes.console import preparing

    try:
        if options.file.stat().st_size > LARGEST:
            raise PlainError(f"{options.file} is larger than 5 MB; the tables of the United Nations are much smaller.")
        content = options.file.read_bytes()
    except OSError as error:
        raise PlainError(f"The file cannot be opened: {options.file}: {error.strerror}.") from error
    preparing.database()
    try:
        values = reading.read(content, index=options.index, year=options.year)
        loaded, replaced = actions.load_index(
            actor=SYSTEM,
            index=options.index,
            year=options.year,
            values=values,
            source=options.file.name,
            synthetic=options.synthetic,
        )
    except reading.UnreadableIndex as error:
        raise PlainError(f"Nothing was taken in. {options.file}:\n{error}") from error
    except ActionError as error:
        raise PlainError(str(error)) from error
    if options.json:
        emit(
            {
                "index": options.index,
                "year": options.year,
                "countries": loaded,
                "replaced": replaced,
                "synthetic": options.synthetic,
            }
        )
        return 0
    say(f"{options.index.upper()} {options.year}: {loaded} countries taken in, {replaced} replaced.")
    return 0

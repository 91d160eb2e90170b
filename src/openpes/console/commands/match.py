"""`./pes match`: the best matches of one person or one vacancy, or one pair, with every part of the score."""

import argparse
from typing import Any

from openpes.console.output import PlainError, emit, say

HELP = "Show the matches of a person or a vacancy, or why one pair fits and why not, with every part of the score"
MOST = 1000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--person", metavar="REF", help="reference of a person; with --vacancy too: that pair")
    parser.add_argument("--vacancy", metavar="REF", help="reference of a vacancy")
    parser.add_argument("--top", type=int, default=20, metavar="N", help=f"how many, at most {MOST} (20)")
    parser.add_argument("--language", default="en", metavar="TAG", help="language of names and sentences (en)")


def run(options: argparse.Namespace) -> int:
    from django.utils import translation

    from openpes.console import explaining, preparing

    if not (options.person or options.vacancy):
        raise PlainError("Say --person REF or --vacancy REF, or both for one pair.")
    if not 1 <= options.top <= MOST:
        raise PlainError(f"--top is a number from 1 to {MOST}.")
    preparing.database()
    with translation.override(options.language):
        try:
            found = explaining.asked(options.person, options.vacancy, options.top, options.language)
        except explaining.Unknown as unknown:
            raise PlainError(str(unknown)) from unknown
    if options.json:
        emit(found)
    else:
        _tell(found)
    return 0


def _tell(found: dict[str, Any]) -> None:
    say(f"{found['total']} fit, weights version {found['weights_version']}")
    for match in found["matches"]:
        out = f", ruled out by: {', '.join(match['ruled_out'])}" if match["ruled_out"] else ""
        say(f"{match['person']} - {match['vacancy']}: {match['score'] / 10_000:.2f} of 100{out}")
        for part in match["parts"]:
            mark = {True: "+", False: "-", None: "?"}[part["good"]]
            say(f"   {mark} {part['millionths'] / 10_000:6.2f}  {part['part']}: {part['sentence']}")
    for each in found["what_would_help"]:
        say(f"What would help: {each['sentence']}")

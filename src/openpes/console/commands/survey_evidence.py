"""`./pes survey evidence`: what this installation's own records say about each item of the questionnaire."""

import argparse
import datetime as dt
from collections import Counter

from openpes.console.output import PlainError, emit, say

HELP = "What the records of this installation say about each item of the ILO questionnaire"


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError("a day looks like 2026-11-23") from None


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--since", type=_day, metavar="DAY", help="first day (default: a year before the last)")
    parser.add_argument("--until", type=_day, metavar="DAY", help="last day (default: today)")
    parser.add_argument("--items", metavar="ITEM,ITEM", help="only these items, or those that begin so (q2_1)")
    parser.add_argument("--real", action="store_true", help="count real records even where the installation is a demonstration")


def run(options: argparse.Namespace) -> int:
    from django.utils.translation import override

    from openpes.assessment.evidence.catalogue import QUERIES
    from openpes.assessment.evidence.queries import evidence
    from openpes.assessment.span import span_for
    from openpes.base.actor import SYSTEM
    from openpes.console import preparing

    preparing.database()
    span = span_for(actor=SYSTEM, since=options.since, until=options.until, synthetic=False if options.real else None)
    if span.since > span.until:
        raise PlainError("The first day lies after the last.")
    starts = tuple(filter(None, (options.items or "").split(",")))
    items = [item for item in QUERIES if not starts or item.startswith(starts)]
    if not items:
        raise PlainError("There is no such item. `./pes survey evidence` without --items lists them all.")
    with override("en"):
        found = evidence(actor=SYSTEM, span=span, items=items)
        rows = [each.as_json() for each in found]
    if options.json:
        emit(rows)
        return 0
    made_up = ", made-up records" if span.synthetic else ""
    print(f"Evidence from {span.since} to {span.until}{made_up}")
    for row in rows:
        counts = ", ".join(f"{name} {n}" for name, n in row["counts"].items())
        print(f"{row['item']:<42} {row['state']:<17} {row['answer'] or '-':<24} {counts}")
    tally = Counter(row["state"] for row in rows)
    say(", ".join(f"{n} {state}" for state, n in tally.items()))
    return 0

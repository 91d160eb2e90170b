"""`./pes survey benchmark AGENCY`: an agency beside the published results of 2020, item by item."""

import argparse
from typing import Any

from openpes.console.output import PlainError, emit, say

HELP = "Show an agency beside World, its income group and its delivery approach of 2020"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("agency", metavar="AGENCY", help="its name, a part of it, or its id")


def run(options: argparse.Namespace) -> int:
    from openpes.assessment.benchmark import queries
    from openpes.base.actor import SYSTEM
    from openpes.base.errors import ActionError
    from openpes.console import preparing

    preparing.database()
    try:
        agency = queries.find_agency(actor=SYSTEM, words=options.agency)
        found = queries.standing(actor=SYSTEM, agency_id=agency.pk)
    except ActionError as problem:
        raise PlainError(str(problem)) from problem
    if options.json:
        emit(as_data(found))
        return 0
    say(f"{found.agency.name}: {about(found)}. Reference: survey of 2020; intervals as if a random sample.")
    for each in found.items:
        peers = "; ".join(f"{p.k} of {p.n} {p.group}" for p in each.peers)
        print(f"{each.own.value:<10} {each.item.id:<40} {peers}")
    return 0


def about(found) -> str:
    if found.sheet is None:
        return "no answer sheet yet"
    kind = "invented" if found.synthetic else found.sheet.status
    return f"{kind} sheet of {found.sheet.reference_date}"


def as_data(found) -> dict[str, Any]:
    """The standing for machines. ``peers`` is empty where nothing was published; intervals and percentages only from n = 10."""
    from openpes.assessment.tables.labels import item_label

    sheet = found.sheet
    published = [
        {
            "item": each.item.id,
            "label": item_label(each.item.row),
            "own": each.own.value,
            "table": each.item.table,
            "figure": each.item.figure or None,
            "errata": list(each.item.errata),
            "peers": [peer(p) for p in each.peers],
            "published_by_approach": bool(each.item.approaches),
            "published_by_region": bool(each.item.regions),
        }
        for each in found.items
    ]
    known = {each["item"] for each in published}
    return {
        "agency": found.agency.name,
        "income_group": found.agency.income_group,
        "approach": found.approach,
        "sheet": str(sheet.pk) if sheet else None,
        "state": sheet.status if sheet else None,
        "reference_date": sheet.reference_date if sheet else None,
        "synthetic": found.synthetic,
        "reference_year": 2020,
        "items": published + [unpublished(cell, found.values) for cell in cells_without_reference(known)],
    }


def peer(p) -> dict[str, Any]:
    return {"group": p.group, "k": p.k, "n": p.n, "percent": p.percent, "interval": p.interval, "year": p.year}


def unpublished(cell: str, values) -> dict[str, Any]:
    """An item of the questionnaire for which the report has no exact figure: the own answer alone."""
    from openpes.assessment.tables.tabulate import spread_out

    value = spread_out(values).get(cell)
    own = "no_answer" if value is None else value if cell.startswith("q1_1.") else "yes" if value else "no"
    return {"item": cell, "own": own, "peers": [], "published_by_approach": False, "published_by_region": False}


def cells_without_reference(known: set[str]) -> list[str]:
    from openpes.assessment.tables.cells import ALLOWED

    return [cell for cell in ALLOWED if cell not in known]

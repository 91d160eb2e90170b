"""What the agency declared on its newest answer sheet, in the words of the evidence."""

from openpes.assessment.evidence import rules
from openpes.assessment.evidence.catalogue import QUERIES
from openpes.assessment.models import AnswerSheet
from openpes.assessment.sheets.enums import SheetState
from openpes.assessment.sheets.queries import own_agency, sheet_ratings, sheet_values
from openpes.base.actor import Actor


def newest_sheet(*, actor: Actor) -> AnswerSheet | None:
    """The newest sheet of the actor's agency that was not withdrawn, only for those in whose part of the tree the agency lies."""
    agency = own_agency(actor=actor)
    if agency is None or agency.organisation_id not in actor.scope_ids:
        return None
    return agency.sheets.exclude(status=SheetState.WITHDRAWN).select_related("agency").first()


def declared_answers(*, actor: Actor) -> dict[str, str]:
    """{item: answer} of that sheet; items without an answer are left out. 5 queries at most."""
    sheet = newest_sheet(actor=actor)
    if sheet is None:
        return {}
    cells, ratings = sheet_values(sheet), sheet_ratings(sheet)
    found: dict[str, str] = {}
    for item in QUERIES:
        if item in ratings:
            found[item] = str(ratings[item])
        elif item in cells:
            value = cells[item]
            yes_or_no = rules.answers_of(item) == (rules.YES, rules.NO)
            found[item] = (rules.YES if value == 1 else rules.NO) if yes_or_no else str(value)
    return found

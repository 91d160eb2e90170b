"""What the agency declared on its newest answer sheet, in the words of the evidence."""

from openpes.assessment.evidence import rules
from openpes.assessment.evidence.catalogue import QUERIES
from openpes.assessment.instrument import Given
from openpes.assessment.instrument.values import of_cell
from openpes.assessment.models import AnswerSheet
from openpes.assessment.sheets.country_questions import definition_of
from openpes.assessment.sheets.enums import SheetState
from openpes.assessment.sheets.perms import visible_sheets
from openpes.assessment.sheets.queries import own_agency, sheet_ratings, sheet_values
from openpes.base.actor import Actor


def newest_sheet(*, actor: Actor) -> AnswerSheet | None:
    """The newest sheet of the actor's agency that was not withdrawn, when it is open to the actor. 3 queries."""
    agency = own_agency(actor=actor)
    if agency is None:
        return None
    sheets = visible_sheets(actor).filter(agency=agency).exclude(status=SheetState.WITHDRAWN)
    return sheets.select_related("agency").order_by("-reference_date", "-edition", "-pk").first()


def declared_answers(sheet: AnswerSheet | None) -> dict[str, str]:
    """{item: answer} of a sheet; items without an answer are left out. 2 queries."""
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


def as_entry(sheet: AnswerSheet, item: str, answer: str) -> tuple[str, Given] | None:
    """The item of the sheet and the value that an answer stands for; None when it says too little (an option that is not the one)."""
    value = {rules.YES: "1", rules.NO: "0"}.get(answer, answer)
    return of_cell(definition_of(sheet), item, value)

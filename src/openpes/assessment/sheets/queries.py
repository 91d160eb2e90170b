"""Answer sheets as the rest of the program reads them.

``sheet_values`` is what tables, benchmark and evidence count: {cell id: value} as in the microdata of the survey.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Max, Q, QuerySet

from openpes.assessment.instrument import Definition, Given, State, states, values
from openpes.assessment.instrument.rules import Answers
from openpes.assessment.models import Answer, AnswerSheet, SurveyAgency
from openpes.assessment.sheets import country_questions, perms
from openpes.assessment.sheets.enums import SheetState
from openpes.assessment.sheets.exchange import Cast
from openpes.base.actor import Actor
from openpes.people.models import Account, Organisation


def answers_of(sheet: AnswerSheet) -> dict[str, Given]:
    """Every stored answer of a sheet, with those that a gate has closed since. One SQL query."""
    return {
        item: Given(value) for item, value in Answer.objects.filter(sheet=sheet).order_by("item").values_list("item", "value")
    }


def sheet_values(sheet: AnswerSheet) -> dict[str, values.Value]:
    """{cell id: value} of the answers in force: 1 or 0, the rank, the code of an option; missing where there is no answer.

    Question 2.2 is one cell per option, 2.3 one cell with the code, as in the microdata. A challenge of 5.1 is 1 when it was rated
    highest; ``sheet_ratings`` gives the rating. One SQL query. Raises Conflict when the questionnaire was changed.
    """
    return values.cell_values(country_questions.definition_of(sheet), answers_of(sheet))


def sheet_ratings(sheet: AnswerSheet) -> dict[str, int]:
    """{item of 5.1: rating 0 (not met) to 3 (most important)}."""
    return values.ratings(country_questions.definition_of(sheet), answers_of(sheet))


def sheet_states(sheet: AnswerSheet) -> dict[str, State]:
    """{item id: answered, no answer, not applicable or not yet reached}, for every item of the questionnaire."""
    return states(country_questions.definition_of(sheet), answers_of(sheet))


def values_of(sheets: Iterable[AnswerSheet]) -> dict[uuid.UUID, dict[str, values.Value]]:
    """``sheet_values`` of many sheets with one SQL query per 500."""
    chosen = list(sheets)
    found: dict[uuid.UUID, dict[str, values.Value]] = {}
    for start in range(0, len(chosen), 500):
        some = chosen[start : start + 500]
        given: dict[uuid.UUID, dict[str, Given]] = defaultdict(dict)
        rows = Answer.objects.filter(sheet__in=[sheet.pk for sheet in some]).order_by("sheet", "item")
        for pk, item, value in rows.values_list("sheet_id", "item", "value"):
            given[pk][item] = Given(value)
        for sheet in some:
            found[sheet.pk] = values.cell_values(country_questions.definition_of(sheet), given[sheet.pk])
    return found


def newest_verified(agencies: "QuerySet[SurveyAgency]") -> list[AnswerSheet]:
    """The newest verified sheet of each of the agencies that has one, with its agency; two SQL queries."""
    verified = AnswerSheet.objects.filter(agency__in=agencies, status=SheetState.VERIFIED)
    newest: dict[uuid.UUID, AnswerSheet] = {}
    for sheet in verified.select_related("agency").order_by("reference_date", "edition", "pk"):
        newest[sheet.agency_id] = sheet
    return sorted(newest.values(), key=lambda sheet: (sheet.agency.name, sheet.pk))


def standing_of(agency: SurveyAgency) -> AnswerSheet | None:
    """The sheet that speaks for an agency: its newest verified one."""
    found = newest_verified(SurveyAgency.objects.filter(pk=agency.pk))
    return found[0] if found else None


def own_agency(*, actor: Actor) -> SurveyAgency | None:
    """The agency of the actor's own organisation, or of the nearest one above it."""
    own = Organisation.objects.filter(pk=actor.organisation_id).first()
    if own is None:
        return None
    codes = own.path.strip("/").split("/")
    found = SurveyAgency.objects.filter(organisation__code__in=codes).select_related("organisation")
    return max(found, key=lambda agency: len(agency.organisation.path) if agency.organisation else 0, default=None)


def agencies(*, actor: Actor) -> "QuerySet[SurveyAgency]":
    """Agencies whose survey the actor leads."""
    return perms.visible_agencies(actor).select_related("organisation")


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of the list of sheets. ``reached``: items that have an answer or openly none; ``mine``: own clusters."""

    sheet: AnswerSheet
    reached: int
    doubts: int
    mine: tuple[str, ...]


def sheets(*, actor: Actor) -> list[Listed]:
    """The sheets open to the actor, newest first; at most 200. Two SQL queries."""
    rows = (
        perms.visible_sheets(actor)
        .select_related("agency")
        .annotate(
            reached=Count("answers", distinct=True),
            open_doubts=Count("doubts", filter=Q(doubts__settled_at__isnull=True), distinct=True),
            changed=Max("answers__changed_at"),
        )
        .prefetch_related("parts")
        .order_by("-reference_date", "-edition", "-pk")[:200]
    )
    return [
        Listed(row, row.reached, row.open_doubts, tuple(p.cluster for p in row.parts.all() if p.officer_id == actor.account_id))
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a cluster is: items done (answered, no answer, not applicable) of all."""

    cluster: str
    done: int
    of: int


def progress(definition: Definition, answers: Answers) -> list[Progress]:
    found = states(definition, answers)
    return [
        Progress(
            cluster,
            sum(found[item.id] is not State.NOT_REACHED for item in definition.items.values() if item.cluster == cluster),
            sum(item.cluster == cluster for item in definition.items.values()),
        )
        for cluster in definition.clusters
    ]


def names_of(account_ids: Iterable[uuid.UUID | None]) -> dict[uuid.UUID | None, str]:
    """{account: name of the member of staff, else the e-mail address}. One SQL query."""
    rows = Account.objects.filter(pk__in={pk for pk in account_ids if pk})
    return {row.pk: row.display_name or row.email for row in rows}


def cast_of(sheet: AnswerSheet, language: str = "") -> Cast:
    """A sheet as the writers of files take it (the sheet comes with its agency). One SQL query."""
    definition = country_questions.definition_of(sheet)
    facts = {
        "agency": sheet.agency.name, "income_group": sheet.agency.income_group,
        "reference_date": sheet.reference_date.isoformat(), "status": sheet.status, "synthetic": "yes" if sheet.synthetic else "no",
    }  # fmt: skip
    return Cast(sheet.pk, definition, country_questions.words_for(definition, language), answers_of(sheet), facts)


def first_gaps(definition: Definition, answers: Answers) -> dict[str, str]:
    """{cluster: the first step in which an item has not been reached}: where to go on."""
    found: dict[str, str] = {}
    standing = states(definition, answers)
    for step in definition.steps.values():
        if step.cluster not in found and any(standing[item.id] is State.NOT_REACHED for item in step.items):
            found[step.cluster] = step.id
    return found

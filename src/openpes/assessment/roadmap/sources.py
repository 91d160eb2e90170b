"""Where the road map gets its values from: the answer sheet, the last rerun of the evidence, the published counts, the weights.

Everything is brought into ``rules.ItemState`` here, so that the rules know nothing of sheets or tables.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from openpes.assessment.benchmark.reference import Item as Reference
from openpes.assessment.benchmark.reference import items as published_items
from openpes.assessment.instrument import Definition, Given, State, newest, states
from openpes.assessment.instrument.definition import Item, ItemKind
from openpes.assessment.models import AnswerSheet, PlanRerun, SurveyAgency
from openpes.assessment.roadmap import queries, rules
from openpes.assessment.roadmap.points import starting_levels
from openpes.assessment.sheets import country_questions
from openpes.assessment.sheets.enums import SheetState
from openpes.assessment.sheets.queries import answers_of, own_agency
from openpes.assessment.tables.specification import GROUP_OF, GROUPS
from openpes.base.actor import Actor

# Challenges and opportunities are met or hoped for; nobody "has" them.
NOT_TO_HAVE = frozenset({"challenges_opportunities"})


@dataclass(frozen=True, slots=True)
class Situation:
    """Where the actor's agency stands: its sheet (None: nothing answered yet), the last rerun, and the state of every item to have."""

    agency: SurveyAgency | None
    sheet: AnswerSheet | None
    rerun: PlanRerun | None
    weights: queries.WeightsInForce
    definition: Definition
    states: tuple[rules.ItemState, ...]

    @property
    def gaps(self) -> list[rules.Gap]:
        return rules.gaps(self.states, self.weights.weights)

    @property
    def standings(self) -> list[rules.Standing]:
        found = rules.standings(self.states, self.definition.clusters)
        return [standing for standing in found if standing.cluster not in NOT_TO_HAVE]


def items_to_have(definition: Definition) -> list[Item]:
    """The items that a service can have or not have: yes-or-no ones, without "none of these" and without challenges and opportunities."""
    return [
        item
        for item in definition.items.values()
        if item.kind is ItemKind.YES_NO and not item.exclusive and item.cluster not in NOT_TO_HAVE
    ]


def _sheet_of(agency: SurveyAgency | None) -> AnswerSheet | None:
    """The newest verified sheet, else the newest that was not withdrawn. 1 query."""
    if agency is None:
        return None
    rows = list(AnswerSheet.objects.filter(agency=agency).exclude(status=SheetState.WITHDRAWN)[:50])
    return next((row for row in rows if row.status == SheetState.VERIFIED), rows[0] if rows else None)


def _declared(definition: Definition, answers: Mapping[str, Given]) -> dict[str, str]:
    found = {}
    for item, state in states(definition, answers).items():
        if state is State.NOT_APPLICABLE:
            found[item] = "not_applicable"
        elif state is State.ANSWERED:
            found[item] = {"1": "yes", "0": "no"}.get(answers[item].value, "")
    return found


def _peers(reference: Reference | None, income_group: str) -> rules.Peers | None:
    """The own income group where it is published, else World."""
    if reference is None:
        return None
    found = reference.groups.get(GROUP_OF.get(income_group, "")) or reference.groups.get(GROUPS[0])
    return rules.Peers(found.k, found.n, found.group) if found else None


def _levels(item: str, own: Mapping[str, Mapping[str, Any]]) -> rules.Levels:
    return rules.Levels(**own[item]) if item in own else starting_levels(item)


def situation(*, actor: Actor) -> Situation:
    """Where the actor's agency stands. At most 7 queries."""
    agency = own_agency(actor=actor)
    sheet = _sheet_of(agency)
    definition = country_questions.definition_of(sheet) if sheet else newest()
    declared = _declared(definition, answers_of(sheet)) if sheet else {}
    rerun = PlanRerun.objects.filter(organisation_id=actor.organisation_id).select_related("by").first()
    findings = rerun.findings if rerun else {}
    assert actor.organisation_id is not None
    weights = queries.weights_in_force(organisation_id=actor.organisation_id)
    references = {reference.id: reference for reference in published_items()}
    group = agency.income_group if agency else ""
    found = tuple(
        rules.ItemState(
            item=item.id,
            cluster=item.cluster,
            declared=declared.get(item.id, ""),
            evidence=rules.seen_as(findings.get(item.id, {})),
            peers=_peers(references.get(item.id), group),
            levels=_levels(item.id, weights.items),
        )
        for item in items_to_have(definition)
    )
    return Situation(agency, sheet, rerun, weights, definition, found)

"""Made-up answers of the demo service to the survey: one verified sheet and one half-filled draft with its parts given away."""

import datetime as dt
import uuid

from openpes.assessment import instrument
from openpes.assessment.instrument import Definition, Given, ItemKind, rules
from openpes.assessment.models import AnswerSheet
from openpes.assessment.sheets import actions, country_questions
from openpes.assessment.sheets.enums import Approach, IncomeGroup, Region
from openpes.base import clock
from openpes.base.actor import SYSTEM, Actor
from openpes.people.models import Account, Organisation

COUNTRY = "SES"
VERIFIED_DAYS_AGO, DRAFT_DAYS_AGO = 240, 10
DRIVERS = ("client_needs", "expand_coverage", "performance", "policy_directive", "lower_costs", "tech_trends")
CHOSEN = {"q2_2": "two_way", "q2_3": "selected_services"}
# Everything else that the made-up service says no to; what is not named here is a yes.
NO = frozenset({
    "q1_2_1.resource_allocation", "q1_3.anonymisation", "q1_3.transparency", "q1_4.threat_strategy", "q1_4.no_third_party_control",
    "q1_5.data_theft", "q1_6.active_participation", "q1_6.seeking_validation", "q1_6.not_involved", "q2_1.phone.self_assessment",
    "q2_1.phone.skills_training", "q2_1.online.self_assessment", "q2_1.online.counselling", "q2_1.social_media.registration",
    "q2_1.social_media.job_matching", "q2_1.social_media.counselling", "q2_1.social_media.self_assessment",
    "q2_1.advanced.general_information", "q2_1.advanced.registration", "q2_1.advanced.lmi", "q2_1.advanced.counselling",
    "q2_1.advanced.self_assessment", "q2_1.advanced.skills_training", "q2_4.over_50", "q2_4.minorities",
    "q3_1.regular_training.managers", "q3_1.regular_training.process_design", "q3_1.targeted_training.managers",
    "q3_1.targeted_training.front_desk", "q3_1.self_learning.managers", "q3_1.self_learning.process_design",
    "q3_2.digital_rights", "q3_2.advanced_analytics", "q3_x.online_outreach", "q3_x.municipal_collaboration", "q3_x.none",
    "q4_1.integration", "q4_1.ai_analysis", "q5_2.transparency", "q5_2.free_staff_time",
})  # fmt: skip
NO_ANSWER = frozenset({"q2_4.single_mothers", "q3_1.self_learning.it", "q3_1.self_learning.front_desk"})
RATINGS = {
    "staff_upskilling": "3",
    "client_skills": "3",
    "infrastructure": "3",
    "data_protection": "2",
    "silos": "0",
    "financing": "3",
}


def made_up_answers(definition: Definition) -> dict[str, Given]:
    """A whole sheet of invented answers that contradict each other nowhere."""
    found = {}
    for item in definition.items.values():
        if item.id in NO_ANSWER:
            found[item.id] = rules.NO_ANSWER
        elif item.kind is ItemKind.RANK:
            found[item.id] = Given(str(DRIVERS.index(item.option) + 1))
        elif item.kind is ItemKind.ONE_OF:
            found[item.id] = Given(CHOSEN[item.id])
        elif item.kind is ItemKind.SCALE:
            found[item.id] = Given(RATINGS.get(item.row, "1"))
        else:
            found[item.id] = Given("0" if item.id in NO else "1")
    return found


def load_survey(staff: dict[str, Account]) -> None:
    """The agency of the made-up country with its two sheets, both marked made-up. Does nothing where the country has no such tree."""
    top = Organisation.objects.filter(code=COUNTRY).first()
    if top is None or not {"helen", "samir", "ruth", "joseph"} <= staff.keys():
        return
    helen, samir = (_acting(staff[key], role, top) for key, role in (("helen", "manager"), ("samir", "administrator")))
    definition = country_questions.definition(instrument.versions()[-1], country_questions.newest_extension())
    agency = actions.register_agency(
        actor=SYSTEM, name=top.name, keeper=top, organisation=top, synthetic=True, country="QS",
        income_group=IncomeGroup.UPPER_MIDDLE, region=Region.ASIA_PACIFIC, approach=Approach.SELECTED_SERVICES,
    )  # fmt: skip
    answers = made_up_answers(definition)
    whole = _sheet(helen, agency.pk, VERIFIED_DAYS_AGO, answers)
    actions.submit(actor=helen, sheet_id=whole.pk)
    actions.begin_verification(actor=samir, sheet_id=whole.pk)
    doubt = actions.raise_doubt(
        actor=samir, sheet_id=whole.pk, item="q2_1.advanced.job_matching", text="Which advanced technology does the matching use?"
    )
    actions.ask_clarification(actor=samir, sheet_id=whole.pk)
    actions.clarify(
        actor=helen, sheet_id=whole.pk, doubt_id=doubt.pk, text="It reads adverts and codes them to occupations; people decide."
    )
    actions.hand_back(actor=helen, sheet_id=whole.pk)
    actions.settle_doubt(actor=samir, sheet_id=whole.pk, doubt_id=doubt.pk)
    actions.verify(actor=samir, sheet_id=whole.pk)
    begun = {item: given for item, given in answers.items() if definition.items[item].cluster in ("governance", "skilling")}
    draft = _sheet(helen, agency.pk, DRAFT_DAYS_AGO, begun)
    for cluster, key in (
        ("service_delivery", "ruth"),
        ("skilling", "joseph"),
        ("data_processing", "ruth"),
        ("governance", "samir"),
    ):
        actions.assign_part(actor=helen, sheet_id=draft.pk, cluster=cluster, officer_id=staff[key].pk)


def _sheet(actor: Actor, agency_id: uuid.UUID, days_ago: int, answers: dict[str, Given]) -> AnswerSheet:
    day = clock.today() - dt.timedelta(days=days_ago)
    sheet = actions.begin_sheet(actor=actor, agency_id=agency_id, reference_date=day)
    entries = {item: actions.Entry(given) for item, given in answers.items()}
    actions.save_answers(actor=actor, sheet_id=sheet.pk, entries=entries)
    return sheet


def _acting(account: Account, role: str, organisation: Organisation) -> Actor:
    return Actor(
        role=role, account_id=account.pk, organisation_id=organisation.pk, scope_ids=organisation.subtree_ids(),
        second_factor=True, synthetic=True,
    )  # fmt: skip

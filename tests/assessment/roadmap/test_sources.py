"""The values of the road map from answer sheet, rerun, published counts and weights."""

import datetime as dt

import pytest

from openpes.assessment.instrument import newest
from openpes.assessment.models import Answer, AnswerSheet, SurveyAgency
from openpes.assessment.roadmap import actions
from openpes.assessment.roadmap.points import starting_levels
from openpes.assessment.roadmap.sources import items_to_have, situation
from openpes.base import clock
from openpes.people.models import Organisation
from people.factories import OrganisationFactory, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def head():
    return make_staff("manager", OrganisationFactory())


def sheet_of(head, **answers: str) -> AnswerSheet:
    own = Organisation.objects.get(pk=head.organisation_id)
    agency = SurveyAgency.objects.create(keeper=own, organisation=own, name=own.name, income_group="H")
    sheet = AnswerSheet.objects.create(
        agency=agency, version=newest().version, reference_date=clock.today(), begun_at=clock.now()
    )
    for item, value in answers.items():
        state = "answered" if value else "no_answer"
        Answer.objects.create(
            sheet=sheet, item=item.replace("__", "."), state=state, value=value, source="typed", changed_at=clock.now()
        )
    return sheet


def test_only_what_a_service_can_have_is_a_possible_gap():
    ids = {item.id for item in items_to_have(newest())}
    assert "q1_3.consent" in ids
    assert "q2_1.phone.registration" in ids
    assert not {"q1_6.not_involved", "q3_x.none", "q1_1.lower_costs", "q2_3"} & ids
    assert not [item for item in ids if item.startswith("q5_")]


def test_answers_gates_evidence_and_peers_come_together(head):
    sheet_of(head, q1_2="0", q1_3__consent="1", q1_3__transparency="1", q1_3__anonymisation="")
    found = {
        "q1_3.consent": {"state": "answered", "answer": "yes", "why": "seen"},
        "q1_3.transparency": {"state": "unknown", "answer": "", "why": "not_seen"},
    }
    today = clock.today()
    actions.rerun_plan(actor=head, findings=found, since=today - dt.timedelta(days=365), until=today)
    states = {state.item: state for state in situation(actor=head).states}
    assert (states["q1_2"].declared, states["q1_2_1.policy_document"].declared) == ("no", "not_applicable")
    assert (states["q1_3.consent"].declared, states["q1_3.consent"].evidence) == ("yes", "yes")
    assert states["q1_3.transparency"].evidence == "no"
    assert states["q1_3.anonymisation"].declared == ""
    peers = states["q1_3.consent"].peers
    assert (peers.group, peers.n) == ("High income", 30)
    assert states["q3_1.learning_by_doing.managers"].peers is None  # published for staff as a whole only


def test_an_office_stands_where_its_agency_stands(head):
    sheet_of(head, q1_2="1")
    office = make_staff("manager", OrganisationFactory(parent=Organisation.objects.get(pk=head.organisation_id)))
    states = {state.item: state for state in situation(actor=office).states}
    assert states["q1_2"].declared == "yes"


def test_levels_that_were_changed_count_and_the_others_stay_ours(head):
    own = {"law": 3, "groups": 3, "effort": 1}
    weights = {"peers": 1, "law": 1, "groups": 1, "effort": 1}
    actions.set_weights(actor=head, weights=weights, items={"q1_2": own}, reason="The law here asks for it")
    now = situation(actor=head)
    states = {state.item: state for state in now.states}
    assert now.weights.version == 1
    assert states["q1_2"].levels.law == 3
    assert states["q1_6.sharing_information"].levels == starting_levels("q1_6")


def test_the_situation_takes_a_bounded_number_of_queries(head, django_assert_max_num_queries):
    sheet_of(head, q1_2="1")
    with django_assert_max_num_queries(7):
        situation(actor=head)

"""Acts of the road map: one open action per item, closing by a person, versions of weights."""

import pytest

from openpes.assessment.models import ClosingProposal, GapWeights, PlanAction
from openpes.assessment.roadmap import actions
from openpes.assessment.roadmap.enums import ActionStatus, ClosingState
from openpes.base import clock
from openpes.base.errors import Conflict, InvalidInput, NotAllowed
from openpes.trust.models import AuditEntry
from people.factories import OrganisationFactory, make_staff

pytestmark = pytest.mark.django_db
ITEM = "q1_3.consent"
SEEN = {"state": "answered", "answer": "yes", "why": "seen", "counts": {"n": 5}, "query": "consent v1"}


@pytest.fixture
def head():
    return make_staff("manager", OrganisationFactory())


@pytest.fixture
def action(head) -> PlanAction:
    return actions.plan_action(actor=head, title="Ask for consent", item=ITEM)


def rerun(head, **findings):
    today = clock.today()
    return actions.rerun_plan(actor=head, findings=findings or {ITEM: SEEN}, since=today, until=today)[1]


def test_an_item_has_one_open_action_and_may_have_another_after_it(head, action):
    with pytest.raises(Conflict):
        actions.plan_action(actor=head, title="Once more", item=ITEM)
    actions.change_action(actor=head, action=action, status=ActionStatus.DROPPED, reason="Not now")
    again = actions.plan_action(actor=head, title="Once more", item=ITEM)
    with pytest.raises(Conflict):
        actions.change_action(actor=head, action=action, status=ActionStatus.PLANNED)
    assert again.pk != action.pk


def test_every_change_stays_in_the_history_and_no_change_leaves_none(head, action):
    actions.change_action(actor=head, action=action, title=action.title, notes="")
    assert action.history.count() == 1  # its making
    actions.change_action(actor=head, action=action, title="Ask for consent everywhere", status=ActionStatus.UNDER_WAY)
    changed = {row.field: (row.old, row.new, row.account_id) for row in action.history.exclude(old="")}
    assert changed == {
        "title": ("Ask for consent", "Ask for consent everywhere", head.account_id),
        "status": ("planned", "under_way", head.account_id),
    }
    assert AuditEntry.objects.filter(act="plan.action_changed", target_id=action.pk).exists()


def test_the_rerun_proposes_once_and_not_again_what_was_declined_on_the_same_evidence(head, action):
    [proposal] = rerun(head)
    assert rerun(head) == []
    with pytest.raises(InvalidInput):
        actions.decline_closing(actor=head, proposal=proposal, reason=" ")
    actions.decline_closing(actor=head, proposal=proposal, reason="Only in one office")
    assert rerun(head) == []
    more = {**SEEN, "counts": {"n": 50}}
    assert len(rerun(head, **{ITEM: more})) == 1
    action.refresh_from_db()
    assert action.status == ActionStatus.PLANNED


def test_two_people_at_once_give_one_decision(head, action):
    [proposal] = rerun(head)
    same = ClosingProposal.objects.get(pk=proposal.pk)
    actions.confirm_closing(actor=head, proposal=proposal)
    with pytest.raises(Conflict):
        actions.decline_closing(actor=head, proposal=same, reason="No")
    proposal.refresh_from_db()
    assert proposal.state == ClosingState.CONFIRMED


def test_what_is_not_seen_is_not_proposed(head, action):
    assert rerun(head, **{ITEM: {"state": "unknown", "answer": "", "why": "below"}}) == []


def test_a_version_of_the_weights_never_changes_and_a_new_one_keeps_the_levels(head):
    weights = {"peers": 4, "law": 3, "groups": 2, "effort": 1}
    actions.set_weights(actor=head, weights=weights, items={ITEM: {"law": 1, "groups": 1, "effort": 1}}, reason="First")
    actions.set_weights(actor=head, weights=weights | {"peers": 1}, reason="Second")
    rows = {row.version: row for row in GapWeights.objects.all()}
    assert (rows[1].weights["peers"], rows[2].weights["peers"]) == (4, 1)
    assert rows[2].items == rows[1].items
    with pytest.raises(InvalidInput):
        actions.set_weights(actor=head, weights=weights, reason="")


@pytest.mark.parametrize("role", ["counsellor", "content_editor", "data_protection"])
def test_others_than_planners_change_nothing(head, action, role):
    other = make_staff(role, action.organisation)
    with pytest.raises(NotAllowed):
        actions.change_action(actor=other, action=action, title="Mine")
    with pytest.raises(NotAllowed):
        actions.set_budget_line(actor=other, action=action, year=2027, amount_minor=1)


@pytest.mark.parametrize(("amount", "year"), [(0, 2027), (-1, 2027), (10**16, 2027), (1, 1999)])
def test_money_has_an_amount_and_a_year(head, action, amount, year):
    with pytest.raises(InvalidInput):
        actions.set_budget_line(actor=head, action=action, year=year, amount_minor=amount)


def test_an_approval_names_who_and_when_and_not_a_day_to_come(head):
    day = clock.today()
    facts = {"actor": head, "title": "Strategy", "kind": "digital", "valid_from": day}
    with pytest.raises(InvalidInput) as problem:
        actions.record_strategy(**facts, approved_on=day)
    assert problem.value.field == "approved_by"
    with pytest.raises(InvalidInput):
        actions.record_strategy(**facts, approved_by="Minister", approved_on=day.replace(year=day.year + 1))
    with pytest.raises(InvalidInput):
        actions.record_strategy(**facts, valid_to=day.replace(year=day.year - 1))

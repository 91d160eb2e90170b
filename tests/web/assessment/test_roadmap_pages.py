"""The pages of the road map: from a gap to an action that the records show as done."""

import datetime as dt

import pytest
from django.urls import reverse

from openpes.assessment.models import BudgetLine, ClosingProposal, GapWeights, PlanAction, Strategy, Target
from openpes.assessment.roadmap import actions as acts
from openpes.assessment.roadmap.enums import ActionStatus
from openpes.base import clock
from openpes.people.models import Account
from people.factories import OrganisationFactory, make_staff
from web.signing_in import signed_in

pytestmark = pytest.mark.django_db
ITEM = "q1_3.consent"


@pytest.fixture
def head():
    return make_staff("manager", OrganisationFactory())


@pytest.fixture
def client(head):
    return signed_in(head)


def email_of(actor) -> str:
    return Account.objects.get(pk=actor.account_id).email


def test_the_first_page_counts_each_part_and_offers_the_first_gaps(client):
    page = client.get(reverse("assessment:plan")).content.decode()
    assert "0 of 24 items" in page  # governance: 24 things to have, nothing answered yet
    assert "Nothing has been answered yet" in page
    assert page.count("Make it an action") == 5


def test_a_gap_becomes_an_action_with_owner_date_and_the_rank_it_had(client, head):
    address = reverse("assessment:new_action") + f"?item={ITEM}"
    sent = client.post(
        address,
        {"title": "Ask for consent everywhere", "owner": email_of(head), "due_on": "2027-06-30", "strategy_id": ""},
    )
    row = PlanAction.objects.get()
    assert sent["Location"] == reverse("assessment:plan_action", args=[row.pk])
    assert (row.item, row.owner_id, row.due_on) == (ITEM, head.account_id, dt.date(2027, 6, 30))
    parts = row.rank_shown["parts"]
    assert row.rank_shown["rank"] == sum(value for _weight, _points, value in parts.values())
    assert "On the road map" in client.get(reverse("assessment:gaps") + "?cluster=governance").content.decode()


def test_an_owner_from_elsewhere_is_refused_beside_the_field_and_nothing_typed_is_lost(client):
    stranger = make_staff("counsellor", OrganisationFactory())
    sent = {"title": "A title to keep", "owner": email_of(stranger), "strategy_id": ""}
    page = client.post(reverse("assessment:new_action"), sent).content.decode()
    assert "Nobody with this e-mail address works in your part" in page
    assert "A title to keep" in page
    assert not PlanAction.objects.exists()


def test_money_is_kept_in_minor_units_and_a_line_can_be_taken_away(client, head):
    row = acts.plan_action(actor=head, title="Buy a generator")
    sent = {"year": "2027", "amount": "1500,50", "kind": "once", "source": "State budget"}
    client.post(reverse("assessment:action_budget", args=[row.pk]), sent)
    line = BudgetLine.objects.get()
    assert line.amount_minor == 150_050
    assert "2027" in client.get(reverse("assessment:plan_action", args=[row.pk])).content.decode()
    client.post(reverse("assessment:remove_budget", args=[line.pk]))
    assert not BudgetLine.objects.exists()
    assert row.history.filter(field="budget").count() == 2


@pytest.mark.parametrize("amount", ["nothing", "-5", "1.2.3", "NaN", "9" * 30])
def test_an_amount_that_is_none_is_said_beside_the_field(client, head, amount):
    row = acts.plan_action(actor=head, title="Buy a generator")
    page = client.post(reverse("assessment:action_budget", args=[row.pk]), {"year": "2027", "amount": amount, "kind": "once"})
    assert page.status_code == 200
    assert "Write an amount in figures" in page.content.decode()


def test_giving_up_an_action_needs_a_reason_which_stays_in_its_history(client, head):
    row = acts.plan_action(actor=head, title="Try social media")
    address = reverse("assessment:change_action", args=[row.pk])
    sent = {"title": row.title, "status": ActionStatus.DROPPED, "strategy_id": "", "owner": ""}
    assert "Say why this is given up" in client.post(address, sent).content.decode()
    client.post(address, sent | {"reason": "Nobody reads it"})
    row.refresh_from_db()
    assert row.status == ActionStatus.DROPPED
    assert "Nobody reads it" in client.get(reverse("assessment:plan_action", args=[row.pk])).content.decode()


def test_new_weights_are_a_new_version_with_author_and_reason_and_change_the_order(client, head):
    first = client.get(reverse("assessment:gaps")).context["gaps"][0]
    sent = {"peers": "0", "law": "0", "groups": "10", "effort": "0", "reason": "Groups first"}
    client.post(reverse("assessment:plan_weights"), sent)
    row = GapWeights.objects.get()
    assert (row.version, row.made_by_id, row.reason) == (1, head.account_id, "Groups first")
    after = client.get(reverse("assessment:gaps")).context["gaps"]
    assert after[0].gap.rank == 1000
    assert first.gap.rank != 1000
    assert "Groups first" in client.get(reverse("assessment:plan_weights")).content.decode()


def test_the_levels_of_an_item_change_its_rank_only(client):
    address = reverse("assessment:plan_levels", args=["q1_2"])
    client.post(address, {"law": "3", "groups": "3", "effort": "1", "reason": "The law asks for it here"})
    ranks = {shown.gap.state.item: shown.gap for shown in client.get(reverse("assessment:gaps")).context["gaps"]}
    assert [part.points for part in ranks["q1_2"].parts[1:]] == [100, 100, 100]
    assert client.get(reverse("assessment:plan_levels", args=["q9_9"])).status_code == 404


def test_a_strategy_shows_approval_documents_targets_and_reviews(client):
    sent = {
        "kind": "digital", "title": "Digital service 2030", "valid_from": "2026-01-01", "approved_by": "Minister of Labour",
        "approved_on": "2026-01-15", "commitment": "E-government policy", "commitment_ref": "Article 4",
    }  # fmt: skip
    client.post(reverse("assessment:new_strategy"), sent)
    row = Strategy.objects.get()
    client.post(
        reverse("assessment:strategy_document", args=[row.pk]),
        {"title": "The text", "address": "https://example.org/strategy.pdf"},
    )
    target = {"title": "Registrations made online", "unit": "per cent", "goal": "60", "due_on": "2028-12-31"}
    client.post(reverse("assessment:strategy_target", args=[row.pk]), target)
    review = {"reviewed_on": clock.today().isoformat(), "value": "41.5", "words": "On the way"}
    client.post(reverse("assessment:target_review", args=[Target.objects.get().pk]), review)
    page = client.get(reverse("assessment:strategy", args=[row.pk])).content.decode()
    for words in ("Minister of Labour", "Article 4", "https://example.org/strategy.pdf", "41.5", "On the way"):
        assert words in page


def test_a_file_of_a_strategy_is_read_by_planners_of_its_organisation_only(client, head, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    row = acts.record_strategy(actor=head, title="Strategy", kind="digital", valid_from=clock.today())
    document = acts.add_document(actor=head, strategy=row, title="Text", content=b"Words of the strategy", file_name="s.txt")
    address = reverse("file", args=[document.file_id])
    assert client.get(address).content == b"Words of the strategy"
    assert signed_in(make_staff("manager", OrganisationFactory())).get(address).status_code == 404


def test_what_the_records_show_is_closed_only_after_a_person_confirms(client, head):
    row = acts.plan_action(actor=head, title="Ask for consent", item=ITEM)
    finding = {
        "state": "answered",
        "answer": "yes",
        "why": "seen",
        "counts": {"of_them_with_consent": 118, "all": 120},
        "query": "consent v1",
    }
    today = clock.today()
    acts.rerun_plan(actor=head, findings={ITEM: finding}, since=today - dt.timedelta(days=365), until=today)
    proposal = ClosingProposal.objects.get()
    page = client.get(reverse("assessment:plan")).content.decode()
    assert "The records show these as done" in page
    assert "consent v1" in page
    assert "of them with consent" in page
    row.refresh_from_db()
    assert row.status == ActionStatus.PLANNED
    client.post(reverse("assessment:closing_confirm", args=[proposal.pk]))
    row.refresh_from_db()
    assert row.status == ActionStatus.DONE
    proposal.refresh_from_db()
    assert (proposal.decided_by_id, proposal.snapshot["counts"]["all"]) == (head.account_id, 120)


def test_the_pages_ask_for_the_same_number_of_rows_whatever_the_number_of_actions(client, head, django_assert_max_num_queries):
    address = reverse("assessment:plan")
    client.get(address)
    for number in range(15):
        acts.plan_action(actor=head, title=f"Action {number}", owner_email=email_of(head))
    with django_assert_max_num_queries(26):
        client.get(address)
    with django_assert_max_num_queries(20):
        client.get(reverse("assessment:plan_actions"))


def test_looking_at_the_records_again_proposes_what_they_show_and_only_that(client, head):
    strategy = acts.record_strategy(
        actor=head, title="Digital service", kind="digital", valid_from=clock.today(), approved_by="Minister",
        approved_on=clock.today(), synthetic=True,  # the trial country is made up, and only made-up records are counted in it
    )  # fmt: skip
    shown = acts.plan_action(actor=head, title="Write a strategy", item="q1_2", strategy=strategy)
    acts.plan_action(actor=head, title="Set money aside", item="q1_2_1.resource_allocation", strategy=strategy)
    page = client.post(reverse("assessment:plan_rerun"), follow=True).content.decode()
    assert "They show 1 action as done" in page
    assert ClosingProposal.objects.get().action_id == shown.pk

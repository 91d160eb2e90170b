"""The pages of the registers: partners with equal seats, a consultation to its published record, drivers and challenges."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from openpes.assessment.models import Consultation, ConsultationBody, DriverRanking, Opinion, OutlookEntry, SocialPartner
from openpes.assessment.registers import actions as acts
from openpes.assessment.registers.enums import Challenge, Driver, Opportunity
from openpes.base import clock
from people.factories import OrganisationFactory, make_staff
from web.signing_in import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def head():
    return make_staff("manager", OrganisationFactory())


@pytest.fixture
def client(head):
    return signed_in(head)


@pytest.fixture
def partners(head):
    return {side: acts.add_partner(actor=head, name=f"Union of {side}", side=side) for side in ("employers", "workers")}


def prepared(head, partners, **facts) -> Consultation:
    today = clock.today()
    row = acts.prepare_consultation(
        actor=head, **{
            "title": "How vacancies are ranked", "topic": "matching_weights", "level": "seeking_validation",
            "question": "Are these weights right?", "opens_on": today, "closes_on": today + dt.timedelta(days=30), **facts,
        },
    )  # fmt: skip
    for partner in partners.values():
        acts.invite(actor=head, consultation=row, partner=partner)
    return row


def test_a_body_is_called_balanced_only_while_the_seats_are_equal(client, partners):
    client.post(reverse("assessment:new_body"), {"name": "Advisory committee"})
    body = ConsultationBody.objects.get()
    address = reverse("assessment:give_seats", args=[body.pk])
    client.post(address, {"partner": str(partners["employers"].pk), "number": "3"})
    client.post(address, {"partner": str(partners["workers"].pk), "number": "2"})
    refused = client.post(reverse("assessment:declare_balanced", args=[body.pk]), follow=True).content.decode()
    assert "Only equal numbers are balanced (ILO C88, Article 4)" in refused
    assert "Not balanced: the seats differ" in refused
    client.post(address, {"partner": str(partners["workers"].pk), "number": "3"})
    client.post(reverse("assessment:declare_balanced", args=[body.pk]))
    body.refresh_from_db()
    assert body.balanced_since == clock.today()
    client.post(reverse("assessment:end_partner", args=[partners["workers"].pk]))
    body.refresh_from_db()
    assert body.balanced_since is None
    assert "Not balanced: the seats differ" in client.get(reverse("assessment:partners")).content.decode()


def test_a_consultation_goes_from_its_draft_to_a_public_record(client, head, partners):
    today = clock.today()
    sent = {
        "title": "How vacancies are ranked", "topic": "matching_weights", "level": "seeking_validation", "body": "",
        "question": "Are these weights right?", "opens_on": today.isoformat(), "closes_on": today.isoformat(),
    }  # fmt: skip
    client.post(reverse("assessment:new_consultation"), sent)
    row = Consultation.objects.get()

    def go(name: str, pk=None, **values: str) -> str:
        return client.post(reverse(f"assessment:{name}", args=[pk or row.pk]), values, follow=True).content.decode()

    assert "Invite organisations of employers and of workers first" in go("open_consultation")
    for partner in partners.values():
        go("invite_partner", partner=str(partner.pk))
    go("link_subject", kind="referral_policy", label="Who is referred first")
    go("open_consultation")
    party = row.parties.get(partner=partners["workers"])
    go("record_opinion", party.pk, given_on=today.isoformat(), words="Travel time should weigh more.")
    go("record_vote", party.pk, vote="for", voted_on=today.isoformat())
    go("close_consultation", outcome="Travel time weighs more from March.", decided_on=today.isoformat())
    assert "Answer every opinion first" in go("publish_consultation")
    public = Client().get(reverse("assessment:published_consultation", args=[row.pk]))
    assert public.status_code == 404
    go("answer_opinion", Opinion.objects.get().pk, answer="Agreed.")
    go("publish_consultation")
    page = Client().get(reverse("assessment:published_consultation", args=[row.pk])).content.decode()
    for words in ("Travel time should weigh more.", "Agreed.", "1 for, 0 against", "Who is referred first", "from March"):
        assert words in page
    assert "Write down" not in page
    assert "How vacancies are ranked" in Client().get(reverse("assessment:published_consultations")).content.decode()
    assert "stays as it is" in go("answer_opinion", Opinion.objects.get().pk, answer="Something else")


def test_where_partners_are_only_told_nobody_votes(client, head, partners):
    row = prepared(head, partners, level="sharing_information")
    acts.open_consultation(actor=head, consultation=row)
    party = row.parties.first()
    sent = {"vote": "for", "voted_on": clock.today().isoformat()}
    page = client.post(reverse("assessment:record_vote", args=[party.pk]), sent).content.decode()
    assert "In this consultation nobody votes" in page


def test_the_paper_is_closed_to_the_public_until_the_record_is_published(client, head, partners, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    row = prepared(head, partners, content=b"The paper", file_name="paper.txt")
    address = reverse("file", args=[row.file_id])
    assert client.get(address).content == b"The paper"
    assert Client().get(address).status_code == 404
    acts.open_consultation(actor=head, consultation=row)
    acts.close_consultation(actor=head, consultation=row, outcome="Done", decided_on=clock.today())
    acts.publish_consultation(actor=head, consultation=row)
    assert Client().get(address).content == b"The paper"


def test_drivers_are_ranked_without_ties_and_a_second_ranking_replaces_the_first(client):
    address = reverse("assessment:rank_drivers")
    places = {driver: str(n) for n, driver in enumerate(Driver.values, 1)}
    tied = client.post(address, {"year": "2026", **places, "tech_trends": "1"}).content.decode()
    assert "a place of its own" in tied
    assert not DriverRanking.objects.exists()
    client.post(address, {"year": "2026", **places})
    client.post(address, {"year": "2026", **dict(zip(Driver.values, "654321", strict=True)), "words": "Costs come last now"})
    ranking = DriverRanking.objects.get()
    assert [rank.driver for rank in ranking.ranks.all()] == Driver.values[::-1]
    assert "Costs come last now" in client.get(reverse("assessment:registers")).content.decode()


def test_a_challenge_is_rated_with_an_owner_and_says_when_nothing_is_recorded_beside_it(client):
    client.post(
        reverse("assessment:rate"),
        {"year": "2026", "what": "challenge:infrastructure", "importance": "3", "owner": "", "words": "Power fails often"},
    )
    entry = OutlookEntry.objects.get()
    assert (entry.code, entry.importance) == ("infrastructure", 3)
    page = client.get(reverse("assessment:outlook") + "?year=2026").content.decode()
    assert "Power fails often" in page
    assert "Not recorded yet" in page
    assert "This installation keeps no such records yet" in page
    own = client.post(reverse("assessment:rate"), {"year": "2026", "what": "opportunity:own", "importance": "1"})
    assert "Write a title for your own" in own.content.decode()


def test_beside_an_opportunity_stand_todays_records_in_words_and_the_way_to_them(client):
    for what in ("opportunity:free_staff_time", "opportunity:own"):
        sent = {"year": "2026", "what": what, "importance": "2", "title": "Fewer journeys" if what.endswith("own") else ""}
        client.post(reverse("assessment:rate"), sent)
    page = client.get(reverse("assessment:outlook") + "?year=2026").content.decode()
    assert "earlier half, all: 0" in page
    assert "earlier_whole" not in page
    assert reverse("assessment:evidence_item", args=["q5_2.free_staff_time"]) in page
    assert "Your own: no stored query asks for it" in page


def test_another_part_of_the_organisation_neither_sees_nor_changes_the_registers(head, partners):
    row = prepared(head, partners)
    stranger = signed_in(make_staff("manager", OrganisationFactory()))
    assert stranger.get(reverse("assessment:consultation", args=[row.pk])).status_code == 404
    assert stranger.post(reverse("assessment:open_consultation", args=[row.pk])).status_code == 404
    assert "Union of" not in stranger.get(reverse("assessment:partners")).content.decode()


def test_an_office_reads_the_partners_of_the_agency_above_it_and_does_not_change_them(head, partners):
    from openpes.people.models import Organisation

    office = OrganisationFactory(parent=Organisation.objects.get(pk=head.organisation_id))
    reader = signed_in(make_staff("manager", office))
    page = reader.get(reverse("assessment:partners")).content.decode()
    assert "Union of workers" in page
    assert reader.post(reverse("assessment:end_partner", args=[partners["workers"].pk])).status_code == 403
    assert SocialPartner.objects.filter(active_until__isnull=True).count() == 2


def test_the_lists_ask_for_the_same_number_of_rows_whatever_their_length(client, head, partners, django_assert_max_num_queries):
    for number in range(8):
        body = acts.record_body(actor=head, name=f"Body {number}")
        acts.give_seats(actor=head, body=body, partner=partners["workers"], number=2)
        prepared(head, partners, title=f"Consultation {number}")
    client.get(reverse("assessment:partners"))
    for name in ("partners", "consultations", "registers", "outlook"):
        with django_assert_max_num_queries(16):
            client.get(reverse(f"assessment:{name}"))
    for kind, codes in (("challenge", Challenge.values), ("opportunity", Opportunity.values)):
        for code in codes:
            acts.rate(
                actor=head,
                year=clock.today().year,
                kind=kind,
                code=code,
                importance=1,
                title="Of our own" if code == "own" else "",
            )
    with django_assert_max_num_queries(50):  # every stored query of 5.1 and 5.2
        client.get(reverse("assessment:outlook"))
    with django_assert_max_num_queries(18):
        client.get(reverse("assessment:consultation", args=[Consultation.objects.first().pk]))

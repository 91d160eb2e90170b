"""Which sheet speaks for an agency, and which agencies of a network are counted."""

import datetime as dt

import pytest

from assessment.factories import answer, make_agency, make_lead, make_sheet, make_verified, whole_answers
from openpes.assessment.benchmark import queries
from openpes.assessment.benchmark.rules import Own
from openpes.assessment.instrument import Given
from openpes.assessment.models import AnswerSheet, SurveyAgency
from openpes.assessment.sheets.enums import SheetState
from openpes.base.errors import InvalidInput, NotFound
from people.factories import OrganisationFactory

pytestmark = pytest.mark.django_db


def own(found, item="q1_3.consent"):
    return next(each.own for each in found.items if each.item.id == item)


def stand(lead):
    return queries.standing(actor=lead, agency_id=SurveyAgency.objects.get(organisation_id=lead.organisation_id).pk)


def test_an_agency_without_a_sheet_sees_its_peers():
    lead = make_lead()
    agency = make_agency(lead, income_group="H")
    found = queries.standing(actor=lead, agency_id=agency.pk)
    assert found.sheet is None
    assert own(found) is Own.NO_ANSWER
    assert found.items[0].income.n == 30


def test_the_verified_sheet_speaks_before_a_newer_draft():
    lead = make_lead()
    verified = make_verified(lead, whole_answers(q1_3__consent="0"), day=dt.date(2025, 3, 1))
    draft = make_sheet(lead, day=dt.date(2026, 3, 1))
    answer(lead, draft, {"q1_3.consent": Given("1")})
    found = stand(lead)
    assert (found.sheet.pk, found.verified, own(found)) == (verified.pk, True, Own.NO)


def test_without_a_verified_sheet_the_newest_draft_speaks_and_is_called_one():
    lead = make_lead()
    sheet = make_sheet(lead, {"q1_3.consent": Given("1")})
    found = stand(lead)
    assert (found.sheet.pk, found.verified, own(found)) == (sheet.pk, False, Own.YES)


def test_a_withdrawn_sheet_says_nothing():
    lead = make_lead()
    sheet = make_sheet(lead, {"q1_3.consent": Given("1")})
    AnswerSheet.objects.filter(pk=sheet.pk).update(status=SheetState.WITHDRAWN)
    assert stand(lead).sheet is None


def test_the_own_approach_is_the_answer_of_the_sheet():
    lead = make_lead()
    make_sheet(lead, {"q2_3": Given("face_to_face")})
    found = stand(lead)
    assert found.approach == "face_to_face"
    young = next(each for each in found.items if each.item.id == "q2_4.young")
    assert (young.approach.k, young.approach.n) == (13, 14)


def test_an_agency_elsewhere_in_the_tree_is_not_found():
    agency = make_agency(make_lead(OrganisationFactory()))
    with pytest.raises(NotFound):
        queries.standing(actor=make_lead(OrganisationFactory()), agency_id=agency.pk)


def test_a_standing_takes_six_queries(django_assert_max_num_queries):
    lead = make_lead()
    agency = make_verified(lead).agency
    with django_assert_max_num_queries(6):
        queries.standing(actor=lead, agency_id=agency.pk)


def test_an_agency_is_found_by_a_part_of_its_name_when_only_one_has_it():
    lead = make_lead()
    first = make_agency(lead, name="Office of Norrland")
    make_agency(lead, name="Office of Soerland")
    assert queries.find_agency(actor=lead, words="norr").pk == first.pk
    assert queries.find_agency(actor=lead, words=str(first.pk)).pk == first.pk
    with pytest.raises(InvalidInput):
        queries.find_agency(actor=lead, words="office")
    with pytest.raises(NotFound):
        queries.find_agency(actor=lead, words="Atlantis")


def members(lead, answers, *, synthetic=()):
    """A verified sheet of an agency of the network "north" for each of the answers to the question on consent."""
    for i, value in enumerate(answers):
        agency = make_agency(lead, name=f"Agency {i}", network="north", income_group="H")
        sheet = AnswerSheet.objects.create(
            agency=agency,
            version="2019.1",
            reference_date=dt.date(2026, 1, 1),
            status=SheetState.VERIFIED,
            begun_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
            verified_at=dt.datetime(2026, 1, 2, tzinfo=dt.UTC),
            synthetic=i in synthetic,
        )
        sheet.answers.create(
            item="q1_3.consent", state="answered", value=value, source="form", changed_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
        )


def consent(found):
    return next((each.k, each.n, each.p) for each in found.items if each.item.id == "q1_3.consent")


def test_a_network_is_counted_over_its_verified_sheets():
    lead = make_lead()
    members(lead, "1" * 3 + "0" * 9)
    found = queries.network(actor=lead, name="north")
    k, n, p = consent(found)
    assert (k, n, found.synthetic, found.tested) == (3, 12, False, 1)
    assert p < 0.05


def test_invented_sheets_are_left_out_as_soon_as_there_is_a_real_one():
    lead = make_lead()
    members(lead, "1" * 12, synthetic=range(11))
    found = queries.network(actor=lead, name="north")
    assert consent(found)[:2] == (1, 1)
    assert not found.synthetic


def test_a_network_of_invented_sheets_is_called_invented():
    lead = make_lead()
    members(lead, "10", synthetic=(0, 1))
    found = queries.network(actor=lead, name="north")
    assert consent(found)[:2] == (1, 2)
    assert found.synthetic


def test_agencies_without_a_network_are_no_network():
    lead = make_lead()
    make_verified(lead)
    assert queries.networks(actor=lead) == []
    assert queries.network(actor=lead, name="").agencies == ()


def test_a_group_that_was_not_published_is_refused():
    with pytest.raises(InvalidInput):
        queries.network(actor=make_lead(), name="north", group="Low income")


def test_a_network_takes_as_many_queries_for_ten_agencies_as_for_two(django_assert_max_num_queries):
    lead = make_lead()
    members(lead, "1" * 10)
    with django_assert_max_num_queries(3):
        queries.network(actor=lead, name="north")

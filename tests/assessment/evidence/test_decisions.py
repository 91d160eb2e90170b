"""Officers take the evidence or answer otherwise; every word of it is kept."""

import datetime as dt

import pytest

from assessment.evidence.arrangements import contacts
from openpes.assessment.evidence import actions, queries
from openpes.assessment.evidence.declared import declared_answers, newest_sheet
from openpes.assessment.evidence.limits import STANDARD
from openpes.assessment.models import Answer, AnswerChange, AnswerSheet, EvidenceDecision, SurveyAgency
from openpes.assessment.span import span_for
from openpes.base import clock
from openpes.base.errors import Conflict, InvalidInput, NotAllowed, NotFound
from openpes.people.models import Organisation
from openpes.trust.models import AuditEntry
from people.factories import OrganisationFactory, make_staff

pytestmark = pytest.mark.django_db
ITEM = "q2_1.online.registration"


@pytest.fixture
def manager():
    return make_staff("manager", OrganisationFactory())


@pytest.fixture
def span(manager):
    return span_for(actor=manager, synthetic=False)


def make_sheet(manager, **facts):
    own = Organisation.objects.get(pk=manager.organisation_id)
    agency = SurveyAgency.objects.create(keeper=own, organisation=own, name="Trial")
    return AnswerSheet.objects.create(
        agency=agency, version="2019.1", reference_date=clock.today(), begun_at=clock.now(), **facts
    )


def test_accepting_keeps_what_the_records_said(manager, span):
    contacts(40, service="registration")
    row = actions.accept(actor=manager, item=ITEM, span=span, seen="yes")
    assert (row.accepted, row.answer, row.proposed, row.query) == (True, "yes", "yes", "delivery.contacts_through v1")
    assert row.counts["contacts"] == 40
    assert AuditEntry.objects.filter(act="evidence.accepted", target_id=row.pk).exists()


def test_what_the_records_leave_open_cannot_be_accepted(manager, span):
    with pytest.raises(Conflict):
        actions.accept(actor=manager, item=ITEM, span=span, seen="yes")
    assert not EvidenceDecision.objects.exists()


def test_an_answer_that_changed_meanwhile_is_not_accepted_blindly(manager, span):
    contacts(100, channel="counter")
    with pytest.raises(Conflict):
        actions.accept(actor=manager, item="q2_3", span=span, seen="predominantly_technology")


def test_another_answer_needs_a_reason(manager, span):
    with pytest.raises(InvalidInput) as problem:
        actions.override(actor=manager, item=ITEM, span=span, answer="yes", reason="  ")
    assert problem.value.field == "reason"
    with pytest.raises(InvalidInput) as problem:
        actions.override(actor=manager, item=ITEM, span=span, answer="perhaps", reason="So it is")
    assert problem.value.field == "answer"
    with pytest.raises(NotFound):
        actions.override(actor=manager, item="q9", span=span, answer="yes", reason="So it is")


def test_every_decision_stays_in_the_history(manager, span):
    actions.override(actor=manager, item=ITEM, span=span, answer="yes", reason="Another system does it")
    actions.override(actor=manager, item=ITEM, span=span, answer="no", reason="It was switched off")
    assert [row.answer for row in queries.decisions_on(actor=manager, item=ITEM)] == ["no", "yes"]
    assert queries.last_decisions(actor=manager, synthetic=False)[ITEM].answer == "no"


def test_decisions_are_the_organisation_s_own(manager, span):
    actions.override(actor=manager, item=ITEM, span=span, answer="yes", reason="Another system does it")
    neighbour = make_staff("manager", OrganisationFactory())
    assert not queries.decisions_on(actor=neighbour, item=ITEM)
    assert not queries.last_decisions(actor=neighbour, synthetic=False)
    counsellor = make_staff("counsellor", Organisation.objects.get(pk=manager.organisation_id))
    with pytest.raises(NotAllowed):
        queries.decisions_on(actor=counsellor, item=ITEM)
    with pytest.raises(NotAllowed):
        actions.override(actor=counsellor, item=ITEM, span=span, answer="yes", reason="So it is")


def test_an_own_threshold_counts_here_and_below_until_an_office_sets_its_own():
    root = OrganisationFactory()
    office, other = OrganisationFactory(parent=root), OrganisationFactory()
    chief, manager = make_staff("administrator", root), make_staff("manager", office)
    actions.set_threshold(actor=manager, key="approach.base", value=7, reason="We are small")
    actions.set_threshold(actor=chief, key="contacts.least", value=50, reason="A large country")
    actions.set_threshold(actor=chief, key="contacts.least", value=60, reason="A very large country")
    actions.set_threshold(actor=chief, key="approach.base", value=900, reason="A large country")
    assert queries.limits_for(office.pk) == {**STANDARD, "contacts.least": 60, "approach.base": 7}
    assert queries.limits_for(other.pk) == STANDARD
    assert len(queries.threshold_history(actor=chief)) == 4


def test_a_threshold_flips_an_answer(manager, span):
    contacts(15, service="registration", channel="sms")
    contacts(3000, service="registration", channel="counter")
    item = "q2_1.phone.registration"
    assert not queries.evidence(actor=manager, span=span, items=[item])[0].finding.answer
    actions.set_threshold(actor=manager, key="contacts.least", value=15, reason="We are small")
    assert queries.evidence(actor=manager, span=span, items=[item])[0].finding.answer == "yes"


@pytest.mark.parametrize(("key", "value", "error"), [("approach.mostly", 101, InvalidInput), ("x", 1, NotFound)])
def test_a_threshold_must_make_sense(manager, key, value, error):
    with pytest.raises(error):
        actions.set_threshold(actor=manager, key=key, value=value, reason="So it is")


def test_decisions_go_into_the_open_sheet_as_evidence(manager, span):
    sheet = make_sheet(manager)
    contacts(100, service="registration")
    for item in (ITEM, "q2_2.full_transaction", "q2_3"):
        found = queries.evidence(actor=manager, span=span, items=[item])[0].finding
        actions.accept(actor=manager, item=item, span=span, seen=found.answer)
    actions.override(actor=manager, item="q2_2.proactive", span=span, answer="no", reason="Not the usual way")
    actions.override(actor=manager, item="q5_1.silos", span=span, answer="2", reason="We feel it")
    saved = actions.write_to_sheet(actor=manager)
    assert sorted(saved.changed) == ["q2_1.online.registration", "q2_2", "q2_3", "q5_1.silos"]
    answers = dict(Answer.objects.filter(sheet=sheet, source="evidence").values_list("item", "value"))
    assert answers == {
        "q2_1.online.registration": "1",
        "q2_2": "full_transaction",
        "q2_3": "predominantly_technology",
        "q5_1.silos": "2",
    }
    declared = declared_answers(newest_sheet(actor=manager))
    assert declared["q2_2.full_transaction"] == declared[ITEM] == "yes"
    assert declared["q2_2.proactive"] == "no"
    assert declared["q5_1.silos"] == "2"
    with pytest.raises(Conflict):
        actions.write_to_sheet(actor=manager)


def test_a_later_answer_of_an_officer_stays(manager, span):
    sheet = make_sheet(manager)
    actions.override(actor=manager, item=ITEM, span=span, answer="yes", reason="Another system does it")
    later = clock.now() + dt.timedelta(minutes=1)
    Answer.objects.create(sheet=sheet, item=ITEM, state="answered", value="0", source="form", changed_at=later)
    with pytest.raises(Conflict):
        actions.write_to_sheet(actor=manager)
    assert not AnswerChange.objects.exists()


def test_made_up_decisions_never_reach_a_real_sheet(manager):
    make_sheet(manager)
    made_up = span_for(actor=manager, synthetic=True)
    actions.override(actor=manager, item=ITEM, span=made_up, answer="yes", reason="Made up")
    with pytest.raises(Conflict):
        actions.write_to_sheet(actor=manager)


def test_without_a_sheet_or_with_one_that_is_closed_nothing_is_written(manager, span):
    actions.override(actor=manager, item=ITEM, span=span, answer="yes", reason="Another system does it")
    with pytest.raises(NotFound):
        actions.write_to_sheet(actor=manager)
    make_sheet(manager, status="submitted")
    with pytest.raises(Conflict):
        actions.write_to_sheet(actor=manager)

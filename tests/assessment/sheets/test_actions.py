"""From an empty sheet to a verified one, by several people."""

import datetime as dt

import pytest

from assessment.factories import Q, answer, make_agency, make_lead, make_sheet, make_verified, whole_answers
from openpes.assessment.instrument import Given, State, rules
from openpes.assessment.models import Answer, AnswerChange, AnswerSheet, Doubt, SheetStep
from openpes.assessment.sheets import actions, perms, queries
from openpes.assessment.sheets.actions import Entry
from openpes.base import clock
from openpes.base.errors import Conflict, InvalidInput, NotAllowed, NotFound
from openpes.people.enums import Role
from openpes.people.models import Organisation
from openpes.trust import files
from openpes.trust.models import AuditEntry
from people.factories import make_staff

pytestmark = pytest.mark.django_db
YES, NO = Given("1"), Given("0")


@pytest.fixture
def lead():
    return make_lead()


@pytest.fixture
def second(lead):
    return make_lead(Organisation.objects.get(pk=lead.organisation_id))


@pytest.fixture
def officer(lead):
    return make_staff(Role.COUNSELLOR, Organisation.objects.get(pk=lead.organisation_id))


def save(actor, sheet, **entries):
    return actions.save_answers(actor=actor, sheet_id=sheet.pk, entries={k.replace("__", "."): v for k, v in entries.items()})


def test_every_answer_keeps_who_when_from_what_to_what_and_by_which_door(lead, second):
    sheet = make_sheet(lead)
    save(lead, sheet, q1_2=Entry(YES))
    save(second, sheet, q1_2=Entry(NO))
    save(second, sheet, q1_2=Entry(rules.NO_ANSWER))
    save(second, sheet, q1_2=Entry(None))
    changes = AnswerChange.objects.filter(item="q1_2").order_by("at", "pk")
    assert [(c.old_state, c.old_value, c.new_state, c.new_value) for c in changes] == [
        ("", "", "answered", "1"), ("answered", "1", "answered", "0"), ("answered", "0", "no_answer", ""), ("no_answer", "", "", ""),
    ]  # fmt: skip
    assert [c.account_id for c in changes] == [lead.account_id, *[second.account_id] * 3]
    assert {c.source for c in changes} == {"form"}
    assert not Answer.objects.exists()
    assert AuditEntry.objects.filter(act="survey.answered").count() == 4


def test_the_same_answer_again_leaves_no_trace(lead):
    sheet = make_sheet(lead)
    save(lead, sheet, q1_2=Entry(YES))
    assert save(lead, sheet, q1_2=Entry(YES)).changed == []
    assert AnswerChange.objects.count() == 1


def test_a_value_that_cannot_stand_is_refused_and_the_others_are_saved(lead):
    sheet = make_sheet(lead)
    saved = save(lead, sheet, q1_2=Entry(YES), q2_2=Entry(Given("nonsense")))
    assert saved.changed == ["q1_2"]
    assert [(p.item, p.code) for p in saved.refused] == [("q2_2", "not_an_option")]
    assert queries.sheet_values(sheet) == {"q1_2": 1}


def test_two_people_at_once_notice_each_other(lead, second):
    sheet = make_sheet(lead)
    save(lead, sheet, q1_2=Entry(YES, seen=(0, None)))
    late = save(second, sheet, q1_2=Entry(NO, seen=(0, None)))
    assert [(c.item, c.mine, c.theirs, c.version, c.by) for c in late.clashes] == [("q1_2", NO, YES, 1, lead.account_id)]
    assert queries.sheet_values(sheet) == {"q1_2": 1}
    assert save(second, sheet, q1_2=Entry(NO, seen=(1, YES))).changed == ["q1_2"]


def test_an_old_page_does_not_undo_what_it_left_as_it_was_shown(lead, second):
    sheet = make_sheet(lead, {"q1_2": YES})
    save(second, sheet, q1_2=Entry(NO, seen=(1, YES)))
    saved = save(lead, sheet, q1_2=Entry(YES, seen=(1, YES)), q2_3=Entry(Given("face_to_face"), seen=(0, None)))
    assert (saved.changed, saved.clashes) == (["q2_3"], [])
    assert queries.sheet_values(sheet)["q1_2"] == 0


def test_an_answer_taken_back_and_given_again_is_still_noticed(lead, second):
    sheet = make_sheet(lead, {"q1_2": YES})
    save(second, sheet, q1_2=Entry(None))
    save(second, sheet, q1_2=Entry(YES))
    assert save(lead, sheet, q1_2=Entry(NO, seen=(1, YES))).clashes


def test_officers_answer_their_own_part_and_no_other(lead, officer):
    sheet = make_sheet(lead)
    with pytest.raises(NotFound):
        save(officer, sheet, q1_2=Entry(YES))
    part = actions.assign_part(actor=lead, sheet_id=sheet.pk, cluster="governance", officer_id=officer.account_id)
    assert actions.assign_part(actor=lead, sheet_id=sheet.pk, cluster="governance", officer_id=officer.account_id) == part
    assert save(officer, sheet, q1_2=Entry(YES)).changed == ["q1_2"]
    with pytest.raises(NotAllowed):
        save(officer, sheet, q2_3=Entry(Given("face_to_face")))
    actions.end_part(actor=lead, sheet_id=sheet.pk, part_id=part.pk)
    with pytest.raises(NotFound):
        save(officer, sheet, q1_2=Entry(NO))


def test_parts_go_to_staff_of_the_keepers_tree_only(lead):
    sheet = make_sheet(lead)
    for stranger in (make_staff(Role.COUNSELLOR).account_id, make_staff(Role.MANAGER).account_id):
        with pytest.raises(InvalidInput):
            actions.assign_part(actor=lead, sheet_id=sheet.pk, cluster="governance", officer_id=stranger)


def test_another_services_sheet_is_not_there(lead):
    sheet = make_sheet(lead)
    stranger = make_lead()
    for act in (actions.submit, actions.begin_verification, actions.new_edition):
        with pytest.raises(NotFound):
            act(actor=stranger, sheet_id=sheet.pk)
    assert queries.sheets(actor=stranger) == []


def test_a_sheet_with_gaps_or_contradictions_is_not_submitted(lead):
    sheet = make_sheet(lead, {"q1_2": YES})
    with pytest.raises(InvalidInput, match="neither"):
        actions.submit(actor=lead, sheet_id=sheet.pk)
    answer(lead, sheet, whole_answers(q1_6__not_involved="1"))
    with pytest.raises(InvalidInput, match="fit together"):
        actions.submit(actor=lead, sheet_id=sheet.pk)
    save(lead, sheet, q1_6__not_involved=Entry(NO))
    actions.submit(actor=lead, sheet_id=sheet.pk)
    with pytest.raises(Conflict):
        save(lead, sheet, q1_2=Entry(NO))
    actions.take_back(actor=lead, sheet_id=sheet.pk)
    save(lead, sheet, q1_2=Entry(NO))


def test_verification_is_by_a_second_person_with_doubts_and_clarifications(lead, second, officer):
    sheet = make_sheet(lead, whole_answers())
    actions.assign_part(actor=lead, sheet_id=sheet.pk, cluster="governance", officer_id=officer.account_id)
    actions.submit(actor=lead, sheet_id=sheet.pk)
    with pytest.raises(NotAllowed, match="second person"):
        actions.begin_verification(actor=lead, sheet_id=sheet.pk)
    actions.begin_verification(actor=second, sheet_id=sheet.pk)
    with pytest.raises(InvalidInput):
        actions.ask_clarification(actor=second, sheet_id=sheet.pk)
    doubt = actions.raise_doubt(actor=second, sheet_id=sheet.pk, item="q1_2", text="Which strategy?")
    with pytest.raises(InvalidInput):
        actions.verify(actor=second, sheet_id=sheet.pk)
    actions.ask_clarification(actor=second, sheet_id=sheet.pk)
    with pytest.raises(InvalidInput):
        actions.hand_back(actor=lead, sheet_id=sheet.pk)
    actions.clarify(actor=officer, sheet_id=sheet.pk, doubt_id=doubt.pk, text="None yet; it is being written.")
    save(officer, sheet, q1_2=Entry(NO))
    actions.hand_back(actor=lead, sheet_id=sheet.pk)
    actions.settle_doubt(actor=second, sheet_id=sheet.pk, doubt_id=doubt.pk)
    actions.verify(actor=second, sheet_id=sheet.pk)
    sheet.refresh_from_db()
    assert (sheet.status, sheet.verified_by_id) == ("verified", second.account_id)
    assert queries.sheet_states(sheet)["q1_2_1.policy_document"] is State.NOT_APPLICABLE
    assert list(SheetStep.objects.filter(sheet=sheet).values_list("after", flat=True)) == [
        "draft", "submitted", "in_verification", "clarification_requested", "in_verification", "verified",
    ]  # fmt: skip
    assert Doubt.objects.get().clarified_by == officer.account_id


def test_who_corrects_an_answer_can_no_longer_verify_it(lead, second):
    sheet = make_sheet(lead, whole_answers())
    actions.submit(actor=lead, sheet_id=sheet.pk)
    actions.begin_verification(actor=second, sheet_id=sheet.pk)
    actions.raise_doubt(actor=second, sheet_id=sheet.pk, item="q1_2", text="Really?")
    actions.ask_clarification(actor=second, sheet_id=sheet.pk)
    save(second, sheet, q1_2=Entry(NO))
    assert not perms.may_verify(second, sheet)


def test_a_verified_sheet_never_changes_and_a_new_edition_copies_it(lead):
    sheet = make_verified(lead, day=clock.today() - dt.timedelta(days=30))
    for act in (
        lambda: save(lead, sheet, q1_2=Entry(NO)),
        lambda: actions.withdraw(actor=lead, sheet_id=sheet.pk, reason="No"),
        lambda: actions.add_file(actor=lead, sheet_id=sheet.pk, name="a.txt", content=b"words"),
        lambda: actions.take_back(actor=lead, sheet_id=sheet.pk),
    ):
        with pytest.raises(Conflict):
            act()
    copy = actions.new_edition(actor=lead, sheet_id=sheet.pk)
    assert (copy.edition, copy.status, copy.copied_from_id) == (2, "draft", sheet.pk)
    assert queries.sheet_values(copy) == queries.sheet_values(sheet)
    assert perms.authors_of(copy) == frozenset()
    with pytest.raises(Conflict):
        actions.new_edition(actor=lead, sheet_id=sheet.pk)
    later = save(lead, copy, q1_2=Entry(NO))
    assert later.changed
    assert queries.sheet_values(sheet)["q1_2"] == 1


def test_the_newest_verified_sheet_speaks_for_its_agency(lead):
    old = make_verified(lead, day=clock.today() - dt.timedelta(days=400))
    assert queries.standing_of(old.agency) == old
    new = make_verified(lead, day=clock.today() - dt.timedelta(days=1))
    make_sheet(lead)
    assert queries.standing_of(old.agency) == new
    assert queries.own_agency(actor=lead) == old.agency


def test_one_day_has_one_sheet_and_no_day_lies_in_the_future(lead):
    sheet = make_sheet(lead)
    with pytest.raises(Conflict):
        actions.begin_sheet(actor=lead, agency_id=sheet.agency_id, reference_date=clock.today())
    with pytest.raises(InvalidInput):
        actions.begin_sheet(actor=lead, agency_id=sheet.agency_id, reference_date=clock.today() + dt.timedelta(days=1))
    actions.withdraw(actor=lead, sheet_id=sheet.pk, reason="Begun by mistake")
    assert actions.begin_sheet(actor=lead, agency_id=sheet.agency_id, reference_date=clock.today()).edition == 2


def test_papers_are_open_to_those_to_whom_the_sheet_is(lead, officer, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    sheet = make_sheet(lead)
    row = actions.add_file(actor=lead, sheet_id=sheet.pk, name="strategy.txt", content=b"Our strategy", question="q1_2")
    assert files.read(actor=lead, file_id=row.file_id)[1] == b"Our strategy"
    with pytest.raises(NotFound):
        files.read(actor=officer, file_id=row.file_id)
    actions.assign_part(actor=lead, sheet_id=sheet.pk, cluster="governance", officer_id=officer.account_id)
    assert files.read(actor=officer, file_id=row.file_id)[1] == b"Our strategy"
    actions.remove_file(actor=officer, sheet_id=sheet.pk, file_id=row.file_id)
    with pytest.raises(NotFound):
        files.read(actor=lead, file_id=row.file_id)


@pytest.mark.parametrize(
    ("facts", "field"), [({"name": " "}, "name"), ({"country": "Kenya"}, "country"), ({"income_group": "rich"}, "income_group")]
)
def test_wrong_facts_of_an_agency_are_named_with_their_field(lead, facts, field):
    office = Organisation.objects.get(pk=lead.organisation_id)
    with pytest.raises(InvalidInput) as caught:
        actions.register_agency(actor=lead, keeper=office, **{"name": "A", **facts})
    assert caught.value.field == field


def test_values_of_many_sheets_take_one_query(lead, django_assert_num_queries):
    sheets = [make_verified(lead, day=clock.today() - dt.timedelta(days=n)) for n in (1, 2, 3)]
    sheets = list(AnswerSheet.objects.filter(pk__in=[s.pk for s in sheets]).order_by("pk"))
    with django_assert_num_queries(1):
        found = queries.values_of(sheets)
    assert {len(values) for values in found.values()} == {len(Q.columns)}


def test_an_outside_agency_belongs_to_its_keeper(lead):
    make_agency(lead)
    outside = make_agency(lead, name="Coast Agency", network="Islands")
    assert outside.organisation is None
    assert outside in perms.visible_agencies(lead)
    assert outside not in perms.visible_agencies(make_lead())

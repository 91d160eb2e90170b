"""The pages of an answer sheet: each field saved, nothing lost, nobody's answer overwritten unseen."""

import io
import re
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from assessment.factories import Q, answer, make_lead, make_sheet, make_verified, whole_answers
from openpes.assessment.instrument import LANGUAGES, Given
from openpes.assessment.models import AnswerSheet, Doubt, SurveyAgency
from openpes.assessment.sheets import actions, queries
from openpes.base import clock
from openpes.people.enums import Role
from openpes.people.models import Organisation
from people.factories import make_staff
from web.signing_in import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead():
    return make_lead()


@pytest.fixture
def sheet(lead):
    return make_sheet(lead)


@pytest.fixture
def client(lead):
    return signed_in(lead)


def address(sheet, rest=""):
    return f"/assessment/sheets/{sheet.pk}/{rest}"


def seen_on(page, item):
    return re.search(rf'name="w\.{re.escape(item)}" value="([^"]*)"', page.content.decode()).group(1)


def send(client, sheet, step, answers, *, seen=None, script=False, go="on"):
    data = {f"a.{item}": value for item, value in answers.items()}
    data |= {f"w.{item}": (seen or {}).get(item, "0:") for item in answers}
    headers = {"HX-Request": "true"} if script else {}
    return client.post(address(sheet, f"q/{step}/"), {**data, "go": go}, headers=headers)


def test_a_sheet_is_begun_for_an_agency_of_the_own_tree(lead, client):
    office = Organisation.objects.get(pk=lead.organisation_id)
    client.post(
        "/assessment/sheets/agencies/new/", {"own": office.code, "name": "Our Service", "income_group": "U", "country": "ke"}
    )
    agency = SurveyAgency.objects.get()
    assert (agency.organisation_id, agency.country) == (office.pk, "KE")
    begun = client.post("/assessment/sheets/begin/", {"agency": str(agency.pk), "reference_date": clock.today().isoformat()})
    assert begun.url == address(AnswerSheet.objects.get())
    again = client.post("/assessment/sheets/begin/", {"agency": str(agency.pk), "reference_date": clock.today().isoformat()})
    assert "There is a sheet of this agency for this day already" in again.content.decode()


@pytest.mark.parametrize("step", list(Q.steps))
def test_every_page_shows_its_items_and_saves_what_is_chosen(client, sheet, step):
    answer(make_lead(Organisation.objects.get(pk=sheet.agency.keeper_id)), sheet, {"q1_2": Given("1")})
    items = [item for item in Q.steps[step].items if item.id != "q1_2"]
    page = client.get(address(sheet, f"q/{step}/")).content.decode()
    assert all(f'name="a.{item.id}"' in page for item in items)
    send(client, sheet, step, {item.id: item.choices[-1] for item in items})
    stored = queries.answers_of(sheet)
    assert {item.id: stored[item.id].value for item in items} == {item.id: item.choices[-1] for item in items}


def test_going_through_all_pages_ends_at_the_review_and_the_sheet_is_handed_in(client, sheet):
    answers = whole_answers()
    for number, (step_id, step) in enumerate(Q.steps.items(), start=1):
        onward = send(client, sheet, step_id, {item.id: answers[item.id].value for item in step.items})
        expected = list(Q.steps)[number] if number < len(Q.steps) else None
        assert onward.url == address(sheet, f"q/{expected}/" if expected else "review/")
    assert "The sheet is complete" in client.get(address(sheet, "review/")).content.decode()
    client.post(address(sheet, "move/"), {"do": "submit"})
    sheet.refresh_from_db()
    assert sheet.status == "submitted"


def test_a_field_is_saved_at_once_with_a_script_and_the_page_learns_its_new_version(client, sheet):
    saved = send(client, sheet, "q1_2", {"q1_2": "1"}, script=True)
    assert "Saved at" in saved.content.decode()
    assert seen_on(saved, "q1_2") == "1:1"
    assert 'hx-swap-oob="true"' in saved.content.decode()
    assert queries.sheet_values(sheet) == {"q1_2": 1}


def test_no_answer_is_an_answer_of_its_own_and_an_untouched_item_stays_untouched(client, sheet):
    send(client, sheet, "q1_3", {"q1_3.consent": "no_answer"})
    states = queries.sheet_states(sheet)
    assert (states["q1_3.consent"], states["q1_3.transparency"]) == ("no_answer", "not_reached")


def test_two_tabs_the_second_is_told_what_the_first_did_and_its_choice_stays_on_the_page(lead, client, sheet):
    other = make_staff(Role.MANAGER, Organisation.objects.get(pk=lead.organisation_id))
    actions.save_answers(actor=other, sheet_id=sheet.pk, entries={"q1_2": actions.Entry(Given("1"))})
    page = send(client, sheet, "q1_2", {"q1_2": "0"})
    text = page.content.decode()
    assert page.status_code == 200
    assert "changed this meanwhile to: Yes" in text
    assert re.search(r'value="0" checked', text)
    assert queries.sheet_values(sheet)["q1_2"] == 1
    send(client, sheet, "q1_2", {"q1_2": "0"}, seen={"q1_2": seen_on(page, "q1_2")})
    assert queries.sheet_values(sheet)["q1_2"] == 0


def test_a_page_from_the_back_button_does_not_undo_later_answers(client, sheet):
    send(client, sheet, "q1_2", {"q1_2": "1"})
    send(client, sheet, "q1_2", {"q1_2": "0"}, seen={"q1_2": "1:1"})
    old = send(client, sheet, "q1_2", {"q1_2": "1"}, seen={"q1_2": "1:1"})
    assert old.status_code == 302
    assert queries.sheet_values(sheet)["q1_2"] == 0


@pytest.mark.parametrize("script", [True, False])
def test_a_value_from_outside_the_list_is_told_beside_the_field(client, sheet, script):
    page = send(client, sheet, "q2_2", {"q2_2": "never"}, script=script)
    assert page.status_code == 200
    assert "Choose one of the options of the list" in page.content.decode()


def test_a_rank_given_twice_is_saved_and_told(client, sheet):
    ranks = {item.id: "2" for item in Q.steps["q1_1"].items[:2]}
    send(client, sheet, "q1_1", ranks)
    assert "Rank 2 is given twice" in client.get(address(sheet, "q/q1_1/")).content.decode()


def test_a_closed_gate_closes_the_page_and_says_why(client, sheet):
    send(client, sheet, "q1_2", {"q1_2": "0"})
    page = client.get(address(sheet, "q/q1_2_1/")).content.decode()
    assert "Not applicable" in page
    assert 'type="radio"' not in page


@pytest.mark.parametrize("script", [True, False])
def test_who_answers_a_sheet_that_was_handed_in_meanwhile_is_told(lead, client, sheet, script):
    answer(lead, sheet, whole_answers())
    actions.submit(actor=lead, sheet_id=sheet.pk)
    page = send(client, sheet, "q1_2", {"q1_2": "0"}, script=script)
    text = (page if script else client.get(page.url)).content.decode()
    assert "This sheet is not open for answers now" in text
    assert queries.sheet_values(sheet)["q1_2"] == 1


def test_an_officer_sees_the_sheet_answers_the_own_part_and_only_reads_the_others(lead, sheet):
    officer = make_staff(Role.COUNSELLOR, Organisation.objects.get(pk=lead.organisation_id))
    client = signed_in(officer)
    assert client.get(address(sheet)).status_code == 404
    lead_client = signed_in(lead)
    lead_client.post(address(sheet, "people/"), {"cluster": "governance", "officer": str(officer.account_id)})
    assert 'type="radio"' in client.get(address(sheet, "q/q1_2/")).content.decode()
    assert 'type="radio"' not in client.get(address(sheet, "q/q2_3/")).content.decode()
    assert send(client, sheet, "q2_3", {"q2_3": "face_to_face"}).status_code == 403
    assert client.get(address(sheet, "people/")).status_code == 403
    assert str(sheet.agency) in client.get("/assessment/sheets/").content.decode()
    lead_client.post(address(sheet, "people/end/"), {"part": str(sheet.parts.get().pk)})
    assert client.get(address(sheet)).status_code == 404


def test_doubts_go_out_come_back_and_are_settled_before_the_sheet_is_verified(lead, client, sheet):
    answer(lead, sheet, whole_answers())
    client.post(address(sheet, "move/"), {"do": "submit"})
    second = signed_in(make_lead(Organisation.objects.get(pk=lead.organisation_id)))
    assert "a second person has to verify" in client.get(address(sheet)).content.decode()
    second.post(address(sheet, "move/"), {"do": "begin_verification"})
    second.post(address(sheet, "doubts/"), {"do": "raise", "item": "q1_2", "text": "Where is it?"})
    second.post(address(sheet, "move/"), {"do": "ask"})
    assert "Where is it?" in client.get(address(sheet, "q/q1_2/")).content.decode()
    doubt = Doubt.objects.get()
    empty = client.post(address(sheet, "doubts/"), {"do": "clarify", "doubt": str(doubt.pk), "text": " "})
    assert "Write your answer to the doubt" in empty.content.decode()
    client.post(address(sheet, "doubts/"), {"do": "clarify", "doubt": str(doubt.pk), "text": "In the archive"})
    client.post(address(sheet, "move/"), {"do": "hand_back"})
    second.post(address(sheet, "move/"), {"do": "verify"})
    sheet.refresh_from_db()
    assert sheet.status == "in_verification"
    second.post(address(sheet, "doubts/"), {"do": "settle", "doubt": str(doubt.pk)})
    second.post(address(sheet, "move/"), {"do": "verify"})
    sheet.refresh_from_db()
    assert sheet.status == "verified"
    assert "A verified sheet never changes" in client.get(address(sheet)).content.decode()


def test_a_new_edition_is_begun_from_the_page_of_a_verified_sheet(lead, client):
    sheet = make_verified(lead)
    copy = client.post(address(sheet, "move/"), {"do": "edition", "reference_date": clock.today().isoformat()})
    assert copy.url != address(sheet)
    assert AnswerSheet.objects.get(edition=2).copied_from_id == sheet.pk
    client.post(address(sheet, "move/"), {"do": "edition", "reference_date": "tomorrow"})
    assert AnswerSheet.objects.count() == 2


@pytest.mark.parametrize("form", ["xlsx", "long", "wide", "json"])
def test_a_file_is_looked_at_first_and_taken_over_afterwards(lead, client, sheet, form):
    answer(lead, sheet, whole_answers())
    content = client.get(address(sheet, f"download/{form}/")).content
    answer(lead, sheet, {"q1_2": Given("0"), "q2_3": Given("face_to_face")})
    looked = client.post(address(sheet, "upload/"), {"format": form, "file": SimpleUploadedFile("a", content)})
    text = looked.content.decode()
    assert "This would change" in text
    assert queries.sheet_values(sheet)["q1_2"] == 0
    again = looked.context["again"]
    client.post(address(sheet, "upload/take/"), {"content": again})
    assert queries.sheet_values(sheet)["q1_2"] == 1
    assert queries.sheet_values(sheet)["q2_3"] == "predominantly_technology"


def test_faults_of_a_file_are_listed_and_nothing_is_taken_over(client, sheet):
    file = SimpleUploadedFile("a.csv", b"item,state,value\nq9,answered,1\nq1_2,answered,7\n")
    text = client.post(address(sheet, "upload/"), {"format": "long", "file": file}).content.decode()
    assert "The file has 2 faults" in text
    assert "line 2" in text
    assert queries.answers_of(sheet) == {}
    client.post(address(sheet, "upload/take/"), {"content": "nonsense"})
    assert queries.answers_of(sheet) == {}


def test_papers_are_added_read_and_removed(client, sheet, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    file = SimpleUploadedFile("strategy.txt", b"Our strategy")
    client.post(address(sheet, "papers/"), {"question": "q1_2", "note": "The strategy", "file": file})
    paper = sheet.files.get()
    assert "strategy.txt" in client.get(address(sheet, "papers/")).content.decode()
    assert client.get(f"/files/{paper.file_id}/").content == b"Our strategy"
    bad = client.post(address(sheet, "papers/"), {"file": SimpleUploadedFile("a.exe", b"MZ\x00\x01")})
    assert "Choose a PDF" in bad.content.decode()
    client.post(address(sheet, "papers/remove/"), {"file": str(paper.file_id)})
    assert not sheet.files.exists()


def test_remarks_and_history_are_kept(client, sheet):
    send(client, sheet, "q1_2", {"q1_2": "1"})
    client.post(address(sheet, "remark/"), {"step": "q1_2", "text": "Ask the minister"})
    assert "Ask the minister" in client.get(address(sheet, "q/q1_2/")).content.decode()
    text = client.get(address(sheet, "history/?item=q1_2")).content.decode()
    assert "Not yet reached" in text
    assert "Yes" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_printed_sheet_carries_credit_and_disclaimer_in_every_language(client, sheet, language):
    text = client.get(address(sheet, "print/"), headers={"Accept-Language": language}).content.decode()
    assert "CC BY 3.0 IGO" in text
    assert Q.by_id["q1_2"].no in text


@pytest.mark.parametrize(
    ("page", "most"),
    [("", 24), ("q/q1_2/", 24), ("q/q2_1.phone/", 24), ("review/", 20), ("history/", 24), ("doubts/", 24), ("people/", 24), ("papers/", 22), ("print/", 20)],
)  # fmt: skip
def test_pages_take_a_bounded_number_of_queries(lead, client, sheet, django_assert_max_num_queries, page, most):
    answer(lead, sheet, whole_answers())
    client.get(address(sheet, page))
    with django_assert_max_num_queries(most):
        assert client.get(address(sheet, page)).status_code == 200


def test_the_list_of_fifty_sheets_takes_no_more_queries_than_one(lead, client, sheet, django_assert_max_num_queries):
    for _ in range(50):
        agency = actions.register_agency(actor=lead, name="Outside", keeper=Organisation.objects.get(pk=lead.organisation_id))
        actions.begin_sheet(actor=lead, agency_id=agency.pk, reference_date=clock.today())
    client.get("/assessment/sheets/")
    with django_assert_max_num_queries(18):
        client.get("/assessment/sheets/")


@pytest.mark.parametrize("step", ["q9", "q2_1", "..", "q1_2.x"])
def test_a_page_that_does_not_exist_is_a_404(client, sheet, step):
    assert client.get(address(sheet, f"q/{step}/")).status_code in (404, 302)
    assert client.get(f"/assessment/sheets/{uuid.uuid4()}/").status_code == 404


@pytest.mark.parametrize("do", ["nonsense", "", "verify", "ask", "hand_back", "take_back", "edition", "withdraw"])
def test_a_step_that_cannot_be_taken_says_so_and_changes_nothing(client, sheet, do):
    answered = client.post(address(sheet, "move/"), {"do": do})
    assert answered.status_code == 302
    sheet.refresh_from_db()
    assert sheet.status == "draft"


def test_a_workbook_in_arabic_runs_from_right_to_left(client, sheet):
    import zipfile

    content = client.get(address(sheet, "download/xlsx/"), headers={"Accept-Language": "ar"}).content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert 'rightToLeft="1"' in archive.read("xl/worksheets/sheet2.xml").decode()


def test_the_first_page_leads_to_the_sheets(client):
    assert "/assessment/sheets/" in client.get("/assessment/").content.decode()

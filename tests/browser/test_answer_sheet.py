"""An officer completes a first answer sheet on a small phone, in Arabic, with the keyboard alone; every page is accessible."""

import pytest
from django.conf import settings

from assessment.factories import Q, answer, make_lead, make_sheet, whole_answers
from browser.accessibility import assert_accessible, assert_no_axe_violations
from openpes.assessment.instrument import Given, rules
from openpes.assessment.models import AnswerChange
from openpes.assessment.sheets import actions, queries
from openpes.people.models import Organisation
from people.factories import OrganisationFactory
from web.signing_in import signed_in

ACTIVE = """() => { const e = document.activeElement;
  return [e.tagName, e.type || "", e.name || "", e.value || ""] }"""
MOST_TABS = 400


def cookies_of(actor):
    return [{"name": settings.SESSION_COOKIE_NAME, "value": signed_in(actor).cookies[settings.SESSION_COOKIE_NAME].value}]


@pytest.fixture
def officer(transactional_db):
    return make_lead(OrganisationFactory(name="Service of the Islands"))


def to_the_main_part(page):
    """The first stop of every page leads past the navigation; after a step with it one is there already."""
    page.keyboard.press("Tab")
    if page.evaluate("document.activeElement.className") == "skip":
        page.keyboard.press("Enter")
        page.wait_for_url("**#main")


def press_and_leave(page):
    here = page.url.split("#")[0]
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url.split("#")[0] != here)


def answer_with_the_keyboard(page):
    """Tab through one question, answer what has focus, and press “Save and go on”."""
    to_the_main_part(page)
    ranks = iter("123456")
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        tag, kind, name, value = page.evaluate(ACTIVE)
        if tag == "SELECT":
            page.keyboard.press(next(ranks))
        elif kind == "radio":
            page.keyboard.press("Space")
            if Q.items[name.removeprefix("a.")].exclusive:
                page.keyboard.press("ArrowDown")
        elif (kind, name, value) == ("submit", "go", "on"):
            page.locator("form.htmx-request").wait_for(state="detached")
            press_and_leave(page)
            return
    raise AssertionError(f"no way on from {page.url}")


@pytest.mark.key_journey
def test_a_first_sheet_is_completed_on_a_phone_in_arabic_with_the_keyboard_alone(officer, open_page):
    sheet = make_sheet(officer)
    page = open_page(f"/assessment/sheets/{sheet.pk}/q/q1_1/", language="ar", width=320, cookies=cookies_of(officer))
    looked_at = {"q1_1", "q1_2", "q2_1.phone", "q2_2", "q3_1.regular_training", "q5_1"}
    for step in Q.steps:
        assert page.url.split("#")[0].endswith(f"/q/{step}/"), page.url
        if step in looked_at:
            assert_accessible(page)
        answer_with_the_keyboard(page)
    assert page.url.split("#")[0].endswith("/review/")
    assert_accessible(page)
    stored = queries.answers_of(sheet)
    assert rules.missing(Q, stored) == []
    assert rules.problems(Q, stored) == []
    to_the_main_part(page)
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate(ACTIVE)[2:] == ["do", "submit"]:
            break
    press_and_leave(page)
    sheet.refresh_from_db()
    assert sheet.status == "submitted"
    assert page.wrong == []


def test_each_choice_is_saved_without_a_button_and_a_second_tab_is_told(officer, open_page):
    sheet = make_sheet(officer)
    cookies = cookies_of(officer)
    first = open_page(f"/assessment/sheets/{sheet.pk}/q/q1_2/", cookies=cookies)
    second = open_page(f"/assessment/sheets/{sheet.pk}/q/q1_2/", cookies=cookies)
    first.get_by_label("Yes").check()
    first.get_by_text("Saved at").wait_for()
    assert queries.answers_of(sheet) == {"q1_2": Given("1")}
    first.get_by_label("No", exact=True).check()
    first.locator("[name='w.q1_2'][value='2:0']").wait_for(state="attached")
    second.get_by_label("No answer").check()
    second.get_by_text("changed this meanwhile").wait_for()
    assert queries.answers_of(sheet) == {"q1_2": Given("0")}
    assert_no_axe_violations(second)
    with second.expect_navigation():
        second.get_by_role("button", name="Save and go on").click()
    assert queries.answers_of(sheet) == {"q1_2": rules.NO_ANSWER}
    assert AnswerChange.objects.count() == 3


@pytest.mark.parametrize(
    ("language", "width", "scheme"), [("en", 1280, "light"), ("ar", 320, "dark"), ("fr", 320, "light"), ("sw", 1280, "dark")]
)
def test_every_page_of_a_sheet_is_accessible(officer, open_page, language, width, scheme):
    sheet = make_sheet(officer, whole_answers())
    second = make_lead(Organisation.objects.get(pk=officer.organisation_id))
    actions.assign_part(actor=officer, sheet_id=sheet.pk, cluster="governance", officer_id=second.account_id)
    actions.submit(actor=officer, sheet_id=sheet.pk)
    actions.begin_verification(actor=second, sheet_id=sheet.pk)
    actions.raise_doubt(actor=second, sheet_id=sheet.pk, item="q1_2", text="Where is the strategy?")
    own = f"/assessment/sheets/{sheet.pk}/"
    pages = ["/assessment/", "/assessment/sheets/", "/assessment/sheets/begin/", "/assessment/sheets/agencies/new/"]
    pages += [
        own,
        *(own + rest for rest in ("people/", "review/", "doubts/", "history/", "upload/", "papers/", "print/", "q/q1_3/")),
    ]
    cookies = cookies_of(second)
    page = open_page("/assessment/", language=language, width=width, scheme=scheme, cookies=cookies)
    for path in pages:
        page.goto(page.url.split("/assessment/")[0] + path)
        assert_accessible(page)
    assert page.wrong == []


def test_a_whole_page_is_answered_without_scripts(officer, open_page):
    sheet = make_sheet(officer)
    page = open_page(f"/assessment/sheets/{sheet.pk}/q/q4_1/", scripts=False, cookies=cookies_of(officer))
    for item in Q.steps["q4_1"].items:
        page.locator(f"[name='a.{item.id}'][value='0']").check()
    with page.expect_navigation():
        page.get_by_role("button", name="Save and go on").click()
    assert {g.value for g in queries.answers_of(sheet).values()} == {"0"}
    page.go_back()
    answer(officer, sheet, {"q4_1.collection": Given("1")})
    with page.expect_navigation():
        page.get_by_role("button", name="Save", exact=True).click()
    assert queries.answers_of(sheet)["q4_1.collection"] == Given("1")

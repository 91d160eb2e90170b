"""What visitors open first, in both directions of writing, both schemes, narrow and wide."""

import pytest

from browser.accessibility import assert_accessible, assert_fits
from web.public.world import SomeVacancies

VIEWS = [("en", 320, "light"), ("en", 1280, "dark"), ("ar", 320, "dark"), ("ar", 1280, "light")]
PATHS = [
    "/",
    "/vacancies/",
    "/vacancies/?q=cook&near=Harbour+Town&hours=part_time",
    "/vacancies/?q=qqqzzz",
    "/vacancies/{open}/",
    "/vacancies/{closed}/",
    "/vacancies/{open}/print/",
    "/offices/",
    "/offices/?near=Nowhere",
    "/pages/",
    "/pages/false-job-offers/",
    "/design/",
    "/design/?errors",
    "/design/staff/",
]


@pytest.fixture
def some(transactional_db) -> SomeVacancies:
    return SomeVacancies.make()


@pytest.mark.parametrize(("language", "width", "scheme"), VIEWS)
def test_axe_finds_nothing_on_public_pages(some, open_page, language, width, scheme):
    for path in PATHS:
        page = open_page(
            path.format(open=some.open.reference, closed=some.closed.reference), language=language, width=width, scheme=scheme
        )
        assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
        assert_accessible(page)


def test_an_error_page_is_as_accessible_as_any_other(open_page, transactional_db):
    page = open_page("/nothing-here/", width=320, language="ar", status=404)
    assert_accessible(page)


def test_a_visitor_finds_a_vacancy_with_the_keyboard_alone(some, open_page):
    page = open_page("/vacancies/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.locator("#q").focus()
    page.keyboard.type("cook")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=cook**")
    page.get_by_role("link", name=some.open.title, exact=True).first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{some.open.reference}/")
    assert page.get_by_role("heading", level=1).inner_text() == some.open.title


def test_the_search_works_without_scripts(some, open_page):
    page = open_page("/vacancies/", scripts=False)
    page.fill("#q", "cook")
    page.click("form#search button")
    assert "q=cook" in page.url
    assert some.open.title in page.locator("#found").inner_text()
    page.locator("#filters summary", has_text="Hours").click()
    page.check("#filters input[name=hours][value=full_time]")
    page.click("#filters button")
    assert "hours=full_time" in page.url
    assert "q=cook" in page.url


def test_with_scripts_a_filter_changes_the_list_without_a_new_page(some, open_page):
    page = open_page("/vacancies/")
    page.evaluate("window.sameDocument = true")
    if not page.locator("#filters input[value=part_time]").is_visible():
        page.locator("#filters summary", has_text="Hours").click()
    page.check("#filters input[name=hours][value=part_time]")
    page.wait_for_url("**hours=part_time**")
    page.wait_for_function("document.querySelector('#count').innerText.startsWith('1 ')")
    assert page.evaluate("window.sameDocument") is True
    assert page.evaluate("document.activeElement.id") == "f-hours-part_time"
    assert page.locator("#said").inner_text() == "1 result"
    assert page.wrong == []


def test_a_chosen_language_and_chosen_colours_stay(open_page, transactional_db):
    page = open_page("/", scripts=False)
    page.locator("details.menu summary").last.click()
    page.locator("button[lang=ar]").click()
    assert page.locator("html").get_attribute("dir") == "rtl"
    page.locator("button[name=scheme][value=dark]").click()
    assert page.locator("html").get_attribute("data-scheme") == "dark"
    assert page.locator("html").get_attribute("dir") == "rtl"


def test_the_menu_of_languages_fits_on_a_narrow_screen(open_page, transactional_db):
    for language in ("en", "ar"):
        page = open_page("/", width=320, language=language)
        page.locator("details.menu summary").last.click()
        box = page.locator("details.menu[open] > div").bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 320
        assert_fits(page)

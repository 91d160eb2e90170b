"""The counsellor's renderer: one form, accessible in both directions of writing, and usable with the keyboard alone."""

import pytest
from django.conf import settings

from browser.accessibility import assert_accessible
from openpes.base.text import fold
from openpes.dialogues import actions
from openpes.people.models import Place, Registration
from people.factories import OrganisationFactory, make_person, make_registration, make_staff
from web.signing_in import signed_in


@pytest.fixture
def counter(transactional_db):
    """(counsellor, cookies of their browser)"""
    office = OrganisationFactory(name="Office of Port Sarim")
    Place.objects.create(code="T-1", kind="town", name="Port Sarim", folded=fold("Port Sarim"), latitude=-16.0, longitude=82.0)
    staff = make_staff(organisation=office)
    known = make_person("Amina", "Diallo", birth_year=1990)
    make_registration(known, office)
    key = signed_in(staff).cookies[settings.SESSION_COOKIE_NAME].value
    return staff, [{"name": settings.SESSION_COOKIE_NAME, "value": key}]


@pytest.mark.parametrize(("language", "width", "scheme"), [("en", 1280, "light"), ("ar", 320, "dark")])
def test_the_form_with_a_possible_duplicate_is_accessible(counter, open_page, language, width, scheme):
    staff, cookies = counter
    session = actions.start(actor=staff, dialogue="placement.register_jobseeker", channel="counter")
    answers = {"name": {"given": "Amina", "family": "Diallo"}, "born": {"year": 1990}}
    actions.answer_many(actor=staff, session_id=session.pk, values=answers)
    page = open_page(f"/d/{session.pk}/form/", language=language, width=width, scheme=scheme, cookies=cookies)
    assert "Amina Diallo" in page.inner_text("main")
    assert_accessible(page)


def test_a_person_is_registered_at_the_counter_with_the_keyboard_alone(counter, open_page):
    staff, cookies = counter
    session = actions.start(actor=staff, dialogue="placement.register_jobseeker", channel="counter")
    page = open_page(f"/d/{session.pk}/form/", scripts=False, cookies=cookies)
    for label, text in (("Given names", "Omar"), ("Family name", "Ba"), ("Town or village", "Port Sarim")):
        page.get_by_label(label).first.focus()
        page.keyboard.type(text)
    page.locator("[name='born.year']").focus()
    page.keyboard.type("1984")
    page.get_by_label("Unemployed").first.focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Register me").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.get_by_label("Port Sarim", exact=True).first.focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Register me").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.endswith("/receipt/")
    row = Registration.objects.get(channel="counter")
    assert row.reference in page.inner_text("main")

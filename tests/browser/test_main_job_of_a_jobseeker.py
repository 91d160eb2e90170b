"""Register, fill in the profile, see matches, apply: with the keyboard alone and with scripts off, from a visitor to a receipt."""

import re

import pytest
from django.core import mail
from django.core.cache import cache

from browser.accessibility import assert_accessible
from openpes.base.text import fold
from openpes.people.models import Place, Registration
from openpes.placement.models import Application
from openpes.work.models import OccupationLabel, OccupationSkill
from people.factories import OrganisationFactory
from work.factories import VacancyFactory, make_occupation, make_skill

EMAIL = "amina@example.org"


@pytest.fixture
def world(transactional_db):
    """An office, a town, an occupation with a skill, a vacancy that fits."""
    cache.clear()
    OrganisationFactory(name="Office of Port Sarim")
    Place.objects.create(code="T-1", kind="town", name="Port Sarim", folded=fold("Port Sarim"), latitude=-16.0, longitude=82.0)
    cook, meals = make_occupation("cook"), make_skill("prepare meals")
    OccupationLabel.objects.create(occupation=cook, language="en", kind="preferred", text="cook", folded="cook")
    OccupationSkill.objects.create(occupation=cook, skill=meals, relation="essential")
    return VacancyFactory(title="Cook for the school", isco="5120", occupation=cook)


class Keyboard:
    """A person without a mouse: focus, type, tick, Enter. Every page on the way must be accessible and fit."""

    def __init__(self, page, *, scripts: bool):
        self.page, self.keys, self.scripts = page, page.keyboard, scripts

    def heading(self) -> str:
        return self.page.locator("h1").first.inner_text()

    def check(self) -> None:
        """axe is a script itself: it looks only in the run with scripts."""
        if self.scripts:
            assert_accessible(self.page)

    def type(self, label: str, text: str) -> None:
        self.page.get_by_label(label).first.focus()
        self.keys.type(text)

    def tick(self, label: str) -> None:
        self.page.get_by_label(label).first.focus()
        self.keys.press("Space")

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name).first.focus()
        with self.page.expect_navigation():
            self.keys.press("Enter")

    def follow(self, name: str) -> None:
        self.page.get_by_role("link", name=name).first.focus()
        with self.page.expect_navigation():
            self.keys.press("Enter")

    def choose(self, label: str) -> None:
        self.tick(label)
        self.press("Continue")


def sign_up(person: Keyboard) -> None:
    """By e-mail code, in the middle of the dialogue."""
    person.follow("Make an account")
    person.type("E-mail", EMAIL)
    person.keys.press("Enter")
    person.page.wait_for_url("**confirm**")
    code = re.search(r"^\s*([A-Z0-9]{3,5}-?[A-Z0-9]{3,5})\s*$", mail.outbox[-1].body, re.MULTILINE).group(1)
    person.page.locator("input[name=code]").focus()
    person.keys.type(code)
    with person.page.expect_navigation():
        person.keys.press("Enter")


def register(person: Keyboard) -> None:
    person.press("Begin")
    assert "What is your name?" in person.heading()
    person.type("Given names", "Amina")
    person.type("Family name", "Diallo")
    person.check()
    person.press("Continue")
    person.type("Year", "1990")
    person.press("Continue")
    person.type("Town or village", "Prot Sarim")
    person.press("Continue")
    person.tick("Port Sarim")
    person.check()
    person.press("Continue")
    person.press("Continue")
    person.choose("Unemployed")
    person.tick("I can start work within 14 days")
    person.press("Continue")
    person.check()
    person.press("Continue")
    assert person.heading() == "Check your answers"
    person.check()
    person.press("Sign in and send")
    sign_up(person)
    person.page.wait_for_url("**/review/")
    person.press("Register me")
    assert person.page.url.endswith("/receipt/")
    person.check()


def fill_in_profile(person: Keyboard) -> None:
    person.follow("What comes next")
    person.press("Begin")
    person.type("Find by your own words", "cook")
    person.press("Find")
    person.tick("cook")
    person.check()
    person.press("Continue")
    person.type("What did you do?", "Cook")
    person.check()
    person.press("Continue")
    person.tick("prepare meals")
    person.press("Continue")
    person.press("Continue")
    person.check()
    person.press("Continue")
    person.choose("Upper secondary school")
    person.choose("Full time")
    person.press("Continue")
    person.press("Continue")
    person.check()
    person.press("Continue")
    person.choose("20 km") if "How far" in person.heading() else None
    person.choose("Both are fine")
    person.choose("At once")
    person.choose("No")
    person.press("Keep my profile")
    person.follow("What comes next")


@pytest.mark.parametrize(("width", "scripts"), [(320, True), (1280, False)])
def test_a_visitor_registers_builds_a_profile_and_applies_with_the_keyboard_alone(world, open_page, width, scripts):
    person = Keyboard(open_page("/d/start/placement.register_jobseeker/", width=width, scripts=scripts), scripts=scripts)
    register(person)
    fill_in_profile(person)
    assert person.heading() == "Vacancies for me"
    person.check()
    person.follow("Apply")
    person.check()
    person.press("Begin")
    person.choose("My profile here")
    person.type("Do you want to write something to the employer?", "I can begin on Monday.")
    person.press("Continue")
    person.choose("Yes")
    person.press("Send my application")
    row = Application.objects.get()
    assert row.reference in person.page.inner_text("main")
    assert row.person == Registration.objects.get().person
    person.follow("What comes next")
    assert person.heading() == world.title
    person.check()

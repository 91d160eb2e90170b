"""The employer's whole way with the keyboard alone and without scripts; and its pages looked at by axe."""

import datetime as dt

import pytest
from django.conf import settings

from browser.accessibility import assert_accessible, assert_fits
from matching import world
from openpes.base import clock
from openpes.base.actor import Actor
from openpes.placement.actions.invitations import answer_invitation
from openpes.placement.models import Application, Invitation, Placement
from openpes.work.models import Employer, Vacancy
from people.factories import AccountFactory, make_person
from placement.factories import ApplicationFactory
from web.signing_in import signed_in
from work.factories import EmployerFactory, make_employer_actor

ADVERT = """Cook
Location: Lund
Salary: 1,800 - 2,100 QSD a month
Full time, permanent
Number of positions: 2
You cook meals for a school. Kitchen hygiene is important."""


class Keyboard:
    """Presses keys as a person without a mouse does."""

    def __init__(self, page):
        self.page = page

    def to(self, css, tries=200):
        """Tab until the focus is on something that matches."""
        for _ in range(tries):
            if self.page.locator(f"{css}:focus").count():
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"the keyboard does not reach {css} on {self.page.url}")

    def enter(self, css):
        self.to(css)
        before = self.page.url
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        return before

    def type(self, css, text):
        self.to(css)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def pick(self, css):
        """Mark a box or one of several round buttons: the round ones with arrow keys, as browsers have it."""
        group = self.page.locator(css).first.get_attribute("name")
        if self.page.locator(css).first.get_attribute("type") == "checkbox":
            self.to(css)
            self.page.keyboard.press("Space")
            return
        self.to(f'input[name="{group}"]')
        for _ in range(40):
            if self.page.locator(f"{css}:focus").count():
                self.page.keyboard.press("Space")
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{css} is not among its choices")

    def answer_with(self, said):
        """Go through a dialogue to its review: give what is said, keep what is proposed, pass what may be left out."""
        for _ in range(60):
            if "/review/" in self.page.url:
                return
            name = self.page.url.rstrip("/").rsplit("/", 1)[-1]
            if name in said:
                said[name](self)
            self.enter('main form button.btn[value="answer"]')
        raise AssertionError("the dialogue does not come to its review")


@pytest.fixture
def market(transactional_db):
    world.build()


def cookie_of(actor):
    return [{"name": settings.SESSION_COOKIE_NAME, "value": signed_in(actor).cookies[settings.SESSION_COOKIE_NAME].value}]


def text(css, words):
    return lambda keyboard: keyboard.type(css, words)


def find_place(name):
    """Type the name first; then choose among the places of that name."""

    def answer(keyboard):
        if keyboard.page.locator('main form input[type="radio"]').count():
            keyboard.pick('main form input[type="radio"]')
        else:
            keyboard.type('main form input[name$=".words"]', name)

    return answer


def test_from_registering_to_the_reported_hire_with_the_keyboard_and_without_scripts(market, open_page):
    account = AccountFactory(person=make_person("Sam", "Reed"))
    newcomer = Actor(role="jobseeker", account_id=account.pk, person_id=account.person_id)
    page = open_page("/employer/", scripts=False, cookies=cookie_of(newcomer))
    keyboard = Keyboard(page)

    # Register.
    keyboard.enter('main a[href*="work.register_employer"]')
    keyboard.enter("main form button.btn.big")
    keyboard.answer_with(
        {
            "kind": lambda k: k.pick('input[value="firm"]'),
            "name": text("main form input[name=name]", "Northgate Bakery"),
            "place": find_place("Lund"),
            "contact_name": text("main form input[name=contact_name]", "Sam Reed"),
        }
    )
    keyboard.enter("main form button.btn.big")
    employer = Employer.objects.get()
    assert employer.reference in page.locator("main").inner_text()
    assert "An officer now checks who you are" in page.locator("main").inner_text()
    Employer.objects.update(tier=1)  # an officer verified it

    # Post a vacancy by pasting the advert.
    actor = Actor(role="employer", account_id=account.pk, person_id=account.person_id, employer_id=employer.pk)
    page = open_page("/employer/", scripts=False, cookies=cookie_of(actor))
    keyboard = Keyboard(page)
    keyboard.enter('main a[href*="work.post_vacancy"]')
    keyboard.enter("main form button.btn.big")
    keyboard.answer_with(
        {
            "how": lambda k: k.pick('input[value="paste"]'),
            "advert": text("main form textarea", ADVERT),
            "occupation": lambda k: k.pick('main form input[type="checkbox"]'),
            "skills": lambda k: k.pick('main form input[type="checkbox"]'),
            "telework": lambda k: k.pick('input[value="none"]'),
            "fee_asked": lambda k: k.pick('input[value="no"]'),
        }
    )
    keyboard.enter("main form button.btn.big")
    vacancy = Vacancy.objects.get()
    assert (vacancy.title, vacancy.status, vacancy.pay_min_minor, vacancy.isco) == ("Cook", "published", 180000, "5120")

    # See people without names and invite one.
    person = world.profile(skills=("Cook meals",)).person
    page = open_page(f"/employer/vacancies/{vacancy.reference}/people/", scripts=False, cookies=cookie_of(actor))
    keyboard = Keyboard(page)
    assert "Sarr" not in page.content()
    keyboard.enter('main a[href*="/invite/"]')
    keyboard.type("main form textarea", "Come and see our kitchen")
    keyboard.enter("main form button.btn")
    invitation = Invitation.objects.get()
    answer_invitation(
        actor=Actor(role="jobseeker", account_id=AccountFactory().pk, person_id=person.pk),
        invitation_id=invitation.pk,
        accept=True,
    )
    other = ApplicationFactory(vacancy=vacancy, person=make_person("Ben", "Diaz"))
    invited = Application.objects.get(person=person)

    # Shortlist one, do not choose the other with a reason, report the hire.
    page = open_page(f"/employer/vacancies/{vacancy.reference}/", scripts=False, cookies=cookie_of(actor))
    keyboard = Keyboard(page)
    keyboard.enter(f'main a[href="/employer/applications/{invited.reference}/shortlist/"]')
    keyboard.enter("main form button.btn")
    page = open_page(f"/employer/applications/{other.reference}/reject/", scripts=False, cookies=cookie_of(actor))
    keyboard = Keyboard(page)
    keyboard.pick('input[value="experience"]')
    keyboard.type("main form textarea", "We need two years in a kitchen")
    keyboard.enter("main form button.btn")
    page = open_page(f"/employer/applications/{invited.reference}/", scripts=False, cookies=cookie_of(actor))
    keyboard = Keyboard(page)
    keyboard.enter(f'main a[href="/employer/applications/{invited.reference}/hire/"]')
    keyboard.to("input[name=started_on]")
    day = clock.today() + dt.timedelta(days=7)
    page.keyboard.type(day.strftime("%m%d%Y"))
    keyboard.enter("main form button.btn")

    other.refresh_from_db()
    assert (other.status, other.rejection_words) == ("rejected", "We need two years in a kitchen")
    placement = Placement.objects.get()
    assert (placement.person, placement.origin, placement.started_on) == (person, "invitation", day)
    vacancy.refresh_from_db()
    assert (vacancy.places_filled, vacancy.status) == (1, "published")


@pytest.mark.parametrize(("language", "width", "scheme"), [("en", 1280, "light"), ("ar", 320, "dark")])
def test_axe_finds_nothing_on_the_employers_pages(market, open_page, language, width, scheme):
    vacancy = world.vacancy("Cook in a school", "5120", "Lund", ("Cook meals", "Plan menus"), employer=EmployerFactory())
    actor = make_employer_actor(vacancy.employer)
    application = ApplicationFactory(vacancy=vacancy, person=world.profile(skills=("Cook meals",)).person)
    world.profile()
    here, one = f"/employer/vacancies/{vacancy.reference}", f"/employer/applications/{application.reference}"
    cookies = cookie_of(actor)
    paths = [
        "/employer/", "/employer/?state=closed", f"{here}/", f"{here}/people/", f"{here}/advert/", f"{here}/change/", f"{here}/matched-by/?skill_words=first+aid",
        f"{here}/step/close/", f"{one}/", f"{one}/reject/", f"{one}/interview/", f"{one}/hire/", "/employer/firm/",
        "/employer/firm/change/", "/employer/firm/contacts/invite/", "/employer/history/",
    ]  # fmt: skip
    for path in paths:
        page = open_page(path, language=language, width=width, scheme=scheme, cookies=cookies)
        assert_accessible(page)
        assert_fits(page)
    page = open_page("/employer/", language=language, width=width, scheme=scheme)
    assert_accessible(page)

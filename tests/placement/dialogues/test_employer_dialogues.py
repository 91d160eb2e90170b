from dataclasses import replace

import pytest

from matching import world
from openpes.base.actor import VISITOR, Actor
from openpes.base.errors import Conflict, InvalidInput, NotAllowed, NotFound
from openpes.base.models import ServiceEvent
from openpes.dialogues import actions, queries
from openpes.dialogues.models import DialogueSession
from openpes.work import perms
from openpes.work.actions.vacancies import facts_of
from openpes.work.models import Employer, Vacancy, VacancyReport
from people.factories import make_client, make_staff
from placement.dialogues.walking import walk
from work.factories import EmployerFactory, VacancyFactory, make_employer_actor

pytestmark = pytest.mark.django_db

ADVERT = """Cook
Location: Lund
Salary: 1,800 - 2,100 QSD a month
Full time, permanent
Number of positions: 2
You cook meals for a school. Kitchen hygiene is important.
Apply at https://food.example/jobs/12"""
SAID = {"how": "paste", "advert": ADVERT, "fee_asked": False, "telework": "none"}
FIRM = {
    "kind": "firm", "name": "Northgate Bakery", "place": {"label": "Behind the market"}, "contact_name": "Sam Reed",
    "contact_email": "sam@example.org",
}  # fmt: skip


@pytest.fixture
def market():
    world.build()


def test_a_person_registers_an_employer_and_reads_what_happens_next():
    client = make_client()
    session = walk(client, "work.register_employer", FIRM)
    employer = Employer.objects.get()
    assert perms.may_act_for_employer(client.account_id, employer.pk)
    assert (employer.tier, employer.establishments.get().address) == (0, "Behind the market")
    assert session.result["_reference"] == employer.reference
    assert "2 open vacancies" in session.result["_message"]
    assert actions.commit(actor=client, session_id=session.pk).result == session.result
    assert Employer.objects.count() == 1


def test_an_employer_registered_by_dialogue_posts_by_dialogue(market):
    client = make_client()
    walk(client, "work.register_employer", FIRM)
    employer = Employer.objects.get()
    actor = Actor(role="employer", account_id=client.account_id, person_id=client.person_id, employer_id=employer.pk)
    walk(actor, "work.post_vacancy", SAID)
    assert Vacancy.objects.get().employer == employer


def test_an_agency_is_asked_for_its_licence_and_a_firm_is_not():
    with pytest.raises(InvalidInput) as error:
        walk(make_client(), "work.register_employer", FIRM | {"kind": "private_agency"})
    assert error.value.field == "licence_number"
    said = FIRM | {"kind": "private_agency", "licence_number": "L-7", "licence_until": "2099-01-31"}
    walk(make_client(), "work.register_employer", said)
    assert Employer.objects.get().licence_number == "L-7"


def test_a_licence_that_is_over_is_said_beside_its_question():
    said = FIRM | {"kind": "private_agency", "licence_number": "L-7", "licence_until": "2020-01-31"}
    with pytest.raises(InvalidInput) as error:
        walk(make_client(), "work.register_employer", said)
    assert error.value.field == "licence_until"


def test_a_visitor_answers_first_and_signs_in_to_send():
    with pytest.raises(NotAllowed) as error:
        walk(VISITOR, "work.register_employer", FIRM, owner="browser")
    assert error.value.code == "sign_in"
    assert not Employer.objects.exists()


def test_an_officer_registers_an_employer_on_the_telephone():
    officer = make_staff("employer_liaison")
    walk(officer, "work.register_employer", FIRM, channel="phone")
    employer = Employer.objects.get()
    assert employer.organisation_id == officer.organisation_id
    event = ServiceEvent.objects.get(act="work.employer_registered")
    assert (event.channel, event.assisted) == ("phone", True)
    assert employer.contacts.get().state == "invited"


def test_a_pasted_advert_is_proposed_part_by_part_and_published(market):
    actor = make_employer_actor()
    session = walk(actor, "work.post_vacancy", SAID)
    vacancy = Vacancy.objects.get()
    assert (vacancy.title, vacancy.status, vacancy.isco) == ("Cook", "published", "5120")
    assert (vacancy.pay_min_minor, vacancy.pay_max_minor, vacancy.pay_period) == (180000, 210000, "month")
    assert (vacancy.contract, vacancy.hours, vacancy.places_total) == ("permanent", "full_time", 2)
    assert vacancy.places.get().place.name == "Lund"
    assert {s.skill.label for s in vacancy.skills.all()} >= {"Cook meals", "Kitchen hygiene"}
    assert (vacancy.apply_by, vacancy.apply_to) == ("link", "https://food.example/jobs/12")
    assert session.result["_next"] == f"/employer/vacancies/{vacancy.reference}/people/"
    assert actions.commit(actor=actor, session_id=session.pk).pk == session.pk
    assert Vacancy.objects.count() == 1


def test_typed_without_pay_stays_unknown_and_the_page_says_why_pay_helps(market):
    actor = make_employer_actor()
    said = {"how": "type", "title": "Cook", "place": {"label": "Lund"}, "contract": "unknown", "hours": "unknown"}
    walk(actor, "work.post_vacancy", SAID | said)
    assert Vacancy.objects.get().pay_min_minor is None
    session = actions.start(actor=actor, dialogue="work.post_vacancy")
    actions.answer(actor=actor, session_id=session.pk, slot="title", value="Cook")
    found = actions.look_at(actor=actor, dialogue="work.post_vacancy")
    assert found[0].slot("pay_from").help
    from openpes.dialogues.queries import running

    run = running(actor=actor, session_id=session.pk)
    assert any("pay" in str(note.title) for note in run.dialogue.intro(run.turn))


def test_conditions_are_asked_with_their_reasons(market):
    actor = make_employer_actor()
    said = SAID | {
        "conditions": ["language", "experience"],
        "languages": [{"language": "ar", "level": 3}],
        "language_reason": "The children speak Arabic",
        "experience": 12,
        "experience_reason": "You cook alone from the first day",
    }
    walk(actor, "work.post_vacancy", said)
    vacancy = Vacancy.objects.get()
    assert {(r.kind, r.reason) for r in vacancy.requirements.all()} == {
        ("language", "The children speak Arabic"),
        ("experience", "You cook alone from the first day"),
    }
    assert vacancy.experience_months == 12


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"fee_asked": True}, "fee_asked"),
        ({"conditions": ["physical"], "physical": "lift 20 kg", "physical_reason": "required"}, "physical_reason"),
        ({"pay_from": {"minor": 100, "currency": "QSD", "period": "hour"}, "pay_to": None}, "pay_from"),
        (
            {
                "pay_from": {"minor": 180000, "currency": "QSD", "period": "month"},
                "pay_to": {"minor": 1900, "currency": "QSD", "period": "hour"},
            },
            "pay_to",
        ),
        ({"description": "Applicants must pay a deposit of 100."}, "description"),
    ],
)
def test_what_the_rules_refuse_is_said_beside_the_question(market, changes, field):
    with pytest.raises(InvalidInput) as error:
        walk(make_employer_actor(), "work.post_vacancy", SAID | changes)
    assert error.value.field == field
    assert not Vacancy.objects.exists()


def test_an_unverified_employers_vacancy_waits_and_the_receipt_says_so(market):
    session = walk(make_employer_actor(EmployerFactory(unverified=True)), "work.post_vacancy", SAID)
    assert Vacancy.objects.get().status == "in_review"
    assert "An officer reads" in session.result["_message"]


def test_an_officer_posts_for_an_employer_and_strangers_cannot(market):
    employer = EmployerFactory(unverified=True)
    officer = make_staff("employer_liaison")
    walk(officer, "work.post_vacancy", SAID, context={"employer": str(employer.pk)}, channel="phone")
    vacancy = Vacancy.objects.get()
    assert (vacancy.employer, vacancy.status) == (employer, "published")
    for context in ({}, {"employer": "nonsense"}):
        with pytest.raises(NotFound):
            actions.start(actor=officer, dialogue="work.post_vacancy", context=context)
    with pytest.raises(NotAllowed):
        actions.start(actor=make_client(), dialogue="work.post_vacancy", context={"employer": str(employer.pk)})
    stranger = make_employer_actor()
    session = walk(stranger, "work.post_vacancy", SAID, context={"employer": str(employer.pk)})
    assert Vacancy.objects.get(pk=session.result["vacancy_id"]).employer_id == stranger.employer_id


def test_an_employer_with_too_many_open_vacancies_reads_it_before_the_first_question():
    employer = EmployerFactory(unverified=True)
    VacancyFactory.create_batch(2, employer=employer)
    with pytest.raises(Conflict) as error:
        actions.start(actor=make_employer_actor(employer), dialogue="work.post_vacancy")
    assert error.value.code == "too_many_open"


def test_a_visitor_reports_a_vacancy_without_an_account():
    vacancy = VacancyFactory()
    session = walk(
        VISITOR, "work.report_vacancy", {"reason": "fee_asked", "text": "They asked for 50"}, owner="b",
        context={"vacancy": vacancy.reference},
    )  # fmt: skip
    assert (VacancyReport.objects.get().reason, session.state) == ("fee_asked", "committed")
    with pytest.raises(NotFound):
        actions.start(actor=VISITOR, dialogue="work.report_vacancy", owner="b", context={"vacancy": "V-0000-0000"})


def test_something_else_needs_words():
    vacancy = VacancyFactory()
    with pytest.raises(InvalidInput) as error:
        walk(VISITOR, "work.report_vacancy", {"reason": "other"}, owner="b", context={"vacancy": vacancy.reference})
    assert error.value.field == "what"
    assert DialogueSession.objects.get().state == "open"


NEEDS = {
    "conditions": ["language", "experience"],
    "languages": [{"language": "fr", "level": 3}],
    "language_reason": "The guests speak French",
    "experience": 6,
    "experience_reason": "You are alone in the kitchen",
}


def test_conditions_are_changed_later_and_the_rest_stays(market):
    actor = make_employer_actor()
    walk(actor, "work.post_vacancy", SAID | NEEDS)
    vacancy = Vacancy.objects.get()
    before = facts_of(vacancy)
    asked = {"vacancy": str(vacancy.pk)}
    session = actions.start(actor=actor, dialogue="work.change_conditions", context=asked)
    shown = queries.running(actor=actor, session_id=session.pk).turn.answers
    assert (shown["languages"], shown["experience"]) == (NEEDS["languages"], 6)
    said = {"conditions": ["language"], "languages": [{"language": "fr", "level": 2}]}
    for slot, value in said.items():
        actions.answer(actor=actor, session_id=session.pk, slot=slot, value=value)
    done = actions.commit(actor=actor, session_id=session.pk)
    assert done.result["_next"] == f"/employer/vacancies/{vacancy.reference}/advert/"
    vacancy.refresh_from_db()
    after = facts_of(vacancy)
    assert [(r.kind, r.code, r.level, r.reason) for r in after.requirements] == [("language", "fr", 2, "The guests speak French")]
    assert after.experience_months is None
    kept = {"requirements": (), "experience_months": None}
    assert replace(before, **kept) == replace(after, **kept)


def test_conditions_of_somebody_elses_or_a_closed_vacancy_are_not_changed(market):
    actor = make_employer_actor()
    walk(actor, "work.post_vacancy", SAID)
    vacancy = Vacancy.objects.get()
    with pytest.raises(NotFound):
        actions.start(actor=make_employer_actor(), dialogue="work.change_conditions", context={"vacancy": str(vacancy.pk)})
    with pytest.raises(NotFound):
        actions.start(actor=actor, dialogue="work.change_conditions", context={"vacancy": "not an id"})
    Vacancy.objects.update(status="closed")
    with pytest.raises(Conflict):
        actions.start(actor=actor, dialogue="work.change_conditions", context={"vacancy": str(vacancy.pk)})

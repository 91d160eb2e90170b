"""The generator: how many, how varied, repeatable, and nobody real."""

import datetime as dt
from collections import Counter

import pytest

from openpes.base import countrypack
from openpes.casework.enums import TaskKind, TaskState
from openpes.console.demo import cast
from openpes.console.demo.generate import generate
from openpes.console.demo.trades import taxonomy
from openpes.placement.enums import ApplicationStatus, ReferralStatus
from openpes.placement.rules import placement_status
from openpes.work import enums as work

TODAY = dt.date(2026, 11, 23)


@pytest.fixture(scope="module")
def country():
    return generate(countrypack.named("demo"), TODAY)


def test_the_country_has_the_promised_size(country):
    assert len(country.jobseekers) == 2000
    assert len(country.employers) == 300
    assert len(country.vacancies) == 1500
    assert sum(v.is_open for v in country.vacancies) > 900


def test_the_same_day_gives_the_same_country(country):
    assert generate(countrypack.named("demo"), TODAY) == country


def test_another_day_gives_the_same_people(country):
    later = generate(countrypack.named("demo"), TODAY + dt.timedelta(days=400))
    assert [p.names for p in later.jobseekers] == [p.names for p in country.jobseekers]
    assert [e.name for e in later.employers] == [e.name for e in country.employers]


def test_names_come_in_several_scripts_and_some_people_have_one_name_only(country):
    scripts = Counter(name.script for person in country.jobseekers for name in person.names)
    assert scripts["Arab"] > 200
    assert scripts["Cyrl"] > 5
    assert scripts["Deva"] > 5
    assert sum(any(name.only for name in p.names) for p in country.jobseekers) > 30


def test_many_people_have_no_email_no_papers_a_landmark_or_a_shared_phone(country):
    people = country.jobseekers
    assert sum(not p.email for p in people) > len(people) / 2
    assert sum(p.document is None for p in people) > 100
    assert sum(p.landmark for p in people) > 400
    assert sum(p.phone_shared for p in people) > 100
    assert sum(p.birth_month_day is None for p in people) > 300


def test_experience_is_paid_unpaid_own_account_and_informal(country):
    kinds = Counter(job.kind for person in country.jobseekers for job in person.jobs)
    assert set(kinds) == set(work.ExperienceKind.values)
    assert min(kinds.values()) > 50


def test_every_address_number_and_mailbox_is_invented(country):
    people = country.jobseekers
    assert all(p.phone.startswith("+999") for p in people if p.phone)
    assert all(p.email.endswith(".example") for p in people if p.email)
    assert all(e.phone.startswith("+999") for e in country.employers)
    assert all(e.email.endswith(".example") for e in country.employers if e.email)


def test_identity_cards_pass_the_check_of_the_country(country):
    kinds = {kind.code: kind for kind in countrypack.named("demo").document_types}
    for person in country.jobseekers:
        if person.document:
            kind, number = person.document
            assert kinds[kind].accepts(number), (kind, number)


def test_no_vacancy_pays_less_than_the_law_asks(country):
    pack = countrypack.named("demo")
    least = {p: pack.minimum_wage(TODAY, p).amount_minor for p in ("hour", "day", "month", "year")}
    paid = [v for v in country.vacancies if v.pay_min is not None]
    assert all(v.pay_min >= least[v.pay_period] for v in paid)
    assert all(v.pay_max >= v.pay_min for v in paid)
    assert len(country.vacancies) - len(paid) > 100


def test_vacancies_are_varied(country):
    seen = country.vacancies
    assert sum(v.language == "ar" for v in seen) > 80
    assert sum(len(v.towns) > 1 for v in seen) > 50
    assert sum(v.contract == "seasonal" for v in seen) > 50
    assert sum(v.telework in ("partly", "fully") for v in seen) > 50
    assert sum(v.audience != "public" for v in seen) > 50
    assert sum(v.handling == "confidential_employer" for v in seen) > 20
    assert len({v.trade for v in seen}) > 120
    assert len({v.description for v in seen}) > 1450


def test_no_text_has_an_unfilled_hole(country):
    for vacancy in country.vacancies:
        text = vacancy.title + vacancy.description
        assert not set("{}<>") & set(text), text
        assert len(vacancy.description) > 120
    assert all("{" not in note.text for note in country.notes)


def test_no_advert_asks_for_sex_age_or_family(country):
    words = (" young person", " young man", " man ", " woman ", " male", " female", " years old", "single ", "married", "native")
    for vacancy in country.vacancies:
        text = f" {vacancy.title} {vacancy.description} ".lower()
        assert not any(word in text for word in words), vacancy.description


def test_codes_are_those_of_the_tables_and_of_the_taxonomy(country):
    known = taxonomy()
    for v in country.vacancies:
        assert v.trade in known.trades
        assert {*v.essential, *v.optional} <= set(known.skills)
        assert v.status in work.VacancyStatus.values
        assert v.contract in work.Contract.values
        assert v.hours in work.Hours.values
        assert v.apply_by in work.ApplyBy.values
        assert set(v.shifts) <= set(work.Shift.values)
    for p in country.jobseekers:
        assert {*p.skills, *p.licences} <= set(known.skills)
        assert set(p.trades) <= set(known.trades)
    assert {a.status for a in country.applications} <= set(ApplicationStatus.values)
    assert {r.status for r in country.referrals} <= set(ReferralStatus.values)
    assert {t.kind for t in country.tasks} <= set(TaskKind.values)
    assert {t.state for t in country.tasks} <= set(TaskState.values)


def test_joseph_has_about_three_hundred_people_and_every_list_of_his_is_alive(country):
    mine = [p for p in country.jobseekers if p.counsellor == cast.JOSEPH and p.state != "ended"]
    assert len(mine) == 300
    tasks = [t for t in country.tasks if t.counsellor == cast.JOSEPH and t.state not in ("done", "dropped")]
    assert sum(t.due_in is not None and t.due_in < 0 for t in tasks) >= 5
    assert sum(t.due_in == 0 for t in tasks) >= 3
    assert {"new", "waiting_us", "waiting_client", "waiting_other"} <= {t.state for t in tasks}


def test_lena_has_three_open_vacancies_with_applicants_and_amina_is_one_of_them(country):
    lenas = [v.number for v in country.vacancies if v.employer == cast.LENA and v.is_open and v.key]
    applicants = Counter(a.vacancy for a in country.applications)
    assert len(lenas) == 3
    assert all(applicants[number] >= 5 for number in lenas)
    aminas = [a for a in country.applications if a.person == cast.AMINA]
    assert [a.status for a in aminas] == ["interview", "rejected", "sent"]
    assert [r.status for r in country.referrals if r.person == cast.AMINA] == ["proposed"]
    assert [i.status for i in country.invitations if i.person == cast.AMINA] == ["sent"]
    assert sum(m.person == cast.AMINA and not m.read for m in country.messages) == 3
    assert any(person == cast.AMINA for person, *_ in country.saved)
    assert sum(m.person == cast.AMINA for m in country.messages) >= 5


def test_nothing_happened_before_it_could_or_in_the_future(country):
    people, vacancies = country.jobseekers, country.vacancies
    for a in country.applications:
        days = [ago for _, ago, _ in a.steps]
        assert days == sorted(days, reverse=True)
        assert days[-1] >= 0
        assert people[a.person].registered_ago >= days[0]
        assert vacancies[a.vacancy].posted_ago >= days[0]
    assert all(1 <= e.days_ago <= 182 for e in country.events)
    assert all(r.made_ago <= people[r.person].registered_ago for r in country.referrals)


def test_nobody_applies_twice_to_one_vacancy_and_hires_do_not_pass_the_places(country):
    pairs = Counter((a.person, a.vacancy) for a in country.applications)
    assert max(pairs.values()) == 1
    hired = Counter(a.vacancy for a in country.applications if a.status == "hired")
    assert all(count <= country.vacancies[number].places_total for number, count in hired.items())


def test_placements_stand_on_evidence_and_one_source_alone_confirms_nothing(country):
    assert len(country.placements) > 150
    for placement in country.placements:
        said = [(source, confirms) for source, confirms, _, _ in placement.evidence]
        assert said
        assert placement.status == placement_status(said)
    assert {p.status for p in country.placements} == {"reported", "confirmed", "contested"}


def test_every_door_and_service_has_contacts_in_every_week(country):
    weeks = Counter(e.days_ago // 7 for e in country.events)
    assert min(weeks[n] for n in range(26)) > 100
    assert {"web", "counter", "phone", "sms", "ussd"} <= {e.channel for e in country.events}
    assert len({e.service for e in country.events}) >= 6

"""Lists for everyone: made at night or on demand, both sides count, nothing is hidden; a special measure only with all it needs."""

import datetime as dt

import pytest

from matching import world
from openpes.base import clock
from openpes.base.actor import SYSTEM, Actor
from openpes.base.errors import Conflict, InvalidInput, NotAllowed
from openpes.base.locking import write
from openpes.matching import actions, exclusions
from openpes.matching.models import MatchRun, SpecialMeasure, SuggestedVacancy
from openpes.matching.queries import list_runs, matches_for_person, measure_in_force, people_for_vacancy, suggested_for
from openpes.people.models import TargetGroup, TargetGroupMembership
from openpes.trust.models import AuditEntry
from openpes.trust.subject import erase_subject, export_subject
from openpes.work.enums import VacancyStatus, Visibility

pytestmark = pytest.mark.django_db
ADMINISTRATOR = Actor(role="administrator")


@pytest.fixture(autouse=True)
def _market():
    world.build()


@pytest.fixture
def _hidden(monkeypatch):
    for name in ("_people_hidden_from_employer", "_vacancies_hidden_by_person", "_employers_hidden_by_person"):
        monkeypatch.setattr(exclusions, name, [])


def suggested(profile) -> list:
    return [m.vacancy_id for m in suggested_for(profile_id=profile.pk).matches]


def test_people_with_the_same_wish_are_spread_over_vacancies_that_suit_them_alike():
    vacancies = [world.vacancy(f"Cook {i}", "5120", "Lund", skills=("Cook meals",)) for i in range(6)]
    people = [world.profile(skills=("Cook meals",)) for _ in range(12)]
    report = actions.make_lists(actor=SYSTEM, length=1)
    assert report["before"]["most_shown"] == 12
    assert report["after"] | {"mean_score": 0} == {
        "gini": 0.0,
        "mean_score": 0,
        "never_shown": 0,
        "most_shown": 2,
        "showings": 12,
    }
    assert report["after"]["mean_score"] == report["before"]["mean_score"]
    shown = [suggested(p)[0] for p in people]
    assert {shown.count(v.pk) for v in vacancies} == {2}


def test_places_still_free_say_how_many_people_a_vacancy_is_shown_to():
    large = world.vacancy("Cook", "5120", "Lund", places_total=4, places_filled=1)
    small = world.vacancy("Cook", "5120", "Lund")
    people = [world.profile() for _ in range(8)]
    actions.make_lists(actor=SYSTEM, length=1, give_up=100_000)
    shown = [suggested(p)[0] for p in people]
    assert (shown.count(large.pk), shown.count(small.pk)) == (6, 2)


def test_a_vacancy_that_is_nobodys_first_choice_is_shown_to_whom_it_suits_best(monkeypatch):
    monkeypatch.setattr("openpes.matching.suggesting.FIRST", 1)
    world.vacancy("Cook", "5120", "Lund", skills=("Cook meals",))
    other = world.vacancy("Kitchen helper", "9412", "Lund", skills=("Wash dishes",))
    world.profile(skills=("Cook meals",))
    washes = world.profile(skills=("Cook meals", "Wash dishes"))
    actions.make_lists(actor=SYSTEM, length=1)
    assert suggested(washes) == [other.pk]


def test_without_wet_run_nothing_is_written():
    world.vacancy("Cook", "5120", "Lund")
    world.profile()
    report = actions.make_lists(actor=SYSTEM, wet_run=False)
    assert report["jobseekers"] == 1
    assert not MatchRun.objects.exists()


def test_a_new_run_replaces_the_one_before_and_what_was_left_half_written():
    world.vacancy("Cook", "5120", "Lund")
    who = world.profile()
    actions.make_lists(actor=SYSTEM)
    half = MatchRun.objects.create(started_at=clock.now(), weights_version=1, length=10, give_up=0)
    SuggestedVacancy.objects.create(run=half, profile_id=who.pk, vacancy_id=who.pk, rank=1, score=1, price=0)
    assert len(suggested(who)) == 1
    actions.make_lists(actor=SYSTEM)
    assert SuggestedVacancy.objects.count() == 1
    assert MatchRun.objects.count() == 2
    assert len(suggested(who)) == 1


def test_a_list_hides_nothing_and_drops_what_closed_since():
    first = world.vacancy("Cook", "5120", "Lund")
    world.vacancy("Cook", "5120", "Malmö")
    who = world.profile()
    actions.make_lists(actor=SYSTEM, length=1)
    assert len(suggested(who)) == 1
    assert matches_for_person(profile_id=who.pk).total == 2
    world.change(first, status=VacancyStatus.CLOSED)
    assert first.pk not in suggested(who)


@pytest.mark.usefixtures("_hidden")
def test_what_a_person_hides_or_hides_from_is_never_on_a_list():
    away = world.vacancy("Cook", "5120", "Lund")
    bad = world.vacancy("Cook", "5120", "Lund", employer=world.employer("Bad Ltd"))
    kept = world.vacancy("Cook", "5120", "Malmö", employer=world.employer("Kind Ltd"))
    who = world.profile()
    exclusions.register(
        vacancies_hidden_by_person=lambda person: [away.pk],
        employers_hidden_by_person=lambda person: [bad.employer_id],
        people_hidden_from_employer=lambda employer: [who.person_id] if employer == bad.employer_id else [],
    )
    actions.make_lists(actor=SYSTEM)
    assert suggested(who) == [kept.pk]


def test_who_may_not_be_found_is_on_no_run_and_an_erased_person_leaves_it():
    world.vacancy("Cook", "5120", "Lund")
    hidden = world.profile(visibility=Visibility.HIDDEN)
    who = world.profile()
    actions.make_lists(actor=SYSTEM)
    assert suggested(hidden) == []
    with write():
        assert len(export_subject(who.person_id)["matching"]["suggested_vacancies"]) == 1
        erase_subject(who.person_id)
    assert not SuggestedVacancy.objects.exists()


def group(*profiles, code="young") -> TargetGroup:
    made = TargetGroup.objects.create(code=code, labels={"en": code}, collectable="consent")
    for profile in profiles:
        TargetGroupMembership.objects.create(person_id=profile.person_id, group=made, declared_at=clock.now())
    return made


def test_exposure_is_reported_for_groups_of_ten_and_never_changes_a_list():
    for i in range(4):
        world.vacancy(f"Cook {i}", "5120", "Lund")
    people = [world.profile() for _ in range(21)]
    without = actions.make_lists(actor=SYSTEM, length=2)
    lists = [suggested(p) for p in people]
    group(*people[:10])
    group(*people[10:19], code="too_few")
    report = actions.make_lists(actor=SYSTEM, length=2)
    assert [suggested(p) for p in people] == lists
    assert report["after"] == without["after"]
    assert [g["group"] for g in report["groups"]] == ["", "young"]
    assert report["groups"][1]["people"] == 10
    assert report["groups"][1]["after"]["shown"] == 2
    assert report["groups"][1]["before"]["rivals"] > report["groups"][1]["after"]["rivals"]


def entered(**changes) -> dict:
    today = clock.today()
    return {
        "group": "young", "share": 30, "legal_basis": "Employment Act, section 12", "consultation": "Unions and employers, May",
        "approved_by": "The board", "starts_on": today, "ends_on": today + dt.timedelta(days=100), **changes,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("legal_basis", " "), ("consultation", ""), ("approved_by", None), ("ends_on", None), ("starts_on", None), ("group", ""),
        ("share", None), ("share", 80), ("ends_on", dt.date(2020, 1, 1)), ("ends_on", dt.date(2099, 1, 1)), ("group", "nobody"),
    ],
)  # fmt: skip
def test_a_special_measure_is_refused_with_the_reason_when_anything_is_missing(field, value):
    group()
    with pytest.raises(InvalidInput) as refused:
        actions.enter_measure(actor=ADMINISTRATOR, entered=entered(**{field: value}))
    assert refused.value.field == field
    assert str(refused.value)
    assert not SpecialMeasure.objects.exists()


@pytest.mark.parametrize("role", ["manager", "system", "counsellor", "employer"])
def test_only_an_administrator_enters_a_special_measure(role):
    group()
    with pytest.raises(NotAllowed):
        actions.enter_measure(actor=Actor(role=role), entered=entered())


def test_a_special_measure_orders_lists_of_people_tells_its_cost_and_ends_by_itself():
    row = world.vacancy("Cook", "5120", "Lund", skills=("Cook meals", "Kitchen hygiene"))
    others = [world.profile(skills=("Cook meals", "Kitchen hygiene")) for _ in range(20)]
    members = [world.profile(skills=("Cook meals",)) for _ in range(10)]
    group(*members)
    before = people_for_vacancy(vacancy_id=row.pk)
    assert before.measure == ""
    assert {m.profile_id for m in before.matches} == {p.pk for p in others}
    measure = actions.enter_measure(actor=ADMINISTRATOR, entered=entered(share=30))
    after = people_for_vacancy(vacancy_id=row.pk)
    assert after.measure == "young"
    theirs = {p.pk for p in members}
    for length in range(1, 21):
        assert sum(m.profile_id in theirs for m in after.matches[:length]) >= length * 30 // 100
    cost = actions.make_lists(actor=SYSTEM, wet_run=False)["measure"]
    assert cost["mean_score_after"] < cost["mean_score_before"]
    assert (cost["share_before"], cost["share_after"]) == (0.0, 30.0)
    assert measure_in_force(measure.ends_on) == measure
    assert measure_in_force(measure.ends_on + dt.timedelta(days=1)) is None
    with pytest.raises(Conflict):
        actions.enter_measure(actor=ADMINISTRATOR, entered=entered())
    actions.stop_measure(actor=ADMINISTRATOR, measure=measure)
    assert people_for_vacancy(vacancy_id=row.pk) == before
    acts = set(AuditEntry.objects.values_list("act", flat=True))
    assert {"matching.measure_entered", "matching.measure_stopped"} <= acts


@pytest.mark.parametrize("facts", [{"length": 0}, {"length": 51}, {"give_up": -1}, {"give_up": 500_001}])
def test_impossible_wishes_are_refused(facts):
    with pytest.raises(InvalidInput):
        actions.make_lists(actor=ADMINISTRATOR, **facts)


def test_only_those_who_answer_for_the_service_make_lists_or_read_what_they_change():
    with pytest.raises(NotAllowed):
        actions.make_lists(actor=Actor(role="counsellor"))
    with pytest.raises(NotAllowed):
        list_runs(actor=Actor(role="counsellor"))
    actions.make_lists(actor=ADMINISTRATOR)
    assert len(list_runs(actor=Actor(role="manager"))) == 1


def test_a_country_without_anybody_gets_an_empty_report():
    report = actions.make_lists(actor=SYSTEM)
    assert (report["jobseekers"], report["vacancies"], report["after"]["gini"]) == (0, 0, 0.0)

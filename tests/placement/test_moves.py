"""Moves between occupations are learned from confirmed placements of at least ten people, and stay as they are in a version."""

import datetime as dt

import pytest

from matching import world
from openpes.base import clock
from openpes.base.ids import new_reference
from openpes.matching.index import indexer, knowledge
from openpes.matching.models import MatchWeights
from openpes.matching.queries import explain_pair, matches_for_person
from openpes.placement.enums import PlacementOrigin, PlacementStatus
from openpes.placement.models import Placement
from openpes.placement.moves import people_who_moved
from openpes.work.models import Experience

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _market():
    world.build()


def place(profile, vacancy, **facts):
    return Placement.objects.create(
        reference=new_reference("L"), person=profile.person, vacancy=vacancy, recorded_at=clock.now(),
        **{"origin": PlacementOrigin.values[0], "status": PlacementStatus.CONFIRMED, "started_on": clock.today()} | facts,
    )  # fmt: skip


def cooks_who_drive(people, **facts):
    row = world.vacancy("Lorry driver", "8332", "Lund")
    for _ in range(people):
        place(world.profile("5120"), row, **facts)
    return row


def seen(*, synthetic=False):
    return people_who_moved(synthetic=synthetic, at_least=10)


def pair(before, after):
    return world.occupation(before).pk, world.occupation(after).pk


@pytest.mark.parametrize(("people", "code"), [(9, "occupation"), (10, "occupation_move")])
def test_nine_placements_teach_nothing_and_ten_do(people, code):
    row = cooks_who_drive(people)
    MatchWeights.objects.all().delete()
    knowledge.forget()
    match = explain_pair(profile_id=world.profile("5120").pk, vacancy_id=row.pk)
    assert [r.code for r in match.reasons if r.part == "occupation"] == [code]


def parts_of(match):
    return match.score, match.weights_version, [(reason.code, reason.part, reason.millionths) for reason in match.reasons]


def test_what_was_learned_stays_with_its_version_and_a_rebuild_changes_no_score(monkeypatch):
    row, who = cooks_who_drive(10), world.profile("5120")
    MatchWeights.objects.all().delete()
    knowledge.forget()
    before = explain_pair(profile_id=who.pk, vacancy_id=row.pk)
    (listed,) = matches_for_person(profile_id=who.pk).matches
    Placement.objects.all().delete()
    indexer.rebuild()
    knowledge.forget()
    again, (found,) = explain_pair(profile_id=who.pk, vacancy_id=row.pk), matches_for_person(profile_id=who.pk).matches
    assert parts_of(listed) == parts_of(before) == parts_of(again) == parts_of(found)
    assert not knowledge.learn_again()
    later = clock.now() + dt.timedelta(days=31)
    monkeypatch.setattr(clock, "now", lambda: later)
    monkeypatch.setattr(clock, "today", later.date)
    assert knowledge.learn_again()
    assert not knowledge.learn_again()
    knowledge.forget()
    after = explain_pair(profile_id=who.pk, vacancy_id=row.pk)
    assert after.weights_version == before.weights_version + 1
    assert [r.code for r in after.reasons if r.part == "occupation"] == ["occupation"]


def test_agreed_weights_learn_only_with_the_next_version():
    cooks_who_drive(10)
    MatchWeights.objects.update(approved_by="The board", in_force_from=clock.today() - dt.timedelta(days=90))
    assert not knowledge.learn_again()


def test_the_work_done_last_before_the_placement_counts_and_the_new_work_does_not():
    row = world.vacancy("Lorry driver", "8332")
    for _ in range(10):
        who = world.profile("5120")
        for isco, days in (("9412", 900), ("2221", 90), ("8332", 0)):
            Experience.objects.create(
                profile=who, kind="paid", occupation=world.occupation(isco), title="Work", began=world.days_ago(days)
            )
        place(who, row)
    assert seen() == {pair("2221", "8332"): 10}


def test_one_person_placed_often_is_one_person():
    row, who = world.vacancy("Lorry driver", "8332"), world.profile("5120")
    for _ in range(12):
        place(who, row)
    assert seen() == {}


@pytest.mark.parametrize("facts", [{"status": PlacementStatus.REPORTED}, {"status": PlacementStatus.CONTESTED}])
def test_what_is_not_confirmed_teaches_nothing(facts):
    cooks_who_drive(10, **facts)
    assert seen() == {}


def test_made_up_placements_teach_made_up_weights_only(django_assert_num_queries):
    cooks_who_drive(10, synthetic=True)
    assert seen() == {}
    with django_assert_num_queries(1):
        made_up = seen(synthetic=True)
    assert made_up == {pair("5120", "8332"): 10}

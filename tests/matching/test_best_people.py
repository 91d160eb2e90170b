"""People for a vacancy over the packed base and the changes since: the same as scoring everyone in force, at once after a change."""

import numpy as np
import pytest

from matching import world
from openpes.base import clock
from openpes.base.locking import write
from openpes.matching.engine import compiled, prepared_people, rank_people
from openpes.matching.engine.codes import from_halves
from openpes.matching.index import files, indexer, memory
from openpes.matching.index.best_people import best_people
from openpes.matching.index.knowledge import read_knowledge
from openpes.matching.queries import people_for_vacancy
from openpes.work.enums import Visibility
from openpes.work.models import JobseekerProfile, ProfilePlace

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["chosen at start", "numpy"], autouse=True)
def path(request, monkeypatch):
    """Both paths: the one that this machine chose, and plain numpy."""
    world.build()
    if request.param == "numpy":
        monkeypatch.setattr(compiled, "available", lambda: False)
    return request.param


def everyone_scored(row, limit, hidden=()):
    """(ids, scores, total) by the columns of everyone in force."""
    people, knowledge = memory.current().people.plain(), read_knowledge()
    allowed = np.array([from_halves(h, n) not in hidden for h, n in zip(people.high, people.low, strict=True)])
    ranked = rank_people(
        indexer.record_of(row.pk, knowledge), people, knowledge.weights, knowledge.taxonomy.knowledge,
        today=clock.today().toordinal(), limit=limit, allowed=allowed,
    )  # fmt: skip
    return [from_halves(people.high[r], people.low[r]) for r in ranked.rows], ranked.scores.tolist(), ranked.total


def best(row, limit, hidden=()):
    knowledge = read_knowledge()
    vacancy, today = indexer.record_of(row.pk, knowledge), clock.today().toordinal()
    found = best_people(memory.current(), knowledge, vacancy, today=today, limit=limit, hidden=hidden)
    return found.ids, found.scores, found.total


def people_of_all_kinds():
    made = [
        world.profile(isco, place, km)
        for isco in ("5120", "5132", "2221", "")
        for place, km in (("Lund", 30), ("Malmö", 5), ("", 1))
    ]
    made += [world.profile(skills=names) for names in (("Cook meals",), ("Cook meals", "Plan menus"), ("First aid",))]
    two = world.profile(place="Uppsala")
    ProfilePlace.objects.create(profile=two, place=world.Place.objects.get(name="Lund"), radius_km=90)
    world.hooks.publish("profile.changed", ids=[two.pk])
    return [*made, two]


def change(profile, **facts):
    with write():
        JobseekerProfile.objects.filter(pk=profile.pk).update(**facts)
        world.hooks.publish("profile.changed", ids=[profile.pk])


def test_a_base_and_every_kind_of_change_since_give_what_scoring_everyone_gives(path):
    row = world.vacancy("Cook", "5120", "Lund", skills=("Cook meals", "Plan menus"))
    some = people_of_all_kinds()
    indexer.rebuild()
    assert len(memory.current().people.base) == len(some)
    assert prepared_people.is_compiled() is (path != "numpy" and compiled.available())
    assert best(row, 50) == everyone_scored(row, 50)
    some += people_of_all_kinds()
    change(some[1], visibility=Visibility.HIDDEN)
    change(some[13], telework=True)
    ProfilePlace.objects.filter(profile=some[3]).update(radius_km=1)
    change(some[3])
    assert len(memory.current().people.gone) == 3
    hidden = [some[0].pk, some[14].pk, some[-1].pk]
    for limit in (1, 4, 50):
        assert best(row, limit) == everyone_scored(row, limit)
        assert best(row, limit, hidden) == everyone_scored(row, limit, hidden)
    assert not set(hidden) & set(best(row, 50, hidden)[0])


@pytest.mark.parametrize("few", [0, 1, 3, 100])
def test_after_every_change_of_many_the_answer_is_that_of_scoring_everyone(monkeypatch, few):
    # Whether changes are packed one by one, a few together, or all anew.
    monkeypatch.setattr("openpes.matching.index.best_people.FEW_NEW", few)
    row = world.vacancy("Cook", "5120", "Lund", skills=("Cook meals", "Plan menus"))
    some = [world.profile(), world.profile(skills=("Cook meals",)), world.profile("2221", "Malmö")]
    indexer.rebuild()
    changes = [
        lambda: some.append(world.profile(skills=("Plan menus",))),
        lambda: change(some[0], visibility=Visibility.HIDDEN),
        lambda: change(some[3], telework=False),
        lambda: some.append(world.profile("5132", "")),
        lambda: change(some[3], visibility=Visibility.HIDDEN),
        lambda: change(some[0], visibility=Visibility.NAMELESS),
        lambda: change(some[4], hours_max=20),
        lambda: change(some[3], visibility=Visibility.NAMELESS),
    ]
    for number, act in enumerate(changes):
        act()
        assert best(row, 50) == everyone_scored(row, 50), number
        assert best(row, 2, [some[1].pk]) == everyone_scored(row, 2, [some[1].pk]), number
    assert set(best(row, 50)[0]) == {profile.pk for profile in some}


def test_changes_beyond_the_packed_form_are_scored_by_the_columns(monkeypatch):
    row = world.vacancy("Cook", "5120", "Lund", skills=("Cook meals",))
    people_of_all_kinds()
    indexer.rebuild()
    monkeypatch.setattr("openpes.matching.engine.people_packing.MOST_SKILLS", 0)
    late = world.profile(skills=("Cook meals",))
    assert best(row, 50) == everyone_scored(row, 50)
    assert late.pk in best(row, 50)[0]


def test_a_vacancy_done_from_home_reaches_everyone_the_same_way():
    people_of_all_kinds()
    row = world.vacancy("Cook", "5120", "Lund", telework="fully")
    indexer.rebuild()
    world.profile(place="Uppsala", radius_km=1)
    assert best(row, 50) == everyone_scored(row, 50)
    assert best(row, 50)[2] == len(memory.current().people)


def test_people_beyond_the_packed_form_are_served_by_the_columns(monkeypatch):
    monkeypatch.setattr("openpes.matching.engine.people_packing.MOST_SKILLS", 1)
    row = world.vacancy("Cook", "5120", "Lund", skills=("Cook meals",))
    people_of_all_kinds()
    indexer.rebuild()
    assert memory.current().base.packed_people is None
    assert not (files.folder() / files.read_state().base / "people.flat").exists()
    assert best(row, 50) == everyone_scored(row, 50)
    assert people_for_vacancy(vacancy_id=row.pk, limit=3).total == best(row, 50)[2]


def test_a_list_longer_than_a_page_of_a_heap_is_sorted_by_the_columns(monkeypatch):
    monkeypatch.setattr("openpes.matching.index.best_people.MOST_LISTED", 2)
    row = world.vacancy("Cook", "5120", "Lund")
    people_of_all_kinds()
    indexer.rebuild()
    assert best(row, 3) == everyone_scored(row, 3)

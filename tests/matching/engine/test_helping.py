"""What would help most: counts equal those of trying every change on every vacancy."""

from __future__ import annotations

import uuid

from hypothesis import given, settings
from hypothesis import strategies as st

from matching.engine.strategies import KNOWLEDGE, TODAY, WEIGHTS, people, vacancies
from openpes.matching.engine import Person, Vacancy, explain, vacancy_columns
from openpes.matching.engine.helping import RADIUS_STEPS, Change, what_would_help, with_change

PLACE = (55.70, 13.19)


def is_open(person, vacancy):
    """The definition, for one pair, from its explanation."""
    made = explain(person, vacancy, WEIGHTS, KNOWLEDGE, TODAY)
    moves = [KNOWLEDGE.moves.get(key, {}).get(vacancy.occupation, 0) for _, key in person.occupations]
    near = not person.occupations or made.occupation >= 3 or max(moves) >= 650_000
    missing = set(made.skills_missing) & set(vacancy.skills) if not vacancy.skills_implied else set()
    return near and not (made.breaks or missing or made.licences_missing or made.languages_missing)


@given(people, st.lists(vacancies, max_size=14, unique_by=lambda v: v.id))
@settings(max_examples=200, deadline=None)
def test_every_count_is_what_trying_the_change_finds(person, rows):
    now, changes = what_would_help(person, vacancy_columns(rows), WEIGHTS, KNOWLEDGE, today=TODAY)
    closed = [v for v in rows if not is_open(person, v)]
    assert now == len(rows) - len(closed)
    everything = [Change("skill", s, 0) for s in (1, 2, 3, 4, 5, 6, 2**63 + 7)] + [Change("licence", x, 0) for x in (901, 902)]
    everything += [Change("radius", step, 0) for step in RADIUS_STEPS] + [Change("hours", 0, 0)]
    wanted = {}
    for change in everything:
        opened = sum(is_open(with_change(person, change), v) for v in closed)
        if opened:
            wanted[change.kind, change.value] = opened
    assert {(c.kind, c.value): c.opens for c in changes} == wanted
    assert [c.opens for c in changes] == sorted((c.opens for c in changes), reverse=True)


def test_the_change_that_opens_most_comes_first():
    def advert(n, **more):
        return Vacancy(id=uuid.UUID(int=n), isco=5120, places=(PLACE,), **more)

    rows = [advert(1), advert(2, skills=(50,)), advert(3, skills=(50,)), advert(4, licences=(901,)), advert(5, hours=2)]
    rows += [Vacancy(id=uuid.UUID(int=6), isco=5120, places=((55.70, 13.35),)), advert(7, skills=(50,), licences=(901,))]
    person = Person(id=uuid.UUID(int=9), occupations=((5120, 0),), places=((*PLACE, 5_000),), hours=1)
    now, changes = what_would_help(person, vacancy_columns(rows), WEIGHTS, KNOWLEDGE, today=TODAY)
    assert now == 1
    assert changes[0] == Change("skill", 50, 2)
    assert set(changes[1:]) == {
        Change("licence", 901, 1), Change("hours", 0, 1), *(Change("radius", step, 1) for step in RADIUS_STEPS)
    }  # fmt: skip

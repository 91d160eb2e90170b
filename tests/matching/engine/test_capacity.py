"""Lists that fit the places: bounded loss, everyone shown, the same every time."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openpes.matching.engine.capacity import Candidates, capacity_lists, fair_share, plain_lists
from openpes.matching.rules import gini


def candidates(rows: list[dict[int, int]]) -> Candidates:
    pairs = [sorted(row.items()) for row in rows]
    starts = np.concatenate(([0], np.cumsum([len(p) for p in pairs], dtype=np.int64)))
    flat = [pair for row in pairs for pair in row]
    return Candidates(starts, np.array([v for v, _ in flat]), np.array([s for _, s in flat]))


markets = st.integers(1, 8).flatmap(
    lambda vacancies: st.tuples(
        st.lists(
            st.dictionaries(st.integers(0, vacancies - 1), st.integers(0, 1_000_000), max_size=vacancies), min_size=1, max_size=12
        ),
        st.lists(st.integers(1, 5), min_size=vacancies, max_size=vacancies),
        st.integers(1, 4),
        st.integers(0, 500_000),
    )
)


def crowded(people: int = 300, vacancies: int = 40, seed: int = 3) -> tuple[Candidates, np.ndarray]:
    """Everybody's first choices are the same few vacancies; the others suit them nearly as well."""
    chance = np.random.default_rng(seed)
    worth = np.sort(chance.integers(400_000, 600_000, vacancies))
    rows = [{j: int(worth[j] + chance.integers(-20_000, 20_000)) for j in range(vacancies)} for _ in range(people)]
    return candidates(rows), chance.integers(1, 4, vacancies)


@settings(max_examples=150, deadline=None)
@given(markets)
def test_every_list_holds_own_candidates_once_each_and_is_as_long_as_it_can_be(market):
    rows, places, length, give_up = market
    made = capacity_lists(candidates(rows), np.array(places), length, give_up=give_up)
    for i, row in enumerate(rows):
        shown = made.vacancy[made.starts[i] : made.starts[i + 1]].tolist()
        assert len(shown) == min(length, len(row))
        assert len(set(shown)) == len(shown)
        scores = [row[v] for v in shown]
        assert scores == made.score[made.starts[i] : made.starts[i + 1]].tolist()
        assert scores == sorted(scores, reverse=True)
    assert np.array_equal(made.shown, np.bincount(made.vacancy, minlength=len(places)))
    assert made.objective <= made.bound


@settings(max_examples=150, deadline=None)
@given(markets)
def test_as_many_vacancies_are_shown_as_lists_can_show(market):
    rows, places, length, give_up = market
    made = capacity_lists(candidates(rows), np.array(places), length, give_up=give_up)
    assert np.count_nonzero(made.shown) == most_shown([set(row) for row in rows], length, len(places))


def most_shown(reach: list[set[int]], length: int, vacancies: int) -> int:
    """How many vacancies can be on a list at once: augmenting paths from vacancies to the slots of people, by hand."""
    slots: dict[tuple[int, int], int] = {}

    def place(vacancy: int, tried: set[tuple[int, int]]) -> bool:
        for slot in itertools.product([i for i, r in enumerate(reach) if vacancy in r], range(length)):
            if slot in tried:
                continue
            tried.add(slot)
            if slot not in slots or place(slots[slot], tried):
                slots[slot] = vacancy
                return True
        return False

    return sum(place(v, set()) for v in range(vacancies))


def test_crowding_is_halved_for_a_bounded_loss_and_nobody_is_left_out():
    market, places = crowded()
    plain = plain_lists(market, len(places), 5)
    made = capacity_lists(market, places, 5, give_up=60_000)
    assert gini(made.shown, places) <= 0.5 * gini(plain.shown, places)
    assert made.mean_score >= 0.94 * plain.mean_score
    assert made.shown.min() > 0
    assert plain.shown.min() == 0


def test_nobody_would_be_better_off_with_another_list_at_the_prices_of_the_others():
    market, places = crowded(people=60, vacancies=12)
    made = capacity_lists(market, places, 3, give_up=60_000)
    assert made.passes < 60
    share = fair_share(market, places, 3)

    def price(showings: int, j: int) -> int:
        shown, fits = (showings + 0.5) ** 2, share[j] ** 2
        return int(np.floor(made.strength * (shown - fits) / (shown + fits)))

    for i in range(60):
        held = made.vacancy[made.starts[i] : made.starts[i + 1]].tolist()
        others = made.shown.copy()
        others[held] -= 1
        worth = {
            int(v): int(s) - price(int(others[v]), v)
            for v, s in zip(market.vacancy[market.starts[i] : market.starts[i + 1]],
                            market.score[market.starts[i] : market.starts[i + 1]], strict=True)
        }  # fmt: skip
        assert sum(worth[v] for v in held) == sum(sorted(worth.values(), reverse=True)[:3])


def test_the_same_input_gives_the_same_lists():
    market, places = crowded(people=80, vacancies=15)
    first, second = (capacity_lists(market, places, 4) for _ in range(2))
    assert np.array_equal(first.vacancy, second.vacancy)
    assert (first.strength, first.objective) == (second.strength, second.objective)


def test_a_vacancy_with_more_places_is_shown_to_more_people():
    rows = [{0: 500_000, 1: 500_000} for _ in range(40)]
    made = capacity_lists(candidates(rows), np.array([3, 1]), 1, give_up=100_000)
    assert made.shown.tolist() == [30, 10]


def test_giving_up_nothing_keeps_the_plain_lists_but_for_vacancies_that_nobody_would_see():
    market, places = crowded(people=30, vacancies=6)
    plain = plain_lists(market, 6, 6)
    made = capacity_lists(market, places, 6, give_up=0)
    assert np.array_equal(plain.vacancy, made.vacancy)


@pytest.mark.parametrize(("length", "give_up"), [(0, 0), (1, -1), (1, 1_000_001)])
def test_impossible_wishes_are_refused(length, give_up):
    with pytest.raises(ValueError, match="at least 1"):
        capacity_lists(candidates([{0: 1}]), np.array([1]), length, give_up=give_up)


def test_a_candidate_without_places_is_refused():
    with pytest.raises(ValueError, match="no places"):
        capacity_lists(candidates([{3: 1}]), np.array([1]), 1)


def test_nobody_and_nothing_give_no_lists():
    assert len(capacity_lists(candidates([{}]), np.array([1]), 5).vacancy) == 0
    assert len(capacity_lists(candidates([]), np.zeros(0, dtype=np.int64), 5).vacancy) == 0

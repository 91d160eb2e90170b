"""Gaps, ranks and standings: by tables and properties."""

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from openpes.assessment.roadmap import rules
from openpes.assessment.roadmap.points import STARTING_LEVELS, starting_levels
from openpes.assessment.roadmap.rules import ItemState, Levels, Peers

LEVELS = st.builds(Levels, law=st.integers(0, 3), groups=st.integers(0, 3), effort=st.integers(1, 3))
PEERS = st.none() | st.builds(lambda k, more: Peers(k, k + more), k=st.integers(0, 30), more=st.integers(1, 30))
STATES = st.builds(
    ItemState, item=st.sampled_from(["q1_2", "q3_2.basic_it"]), cluster=st.sampled_from(["governance", "skilling"]),
    declared=st.sampled_from(["yes", "no", "", "not_applicable"]), evidence=st.sampled_from(["yes", "no", ""]), peers=PEERS,
    levels=LEVELS,
)  # fmt: skip
# A busy machine takes a while for the first values; no test here is about time.
unhurried = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
WEIGHTS = st.fixed_dictionaries({name: st.integers(0, 10) for name in rules.CRITERIA})


@pytest.mark.parametrize(
    ("declared", "evidence", "reason"),
    [
        ("yes", "yes", ""),
        ("yes", "", ""),
        ("yes", "no", "not_seen"),
        ("no", "", "declared_no"),
        ("no", "yes", "declared_no"),
        ("", "", "unanswered"),
        ("", "no", "unanswered"),
        ("", "yes", ""),
        ("not_applicable", "no", "not_applicable"),
    ],
)
def test_why_an_item_is_a_gap(declared, evidence, reason):
    assert rules.reason_of(ItemState("q", "governance", declared, evidence)) == reason


@pytest.mark.parametrize(
    ("finding", "seen"),
    [
        ({"state": "answered", "answer": "yes", "why": "seen"}, "yes"),
        ({"state": "answered", "answer": "no", "why": "contradicted"}, "no"),
        ({"state": "unknown", "answer": "", "why": "not_seen"}, "no"),
        ({"state": "unknown", "answer": "", "why": "below"}, "no"),
        ({"state": "unknown", "answer": "", "why": "too_few"}, ""),
        ({"state": "not_recorded_yet", "answer": "", "why": "no_ledger"}, ""),
        ({"state": "not_observable", "answer": "", "why": "motive"}, ""),
        ({}, ""),
    ],
)
def test_too_few_records_and_missing_ledgers_say_nothing_about_a_gap(finding, seen):
    assert rules.seen_as(finding) == seen


def test_five_of_eight_rounds_up_and_fewer_than_ten_peers_give_no_points():
    assert rules.percent(5, 8) == 63
    nine = ItemState("q", "governance", peers=Peers(9, 9))
    ten = ItemState("q", "governance", peers=Peers(9, 10))
    assert rules.points_of(nine)["peers"] == 0
    assert rules.points_of(ten)["peers"] == 90


@unhurried
@given(st.lists(STATES, max_size=10), WEIGHTS)
def test_the_parts_of_a_rank_sum_to_it_in_whole_numbers(states, weights):
    for gap in rules.gaps(states, weights):
        assert sum(part.value for part in gap.parts) == gap.rank
        assert all(type(part.value) is int and 0 <= part.points <= 100 for part in gap.parts)
        assert [part.criterion for part in gap.parts] == list(rules.CRITERIA)
        assert gap.rank <= 100 * sum(weights.values())


@unhurried
@given(st.lists(STATES, max_size=10), WEIGHTS)
def test_the_highest_rank_comes_first_and_equal_ranks_keep_the_order_of_the_questionnaire(states, weights):
    found = rules.gaps(states, weights)
    ranks = [gap.rank for gap in found]
    assert ranks == sorted(ranks, reverse=True)
    for first, second in itertools.pairwise(found):
        if first.rank == second.rank:
            places = [next(n for n, state in enumerate(states) if state is gap.state) for gap in (first, second)]
            assert places == sorted(places)


@unhurried
@given(STATES.filter(lambda s: rules.reason_of(s) not in ("", "not_applicable")), WEIGHTS)
def test_more_law_more_groups_or_less_effort_never_lowers_a_rank(state, weights):
    base = rules.gaps([state], weights)[0].rank
    levels = state.levels
    for better in (
        Levels(min(levels.law + 1, 3), levels.groups, levels.effort),
        Levels(levels.law, min(levels.groups + 1, 3), levels.effort),
        Levels(levels.law, levels.groups, max(levels.effort - 1, 1)),
    ):
        changed = ItemState(state.item, state.cluster, state.declared, state.evidence, state.peers, better)
        assert rules.gaps([changed], weights)[0].rank >= base


@unhurried
@given(st.lists(STATES, max_size=10))
def test_a_cluster_counts_every_item_once(states):
    for standing in rules.standings(states, ["governance", "skilling"]):
        mine = [state for state in states if state.cluster == standing.cluster]
        assert standing.has + standing.declared_no + standing.not_seen + standing.unanswered == standing.asked
        assert standing.asked + standing.not_applicable == len(mine)
        assert standing.seen <= standing.has


@pytest.mark.parametrize(
    ("weights", "wrong"),
    [
        ({"peers": 4, "law": 3, "groups": 2, "effort": 1}, ""),
        ({"peers": 0, "law": 0, "groups": 0, "effort": 0}, "all"),
        ({"peers": 4, "law": 11, "groups": 2, "effort": 1}, "law"),
        ({"peers": 4, "law": 3, "groups": -1, "effort": 1}, "groups"),
        ({"peers": 4, "law": 3, "groups": 2}, "effort"),
        ({"peers": 4.5, "law": 3, "groups": 2, "effort": 1}, "peers"),
        ({"peers": True, "law": 3, "groups": 2, "effort": 1}, "peers"),
    ],
)
def test_weights_are_whole_numbers_from_nought_to_ten(weights, wrong):
    assert rules.weights_problem(weights) == wrong


def test_the_longest_listed_beginning_of_an_id_gives_the_levels():
    assert starting_levels("q1_4.internal_awareness") == STARTING_LEVELS["q1_4.internal_awareness"]
    assert starting_levels("q1_4.authentication") == STARTING_LEVELS["q1_4"]
    assert starting_levels("q2_1.phone.registration") == STARTING_LEVELS["q2_1.phone"]
    assert starting_levels("x_own.thing") == Levels()


@pytest.mark.parametrize(
    ("levels", "wrong"),
    [
        ({"law": 3, "groups": 0, "effort": 1}, ""),
        ({"law": 4, "groups": 0, "effort": 1}, "law"),
        ({"law": 0, "groups": 0, "effort": 0}, "effort"),
        ({"law": 0, "groups": "1", "effort": 1}, "groups"),
    ],
)
def test_levels_have_their_ranges(levels, wrong):
    assert rules.levels_problem(levels) == wrong

"""The reference holds what was published and nothing else."""

import pytest

from openpes.assessment.benchmark.reference import Peers, items
from openpes.assessment.data import published

BY_ID = {item.id: item for item in items()}


def test_no_item_stands_twice():
    assert len(BY_ID) == len(items())


def test_every_row_of_tables_4_to_17_is_an_item_but_for_the_misprint_and_the_rows_by_approach():
    rows = {(p.table, p.row_group, p.row) for p in published.printed()}
    assert {item.row.key for item in items() if item.table} == rows - {(8, "", "Total")} - {r for r in rows if r[0] == 10}


def test_18_of_30_high_income_services_cannot_be_read_from_a_table_that_says_otherwise():
    high = BY_ID["q2_1.phone.registration"].groups["High income"]
    assert (high.k, high.n, high.percent, high.year) == (20, 30, 67, 2020)


def test_items_outside_the_tables_come_with_the_counts_of_the_figures():
    strategy = BY_ID["q1_2"]
    assert {group: (p.k, p.n) for group, p in strategy.groups.items()} == {
        "World": (57, 69),
        "High income": (25, 30),
        "Upper-middle income": (19, 25),
        "Lower-middle income": (13, 14),
    }
    assert (strategy.table, strategy.figure) == (None, "8")


def test_only_the_target_groups_are_published_by_approach():
    with_approach = {item.id for item in items() if item.approaches}
    assert with_approach == {
        f"q2_4.{group}" for group in ("young", "disabilities", "over_50", "single_mothers", "migrants", "minorities")
    }
    young = BY_ID["q2_4.young"]
    assert {code: (p.k, p.n) for code, p in young.approaches.items()} == {
        "predominantly_technology": (18, 18),
        "selected_services": (31, 36),
        "face_to_face": (13, 14),
    }
    assert sum(p.k for p in young.approaches.values()) == young.groups["World"].k


def test_only_the_approach_is_published_by_region_and_its_services_are_all_of_them():
    with_region = [item for item in items() if item.regions]
    assert [item.id for item in with_region] == ["q2_3.selected_services", "q2_3.predominantly_technology", "q2_3.face_to_face"]
    for item in with_region:
        assert sum(p.k for p in item.regions.values()) == item.groups["World"].k
        assert sum(p.n for p in item.regions.values()) == 69
    assert BY_ID["q2_3.selected_services"].regions["asia_pacific"].n == 11


def test_approximate_shares_of_the_prose_are_no_reference():
    assert "q1_6.active_participation" not in BY_ID
    assert "q3_x.group_training" not in BY_ID


@pytest.mark.parametrize(("n", "percent", "has_interval"), [(9, None, False), (10, 50, True)])
def test_below_ten_services_there_are_counts_only(n, percent, has_interval):
    peers = Peers("World", n // 2, n)
    assert peers.percent == percent
    assert (peers.interval is not None) == has_interval


def test_an_item_names_the_errata_of_its_row():
    assert "E06" in BY_ID["q1_5.power"].errata
    assert "E04" in BY_ID["q2_1.phone.skills_training"].errata

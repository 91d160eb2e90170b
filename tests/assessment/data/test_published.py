"""The published figures that come with the program are whole and agree with one another."""

from collections import Counter

import pytest

from openpes.assessment.data import published
from openpes.assessment.tables.figures import percent_half_up
from openpes.assessment.tables.specification import GROUP_OF, GROUPS


def test_every_printed_percentage_is_its_count_of_its_base():
    assert all(percent_half_up(p.k, p.n) == p.percent for p in published.printed())


def test_every_erratum_of_a_cell_is_listed_and_names_that_cell():
    by_id = {each.id: each for each in published.errata()}
    for p in published.printed():
        for each in p.erratum.split():
            assert (p.table, p.row_group, p.row) in by_id[each].rows, (p, each)


def test_errata_name_rows_that_were_printed():
    printed = {(p.table, p.row_group, p.row) for p in published.printed()}
    assert len([each for each in published.errata() if each.id.startswith("E")]) == 34
    for each in published.errata():
        assert each.rows <= printed
        assert {row[0] for row in each.rows} <= set(each.tables)


def test_the_respondents_reproduce_table_4():
    labels = {
        "selected_services": "Only in selected services",
        "predominantly_technology": "Predominantly technology based",
        "face_to_face": "Face-to-face",
    }
    found = Counter((labels[r.approach], GROUP_OF[r.income_group]) for r in published.respondents())
    printed = {(p.row, p.group): p.k for p in published.printed() if p.table == 4 and p.group != "World"}
    assert found == Counter(printed)


def test_there_are_69_services_in_64_countries_and_none_twice():
    respondents = published.respondents()
    assert len({r.no for r in respondents}) == len({r.agency for r in respondents}) == 69
    assert len({r.iso2 for r in respondents}) == 64


@pytest.mark.parametrize("fact", [f for f in published.facts() if f.n], ids=lambda f: f"line {f.line} {f.subject}")
def test_a_percentage_of_the_prose_with_an_exact_count_is_that_count(fact):
    if fact.kind == "exact":
        assert percent_half_up(fact.k, fact.n) == fact.value or fact.status == "CONTRADICTS_TABLE"


def test_figures_have_known_groups_and_shares():
    for value in published.figures():
        assert value.group in (*GROUPS, "")
        assert value.percent is None or percent_half_up(value.k, value.n) == value.percent

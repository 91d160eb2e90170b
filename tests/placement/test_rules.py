import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openpes.placement import rules
from openpes.placement.enums import ApplicationStatus, EvidenceSource

SOURCES = list(EvidenceSource.values)


@pytest.mark.parametrize(
    ("evidence", "status"),
    [
        ([], "reported"),
        ([("employer", True)], "reported"),
        ([("employer", True), ("employer", True)], "reported"),
        ([("employer", True), ("jobseeker", True)], "confirmed"),
        ([("employer", True), ("social_insurance", True)], "confirmed"),
        ([("social_insurance", True), ("tax", True)], "reported"),
        ([("employer", True), ("jobseeker", False)], "contested"),
        ([("employer", True), ("jobseeker", True), ("tax", False)], "contested"),
        ([("social_insurance", True), ("tax", False)], "contested"),
        ([("employer", True), ("jobseeker", False), ("jobseeker", True)], "confirmed"),
        ([("employer", True), ("employer", False)], "cancelled"),
        ([("employer", False)], "cancelled"),
    ],
)
def test_the_status_of_a_placement_follows_from_what_its_sources_say(evidence, status):
    assert rules.placement_status(evidence) == status


@given(st.lists(st.tuples(st.sampled_from(SOURCES), st.booleans()), max_size=12))
def test_only_the_newest_word_of_each_source_counts(evidence):
    newest = {}
    for source, confirms in evidence:
        newest.pop(source, None)
        newest[source] = confirms
    assert rules.placement_status(evidence) == rules.placement_status(list(newest.items()))


@given(st.lists(st.tuples(st.sampled_from(SOURCES), st.booleans()), max_size=12))
def test_a_placement_is_confirmed_only_when_nobody_says_no_and_two_say_yes(evidence):
    newest = dict(evidence)
    if rules.placement_status(evidence) == "confirmed":
        assert all(newest.values())
        assert len(newest) >= 2


START = dt.date(2026, 1, 31)


@pytest.mark.parametrize(
    ("today", "answered", "due"),
    [
        (dt.date(2026, 4, 29), {}, []),
        (dt.date(2026, 4, 30), {}, [3]),
        (dt.date(2026, 4, 30), {3: True}, []),
        (dt.date(2026, 6, 29), {}, [3]),
        (dt.date(2026, 6, 30), {}, []),
        (dt.date(2026, 7, 31), {3: False}, [6]),
        (dt.date(2026, 10, 30), {}, []),
    ],
)
def test_people_are_asked_after_three_and_six_months(today, answered, due):
    assert rules.follow_ups_due(START, today, answered) == due


@given(st.dates(dt.date(2000, 1, 1), dt.date(2100, 1, 1)), st.integers(-24, 24))
def test_months_later_is_the_same_day_or_the_last_of_the_month(day, months):
    later = rules.months_later(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later + dt.timedelta(days=1)).day == 1


def test_every_status_has_its_steps_and_hired_and_withdrawn_are_ends():
    assert set(rules.APPLICATION_STEPS) == set(ApplicationStatus.values)
    assert rules.APPLICATION_STEPS["hired"] == rules.APPLICATION_STEPS["withdrawn"] == frozenset()
    for status in rules.LIVE_APPLICATION:
        assert "withdrawn" in rules.APPLICATION_STEPS[status]


@pytest.mark.parametrize(
    ("handling", "status", "referred", "seen"),
    [
        ("public_application", "sent", False, True),
        ("public_application", "withdrawn", False, False),
        ("preselection", "sent", False, False),
        ("preselection", "sent", True, True),
        ("preselection", "shortlisted", False, True),
        ("confidential_employer", "sent", False, True),
    ],
)
def test_with_a_first_selection_the_employer_sees_only_whom_the_service_sent(handling, status, referred, seen):
    assert rules.employer_sees_application(handling=handling, status=status, referred=referred) is seen


@pytest.mark.parametrize(
    ("facts", "origin"),
    [
        ({"referred": True, "invited": True, "applied": True}, "referral"),
        ({"referred": False, "invited": True, "applied": True}, "invitation"),
        ({"referred": False, "invited": False, "applied": True}, "application"),
        ({"referred": False, "invited": False, "applied": False}, "elsewhere"),
    ],
)
def test_a_placement_knows_where_it_came_from(facts, origin):
    assert rules.origin_of(**facts) == origin

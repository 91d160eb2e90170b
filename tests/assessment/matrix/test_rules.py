"""Channels become the report's technologies; contacts are counted once per technology and level."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from openpes.assessment.matrix import rules
from openpes.base.enums import Channel, InteractionLevel, Outcome, Service

DAYS = st.dates(dt.date(2024, 1, 1), dt.date(2027, 1, 1))
CONTACTS = st.builds(
    rules.Contacts,
    day=st.just(dt.date(2026, 1, 1)),
    service=st.sampled_from(Service.values),
    channel=st.sampled_from(Channel.values),
    level=st.sampled_from(InteractionLevel.values),
    outcome=st.sampled_from(Outcome.values),
    advanced=st.booleans(),
    staffed=st.booleans(),
    assisted=st.booleans(),
    n=st.integers(1, 50),
)


def test_every_channel_has_its_place():
    assert set(rules.FAMILY_OF_CHANNEL) == set(Channel.values)
    assert set(rules.SERVICE_OF_ROW.values()) <= set(Service.values)


def test_an_advanced_contact_counts_beside_its_channel():
    contact = rules.Contacts(dt.date(2026, 1, 1), "job_matching", "web", 4, "done", True, False, False, 3)
    matrix = rules.matrix_of([contact])
    assert matrix.contacts("job_matching", rules.ONLINE) == matrix.contacts("job_matching", rules.ADVANCED) == 3
    assert matrix.highest("job_matching", rules.ONLINE) == 4
    assert matrix.highest("job_matching", rules.PHONE) is None


@given(st.lists(CONTACTS, max_size=30))
def test_the_matrix_counts_every_completed_contact_of_the_seven_services_once_per_technology(contacts):
    matrix = rules.matrix_of(contacts)
    counted = [c for c in contacts if c.outcome == "done" and c.service in rules.ROW_OF_SERVICE]
    for technology in rules.TECHNOLOGIES:
        expected = sum(c.n for c in counted if technology in c.technologies)
        assert sum(matrix.contacts(row, technology) for row in rules.SERVICE_OF_ROW) == expected
        assert sum(matrix.of_level(technology, level) for level in rules.LEVELS) == expected


@given(DAYS, DAYS)
def test_months_follow_each_other(one, two):
    since, until = sorted((one, two))
    months = rules.months_between(since, until)
    assert months[0] <= since
    assert months[-1] == until.replace(day=1)
    assert len(set(months)) == (until.year - since.year) * 12 + until.month - since.month + 1


def test_groups_are_counted_by_technology():
    cells = [
        ("2026-01-05|young|registration|sms", 12),
        ("2026-01-12|young|registration|ussd", 10),
        ("2026-01-05|women|registration|web", 99),
    ]
    assert rules.by_group(cells) == {("young", "phone"): 22}

"""The matrix from service events, and on its way out of the house."""

import pytest

from assessment.evidence.arrangements import ago, contacts, month_ago
from openpes.assessment.matrix import actions, queries, rules
from openpes.assessment.matrix.tasks import roll_up_contacts
from openpes.assessment.models import ContactDay
from openpes.assessment.span import span_for
from openpes.base.actor import SYSTEM
from openpes.base.errors import NotAllowed
from openpes.base.models import ServiceEvent
from openpes.insight.models import GroupWeek, StatisticsExport
from openpes.people.models import TargetGroup
from people.factories import OrganisationFactory, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def span():
    return span_for(actor=SYSTEM, synthetic=False)


def test_events_are_counted_by_service_technology_and_level(span):
    contacts(12, channel="ussd", level=3)
    contacts(5, channel="web", level=4, model_version="weights 1")
    contacts(9, channel="web", level=4, outcome="failed")
    contacts(7, channel="counter")
    found = queries.pictures(actor=SYSTEM, span=span).matrix
    assert found.cells == {("job_matching", "phone", 3): 12, ("job_matching", "online", 4): 5, ("job_matching", "advanced", 4): 5}


def test_a_month_can_be_looked_at_alone_and_the_history_stays(span):
    contacts(12, on=month_ago(2))
    contacts(30, on=month_ago(1))
    found = queries.pictures(actor=SYSTEM, span=span, month=month_ago(2).replace(day=1))
    assert found.matrix.contacts("job_matching", "online") == 12
    assert found.span.since.day == 1
    assert found.span.until < month_ago(1).replace(day=1)
    assert {month: counts["online"] for month, counts in found.months if counts["online"]} == {
        month_ago(2).replace(day=1): 12, month_ago(1).replace(day=1): 30,
    }  # fmt: skip


def test_groups_come_from_roll_ups_only(span):
    TargetGroup.objects.create(code="trial", collectable="consent", ilo_group="people with disabilities")
    GroupWeek.objects.create(week=ago(20), group_code="trial", service="registration", channel="sms", people=10, contacts=14)
    assert queries.pictures(actor=SYSTEM, span=span).groups == {("disabilities", "phone"): 14}
    long_ago = queries.pictures(actor=SYSTEM, span=span, month=month_ago(8).replace(day=1))
    assert long_ago.groups == {}


def test_it_takes_few_queries(span, django_assert_max_num_queries):
    for days in range(1, 300, 30):
        contacts(20, days=days)
    with django_assert_max_num_queries(5):
        queries.pictures(actor=SYSTEM, span=span)


def test_a_manager_counts_the_own_part_of_the_tree():
    root = OrganisationFactory()
    mine, other = OrganisationFactory(parent=root), OrganisationFactory(parent=root)
    contacts(12, organisation_id=mine.pk)
    contacts(30, organisation_id=other.pk)
    manager = make_staff("manager", mine)
    found = queries.pictures(actor=manager, span=span_for(actor=manager, synthetic=False))
    assert found.matrix.contacts("job_matching", "online") == 12
    with pytest.raises(NotAllowed):
        queries.pictures(actor=make_staff("counsellor", mine), span=span_for(actor=manager))


def test_an_export_hides_small_cells_and_stands_in_the_register(span):
    contacts(40, channel="web", level=4)
    contacts(3, channel="web", level=1)
    contacts(77, channel="sms", level=4)
    contacts(60, channel="web", level=4, service="registration")
    contacts(50, channel="web", level=1, service="registration")
    manager = make_staff("manager", OrganisationFactory())
    safe = actions.export_matrix(actor=manager, span=span)
    shown = [value for line in safe.lines for value in line[2:]]
    assert 3 not in shown
    assert 40 not in shown
    assert shown.count(77) == 2  # the cell and its total, in the table of the telephone
    row = StatisticsExport.objects.get()
    assert (row.what, row.suppressed) == ("assessment:matrix", safe.suppressed)
    assert ServiceEvent.objects.filter(act="assessment.matrix_exported").count() == 1


def test_every_level_of_every_service_has_its_line():
    safe = actions.safe_matrix(rules.Matrix({}))
    assert len(safe.lines) == 7 * 6
    assert safe.suppressed == 0


def test_days_that_are_counted_are_read_from_the_roll_up_and_give_the_same_matrix(span):
    contacts(12, days=200, channel="ussd")
    contacts(5, days=40, model_version="weights 1")
    contacts(7, days=40, synthetic=True)
    contacts(9, days=1, staff_account_id=make_staff("counsellor", OrganisationFactory()).account_id)
    before = sorted(queries.contacts_of(span), key=str)
    roll_up_contacts()
    assert sorted(queries.contacts_of(span), key=str) == before
    ServiceEvent.objects.filter(local_date=ago(200)).delete()
    assert sorted(queries.contacts_of(span), key=str) == before, "an old day is read from the roll-up"
    ServiceEvent.objects.filter(local_date=ago(1)).delete()
    assert sum(each.n for each in queries.contacts_of(span)) == 17, "the newest days are read from the events"


def test_the_roll_up_counts_late_entries_and_gives_the_same_rows_twice(span):
    contacts(12, days=20)
    roll_up_contacts()
    contacts(3, days=20)
    contacts(4, days=300)
    assert sum(each.n for each in queries.contacts_of(span)) == 12
    roll_up_contacts()
    roll_up_contacts()
    assert sum(each.n for each in queries.contacts_of(span)) == 15
    roll_up_contacts(since=ago(301))
    assert sum(each.n for each in queries.contacts_of(span)) == 19
    assert ContactDay.objects.count() == 2


def test_a_part_of_the_tree_is_counted_from_its_events():
    root = OrganisationFactory()
    office = OrganisationFactory(parent=root)
    contacts(12, days=30, organisation_id=office.pk)
    contacts(5, days=30)
    roll_up_contacts()
    manager = make_staff("manager", office)
    assert sum(each.n for each in queries.contacts_of(span_for(actor=manager, synthetic=False))) == 12

import datetime as dt

import pytest

from openpes.base import clock
from openpes.base.actor import SYSTEM
from openpes.base.errors import NotAllowed
from openpes.base.models import ServiceEvent
from openpes.insight import actions, queries
from openpes.insight.models import GroupWeek, StatisticsExport
from openpes.insight.tasks import roll_up_groups
from openpes.people.actions import declare_target_group
from openpes.people.enums import Role
from openpes.people.models import TargetGroup
from people.factories import OrganisationFactory, make_person, make_staff

pytestmark = pytest.mark.django_db


def events(number, office=None, **facts):
    now = clock.now()
    ServiceEvent.objects.bulk_create(
        ServiceEvent(
            **{
                "service": "job_matching", "act": "x", "channel": "web", "level": 4, "started_at": now, "ended_at": now,
                "local_date": clock.today(), "organisation_id": office.pk if office else None, **facts,
            }
        )
        for _ in range(number)
    )  # fmt: skip


def filters(**changes):
    today = clock.today()
    return queries.Filters(**{"since": today - dt.timedelta(days=30), "until": today, **changes})


def test_totals_of_a_table_are_the_sums_of_its_cells():
    events(12)
    events(3, channel="sms", service="registration")
    table = queries.cross(actor=SYSTEM, filters=filters(), rows="service", columns="channel")
    assert table.total == 15
    assert (
        sum(table.row_total(code) for code, _ in table.rows) == sum(table.column_total(code) for code, _ in table.columns) == 15
    )


def test_a_manager_counts_only_the_own_part_of_the_tree():
    root = OrganisationFactory()
    mine, other = OrganisationFactory(parent=root), OrganisationFactory(parent=root)
    manager = make_staff(Role.MANAGER, mine)
    events(4, mine)
    events(9, other)
    assert queries.overview(actor=manager, filters=filters()).contacts == 4
    assert queries.overview(actor=make_staff(Role.MANAGER, root), filters=filters()).contacts == 13
    with pytest.raises(NotAllowed):
        queries.overview(actor=make_staff(Role.COUNSELLOR, mine), filters=filters())


def test_synthetic_and_real_events_are_never_counted_together():
    events(4)
    events(7, synthetic=True)
    assert queries.overview(actor=SYSTEM, filters=filters()).contacts == 4
    assert queries.overview(actor=SYSTEM, filters=filters(synthetic=True)).contacts == 7


def test_weeks_without_contacts_are_shown_as_zero():
    events(1)
    weeks = queries.overview(actor=SYSTEM, filters=filters()).by_week
    assert len(weeks) in {5, 6}
    assert weeks[0][1] == 0
    assert weeks[-1][1] == 1


def test_an_export_hides_small_cells_and_is_registered():
    events(40)
    events(3, channel="sms")
    events(20, service="registration")
    manager = make_staff(Role.MANAGER, OrganisationFactory())
    table = actions.export_cross(actor=manager, filters=filters(), rows="service", columns="channel")
    assert 3 not in [value for line in table.lines for value in line]
    assert StatisticsExport.objects.get().suppressed == table.suppressed > 0


def test_groups_enter_roll_ups_only_from_ten_people():
    group = TargetGroup.objects.create(code="young", collectable="yes")
    last_week = clock.today() - dt.timedelta(days=7)
    for number in range(10):
        person = make_person("Person", f"Number {number}")
        declare_target_group(actor=SYSTEM, person=person, group=group)
        events(2, person_id=person.pk, local_date=last_week)
        if number < 9:
            events(1, person_id=person.pk, local_date=last_week, channel="sms")
    roll_up_groups()
    roll_up_groups()
    row = GroupWeek.objects.get()
    assert (row.channel, row.people, row.contacts) == ("web", 10, 20)


def test_groups_known_from_the_age_are_counted_without_a_declaration():
    TargetGroup.objects.create(code="young", collectable="yes", derived_rule="age<25")
    TargetGroup.objects.create(code="older", collectable="yes", derived_rule="age>=50")
    TargetGroup.objects.create(code="forbidden", collectable="no", derived_rule="age>=50")
    last_week = clock.today() - dt.timedelta(days=7)
    year = last_week.year
    born = [{"birth_year": year - 20}] * 10 + [{"birth_date": dt.date(year - 60, 5, 5)}] * 11 + [{"birth_year": year - 30}] * 12
    for number, facts in enumerate(born):
        events(1, person_id=make_person("Person", f"Number {number}", **facts).pk, local_date=last_week)
    roll_up_groups()
    assert dict(GroupWeek.objects.values_list("group_code", "people")) == {"young": 10, "older": 11}

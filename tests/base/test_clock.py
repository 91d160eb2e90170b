"""Days and moments."""

import datetime as dt

import pytest

from openpes.base.clock import whole_days
from openpes.people.models import Registration
from people.factories import OrganisationFactory, make_person, make_registration

FIRST, LAST = dt.date(2026, 3, 1), dt.date(2026, 3, 31)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("at", "inside"),
    [
        (dt.datetime(2026, 2, 28, 23, 59, 59, 999999, dt.UTC), 0),
        (dt.datetime(2026, 3, 1, tzinfo=dt.UTC), 1),
        (dt.datetime(2026, 3, 31, 23, 59, 59, 999999, dt.UTC), 1),
        (dt.datetime(2026, 4, 1, tzinfo=dt.UTC), 0),
    ],
)
def test_whole_days_hold_what_the_dates_of_the_database_hold(at, inside):
    registration = make_registration(make_person(), OrganisationFactory())
    Registration.objects.filter(pk=registration.pk).update(recorded_at=at)
    assert Registration.objects.filter(recorded_at__range=whole_days(FIRST, LAST)).count() == inside
    assert Registration.objects.filter(recorded_at__date__range=(FIRST, LAST)).count() == inside

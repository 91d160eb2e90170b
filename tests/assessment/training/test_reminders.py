"""Word before a certificate runs out."""

import datetime as dt

import pytest

from openpes.assessment.models import TrainingEvent
from openpes.assessment.training import actions
from openpes.assessment.training.tasks import remind
from openpes.base import clock
from openpes.contact.models import Message
from openpes.people.models import Account, Organisation
from people.factories import OrganisationFactory, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def head():
    return make_staff("manager", OrganisationFactory())


@pytest.fixture
def learner(head) -> Account:
    office = Organisation.objects.get(pk=head.organisation_id)
    return Account.objects.get(pk=make_staff("counsellor", office).account_id)


def learned(head, learner, *, ends_in: int, course=None) -> TrainingEvent:
    course = course or actions.record_course(
        actor=head, title="Safe use of data", subject="digital_rights", method="regular_training", valid_months=12,
        required_of=["front_desk"],
    )  # fmt: skip
    event = actions.record_learning(
        actor=head, account=learner, method="regular_training", on=clock.today() - dt.timedelta(days=300), course=course
    )
    TrainingEvent.objects.filter(pk=event.pk).update(expires_on=clock.today() + dt.timedelta(days=ends_in))
    return event


def test_staff_are_told_once_before_a_course_runs_out(head, learner):
    learned(head, learner, ends_in=30)
    remind()
    remind()
    message = Message.objects.get()
    assert (message.account_id, message.link) == (learner.pk, "/assessment/training/")


def test_who_has_time_or_did_it_again_is_not_told(head, learner):
    first = learned(head, learner, ends_in=90)
    remind()
    assert not Message.objects.exists()
    TrainingEvent.objects.filter(pk=first.pk).update(expires_on=clock.today())
    learned(head, learner, ends_in=300, course=first.course)
    remind()
    assert not Message.objects.exists()


def test_who_left_is_not_told(head, learner):
    learned(head, learner, ends_in=10)
    learner.roles.update(valid_until=clock.today() - dt.timedelta(days=1))
    remind()
    assert not Message.objects.exists()

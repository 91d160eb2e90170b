"""Background work around invitations and placements; all of it idempotent."""

import datetime as dt

from openpes.base import hooks, schedule
from openpes.placement.actions.invitations import expire_invitations
from openpes.placement.actions.placements import ask_due_follow_ups
from openpes.placement.actions.referrals import application_changed, ask_due_referrals


def end_unanswered_invitations() -> None:
    """End invitations that nobody answered."""
    expire_invitations()


def ask_who_is_still_in_work() -> None:
    """Make the tasks for the questions after 3 and 6 months."""
    ask_due_follow_ups()


def ask_for_unanswered_referrals() -> None:
    """Make tasks of referrals that the employer has not answered."""
    ask_due_referrals()


def register_tasks() -> None:
    """Called once when the program starts."""
    schedule.every(dt.timedelta(hours=6), "placement.end_unanswered_invitations", end_unanswered_invitations)
    schedule.every(dt.timedelta(hours=12), "placement.ask_who_is_still_in_work", ask_who_is_still_in_work)
    schedule.every(dt.timedelta(hours=6), "placement.ask_for_unanswered_referrals", ask_for_unanswered_referrals)
    hooks.subscribe("application.changed", application_changed)

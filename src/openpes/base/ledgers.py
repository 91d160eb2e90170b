"""Ledgers: what one room has on record and another counts without importing it.

A room registers a reader in ``AppConfig.ready`` when its records exist; whoever needs the counts asks by name and is told None until
then. A reader gets ``Span`` (which days, which part of the tree, made-up or real rows) and gives plain numbers by name; it reads only.

Names and the numbers they give (numbers that a reader does not know are left out):

strategy: in_force, policy_documents, budget_minor, government_links, actions, actions_without_budget
sharing: shared, without_agreement · breaches: breaches, late_notices, drills, open_findings
security_plan: reviewed · processors: processors, outside_control · security_checks: critical, passed
contingency: plans, and for power, cyberattack, data_loss, data_theft: <kind>_plans, <kind>_drills (passed, in the days before the end)
consultations: active_participation, seeking_validation, requesting_opinion, sharing_information
staff_training: staff_<category>, <method>.<category>, course.<subject>, security_staff, security_trained, due, overdue
client_courses: group_training, coaching, municipal_collaboration, online_outreach
releases: releases, tested · satisfaction: earlier_good, earlier, later_good, later
downtime, software_age, double_tools, vacant_posts: one number a month, oldest first, as month_01, month_02 …
group_contacts: "<Monday of the week>|<group>|<service>|<channel>": contacts, from weekly cells of at least 10 people only; the groups are
those of the questionnaire: young, disabilities, over_50, single_mothers, migrants, minorities
"""

import datetime as dt
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass

NAMES = frozenset({
    "strategy", "sharing", "breaches", "security_plan", "processors", "security_checks", "contingency", "consultations",
    "staff_training", "client_courses", "releases", "satisfaction", "downtime", "software_age", "double_tools", "vacant_posts",
    "group_contacts",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Span:
    """What is counted: local dates, both included; ids of organisations, None for the whole service; made-up rows or real ones."""

    since: dt.date
    until: dt.date
    synthetic: bool = False
    organisations: frozenset[uuid.UUID] | None = None


Reader = Callable[[Span], Mapping[str, int]]
_readers: dict[str, Reader] = {}


def register(name: str, reader: Reader) -> None:
    """The records behind ``name`` exist from now on. Raises ValueError for a name that nobody asks for."""
    if name not in NAMES:
        raise ValueError(f"No ledger is called {name!r}.")
    _readers[name] = reader


def withdraw(name: str) -> None:
    """The room behind ``name`` is gone."""
    _readers.pop(name, None)


def read(name: str, span: Span) -> Mapping[str, int] | None:
    """The numbers of a ledger; None while no room keeps it."""
    reader = _readers.get(name)
    return None if reader is None else reader(span)

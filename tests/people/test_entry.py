import dataclasses
import datetime as dt

import pytest

from openpes.people.entry import EntryFacts, entry_outcome

DAY = dt.date(2026, 11, 23)


@dataclasses.dataclass
class Rule:
    condition: str
    value: int | None = None
    consequence: str = "refuse"
    statuses: tuple[str, ...] = ()
    from_date: dt.date = dt.date(2020, 1, 1)
    to_date: dt.date | None = None
    id: str = "r"


def outcome(rule, **facts):
    result = entry_outcome([rule], EntryFacts(**{"status": "unemployed", **facts}), DAY)
    return next((name for name in ("met", "open", "refused") if getattr(result, name)), "silent")


@pytest.mark.parametrize(
    ("rule", "facts", "expected"),
    [
        (Rule("minimum_age", 15), {"oldest": 15, "youngest": 14}, "met"),
        (Rule("minimum_age", 15), {"oldest": 14, "youngest": 13}, "refused"),
        (Rule("minimum_age", 15), {}, "open"),
        (Rule("maximum_age", 65), {"oldest": 66, "youngest": 65}, "met"),
        (Rule("right_to_work", consequence="officer_decides"), {"right_to_work": False}, "open"),
        (Rule("right_to_work", consequence="officer_decides"), {"right_to_work": True}, "met"),
        (Rule("not_in_work"), {"in_work": True}, "refused"),
        (Rule("hours_below", 20), {"hours_per_week": 20}, "refused"),
        (Rule("available_within_days", 14), {"available_in_days": 14}, "met"),
        (Rule("recall_date", consequence="inform"), {"recall_known": False}, "silent"),
        (Rule("minimum_age", 15, statuses=("first_job",)), {"oldest": 3}, "silent"),
        (Rule("minimum_age", 15, to_date=dt.date(2026, 1, 1)), {"oldest": 3}, "silent"),
        (Rule("minimum_age", 15, from_date=dt.date(2027, 1, 1)), {"oldest": 3}, "silent"),
    ],
)
def test_entry_rules(rule, facts, expected):
    assert outcome(rule, **facts) == expected

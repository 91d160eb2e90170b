"""Who may register as what: the entry rules of the country pack over the facts of an intake. Pure."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol


class Rule(Protocol):
    """What is read of an entry rule (``base.countrypack.EntryRule``)."""

    @property
    def id(self) -> str: ...
    @property
    def statuses(self) -> tuple[str, ...]: ...
    @property
    def condition(self) -> str: ...
    @property
    def value(self) -> int | None: ...
    @property
    def consequence(self) -> str: ...
    @property
    def from_date(self) -> dt.date: ...
    @property
    def to_date(self) -> dt.date | None: ...


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """What is known at intake. None: not asked, not known. Ages in full years; ``youngest``/``oldest`` differ when only the year is known."""

    status: str
    youngest: int | None = None
    oldest: int | None = None
    lives_here: bool | None = None
    right_to_work: bool | None = None
    in_work: bool | None = None
    hours_per_week: int | None = None
    available_in_days: int | None = None
    recall_known: bool | None = None
    worked_before: bool | None = None
    leaves_in_days: int | None = None
    programme_named: bool | None = None


@dataclass(frozen=True, slots=True)
class EntryOutcome:
    """``met``: rules that hold; ``open``: an officer has to look; ``refused``: rules that forbid registration."""

    met: tuple[str, ...]
    open: tuple[str, ...]
    refused: tuple[str, ...]


def _at_most(known: int | None, limit: int | None) -> bool | None:
    return None if known is None or limit is None else known <= limit


def holds(rule: Rule, facts: EntryFacts) -> bool | None:
    """Whether one condition holds; None when the facts do not say. A doubt about age counts in the person's favour."""
    limit = rule.value or 0
    answers: dict[str, bool | None] = {
        "minimum_age": None if facts.oldest is None else facts.oldest >= limit,
        "maximum_age": None if facts.youngest is None else facts.youngest <= limit,
        "right_to_work": facts.right_to_work,
        "residence": facts.lives_here,
        "not_in_work": None if facts.in_work is None else not facts.in_work,
        "hours_below": None if facts.hours_per_week is None else facts.hours_per_week < limit,
        "available_within_days": _at_most(facts.available_in_days, rule.value),
        "recall_date": facts.recall_known,
        "never_worked": None if facts.worked_before is None else not facts.worked_before,
        "leaves_work_within_days": _at_most(facts.leaves_in_days, rule.value),
        "named_programme": facts.programme_named,
    }
    return answers[rule.condition]


def entry_outcome(rules: Iterable[Rule], facts: EntryFacts, on: dt.date) -> EntryOutcome:
    """Apply the rules in force on a day. What is not known never refuses: an officer looks."""
    met, to_see, refused = [], [], []
    for rule in rules:
        if rule.from_date > on or (rule.to_date and rule.to_date < on) or (rule.statuses and facts.status not in rule.statuses):
            continue
        answer = holds(rule, facts)
        if answer:
            met.append(rule.id)
        elif answer is False and rule.consequence == "refuse":
            refused.append(rule.id)
        elif rule.consequence != "inform":
            to_see.append(rule.id)
    return EntryOutcome(tuple(met), tuple(to_see), tuple(refused))

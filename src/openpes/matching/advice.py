"""What would help a person most: one skill, licence, wider radius or other hours, each with the number of vacancies it opens. Reads only."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

import numpy as np
from django.utils.translation import ngettext

from openpes.base import clock
from openpes.matching.engine import Columns, Person
from openpes.matching.engine.columns import signed
from openpes.matching.engine.helping import NEAR_ENOUGH, Change, what_would_help
from openpes.matching.index import memory
from openpes.matching.index.knowledge import Knowledge, read_knowledge
from openpes.matching.queries import person_record, skill_names

MOST = 5


@dataclass(frozen=True, slots=True)
class Help:
    """One change: kind "skill", "licence", "radius" or "hours"; the name of the skill or licence, kilometres more; vacancies it opens."""

    kind: str
    name: str
    kilometres: int
    opens: int

    @property
    def sentence(self) -> str:
        """The change in the reader's words."""
        values = {"name": self.name, "km": self.kilometres, "n": self.opens}
        if self.kind == "skill":
            return ngettext("The skill “%(name)s” opens %(n)d more vacancy.", "The skill “%(name)s” opens %(n)d more vacancies.", self.opens) % values  # fmt: skip
        if self.kind == "licence":
            return ngettext("The licence “%(name)s” opens %(n)d more vacancy.", "The licence “%(name)s” opens %(n)d more vacancies.", self.opens) % values  # fmt: skip
        if self.kind == "radius":
            return ngettext("Looking %(km)d km further opens %(n)d more vacancy.", "Looking %(km)d km further opens %(n)d more vacancies.", self.opens) % values  # fmt: skip
        return ngettext("Other hours open %(n)d more vacancy.", "Other hours open %(n)d more vacancies.", self.opens) % values


@dataclass(frozen=True, slots=True)
class Advice:
    """Vacancies that are open to a person as they are, and what would open more, most first."""

    open_now: int = 0
    helps: tuple[Help, ...] = ()


def advice_for(*, profile_id: uuid.UUID, language: str = "en", limit: int = MOST) -> Advice:
    """What would help most, by exact counts over the open vacancies of the occupations that the person wants and those near to them.

    Nothing for a profile that names no occupation: nearly everything would open nearly everything.
    """
    knowledge = read_knowledge()
    person = person_record(profile_id, knowledge)
    if person is None or not person.occupations:
        return Advice()
    today = clock.today().toordinal()
    rows = _of_near_occupations(memory.current(), knowledge, person, today)
    open_now, changes = what_would_help(person, rows, knowledge.weights, knowledge.taxonomy.knowledge, today=today)
    chosen = _one_of_each(changes)[:limit]
    names = skill_names({c.value for c in chosen if c.kind in ("skill", "licence")}, knowledge, language)
    made = (Help(c.kind, names.get(c.value, ""), c.value // 1000 if c.kind == "radius" else 0, c.opens) for c in chosen)
    return Advice(open_now, tuple(h for h in made if h.name or h.kind not in ("skill", "licence")))


def _one_of_each(changes: tuple[Change, ...]) -> list[Change]:
    """The radius once, by the step that opens most for each kilometre; everything else as it is."""
    steps = [c for c in changes if c.kind == "radius"]
    best = max(steps, key=lambda c: (c.opens / c.value, -c.value), default=None)
    return [c for c in changes if c.kind != "radius" or c == best]


def _of_near_occupations(view: memory.View, knowledge: Knowledge, person: Person, today: int) -> Columns:
    """Open vacancies in the minor groups of the occupations wanted, or in occupations that people move to from there."""
    minor = np.array(sorted({isco // 10 for isco, _ in person.occupations if isco >= 0}), dtype=np.int64)
    moves = knowledge.taxonomy.knowledge.moves
    keys = {key for _, key in person.occupations if key}
    keys |= {other for key in tuple(keys) for other, share in moves.get(key, {}).items() if share >= NEAR_ENOUGH}
    wanted = np.array(sorted(signed(key) for key in keys), dtype=np.int64)

    def near(isco: np.ndarray, key: np.ndarray) -> np.ndarray:
        return np.isin(isco.astype(np.int64) // 10, minor) | np.isin(key.view(np.int64), wanted)

    packed = view.base.packed
    if packed is None:
        found = view.base.vacancies.without(view.base.vacancies.low[view.vacancies.gone])
        parts = [found.take(near(found.isco, found.occupation))]
    else:
        numbers = np.flatnonzero(near(packed["occupation_isco"], packed["occupation_key"]))
        rows = np.flatnonzero(np.isin(packed["occupation"], numbers))
        left = view.base.vacancies.low[view.vacancies.gone]
        parts = [view.base.whole_vacancies(rows).without(left)]
    since = view.vacancies.since
    whole = Columns.joined([*parts, since.take(near(since.isco, since.occupation))])
    return whole.take((whole.expires == 0) | (whole.expires >= today))

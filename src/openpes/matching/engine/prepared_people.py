"""Packed people made ready for questions: tables by number, one version of the weights, the compiled kernel or plain numpy."""

from __future__ import annotations

import threading
import uuid
from array import array
from collections import defaultdict
from collections.abc import Callable
from functools import cached_property

import numpy as np

from openpes.matching.engine import compiled
from openpes.matching.engine import kernel_people_query as V
from openpes.matching.engine.columns import Columns, people_columns, signed
from openpes.matching.engine.facts import FULL, HALF_MARK, QUARTER, asked_skills
from openpes.matching.engine.geo import point
from openpes.matching.engine.kernel_query import laid_out
from openpes.matching.engine.layout import CannotPack, Packed
from openpes.matching.engine.packing import check_row
from openpes.matching.engine.people_packing import pack_people, unpack_people
from openpes.matching.engine.ranking import Ranked, rank_people
from openpes.matching.engine.records import Person, Vacancy
from openpes.matching.engine.weights import HARD, ONE, PARTS, SkillKnowledge, Weights

_NO_ROWS, _NO_BITS = np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.uint64)
MOST_ASKED = 65_534
"""Skills that a vacancy may ask for in a compiled scan; beyond it plain numpy answers."""


class PreparedPeople:
    """People ready to be ranked for vacancies. Safe for threads: each has working arrays of its own."""

    def __init__(self, packed: Packed, weights: Weights, skills: SkillKnowledge) -> None:
        self.packed, self.weights, self.skills = packed, weights, skills
        self._local = threading.local()
        self._columns_order = [PARTS.index(name) for name in weights.parts]
        self._number_of_skill = {int(key): i for i, key in enumerate(packed["skill_keys"].tolist())}
        self._numbers_of_occupation: dict[int, list[int]] = defaultdict(list)
        for i, key in enumerate(packed["occupation_key"].tolist()):
            self._numbers_of_occupation[key].append(i)
        self._moves_to: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for wanted, others in skills.moves.items():
            for other, share in others.items():
                self._moves_to[other].append((wanted, share))
        first = np.searchsorted(packed["occupation_isco"], np.arange(10_001)).astype(np.int32)
        self._arrays = dict(packed.arrays) | {"occupation_first": first}
        self._head = self._fixed_head()

    def _fixed_head(self) -> list[int]:
        head, sizes = [0] * V.HEAD, self.packed.sizes
        head[V.HARD_BITS] = sum(1 << i for i, name in enumerate(HARD) if name in self.weights.hard)
        head[V.ROWS], head[V.GRID_ROWS], head[V.SEVERAL_END] = sizes["rows"], sizes["grid"], sizes["several"]
        head[V.SKILLS], head[V.OCCUPATIONS] = sizes["skills"], sizes["occupations"]
        head[V.CELLS], head[V.SPOT_CELLS] = sizes["cells"], sizes["spot_cells"]
        head[V.ONE_CURRENCY] = int(len(np.unique(self.packed["terms_currency"])) == 1)
        for i, name in enumerate(PARTS):
            head[V.WEIGHT + i] = self.weights.parts[name]
        return head

    def rank(
        self, vacancy: Vacancy, *, today: int, limit: int = 50, hidden: np.ndarray = _NO_ROWS, dead: np.ndarray = _NO_BITS
    ) -> Ranked:
        """The people whom a vacancy suits best, as ``rank_people`` gives them; rows are numbers in the packed order.

        ``hidden`` are rows that must not be shown; ``dead``: bits of rows that are gone (see ``bitmap``).
        """
        limit = max(0, min(limit, len(self.packed)))
        scan, question = compiled.scan_of(_kernel), self._question(vacancy, today, limit)
        if scan is None or question is None:
            return self._rank_plainly(vacancy, today, limit, hidden, dead)
        work = self._work(limit, question[V.ASKED])
        rows, scores = np.zeros(limit, dtype=np.int64), np.zeros(limit, dtype=np.int64)
        parts = np.zeros((limit, len(PARTS)), dtype=np.int64)
        asked = np.frombuffer(question, dtype=np.int64)
        away = np.unique(hidden).astype(np.int64) if len(hidden) else _NO_ROWS
        count, total = scan(work.people, work.table, asked, dead, away, rows, scores, parts)
        order = np.lexsort((self.packed["low"][rows[:count]], self.packed["high"][rows[:count]], -scores[:count]))
        return Ranked(rows[order], scores[order], parts[order][:, self._columns_order], int(total))

    def _question(self, vacancy: Vacancy, today: int, limit: int) -> array[int] | None:
        """The numbers of ``kernel_people_query``; None for a vacancy that goes beyond what the compiled scan can hold."""
        asked = asked_skills(vacancy)
        skills_all = FULL * sum(factor * self.weights.weight_of(skill) for skill, factor in asked)
        try:
            check_row(vacancy)
        except CannotPack:
            return None
        if len(asked) > MOST_ASKED or skills_all >= 2**31 or vacancy.hours_week >= 2**15:
            return None
        v, q = vacancy, self._head.copy()
        q[V.LIMIT], q[V.TODAY], q[V.ISCO], q[V.CERTAINTY], q[V.IMPLIED] = limit, today, v.isco, v.certainty, int(v.skills_implied)
        q[V.WAGE_MIN], q[V.WAGE_TOP], q[V.CURRENCY] = v.wage_min, max(v.wage_min, v.wage_max), v.currency
        q[V.HOURS_OFFERED], q[V.HOURS_WEEK], q[V.SHIFTS] = v.hours, v.hours_week, v.shifts
        q[V.CONTRACT_OFFERED], q[V.TELEWORK_OFFERED], q[V.IS_ABROAD] = v.contract, v.telework, int(v.abroad)
        q[V.EDUCATION_ASKED], q[V.MONTHS_ASKED], q[V.POSTED] = v.education, v.experience_months, v.posted
        q[V.SKILLS_ALL], q[V.ASKED] = skills_all, len(asked)
        marks = self._marks(asked)
        return laid_out(
            q,
            V.PLACES_AT,
            (3, [n for place in v.places for n in point(*place)]),
            (2, self._related(v)),
            (3, [n for mark in marks for n in mark]),
            (3, [n for mark in sorted(marks) for n in mark]),
            (2, [n for pair in v.languages for n in pair]),
            (1, [signed(key) for key in v.licences]),
        )

    def _related(self, vacancy: Vacancy) -> list[int]:
        made: list[int] = []
        if vacancy.occupation:
            for key, share in (*self._moves_to.get(vacancy.occupation, ()), (vacancy.occupation, ONE)):
                for number in self._numbers_of_occupation.get(signed(key), ()):
                    made += (number, share)
        return made

    def _marks(self, asked: list[tuple[int, int]]) -> list[tuple[int, int, int]]:
        """(list, what it earns, number of the skill asked or 0), skill by skill, what earns most first."""
        made: list[tuple[int, int, int]] = []
        number_of = self._number_of_skill
        for i, (skill, factor) in enumerate(asked, start=1):
            weight, own = self.weights.weight_of(skill) * factor, number_of.get(skill)
            near = sorted(number_of[n] for n in self.skills.near(skill) if n in number_of)
            found = [(2 * own, FULL), (2 * own + 1, HALF_MARK)] if own is not None else []
            found += [(2 * number, HALF_MARK) for number in near] + [(2 * number + 1, QUARTER) for number in near]
            found.sort(key=lambda mark: -mark[1])
            # A person's skill is confirmed or inferred, never both: without near skills a row stands in one of the two lists.
            made += [(number, weight * mark, i if near else 0) for number, mark in found]
        return made

    def _work(self, limit: int, asked: int) -> _Work:
        work = getattr(self._local, "work", None)
        if work is None or work.limit < limit or work.asked < asked:
            work = self._local.work = _Work(self.packed, self._arrays, limit, asked)
        return work

    @cached_property
    def columns(self) -> Columns:
        """The rows as columns: what the numpy path reads."""
        return unpack_people(self.packed)

    def _rank_plainly(self, vacancy: Vacancy, today: int, limit: int, hidden: np.ndarray, dead: np.ndarray) -> Ranked:
        allowed = np.ones(len(self.packed), dtype=bool)
        if len(dead):
            allowed = np.unpackbits(dead.view(np.uint8), bitorder="little")[: len(allowed)] == 0
        allowed[hidden] = False
        return rank_people(vacancy, self.columns, self.weights, self.skills, today=today, limit=limit, allowed=allowed)


class _Work:
    """The working arrays of one thread and the tables of addresses that the kernel reads."""

    def __init__(self, packed: Packed, arrays: dict[str, np.ndarray], limit: int, asked: int) -> None:
        from openpes.matching.engine import kernel_people_views as views
        from openpes.matching.engine.kernel_bounds import BUCKETS
        from openpes.matching.engine.kernel_views import addresses

        n, sizes = len(packed), packed.sizes
        self.limit, self.asked = max(64, limit), max(64, asked)
        pieces = sizes["cells"] + 3
        lengths = {
            "stays": n, "earned": n, "wanted": n, "last": n, "occupation_part": sizes["occupations"],
            "near_number": sizes["occupations"], "gain": 2 * sizes["skills"], "asked_row": self.asked, "asked_gain": self.asked,
            "cell_state": sizes["cells"] + sizes["spot_cells"], "piece_low": pieces, "piece_high": pieces, "piece_partly": pieces, "found_row": n,
            "found_part": n, "histogram": BUCKETS, "best_score": self.limit, "best_row": self.limit, "best_have": self.limit,
            "best_high": self.limit, "best_low": self.limit,
        }  # fmt: skip
        self._kept = (arrays, {name: np.zeros(lengths[name] + 1, dtype=kind) for name, kind in views.WORK_ARRAYS})
        self.people = addresses(arrays, views.PEOPLE_ARRAYS)
        self.table = addresses(self._kept[1], views.WORK_ARRAYS)


def _kernel() -> Callable:
    from openpes.matching.engine.kernel_people import scan_people

    return scan_people


def is_compiled() -> bool:
    """Whether a compiled scan answers now; where not, whoever has the columns at hand does better to ask ``rank_people``."""
    return compiled.scan_of(_kernel) is not None


def warm() -> str:
    """Load or compile the kernel by asking it one small question; returns which path answers from now on."""
    someone = Person(id=uuid.UUID(int=2), skills=(1,), places=((0.0, 0.0, 1_000),), occupations=((1_111, 1),))
    if compiled.available():
        try:
            prepared = PreparedPeople(pack_people(people_columns([someone])), Weights(), SkillKnowledge())
            prepared.rank(Vacancy(id=uuid.UUID(int=1), places=((0.0, 0.0),), skills=(1,)), today=1)
        except Exception as problem:
            compiled.refuse(problem)
    return compiled.path()

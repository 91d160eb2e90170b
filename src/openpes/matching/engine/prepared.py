"""Packed vacancies made ready for questions: tables by number, one version of the weights, the compiled kernel or plain numpy."""

from __future__ import annotations

import threading
import uuid
from array import array
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from operator import attrgetter
from typing import Any

import numpy as np

from openpes.matching.engine import compiled
from openpes.matching.engine import kernel_query as Q
from openpes.matching.engine.columns import Columns, signed, vacancy_columns
from openpes.matching.engine.delta import BIG, CAPACITY, NEW_OCCUPATIONS, NEW_SKILLS, PAGES, SEVERAL, Delta
from openpes.matching.engine.facts import skill_marks
from openpes.matching.engine.geo import FAR, point
from openpes.matching.engine.grid import CLASSES
from openpes.matching.engine.layout import Packed
from openpes.matching.engine.packing import pack, skills_all, steps_of, unpack
from openpes.matching.engine.ranking import Ranked, rank_vacancies
from openpes.matching.engine.records import Person, Vacancy
from openpes.matching.engine.weights import HARD, ONE, PARTS, SkillKnowledge, Weights

_NOTHING = np.zeros(0, dtype=np.int64)
_WISHES = attrgetter(
    "pay_floor", "currency", "hours", "hours_max", "shifts_unwanted", "contracts", "telework", "education", "abroad"
)
"""What stands in a question from PAY_FLOOR to ABROAD_WANTED."""
LIMITS_LAST_FROM = 50_000
"""Metres: within 30 km both plans cost the same, within 100 km the second is the cheaper (docs/matching.md)."""
UNCOUNTED = -1
"""The total of an answer for which nobody asked how many rows pass the limits."""


class Prepared:
    """Vacancies ready to be ranked for people. Safe for threads: each has working arrays of its own."""

    def __init__(
        self,
        packed: Packed,
        weights: Weights,
        skills: SkillKnowledge,
        *,
        delta: Delta | None = None,
        dead: np.ndarray | None = None,
    ) -> None:
        """``delta``: rows since; ``dead``: bits of rows of the base that are gone (see ``bitmap``), which may change at any time."""
        self.packed, self.weights, self.skills, self.delta = packed, weights, skills, delta
        self._dead = np.zeros(0, dtype=np.uint64) if dead is None else dead
        self._local, self._lock, self._known = threading.local(), threading.Lock(), (0, 0)
        self._currency = (0, True)
        self._past: tuple[int, np.ndarray] = (0, np.zeros(0, dtype=np.uint64))
        self._columns_order = [PARTS.index(name) for name in weights.parts]
        self._rows = dict(packed.arrays)
        self._tables = self._tables_of(packed, weights)
        self._number_of_skill = {int(key): i for i, key in enumerate(packed["skill_keys"].tolist())}
        self._numbers_of_occupation: dict[int, list[int]] = defaultdict(list)
        for i, key in enumerate(packed["occupation_key"].tolist()):
            self._numbers_of_occupation[key].append(i)
        self._head = self._fixed_head()

    def _tables_of(self, packed: Packed, weights: Weights) -> dict[str, np.ndarray]:
        """Small tables besides the packed ones; what a row's skills would earn is counted anew where the weights differ."""
        weight = np.array([weights.weight_of(int(s)) for s in packed["skill_keys"]], dtype=np.uint16)
        if not np.array_equal(weight, packed["skill_weight"]):
            if self.delta is not None:
                raise ValueError("The delta was made with other weights of skills.")
            self._rows["skill_weight"] = weight
            self._rows["skills_all"] = skills_all(self._rows)
            self._rows["skills_step"] = steps_of(self._rows["skills_all"])
        first = np.searchsorted(packed["occupation_isco"], np.arange(10_001)).astype(np.int32)
        nothing = np.zeros(1, dtype=np.int32)
        made = {
            "occupation_first": first,
            "dead": self._dead,
            "past": np.zeros(0, dtype=np.uint64),
            "head": nothing,
            "next": nothing,
            "row_of": nothing.astype(np.uint16),
        }
        if self.delta is not None:
            room = len(self.delta.arrays["new_skill_keys"])
            made["skill_weight"] = np.concatenate([weight, np.zeros(room, dtype=np.uint16)])
            made["occupation_isco"] = np.concatenate([packed["occupation_isco"], np.zeros(room, dtype=np.int16)])
        return made

    def _fixed_head(self) -> list[int]:
        head = [0] * Q.HEAD
        sizes = self.packed.sizes
        head[Q.HARD_BITS] = sum(1 << i for i, name in enumerate(HARD) if name in self.weights.hard)
        head[Q.ROWS], head[Q.GRID_ROWS], head[Q.SEVERAL_END] = sizes["rows"], sizes["grid"], sizes["several"]
        head[Q.SKILLS], head[Q.OCCUPATIONS], head[Q.ALL_OCCUPATIONS] = sizes["skills"], sizes["occupations"], sizes["occupations"]
        head[Q.ONE_CURRENCY] = int(len(np.unique(self.packed["terms_currency"])) == 1)
        for i, name in enumerate(PARTS):
            head[Q.WEIGHT + i] = self.weights.parts[name]
        return head

    def rank(
        self,
        person: Person,
        *,
        today: int,
        limit: int = 50,
        open_on: int = 0,
        hidden: np.ndarray = _NOTHING,
        counted: bool = True,
    ) -> Ranked:
        """The best vacancies for a person, as ``rank_vacancies`` gives them; rows are numbers in the packed order.

        ``open_on`` leaves out what expired before that day (0: nothing); ``hidden`` are rows that must not be shown. Without
        ``counted`` the total is left open (-1), and the rows may be found by the plan that asks the limits last.
        """
        late = self._late()
        limit = max(0, min(limit, len(self.packed) + late))
        scan = compiled.scan_of(_kernel)
        if scan is None:
            ranked = self._rank_plainly(person, today, limit, open_on, hidden)
            return ranked if counted else replace(ranked, total=UNCOUNTED)
        work = self._work(limit)
        question = self._question(person, today, limit, hidden)
        question[Q.OPEN_ON], question[Q.LIMITS_LAST] = open_on, int(not counted and self.limits_last(person))
        if late and self.delta is not None:
            question[Q.DELTA_ROWS], question[Q.ALL_OCCUPATIONS] = late, self.packed.sizes["occupations"] + self._known[1]
            question[Q.DELTA_PAGES] = self.delta.arrays["counts"][PAGES]
            question[Q.ONE_CURRENCY_LATE] = self._one_currency(late)
            work.see_delta(self.delta)
        base = work.base_past if self._expired_before(open_on, work) else work.base
        count, total = scan(work.frame(base, question))
        parts = work.parts[:count].copy() if self._plain_order else work.parts[:count, self._columns_order]
        return Ranked(work.rows[:count].copy(), work.scores[:count].copy(), parts, int(total) if counted else UNCOUNTED)

    def limits_last(self, person: Person) -> bool:
        """Which of the two plans is the cheaper: the limits first for the rows of few cells, last for those of many or for all."""
        near = person.places and "distance" in self.weights.hard
        return not near or any(radius > LIMITS_LAST_FROM for _, _, radius in person.places)

    def _late(self) -> int:
        """Rows of the delta; new skills and occupations among them get their numbers here too."""
        if self.delta is None:
            return 0
        late, counts = len(self.delta), self.delta.arrays["counts"]
        known = (int(counts[NEW_SKILLS]), int(counts[NEW_OCCUPATIONS]))
        if known != self._known:
            with self._lock:
                self._learn(known)
        return late

    def _one_currency(self, late: int) -> int:
        """Whether all rows of the delta, so far as it was looked at, and of the base are in one currency."""
        assert self.delta is not None
        seen, one = self._currency
        if one and seen < late:
            first = self.delta.arrays["terms_currency"][0]
            one = bool((self.delta.arrays["terms_currency"][seen:late] == first).all())
            self._currency = (late, one)
        return int(one)

    def _learn(self, known: tuple[int, int]) -> None:
        assert self.delta is not None
        base, new = self.packed.sizes, self.delta.arrays
        for i in range(self._known[0], known[0]):
            key = int(new["new_skill_keys"][i])
            self._tables["skill_weight"][base["skills"] + i] = self.weights.weight_of(key)
            self._number_of_skill[key] = base["skills"] + i
        for i in range(self._known[1], known[1]):
            self._tables["occupation_isco"][base["occupations"] + i] = new["new_occupation_isco"][i]
            self._numbers_of_occupation[int(new["new_occupation_key"][i])].append(base["occupations"] + i)
        self._known = known

    @cached_property
    def _plain_order(self) -> bool:
        return self._columns_order == list(range(len(PARTS)))

    def _question(self, person: Person, today: int, limit: int, hidden: np.ndarray) -> array[int]:
        """The numbers of ``kernel_query`` for a person."""
        q = self._head.copy()
        q[Q.LIMIT], q[Q.TODAY], q[Q.HAS_OCCUPATIONS] = limit, today, bool(person.occupations)
        q[Q.PAY_FLOOR : Q.ABROAD_WANTED + 1] = _WISHES(person)
        return Q.laid_out(
            q,
            Q.PLACES_AT,
            (5, [n for lat, lon, r in person.places for n in (*point(lat, lon), min(max(1, r), FAR), 0)]),
            (1, [isco for isco, _ in person.occupations]),
            (2, self._related(person)),
            (2, self._marks(person)),
            (2, [n for pair in dict(person.languages).items() for n in pair]),
            (1, [signed(key) for key in dict.fromkeys(person.licences)]),
            (2, [n for spell in person.experience for n in spell]),
            (1, sorted(set(hidden.tolist())) if len(hidden) else ()),
        )

    def _related(self, person: Person) -> list[int]:
        made: list[int] = []
        for _, wanted in person.occupations:
            if wanted:
                for key, share in (*self.skills.moves.get(wanted, {}).items(), (wanted, ONE)):
                    for number in self._numbers_of_occupation.get(key, ()):
                        made += (number, share)
        return made

    def _marks(self, person: Person) -> list[int]:
        number_of = self._number_of_skill
        made: list[int] = []
        for skill, mark in skill_marks(person, self.skills).items():
            number = number_of.get(skill)
            if number is not None:
                made += (number, mark)
        return made

    def _expired_before(self, day: int, work: _Work) -> bool:
        """Whether rows expired before a day; makes the bits of those rows once a day."""
        if day <= 0:
            return False
        if self._past[0] != day:
            expires = self.packed["expires"]
            self._past = (day, bitmap((expires != 0) & (expires < day)))
        if work.past_day != day:
            work.see_past(self._rows | self._tables, self._past)
        return True

    def _work(self, limit: int) -> _Work:
        work = getattr(self._local, "work", None)
        if work is None or len(work.rows) < limit:
            work = self._local.work = _Work(self.packed, self._rows, self._tables, limit)
        return work

    @cached_property
    def base_columns(self) -> Columns:
        """The rows of the base as columns."""
        return unpack(self.packed)

    @property
    def columns(self) -> Columns:
        """All rows as columns, those of the delta after those of the base: what the numpy path reads."""
        if self.delta is None or not len(self.delta):
            return self.base_columns
        return Columns.joined([self.base_columns, self.delta.columns(np.arange(len(self.delta)))])

    def _alive(self, late: int) -> np.ndarray:
        alive = np.ones(len(self.packed) + late, dtype=bool)
        parts = [(self._dead, 0, len(self.packed))]
        if self.delta is not None:
            parts.append((self.delta.arrays["dead"], len(self.packed), len(alive)))
        for bits, begin, end in parts:
            if len(bits):
                alive[begin:end] = np.unpackbits(bits.view(np.uint8), bitorder="little")[: end - begin] == 0
        return alive

    def _rank_plainly(self, person: Person, today: int, limit: int, open_on: int, hidden: np.ndarray) -> Ranked:
        v = self.columns
        allowed = self._alive(len(v) - len(self.packed))
        if open_on > 0:
            allowed &= (v.expires == 0) | (v.expires >= open_on)
        allowed[hidden] = False
        return rank_vacancies(person, v, self.weights, self.skills, today=today, limit=limit, allowed=allowed)


class _Work:
    """The working arrays of one thread and the tables of addresses that the kernel reads."""

    def __init__(self, packed: Packed, rows: dict[str, np.ndarray], tables: dict[str, np.ndarray], limit: int) -> None:
        from openpes.matching.engine import kernel_bounds, kernel_views, layout

        n, sizes = len(packed), packed.sizes
        room = max(64, limit)
        new = len(tables["skill_weight"]) - sizes["skills"] if "skill_weight" in tables else 0
        pieces = len(packed["cell_key"]) + n // layout.BLOCK + 4
        lengths = {
            "occupation_share": sizes["occupations"] + new, "gain": 2 * (sizes["skills"] + new), "earned": n,
            "stays": n, "best_score": room, "best_row": room, "best_have": room, "piece_low": pieces,
            "piece_high": pieces, "piece_partly": pieces, "cell_state": pieces, "found_row": n, "found_part": n,
            "histogram": kernel_bounds.BUCKETS, "best_high": room, "best_low": room, "stage_share": 8, "stage_at": 8,
            "range_low": sizes["occupations"] + 1, "range_high": sizes["occupations"] + 1, "tally": 8,
            "touched": n, "threshold": 256, "has": (2 * (sizes["skills"] + new) >> 6) + 1,
        }  # fmt: skip
        # The delta has marks of its own.
        late_lengths = {"earned": CAPACITY, "stays": CAPACITY, "cell_state": CLASSES + 1}
        kinds = dict(kernel_views.SCRATCH)
        self._views = kernel_views
        self._delta: Delta | None = None
        self._base: np.ndarray | None = None
        names = [name for name, _ in kernel_views.ROW_ARRAYS]
        self._several, self._big = names.index("several_row"), names.index("big_row")
        self._kept: list[Any] = [rows, tables]
        base_work = {name: np.zeros(size + 1, dtype=kinds[name]) for name, size in lengths.items()}
        late_work = base_work | {name: np.zeros(size + 1, dtype=kinds[name]) for name, size in late_lengths.items() if new}
        self.scratch_arrays = base_work
        self.scratch = kernel_views.addresses(base_work, kernel_views.SCRATCH)
        self.late = kernel_views.addresses(late_work, kernel_views.SCRATCH)
        self._kept += [base_work, late_work]
        whole = rows | tables
        self.base = kernel_views.addresses(whole, kernel_views.ROW_ARRAYS)
        self.grid = kernel_views.addresses(whole, kernel_views.GRID_ARRAYS)
        self.delta, self.base_past, self.past_day = self.base, self.base, 0
        self.pages = self.base
        self.rows, self.scores = np.zeros(room, dtype=np.int64), np.zeros(room, dtype=np.int64)
        self.parts = np.zeros((room, len(PARTS)), dtype=np.int64)
        self._frame = np.zeros(len(Q.FRAME), dtype=np.int64)
        for name in ("delta", "pages", "grid", "scratch", "late", "rows", "scores", "parts"):
            self._put(name, getattr(self, name))
        self._question_at = Q.FRAME.index("question")

    def _put(self, name: str, array: np.ndarray) -> None:
        self._frame[Q.FRAME.index(name)] = array.__array_interface__["data"][0]

    def frame(self, base: np.ndarray, question: array[int]) -> np.ndarray:
        """What the scan reads and writes: the caller keeps both as long as it runs."""
        if self._base is not base:
            self._put("base", base)
            self._base = base
        self._frame[self._question_at] = question.buffer_info()[0]
        return self._frame

    def see_delta(self, delta: Delta) -> None:
        """Have the kernel read a delta, as long as it is now."""
        views, counts = self._views, delta.arrays["counts"]
        if self._delta is not delta:
            nothing = {"past": np.zeros(0, dtype=np.uint64)}
            self._kept.append(delta)
            self.delta, self._delta = views.addresses(delta.arrays | nothing, views.ROW_ARRAYS), delta
            self.pages = views.addresses(delta.arrays, views.PAGE_ARRAYS)
            self._put("delta", self.delta)
            self._put("pages", self.pages)
        self.delta[2 * self._several + 1], self.delta[2 * self._big + 1] = counts[SEVERAL], counts[BIG]

    def see_past(self, arrays: dict[str, np.ndarray], past: tuple[int, np.ndarray]) -> None:
        whole = arrays | {"past": past[1]}
        self._kept.append(whole)
        self.base_past, self.past_day = self._views.addresses(whole, self._views.ROW_ARRAYS), past[0]


def _kernel() -> Callable:
    from openpes.matching.engine.kernel import scan

    return scan


def warm() -> str:
    """Load or compile the kernel by asking it one small question; returns which path answers from now on."""
    nothing, person = Vacancy(id=uuid.UUID(int=1), places=((0.0, 0.0),), skills=(1,)), Person(id=uuid.UUID(int=2), skills=(1,))
    weights = Weights()
    if compiled.available():
        try:
            Prepared(pack(vacancy_columns([nothing]), weights), weights, SkillKnowledge()).rank(person, today=1)
        except Exception as problem:
            compiled.refuse(problem)
    return compiled.path()


def warm_in_background() -> threading.Thread:
    """The same in a thread; numpy answers until it is done."""
    return compiled.in_background(warm)


def bitmap(mask: np.ndarray) -> np.ndarray:
    """A mask as bits in 64-bit words, row 0 in the lowest bit of the first."""
    packed = np.packbits(mask, bitorder="little")
    return np.pad(packed, (0, -len(packed) % 8 + 8)).view(np.uint64)

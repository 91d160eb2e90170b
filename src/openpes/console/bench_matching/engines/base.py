"""What an engine of the bench does: index the table once, then answer questions by one of its plans."""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from openpes.console.bench_matching.meters import Run
from openpes.console.bench_matching.table import Question, Table
from openpes.matching.engine import Columns, Person

NEAR, NATIONWIDE = "30km", "nationwide"
MODES = (NEAR, NATIONWIDE)


@dataclass(frozen=True, slots=True)
class Asked:
    """One question as a person and as limits and terms."""

    person: Person
    question: Question


class Engine(ABC):
    """An engine. ``exact``: its answer is final, with nothing to fetch beyond the 50 and nothing to re-rank."""

    name: ClassVar[str]
    exact: ClassVar[bool] = False
    clock: ClassVar[str] = "CPU time of the thread that searches"
    # How many rows a plan may be asked for before it is given up.
    most: ClassVar[int] = 20_000
    # How often the warm-up questions are asked before anything is measured: a compiler at run time needs more.
    rounds: ClassVar[int] = 1

    @classmethod
    @abstractmethod
    def missing(cls) -> str:
        """The line to type when what this engine needs is not installed; empty when it is there."""

    @abstractmethod
    def build(self, columns: Columns, table: Table, folder: Path) -> None:
        """Index everything. ``folder`` is scratch space that is wiped afterwards."""

    @abstractmethod
    def plans(self, mode: str) -> tuple[str, ...]:
        """The ways to ask, the first one first tried."""

    @abstractmethod
    def run(self, plan: str, fetch: int, asked: Sequence[Asked]) -> list[Run]:
        """Ask each question for ``fetch`` rows: rows (best first by the engine's own score) and times."""

    def facts(self) -> dict[str, object]:
        """What else the report should say: versions, sizes."""
        return {}

    def close(self) -> None:  # noqa: B027 - most engines hold nothing
        """Stop servers and let memory go."""


def timed(ask: Callable[[], Any]) -> tuple[Any, float, float]:
    """Ask in this thread, which does all the work."""
    wall, cpu = time.perf_counter_ns(), time.thread_time_ns()
    rows = ask()
    return rows, (time.thread_time_ns() - cpu) / 1e6, (time.perf_counter_ns() - wall) / 1e6

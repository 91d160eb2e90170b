"""What a runner reports."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """jobseekers and rows; seconds of work by the clock on the wall, and of getting ready before; workers; the checksum."""

    runner: str
    jobseekers: int
    rows: int
    checksum: str
    seconds: float
    ready_seconds: float
    workers: int

    @property
    def jobseekers_per_s(self) -> float:
        return self.jobseekers / self.seconds if self.seconds else 0.0


def nothing_said(done: int, total: int) -> None:
    """Progress that nobody watches."""

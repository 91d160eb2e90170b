"""What a runner reports."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """jobseekers and rows; seconds of work by the clock on the wall, and of getting ready before; workers; the checksum.

    cpu_seconds: what the workers used for the work, all together; None where the runner cannot tell.
    """

    runner: str
    jobseekers: int
    rows: int
    checksum: str
    seconds: float
    ready_seconds: float
    workers: int
    cpu_seconds: float | None = None

    @property
    def jobseekers_per_s(self) -> float:
        return self.jobseekers / self.seconds if self.seconds else 0.0


def nothing_said(done: int, total: int) -> None:
    """Progress that nobody watches."""

"""A small tree of processes that start together, are started again when they die, and stop together."""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from openpes.console.output import say

FIRST_PAUSE = 1.0
LONGEST_PAUSE = 60.0
HEALTHY_AFTER = 60.0
STOP_SECONDS = 12.0
LOG_KEPT_BYTES = 10 * 1024 * 1024


def pause_before_restart(failures: int) -> float:
    """Seconds to wait after the n-th death in a row (from 1): 1, 2, 4 … at most 60."""
    return min(FIRST_PAUSE * 2 ** (failures - 1), LONGEST_PAUSE)


@dataclass
class Part:
    """One process of the tree, with the log that its output goes to."""

    name: str
    command: Sequence[str]
    log: Path
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    failures: int = 0
    again_at: float = 0.0

    def start(self) -> None:
        with _open_log(self.log) as log:
            self.process = subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # Ctrl-C reaches us alone; we stop the others in order
            )
        self.started = time.monotonic()

    def note_death(self, now: float) -> float | None:
        """When the process has just died: plan its next start and return the pause; else None."""
        if self.process is None or self.process.poll() is None:
            return None
        self.process = None
        self.failures = 1 if now - self.started > HEALTHY_AFTER else self.failures + 1
        pause = pause_before_restart(self.failures)
        self.again_at = now + pause
        return pause

    def signal(self, number: int) -> None:
        """Signal the process and everything that it started."""
        if self.process is not None:
            try:
                os.killpg(self.process.pid, number)
            except ProcessLookupError:
                return


@dataclass
class Tree:
    """Parts that run until `stop` is set; used as `with tree:`, which always stops them."""

    parts: list[Part]
    stop: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> "Tree":
        for part in self.parts:
            part.start()
        return self

    def __exit__(self, *_: object) -> None:
        living = [part for part in self.parts if part.process is not None]
        for part in living:
            if part.process is not None:
                part.process.terminate()  # the head of the part stops its own processes in order
        deadline = time.monotonic() + STOP_SECONDS
        for part in living:
            try:
                if part.process is not None:
                    part.process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                say(f"The {part.name} does not stop; ending it.")
            part.signal(signal.SIGKILL)
            if part.process is not None:
                part.process.wait()

    def tend(self) -> None:
        """Start again what died and whose pause is over."""
        now = time.monotonic()
        for part in self.parts:
            code = part.process.poll() if part.process else None
            pause = part.note_death(now)
            if pause is not None:
                say(f"The {part.name} ended ({_ending(code)}); again in {pause:.0f} s. See {part.log}")
            elif part.process is None and now >= part.again_at:
                part.start()

    def until(self, condition: Callable[[], bool], every: float = 0.2) -> bool:
        """Tend the parts until the condition holds (True) or somebody asked to stop (False)."""
        while not self.stop.wait(every):
            self.tend()
            if condition():
                return True
        return False


def stop_on_signals(stop: threading.Event) -> None:
    """Ctrl-C, `kill` and a closed terminal window all mean: stop in order. `nohup` keeps its meaning."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, lambda *_: stop.set())


def _ending(code: int | None) -> str:
    if code is not None and code < 0:
        return f"signal {-code}"
    return f"exit code {code}"


def _open_log(path: Path) -> IO[bytes]:
    if path.exists() and path.stat().st_size > LOG_KEPT_BYTES:
        path.replace(path.with_suffix(".old.log"))
    return open(os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "ab")

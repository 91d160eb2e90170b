"""One core and what it can do: pinning, clocks, memory bandwidth, percentiles."""

from __future__ import annotations

import os
import platform
import time
from collections.abc import Iterable
from pathlib import Path

import numpy as np

Run = tuple[np.ndarray, float, float]
"""Rows found, milliseconds of CPU, milliseconds by the clock on the wall."""


def pin() -> int | None:
    """Keep this process, and all that it starts from now on, on one core; its number, or None where that cannot be done."""
    if not hasattr(os, "sched_setaffinity"):
        return None
    core = max(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {core})
    return core


def let_go(cores: set[int] | None) -> None:
    """Use all cores again."""
    if cores and hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, cores)


def cores() -> set[int] | None:
    return set(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else None


def machine() -> str:
    """The processor, its cores and memory, the system and the Python, in one line."""
    model = platform.processor() or platform.machine()
    memory = ""
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        model = next(line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
        memory = f", {os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GiB"
    except (OSError, StopIteration, ValueError):
        pass
    return (
        f"{model}, {os.cpu_count()} cores{memory}, {platform.system()} {platform.machine()}, Python {platform.python_version()}"
    )


def bandwidth() -> float:
    """GB/s at which one core reads memory: the best of several readings of 512 MiB, far more than any cache.

    The fastest reader found counts, because a low bandwidth would flatter whoever is compared with it.
    """
    block = np.ones(64 * 2**20, dtype=np.int64)
    best = 0.0
    for read in (np.sum, np.max, np.bitwise_or.reduce):
        for _ in range(3):
            began = time.thread_time_ns()
            read(block)
            taken = time.thread_time_ns() - began
            best = max(best, block.nbytes / max(1, taken))
    return round(best, 2)


def cpu_of(pid: int) -> float:
    """Milliseconds of CPU that another process has used so far; in nanoseconds where Linux counts them, else in its ticks."""
    try:
        return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e6
    except (OSError, ValueError, IndexError):
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) * 1000.0 / os.sysconf("SC_CLK_TCK")


def resident() -> int:
    """Bytes of memory that this process holds now."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def spread(times: Iterable[float]) -> dict[str, float]:
    """p50, p99 and mean of milliseconds; p99 is the value that 99 of 100 do not pass."""
    values = np.sort(np.fromiter(times, dtype=float))
    at = min(len(values) - 1, int(np.ceil(0.99 * len(values))) - 1)
    return {
        "p50_ms": round(float(np.median(values)), 4),
        "p99_ms": round(float(values[max(0, at)]), 4),
        "mean_ms": round(float(values.mean()), 4),
    }

"""What the processes that this one started have used of the processor, read from Linux's `/proc`."""

from __future__ import annotations

import os
from collections import defaultdict
from pathlib import Path


def cpu_of_descendants() -> float | None:
    """Seconds of CPU of all living descendants of this process, with those of their children that have ended; None without `/proc`."""
    children: dict[int, list[int]] = defaultdict(list)
    used: dict[int, float] = {}
    ticks = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = entry.read_text().rsplit(")", 1)[1].split()
        except (OSError, IndexError):  # ended meanwhile
            continue
        pid = int(entry.parent.name)
        children[int(fields[1])].append(pid)
        used[pid] = sum(map(int, fields[11:15])) / ticks
    if not used:
        return None
    total, queue = 0.0, list(children[os.getpid()])
    while queue:
        pid = queue.pop()
        total += used[pid]
        queue += children[pid]
    return total

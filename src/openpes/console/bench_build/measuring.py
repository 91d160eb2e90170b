"""A build of everything from a database of its own, timed: the clock on the wall, the CPU of each part, and what came of it."""

from __future__ import annotations

import os
import resource
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from openpes.console.bench_build import market
from openpes.console.bench_matching.meters import machine
from openpes.matching.index import apart, files, indexer, memory, words
from openpes.matching.index import knowledge as knowing

NAME = "openpes_bench_build"


def run(number: int, data: Path, progress: market.Progress) -> dict[str, Any]:
    """Write ``number`` made-up vacancies into a database of their own, build its index, and throw both away."""
    folder = Path(tempfile.mkdtemp(prefix="bench-build-", dir=data))
    before = getattr(settings, "OPENPES_INDEX", None)
    settings.OPENPES_INDEX = folder / "index"
    try:
        with _own_database(folder):
            began = time.process_time()
            market.fill(number, progress)
            filled = time.process_time() - began
            return (
                {"machine": machine(), "database": connection.vendor, "vacancies": number}
                | _built()
                | {"fill_cpu_seconds": round(filled, 1)}
            )
    finally:
        settings.OPENPES_INDEX = before
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _own_database(folder: Path) -> Iterator[None]:
    """A database beside the one of the service: a file of its own, or on PostgreSQL one with a name of its own."""
    usual = dict(connection.settings_dict)
    connection.settings_dict["TEST"] = usual["TEST"] | {
        "NAME": str(folder / "bench.sqlite3") if connection.vendor == "sqlite" else NAME
    }
    try:
        connection.creation.create_test_db(verbosity=0, autoclobber=True)
        _forget()
        yield
    finally:
        connection.creation.destroy_test_db(usual["NAME"], verbosity=0)
        connection.settings_dict.update(usual)
        _forget()


def _forget() -> None:
    knowing.forget()
    memory.forget()


def _built() -> dict[str, Any]:
    knowing.read_knowledge(fresh=True)
    writing = _Watched(files, "save_base"), _Watched(words.Builder, "add"), _Watched(words.Builder, "finish")
    here, others, wall = _cpu(resource.RUSAGE_SELF), _cpu(resource.RUSAGE_CHILDREN), time.perf_counter()
    try:
        rows = indexer.rebuild()
    finally:
        for each in writing:
            each.leave()
    seconds = time.perf_counter() - wall
    here, others = _cpu(resource.RUSAGE_SELF) - here, _cpu(resource.RUSAGE_CHILDREN) - others
    return {
        "rows": rows,
        "seconds": round(seconds, 1),
        "rows_per_second": round(rows / seconds),
        "cores": apart.usable_cores(),
        "load": round(os.getloadavg()[0], 1),
        "cpu_seconds": round(here + others, 1),
        "cpu_reading_processes": round(others, 1),
        "cpu_this_process": round(here, 1),
        "cpu_columns_to_disk": round(writing[0].cpu, 1),
        "wall_waiting_for_words": round(writing[1].wall + writing[2].wall, 1),
        "bytes": sum(path.stat().st_size for path in files.folder().rglob("*") if path.is_file()),
    }


def _cpu(who: int) -> float:
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


class _Watched:
    """A function that is called as before and whose time is added up: CPU of its thread, and the clock."""

    def __init__(self, place: Any, name: str) -> None:
        self.place, self.name, self.function = place, name, getattr(place, name)
        self.cpu = self.wall = 0.0
        setattr(place, name, self._timed())

    def _timed(self) -> Any:
        function = self.function

        def timed(*values: Any, **more: Any) -> Any:
            cpu, wall = time.thread_time(), time.perf_counter()
            try:
                return function(*values, **more)
            finally:
                self.cpu += time.thread_time() - cpu
                self.wall += time.perf_counter() - wall

        return timed

    def leave(self) -> None:
        setattr(self.place, self.name, self.function)

"""A posted vacancy: what adding it costs, when another process sees it, and what rows that are not merged yet cost each question.

The base and the rows since lie in files that both processes map, as in an installation; the other process asks for matches until the new
vacancy is its first answer.
"""

from __future__ import annotations

import multiprocessing
import os
import time
import uuid
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from openpes.console.bench_matching import meters, seekers
from openpes.console.bench_matching.contest import Say
from openpes.console.bench_matching.corpus import vacancies
from openpes.console.bench_matching.country import TODAY, country
from openpes.console.bench_matching.engines.base import timed
from openpes.console.bench_matching.table import FULLY
from openpes.matching.batch.pool import kept_kernel
from openpes.matching.engine import Columns, Person, SkillKnowledge, Vacancy
from openpes.matching.engine.columns import VACANCY_FIXED
from openpes.matching.engine.delta import CAPACITY, Delta, shapes
from openpes.matching.engine.geo import EARTH
from openpes.matching.engine.layout import ARRAYS, Packed
from openpes.matching.engine.packing import pack
from openpes.matching.engine.prepared import Prepared, warm
from openpes.matching.engine.weights import ONE

TIMES = 25
PATIENCE = 300.0
"""Longest wait in seconds for a word of the other process. Not part of what is measured: a busy machine may be slow."""
LONGEST_START = 1200.0
"""The same while it starts: it may have to compile the kernel."""


def append(number: int, queries: int, folder: Path, say: Say) -> dict[str, Any]:
    """Cost of appending, delay until another process sees it, and slowdown by the rows that wait to be merged."""
    many = min(CAPACITY, number)
    say(f"append: {number} vacancies, then {many} more …")
    whole = vacancies(number + many)
    weights = country().weights()
    base = pack(whole.take(np.arange(number)), weights)
    records = [record(whole, row) for row in range(number, number + many)]
    arrays = _shared(folder, base)
    delta = Delta(base, weights, arrays)
    seen = _seen_elsewhere(folder, delta, [each for each in records if each.skills][: min(TIMES, many // 4)])
    cores = meters.cores()
    meters.pin()
    try:
        people = seekers.people(queries)
        before = _spread(Prepared(base, weights, SkillKnowledge()), people)
        taken = []
        for each in records[len(seen) :]:
            began = time.thread_time_ns()
            delta.append(each)
            taken.append((time.thread_time_ns() - began) / 1000)
        after = _spread(Prepared(base, weights, SkillKnowledge(), delta=delta), people)
        say("append: merging …")
        merging = time.process_time()
        pack(Columns.joined([whole.take(np.arange(number)), delta.columns()]), weights)
        merged = time.process_time() - merging
    finally:
        meters.let_go(cores)
    times = np.array(taken)
    return {
        "visible_in_another_process_s": round(float(np.median(seen)), 6),
        "visible_worst_s": round(max(seen), 6),
        "append_p50_us": round(float(np.median(times)), 2),
        "append_p99_us": round(float(np.percentile(times, 99)), 2),
        "unmerged_rows": len(delta),
        "p50_ms_without": before["p50_ms"],
        "p50_ms_with": after["p50_ms"],
        "slowdown": round(after["p50_ms"] / before["p50_ms"], 2),
        "slowdown_of_mean": round(after["mean_ms"] / before["mean_ms"], 2),
        "merge_cpu_seconds": round(merged, 2),
        "queries": queries,
    }


def record(columns: Columns, row: int) -> Vacancy:
    """One row of the corpus as a record."""
    values: dict[str, Any] = {name: columns.fixed[name][row].item() for name in VACANCY_FIXED}
    for name in ("skills", "licences"):
        values[name] = tuple(_of(columns, name, row).tolist())
    values["languages"] = tuple((tag, level) for tag, level in _of(columns, "languages", row).tolist())
    places = _of(columns, "places", row).astype(float)
    lat, lon = np.degrees(np.arcsin(places[:, 2] / EARTH)), np.degrees(np.arctan2(places[:, 1], places[:, 0]))
    values["places"] = tuple(zip(lat.tolist(), lon.tolist(), strict=True))
    return Vacancy(uuid.UUID(int=(int(columns.high[row]) << 64) | int(columns.low[row])), **values)


def _of(columns: Columns, name: str, row: int) -> np.ndarray:
    offsets, values = columns.lists[name]
    return values[offsets[row] : offsets[row + 1]]


def _spread(prepared: Prepared, people: list[Person]) -> dict[str, float]:
    for person in people[:20]:
        prepared.rank(person, today=TODAY)
    return meters.spread(timed(lambda person=person: prepared.rank(person, today=TODAY).rows)[1] for person in people)


def _shared(folder: Path, base: Packed) -> Mapping[str, np.ndarray]:
    """The base and an empty delta as files; returns the delta's arrays, mapped for writing."""
    (folder / "base").mkdir(parents=True)
    (folder / "since").mkdir()
    for name in ARRAYS:
        np.save(folder / "base" / f"{name}.npy", base[name], allow_pickle=False)
    return {
        name: np.lib.format.open_memmap(folder / "since" / f"{name}.npy", mode="w+", dtype=kind, shape=(size,))
        for name, (kind, size) in shapes().items()
    }


def _seen_elsewhere(folder: Path, delta: Delta, records: list[Vacancy]) -> list[float]:
    """Seconds from the beginning of each append until another process has the vacancy as its first answer."""
    warm()  # compiled once, here; the other process loads it
    context = multiprocessing.get_context("spawn")
    mine, theirs = context.Pipe()
    known = (str(folder), dict(delta.base.sizes), kept_kernel(), theirs)
    other = context.Process(target=_watch, args=known, daemon=True)
    other.start()
    theirs.close()  # so that the end of the other process is noticed
    taken = []
    try:
        _hear(mine, LONGEST_START)
        for each in records:
            # A person whom nothing suits better than this vacancy: its own occupation and skills, from home, and no limit; the
            # lowest of all ids wins a tie.
            suited = Person(uuid.uuid4(), occupations=((each.isco, each.occupation),), skills=each.skills, places=())
            wanted = replace(each, id=uuid.UUID(int=0), certainty=ONE, telework=FULLY, abroad=False)
            mine.send(suited)
            _hear(mine)
            began = time.monotonic_ns()
            row = delta.append(wanted)
            taken.append((_hear(mine) - began) / 1e9)
            delta.remove(row)
        mine.send(None)
        other.join(PATIENCE)
    finally:
        if other.is_alive():
            other.terminate()
            other.join()
    return taken


def _hear(pipe: Any, patience: float = PATIENCE) -> int:
    """The next word of the other process: the moment at which it spoke."""
    try:
        if pipe.poll(patience):
            moment: int = pipe.recv()
            return moment
    except EOFError as error:
        raise ChildProcessError("The other process has ended.") from error
    raise TimeoutError(f"The other process has said nothing for {patience:.0f} seconds.")


def _watch(folder: str, sizes: dict[str, int], kernel: str, pipe: Any) -> None:
    """The other process: says when it is ready; then asks for each person until the first answer is the new vacancy.

    It speaks three times, with the moment each time: ready, asking, seen.
    """
    if kernel:
        os.environ["NUMBA_CACHE_DIR"] = kernel
    warm()
    at = Path(folder)
    base = Packed({name: np.load(at / "base" / f"{name}.npy", mmap_mode="r") for name in ARRAYS}, sizes)
    arrays = {name: np.load(at / "since" / f"{name}.npy", mmap_mode="r") for name in shapes()}
    weights = country().weights()
    prepared = Prepared(base, weights, SkillKnowledge(), delta=Delta(base, weights, arrays))
    pipe.send(time.monotonic_ns())
    person = pipe.recv()
    while person is not None:
        prepared.rank(person, today=TODAY, limit=1)
        pipe.send(time.monotonic_ns())
        while True:
            found = prepared.rank(person, today=TODAY, limit=1).rows
            if len(found) and found[0] >= len(base):
                break
        pipe.send(time.monotonic_ns())
        person = pipe.recv()

"""How time, memory and the building of the columns grow with the number of vacancies, from 10,000 upwards."""

from __future__ import annotations

import gc
import time
from typing import Any

from openpes.console.bench_matching import meters, seekers
from openpes.console.bench_matching.contest import Say
from openpes.console.bench_matching.corpus import vacancies
from openpes.console.bench_matching.country import TODAY, country
from openpes.console.bench_matching.engines.base import MODES, NEAR, timed
from openpes.matching.engine import Person, SkillKnowledge
from openpes.matching.engine.packing import pack
from openpes.matching.engine.prepared import Prepared

SIZES = (10_000, 100_000, 1_000_000, 10_000_000)
LIMIT = 50


def growth(most: int, queries: int, say: Say) -> list[dict[str, Any]]:
    """One entry for each size up to ``most`` (a million vacancies include ten million): build, memory and times of ours."""
    cores = meters.cores()
    meters.pin()
    try:
        reach = 10 * most if most >= 1_000_000 else most
        return [_one(size, queries, say) for size in SIZES if size <= max(reach, SIZES[0])]
    finally:
        meters.let_go(cores)


def _one(size: int, queries: int, say: Say) -> dict[str, Any]:
    say(f"growth: {size} vacancies …")
    weights = country().weights()
    began = time.process_time()
    columns = vacancies(size)
    drawn = time.process_time() - began
    began, wall = time.process_time(), time.perf_counter()
    packed = pack(columns, weights)
    built, built_wall = time.process_time() - began, time.perf_counter() - wall
    del columns
    gc.collect()
    before = meters.resident()
    prepared = Prepared(packed, weights, SkillKnowledge())
    people = seekers.people(queries)
    entry: dict[str, Any] = {
        "vacancies": size,
        "draw_cpu_seconds": round(drawn, 2),
        "build_cpu_seconds": round(built, 2),
        "build_seconds": round(built_wall, 2),
        "bytes_per_vacancy": round(packed.nbytes / size, 1),
        "columns_mb": round(packed.nbytes / 1e6, 1),
    }
    for mode in MODES:
        asked = [person if mode == NEAR else seekers.anywhere(person) for person in people]
        for person in asked[:10]:
            _best(prepared, person)
        entry[mode] = meters.spread(timed(lambda person=person: _best(prepared, person))[1] for person in asked)
    entry["working_mb"] = round((meters.resident() - before) / 1e6, 1)
    say(f"growth: {size}: built in {entry['build_cpu_seconds']} s, 30 km p50 {entry[NEAR]['p50_ms']} ms")
    return entry


def _best(prepared: Prepared, person: Person) -> Any:
    return prepared.rank(person, today=TODAY, limit=LIMIT).rows

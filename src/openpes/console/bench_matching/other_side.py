"""The other side: the best 50 people for a vacancy, by the compiled scan and by plain numpy, which is also the judge.

``near``: vacancies as they were drawn; ``from home``: the same as work from home, so that distance rules out nobody.
"""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

import numpy as np

from openpes.console.bench_matching import crowd, meters
from openpes.console.bench_matching.appending import record
from openpes.console.bench_matching.contest import Say
from openpes.console.bench_matching.corpus import vacancies
from openpes.console.bench_matching.country import TODAY, country
from openpes.console.bench_matching.engines.base import timed
from openpes.console.bench_matching.table import FULLY
from openpes.console.bench_matching.truth import TOP
from openpes.matching.engine import SkillKnowledge, Vacancy, Weights, rank_people
from openpes.matching.engine.people_packing import pack_people
from openpes.matching.engine.prepared_people import PreparedPeople
from openpes.matching.engine.ranking import Ranked

MODES = ("near", "from home")
PLAINLY = 25
"""Vacancies asked of plain numpy too: every row of every column is read for each."""
WARM = 20


def people_for_vacancies(number: int, queries: int, say: Say) -> list[dict[str, Any]]:
    """One entry for each mode and version of the weights."""
    say(f"people: drawing {number} people …")
    columns = crowd.people(number)
    asked = [record(rows, row) for rows in (vacancies(queries),) for row in range(queries)]
    began = time.process_time()
    packed = pack_people(columns)
    built = {
        "people": number,
        "bytes_per_person": round(packed.nbytes / number, 1),
        "build_seconds": round(time.process_time() - began, 2),
    }
    cores = meters.cores()
    meters.pin()
    try:
        found = []
        for name, weights in (("three parts", country().weights()), ("twelve parts", _all_parts())):
            prepared = PreparedPeople(packed, weights, SkillKnowledge())
            for mode in MODES:
                of_mode = [replace(vacancy, telework=FULLY) for vacancy in asked] if mode != MODES[0] else asked
                entry = {"mode": mode, "weights": name} | built | _measure(prepared, of_mode, say)
                say(f"people, {mode}, {name}: p50 {entry['p50_ms']} ms, p99 {entry['p99_ms']} ms, recall {entry['recall']}")
                found.append(entry)
        return found
    finally:
        meters.let_go(cores)


def _all_parts() -> Weights:
    """The weights that the program begins with, with the skills of the bench."""
    return Weights(version=2, hard=country().weights().hard, idf=country().weights().idf)


def _measure(prepared: PreparedPeople, asked: list[Vacancy], say: Say) -> dict[str, Any]:
    for vacancy in asked[:WARM]:
        prepared.rank(vacancy, today=TODAY, limit=TOP)
    runs = [timed(lambda v=vacancy: prepared.rank(v, today=TODAY, limit=TOP)) for vacancy in asked]
    plain, same = [], []
    for vacancy, (ours, *_rest) in list(zip(asked, runs, strict=True))[:PLAINLY]:
        right, cpu, _ = timed(lambda v=vacancy: _plainly(prepared, v))
        plain.append(cpu)
        same.append(_same(ours, right))
    return {
        "queries": len(asked),
        **meters.spread(cpu for _, cpu, _ in runs),
        "left_after_limits_mean": round(float(np.mean([found.total for found, *_ in runs])), 1),
        "recall": round(float(np.mean([recall for recall, _ in same])), 5),
        "same_list": round(float(np.mean([equal for _, equal in same])), 4),
        "judged": len(plain),
        "numpy_p50_ms": meters.spread(plain)["p50_ms"],
    }


def _plainly(prepared: PreparedPeople, vacancy: Vacancy) -> Ranked:
    return rank_people(vacancy, prepared.columns, prepared.weights, prepared.skills, today=TODAY, limit=TOP)


def _same(ours: Ranked, right: Ranked) -> tuple[float, bool]:
    """(share of the right number of rows that are as good as the right ones, whether everything is the same)."""
    if not len(right.rows):
        return float(not len(ours.rows)), not len(ours.rows)
    equal = all(np.array_equal(getattr(ours, name), getattr(right, name)) for name in ("rows", "scores", "parts"))
    return float((ours.scores >= right.scores[-1]).sum()) / len(right.rows), equal and ours.total == right.total
